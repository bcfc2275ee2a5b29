"""Words that say nothing of a topic: determiners, pronouns, prepositions, conjunctions, auxiliaries, some adverbs."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """a an the this that these those some any no every each either neither both all half such same other another much
    many more most few fewer fewest less least several enough own certain various one ones
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves who whom whose which what whatever whoever whichever
    someone somebody something anyone anybody anything everyone everybody everything nobody nothing none
    about above across after against along alongside amid amidst among amongst around as at before behind below
    beneath beside besides between beyond by despite down during except for from in inside into like near of off on
    onto out outside over past per regarding since through throughout till to toward towards under underneath until
    unto up upon via with within without according due because thanks
    and or but nor so yet if unless although though while whereas whether than then when whenever where wherever how
    why however therefore thus hence moreover furthermore meanwhile otherwise nevertheless nonetheless instead
    be am is are was were been being have has had having do does did doing done will would shall should can could may
    might must ought need dare cannot let lets get gets got getting gotten
    not never ever always often sometimes usually also too very quite rather just only even still already again once
    almost nearly perhaps maybe really indeed well far now here there today tomorrow yesterday soon later ago away
    back else together apart first firstly second secondly last lastly next finally recently currently previously
    especially particularly mainly mostly largely simply actually certainly clearly probably likely certainly yes ok
    s t d ll m re ve don didn doesn isn aren wasn weren won wouldn shouldn couldn hasn haven hadn ain mr mrs ms dr
    etc eg ie vs""".split()
)
"""In lower case, the parts of contractions among them."""

COMMON_VERBS = frozenset(
    """say says said saying tell tells told telling ask asks asked asking make makes made making take takes took taken
    taking give gives gave given giving go goes went gone going come comes came coming see sees saw seen seeing know
    knows knew known think thinks thought want wants wanted wanting believe believes believed feel feels felt become
    becomes became becoming find finds found keep keeps kept keeping hold holds held holding bring brings brought
    bringing begin begins began begun show shows showed shown showing hear hears heard leave leaves left leaving meets
    met run runs ran put puts putting set sets setting lead leads led leading stand stands stood lose loses lost losing
    pay pays paid send sends sent build builds built stay stays stayed fall falls fell fallen rise rises rose risen grow
    grows grew grown speak speaks spoke spoken write writes wrote written win wins won buy buys bought sell sells sold
    add adds added adding continue continues continued remain remains remained include includes included including
    expect expects expected call calls called try tries tried use uses used using look looks looked looking seem seems
    seemed appear appears appeared happen happens happened start starts started need needs needed needing help helps
    helped helping turn turns turned move moves moved live lives lived provide provides provided describe describes
    described announce announces announced note notes noted claim claims claimed warn warns warned deny denies denied
    urge urges urged explain explains explained insist insists insisted argue argues argued stressed confirm confirms
    confirmed admit admits admitted reveal reveals revealed declare declares declared agree agrees agreed hopes hoped
    allow allows allowed follow follows followed consider considers considered embrace embraces reduce reduces achieve
    achieves contribute contributes respond responds responded launch launches launched""".split()
)
"""Forms of the verbs that news are told with, those left out that are nouns as often ("work", "report", "hope")."""

VAGUE_NOUNS = frozenset(
    """way ways part parts number numbers kind kinds type types thing things time times year years month months week
    weeks day days hour hours minute minutes reason reasons fact facts case end start point points place places order
    regard regards step steps lot bit sort level levels amount degree extent example examples result results
    matter matters issue issues man men woman women person persons people hand hands idea something monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october
    november december
    morning evening afternoon night""".split()
)
"""Nouns that alone name no subject."""

NUMBERS = frozenset(
    "two three four five six seven eight nine ten dozen hundred thousand million billion trillion percent".split()
)
"""Words of number."""

VAGUE_ADJECTIVES = frozenset(
    """able unable ready likely unlikely further little good bad better best worse worst big bigger biggest small large
    larger largest great greater new old high higher highest low lower lowest long short right wrong clear true false
    important different possible impossible necessary early earlier late later former latter same real full single whole
    recent current previous crucial key main major minor various entire many close legal""".split()
)
"""Adjectives that alone, or at the end of a phrase, name no subject."""
