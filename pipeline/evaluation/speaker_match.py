"""When two names are the same speaker's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Words before a name that do not tell one person from another.
_COURTESY = (
    "mr mrs ms dr prof professor sir dame lord lady his her highness excellency hon honourable honorable a an the"
)
_STATE = (
    "president prime minister vice deputy chief senator sen rep governor gov ambassador secretary king queen prince"
)
_STATE += " princess sheikh shaikh justice judge former foreign"
_FORCES = "general gen colonel col lieutenant lt captain capt major maj brigadier sergeant sgt"
_OTHER = "rev reverend bishop pope chairman chairwoman chair director coach"
TITLES = frozenset(f"{_COURTESY} {_STATE} {_FORCES} {_OTHER}".split())

_SHARED_WORDS = 0.5
_POSSESSIVE = re.compile(r"[’']s\b")
_WORD = re.compile(r"\w+")


def name_key(name: str) -> str:
    """A name without case, accents, possessives, punctuation and titles; the titles stay if there is nothing else."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = _WORD.findall(_POSSESSIVE.sub("", folded))
    return " ".join([word for word in words if word not in TITLES] or words)


def same_speaker(gold: str, aliases: Iterable[str], predicted: str | None) -> bool:
    """Whether the predicted name is one of the gold speaker's.

    A gold speaker without aliases may be a description ("a police spokesman"): half of the words that either
    has must then be shared.

    Args:
        gold: the speaker's fullest name.
        aliases: the other forms of it.
        predicted: the name that was predicted, None or "" if none was.
    """
    if not predicted:
        return False
    others = [name_key(alias) for alias in aliases]
    key = name_key(predicted)
    if key == name_key(gold) or key in others:
        return True
    if others:
        return False
    ours, theirs = set(name_key(gold).split()), set(key.split())
    return bool(ours and theirs) and len(ours & theirs) / len(ours | theirs) >= _SHARED_WORDS
