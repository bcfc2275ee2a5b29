"""What kind of speaker a common noun names: a person, a group of people, an organization or a document."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.records import Gender, SpeakerType
from pipeline.speakers.folding import fold

PERSON_NOUNS = frozenset(
    """minister president spokesman spokeswoman spokesperson official officer chief head leader director chairman
    chairwoman chairperson chair secretary governor mayor senator lawmaker legislator deputy mp member
    representative ambassador envoy diplomat commissioner commander general colonel captain major sergeant
    lieutenant inspector superintendent judge justice magistrate lawyer attorney solicitor barrister prosecutor
    advocate counsel professor doctor dr lecturer academic scholar scientist researcher expert analyst economist
    historian teacher principal student pupil journalist reporter editor correspondent columnist author writer
    poet novelist critic blogger activist campaigner organiser organizer protester protestor demonstrator farmer
    fisherman worker employee employer manager executive ceo cfo coo founder co-founder owner co-owner boss
    entrepreneur businessman businesswoman trader vendor shopkeeper investor banker broker accountant engineer
    architect designer developer consultant adviser advisor aide assistant coordinator co-ordinator
    administrator nurse physician surgeon psychologist psychiatrist epidemiologist virologist dentist pharmacist
    patient resident villager neighbour neighbor local citizen immigrant migrant refugee passenger driver pilot
    witness victim survivor suspect defendant accused complainant plaintiff applicant appellant convict inmate
    prisoner detainee killer attacker gunman soldier veteran fighter militant rebel policeman policewoman cop
    detective guard man woman boy girl teenager teen youth child kid baby mother father mom mum dad parent son
    daughter brother sister uncle aunt cousin nephew niece wife husband widow widower spouse partner fiancee
    fiance boyfriend girlfriend grandmother grandfather grandson granddaughter relative friend colleague
    counterpart successor predecessor candidate nominee incumbent politician statesman premier chancellor king
    queen prince princess emperor pope bishop archbishop cardinal priest pastor imam rabbi monk nun cleric
    preacher singer actor actress musician artist rapper composer dancer filmmaker producer photographer model
    player footballer striker goalkeeper midfielder defender coach skipper trainer athlete boxer cricketer
    batsman bowler golfer racer referee fan user person individual source insider native newcomer tourist
    visitor traveller traveler customer client consumer buyer seller tenant landlord pensioner retiree volunteer
    donor sponsor host guest speaker presenter anchor broadcaster narrator commentator observer pundit pollster
    strategist planner trustee treasurer clerk registrar warden ranger curator librarian archaeologist biologist
    ecologist geologist chemist physicist mathematician meteorologist climatologist sociologist anthropologist
    philosopher theologian linguist demographer conservationist environmentalist commandant admiral brigadier
    marshal regulator auditor ombudsman whistleblower whistle-blower informant hacker operator vice-president
    vice-chairman undersecretary under-secretary elder chieftain sheikh sultan emir royal heir hero star
    celebrity legend youngster freshman graduate alumnus undergraduate mentor tutor instructor dean rector
    provost headmaster headmistress superstar waiter waitress chef cook maid cleaner mechanic technician plumber
    electrician carpenter mason builder contractor lobbyist secretary-general poster commenter tweeter caller
    co-author interviewee respondent participant attendee juror regent baron tycoon billionaire millionaire
    magnate creator maker inventor pioneer one nobody someone somebody everyone everybody shepherd sailor seaman
    hunter herder angler gardener vet veterinarian paramedic firefighter rescuer medic midwife caregiver carer
    socialite influencer youtuber streamer gamer vlogger laureate supporter opponent latter delegate occupant
    inhabitant protestant merchant servant peasant registrant recruit signatory cadre fellow peer""".split()
)
"""Nouns that name one person, folded, in the singular."""

GROUP_NOUNS = frozenset(
    """people police staff family couple pair duo trio team crew crowd public community media press opposition
    authorities personnel youth majority minority leadership management entourage clergy troops forces relatives
    parents locals others many some several most both neither all few critics everyone electorate jury
    prosecution defense defence delegation panel workforce diaspora elders brass women men children kids sources
    circles quarters folk folks netizens counsel teamsters audience gang tribe clan band who those they these us
    experts twins siblings nations countries states governments""".split()
)
"""Nouns that name people together, folded."""

ORGANIZATION_NOUNS = frozenset(
    """ministry government department agency company corporation firm bank university college school institute
    institution academy court tribunal parliament senate congress assembly house council committee commission
    board bureau office party union association federation organization organisation organisers foundation fund
    group coalition alliance league club newspaper daily paper magazine weekly journal tabloid outlet
    broadcaster station channel network website site portal newswire watchdog regulator authority army military
    navy force airline hospital clinic church mosque charity ngo nonprofit non-profit trust think-tank thinktank
    centre center laboratory lab studio label publisher manufacturer producer retailer supplier operator carrier
    utility brand chain airport port embassy consulate mission administration cabinet presidency secretariat
    treasury municipality city town village county province state country nation kingdom republic region
    district island islands capital bloc body taskforce task-force unit service services prosecutor-general
    militia movement faction guerrilla gang cartel syndicate society cooperative co-operative consortium
    conglomerate subsidiary insurer lender startup start-up platform giant museum zoo planetarium library
    theatre theater gallery team side squad lodge order congregation diocese synod monastery brotherhood caucus
    inquiry registry exchange bench ombudsman palace kremlin pentagon white-house downing-street directorate
    division branch chapter command headquarters police legislature campaign forum chamber conference summit
    initiative project programme program archive press observatory""".split()
)
"""Nouns that name an organization, folded."""

DOCUMENT_NOUNS = frozenset(
    """report reports statement statements study studies survey surveys poll polls letter letters document documents
    paper note memo memorandum email e-mail message messages text tweet post posts article articles story
    stories column editorial book biography memoir law laws act bill constitution treaty agreement accord pact
    deal convention charter decree order ruling judgment judgement verdict decision resolution directive
    regulation regulations rules guideline guidelines code clause section indictment lawsuit suit complaint
    petition affidavit filing filings submission motion writ summons warrant testimony transcript record records
    minutes data figures statistics estimate estimates forecast forecasts projection projections analysis review
    assessment audit investigation probe research findings results index database census release communique
    communiqué announcement notice advisory bulletin circular leaflet flyer banner placard sign poster
    advertisement ad advert website webpage page video clip footage recording audio tape film documentary song
    plan proposal draft blueprint roadmap strategy policy budget prospectus manifesto platform declaration
    proclamation contract will diary log certificate autopsy post-mortem evidence information intelligence news
    headline headlines caption rumours rumors accounts account version description legend inscription profile
    thread blog newsletter factsheet brief briefing thesis dissertation ranking rankings list chart map
    framework protocol provisions questionnaire remark remarks comment comments answer reply response speech
    address slogan quote motto proverb saying scripture bible quran koran gospel verse hadith""".split()
)
"""Nouns that name a text, folded."""

_FEMALE = frozenset(
    """woman girl mother mom mum daughter sister aunt niece wife widow fiancee girlfriend grandmother granddaughter
    queen princess nun actress spokeswoman chairwoman businesswoman policewoman waitress headmistress lady
    duchess congresswoman councilwoman heroine maid midwife housewife schoolgirl stepmother mother-in-law
    sister-in-law daughter-in-law hostess empress saleswoman camerawoman""".split()
)
_MALE = frozenset(
    """man boy father dad son brother uncle nephew husband widower fiance boyfriend grandfather grandson king prince
    monk actor spokesman chairman businessman policeman waiter headmaster pope priest imam gentleman duke
    emperor congressman councilman fisherman gunman statesman batsman schoolboy stepfather father-in-law
    brother-in-law son-in-law sultan emir sheikh cardinal archbishop bishop ayatollah cleric salesman cameraman
    foreman vice-chairman""".split()
)
_PERSON_SUFFIX = re.compile(
    r".{2,}(?:ologist|ographer|onomist|ist|ian|eer|smith|wright|herder|keeper|holder|maker|goer|man|woman|person)$"
)
_AGED = re.compile(r"(?:\d+|[a-z]+)-year-olds?|(?:\d+)-yearold")
_AGENT = re.compile(r".{3,}(?:er|or|ee|ant)$")
_NO_AGENT = frozenset(
    """human number september october november december summer winter water order power center centre river tower
    weather paper matter letter master factor sector murder closer better whether silver danger""".split()
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "wives": "wife",
    "policemen": "policeman",
    "alumni": "alumnus",
    "media": "media",
    "mps": "mp",
    "persons": "person",
}


@lru_cache(maxsize=16384)
def singular(noun: str) -> str:
    """The singular of a folded noun, by spelling."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "news", "ics")):
        return noun[:-1]
    return noun


def is_plural(noun: str) -> bool:
    """Whether a noun is a plural, by spelling."""
    word = fold(noun)
    return singular(word) != word


EITHER = frozenset("paper journal magazine review website site".split())
"""Nouns that name a text or the organization that publishes it."""


@lru_cache(maxsize=16384)
def noun_type(noun: str) -> SpeakerType | None:
    """What a head noun names; None for a noun that is not known."""
    word = fold(noun)
    one = singular(word)
    if one in EITHER:
        return "organization"
    if word in DOCUMENT_NOUNS or one in DOCUMENT_NOUNS:
        return "document"
    if word in GROUP_NOUNS:
        return "group"
    if one in _NO_AGENT:
        return None
    if one in PERSON_NOUNS or _tail(one) in PERSON_NOUNS or _AGED.fullmatch(word) or _PERSON_SUFFIX.match(one):
        return "person" if one == word else "group"
    if one in ORGANIZATION_NOUNS or _tail(one) in ORGANIZATION_NOUNS:
        return "organization" if one == word or word in ORGANIZATION_NOUNS else "group"
    if _AGENT.match(one):
        return "person" if one == word else "group"
    return None


def noun_gender(noun: str) -> Gender | None:
    """The gender that a noun tells ("sister", "spokesman"), or None."""
    one = singular(fold(noun))
    if one in _FEMALE or one.endswith("woman"):
        return "female"
    if one in _MALE or (one.endswith("man") and one not in ("human", "german", "roman", "woman")):
        return "male"
    return None


def _tail(word: str) -> str:
    return word.rsplit("-", 1)[-1]
