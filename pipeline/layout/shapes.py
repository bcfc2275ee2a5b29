"""The shape of a paragraph: what can be told of it without understanding it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

OPENING = "“\"«„‟‘'‹"
_CLOSING = "”\"»’'›"
_BULLET = re.compile(r"(?:[-–—•◦▪▸►·*+]|[(\[]?\d{1,2}[.)\]]|[(\[]?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?…]$")
_IN_BRACKETS = re.compile(r"(?<=[.!?”\"’'])\s+[-–—]{0,2}\s?[(\[][^()\[\]]{2,30}[)\]]$")
_WORD = re.compile(r"[^\W_]+(?:[-’'.&/][^\W_]+)*")
# A quotation that is not closed runs to the end of its paragraph.
_QUOTED = re.compile(
    r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*(?:»|\Z)|‘[^‘]*?’(?!\w)|\A‘.*\Z|(?<!\w)'[^']*'(?!\w)", re.DOTALL
)
_QUESTION = re.compile(r"\?[\"”’»)]*$")

_REPORTING = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|add|adds|added|adding|write|writes|wrote|note|notes|noted|warns?|warned|"
    r"announces?|announced|states?|stated|explains?|explained|argues?|argued|ask|asks|asked|claims?|claimed|den(?:y|ies)|"
    r"denied|insists?|insisted|stress(?:es|ed)?|tweets?|tweeted|posted|repl(?:y|ies)|replied|responds?|responded|reports?|"
    r"reported|confirms?|confirmed|continues?|continued|concludes?|concluded|echoe[sd]|quoted|recalls?|recalled|admits?|"
    r"admitted|declares?|declared|joked|reads?|according to)\b",
    re.IGNORECASE,
)

# Long words that titles leave small.
_SMALL = re.compile(
    "about|above|after|against|along|among|around|before|behind|below|between|during|their|there|these|those|through|"
    "under|until|where|which|while|without"
)
# Small words inside the names of people and organizations.
_PARTICLE = re.compile("al|and|bin|da|de|del|der|des|di|do|dos|du|el|en|for|i|ibn|in|la|le|of|on|the|to|van|von|y|&")
_ROLES = re.compile(
    r"\b(?:president|premier|minister|secretary|spokes\w+|director|chair\w*|chief|head|mayor|governor|senator|lawmaker|"
    r"ambassador|professor|lecturer|doctor|analyst|economist|founder|executive|ceo|officer|manager|leader|member|coach|"
    r"captain|player|author|writer|editor|lawyer|judge|commissioner|deputy|general|resident|student|teacher|nurse|farmer|"
    r"owner|representative|delegate|activist|expert|researcher|scientist|engineer|councillor|councilor|mp|mep)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Shape:
    """One paragraph's text and its place in the article.

    Attributes:
        text: the paragraph's text.
        index: its number in the article.
    """

    text: str
    index: int

    @cached_property
    def words(self) -> list[str]:
        """The words, hyphenated and abbreviated ones in one piece."""
        return _WORD.findall(self.text)

    @cached_property
    def bare(self) -> str:
        """The text without closing marks and brackets, or an agency in brackets, at its end."""
        return _IN_BRACKETS.sub("", self.text).rstrip(_CLOSING + ")]")

    @property
    def sentence_like(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_SENTENCE_END.search(self.bare))

    @property
    def open_ended(self) -> bool:
        """Whether it ends in a mark after which something has to follow."""
        return self.bare.endswith((":", ",", ";", "-", "–", "—"))

    @property
    def question(self) -> bool:
        """Whether it ends in a question mark."""
        return bool(_QUESTION.search(self.text))

    @property
    def bullet(self) -> bool:
        """Whether it begins as an item of a list does."""
        return bool(_BULLET.match(self.text))

    @property
    def quote_first(self) -> bool:
        """Whether it begins with a quotation mark (and not with an apostrophe: ’Twas, '90s)."""
        return self.text[0] in OPENING and not re.match(r"['‘]\d0s", self.text)

    @cached_property
    def outside(self) -> str:
        """The text with what stands between quotation marks taken out."""
        return _QUOTED.sub(" ", self.text)

    @property
    def reporting(self) -> bool:
        """Whether a verb of saying stands outside quotation marks."""
        return bool(_REPORTING.search(self.outside))

    @property
    def attributes(self) -> bool:
        """Whether it holds a quotation and says that somebody uttered it."""
        return self.outside != self.text and self.reporting

    @property
    def unclosed(self) -> bool:
        """Whether a quotation that begins in it goes on behind it."""
        return (
            self.text.count("“") + self.text.count("„") > self.text.count("”")
            or self.text.count('"') % 2 == 1
            or self.text.count("«") > self.text.count("»")
        )

    @cached_property
    def title_case(self) -> bool:
        """Whether every word of some length is capitalized, as in an English title."""
        long = [word for word in self.words if len(word) > 4 and not _SMALL.fullmatch(word)]
        return len(long) >= 2 and not any(word[0].islower() for word in long)

    @property
    def upper_case(self) -> bool:
        """Whether it is set in capitals."""
        return self.text.isupper() and any(len(word) > 1 for word in self.words)

    @property
    def name_like(self) -> bool:
        """Whether it could be a name, with or without a role behind a comma ("Ola Brandt, harbour master")."""
        name, _, role = self.text.rstrip(": ").partition(",")
        words = name.split()
        if not 1 <= len(words) <= 6 or re.search(r"[\d?!;:|“”\"«»]", name) or re.search(r"[“\"«]", role):
            return False
        if not all(w[0].isupper() or _PARTICLE.fullmatch(w) for w in words) or not words[-1][0].isupper():
            return False
        if not role or len(role.split()) > 12:
            return not role
        # What follows a comma has to be a role, or the line is a list of names or a sentence.
        described = _ROLES.search(role) or role.lstrip()[:1].islower()
        return bool(described) and not _REPORTING.search(role) and not self.sentence_like

    @property
    def with_role(self) -> bool:
        """Whether a role follows a name ("Ola Brandt, harbour master") or stands before it ("Minister Ola Brandt")."""
        return self.name_like and bool(_ROLES.search(self.text))

    @cached_property
    def names_joined(self) -> list[str]:
        """The names, where it is nothing but a list of at least three ("Brandt, Lund and Olsen")."""
        parts = [part.split() for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", self.text.rstrip("."))]
        if len(parts) < 3 or not all(1 <= len(part) <= 4 and all(w[0].isupper() for w in part) for part in parts):
            return []
        return [" ".join(part) for part in parts]
