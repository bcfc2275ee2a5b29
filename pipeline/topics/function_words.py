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
