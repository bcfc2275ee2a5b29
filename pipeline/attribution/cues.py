"""The dictionary form of a cue."""

from __future__ import annotations

import re

_AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did will would shall should can could may might "
    "must 's 've 'd 'll not never n't also then to earlier later again further even just still already".split()
)
_PARTICLES = frozenset("on for out up to off down upon against about with of".split())
_FIXED = {"according": "according to", "per": "per", "via": "via"}
_WORD = re.compile(r"[\w'’-]+")


def cue_lemma(cue: str) -> str:
    """The dictionary form of a cue: "has called on" gives "call on", "according to" stays.

    Args:
        cue: the cue's words as they stand in the text.

    Returns:
        The main verb's (or noun's) lemma with its particle; the cue itself in lower case where it has no word.
    """
    from simplemma import lemmatize

    words = [w.casefold().replace("’", "'") for w in _WORD.findall(cue)]
    if not words:
        return cue.casefold()
    if words[0] in _FIXED:
        return _FIXED[words[0]]
    main = [i for i, w in enumerate(words) if w not in _AUXILIARIES and not w.endswith("n't")]
    # an adverb in front of the verb is none ("publicly stated"), a verb in -ly stands alone ("reply", "rely on")
    main = [i for i in main if not (words[i].endswith("ly") and i + 1 in main)] or main
    if not main:
        return str(lemmatize(words[-1], lang="en"))
    head = main[-1] if words[-1] == "saying" else main[0]
    lemma = str(lemmatize(words[head], lang="en"))
    following = words[head + 1 : head + 2]
    return " ".join([lemma, *(w for w in following if w in _PARTICLES)])
