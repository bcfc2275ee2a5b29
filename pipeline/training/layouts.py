"""Articles in layouts that the corpora hardly have: excerpts under names, transcripts, dash attributions.

They are made of real quotations, taken out of the annotated articles and set anew; nothing is said by a cue, so
the encoder learns to find a speaker by the layout alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.training.corpora.labelled import LabelledArticle, LabelledSpan, Link

_TOPIC = re.compile(r"\b(?:the|our|this) ([a-z]{4,} [a-z]{4,})\b")
_INTRODUCTIONS = (
    "Here is what they had to say.",
    "Below are excerpts from the meeting.",
    "The main points of the debate at a glance.",
    "We bring the answers in full.",
    "Some of the voices of the day.",
)
_LEADS = ("On {}:", "On the {}:", "About the {}:", "Asked about the {}:")
_POSTS = ("director", "spokesperson", "chair of the committee", "coach", "minister", "resident", "chief executive")
_MOST_QUOTATIONS = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that were said, and the full name of who said them."""

    text: str
    speaker: str


@dataclass(slots=True)
class _Draft:
    """An article in the making: its text, spans and links."""

    text: str = ""
    spans: list[LabelledSpan] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def write(self, words: str) -> int:
        """Add words and return where they start."""
        start = len(self.text)
        self.text += words
        return start

    def say(self, words: str, source: int | None, speaker: int) -> None:
        """Add a content that this source and this speaker's name belong to."""
        start = self.write(words)
        end = start + len(words.rstrip(".,"))
        self.spans.append(LabelledSpan(start, end, "content"))
        self.links += [
            Link("source", start, () if source is None else (source,)),
            Link("cue", start, ()),
            Link("continues", start, ()),
            Link("speaker", start, (speaker,)),
        ]

    def name(self, speaker: str, *, source: bool) -> int:
        """Add a speaker's name and return where it starts."""
        start = self.write(speaker)
        if source:
            self.spans.append(LabelledSpan(start, start + len(speaker), "source"))
        return start


def quoted_words(articles: Sequence[LabelledArticle]) -> list[Quoted]:
    """The direct quotations of annotated articles whose speaker is named by two words or more.

    Args:
        articles: articles with the head "statement" and the pointer "speaker".
    """
    found = []
    for article in articles:
        text = article.text
        names = {link.query: link.targets for link in article.links if link.pointer == "speaker"}
        for span in article.spans["statement"]:
            if span.label != "content" or not 30 < span.end - span.start < 600:
                continue
            marks = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
            full = (_full_name(text, target) for target in names.get(span.start, ()))
            name = max(full, key=len, default="")
            if marks[:1] in '“"‘' and marks[1:] in '”"’' and " " in name:
                found.append(Quoted(text[span.start : span.end].rstrip(" ,"), name))
    return found


def synthesize(quotations: Sequence[Quoted], rng: random.Random, count: int) -> Iterator[LabelledArticle]:
    """Make articles in rare layouts.

    Args:
        quotations: what is said in them.
        rng: decides everything.
        count: how many to make.
    """
    by_speaker: dict[str, list[Quoted]] = {}
    for quoted in quotations:
        by_speaker.setdefault(quoted.speaker, []).append(quoted)
    speakers = sorted(by_speaker)
    forms: Sequence[Callable[[_Draft, str, Sequence[Quoted], random.Random], None]] = (
        _excerpts,
        _transcript,
        _signed,
        _announced,
    )
    for number in range(count if speakers else 0):
        draft = _Draft()
        draft.write(rng.choice(_INTRODUCTIONS) + "\n\n")
        form = rng.choice(forms)
        for speaker in rng.sample(speakers, min(len(speakers), rng.randint(2, 4))):
            chosen = by_speaker[speaker]
            form(draft, speaker, rng.sample(chosen, min(len(chosen), _MOST_QUOTATIONS)), rng)
        yield LabelledArticle(f"layouts/{number}", draft.text, {"statement": draft.spans}, draft.links)


def _excerpts(draft: _Draft, speaker: str, quotations: Sequence[Quoted], rng: random.Random) -> None:
    """A speaker's name as a heading, quotations under it, often with a lead-in each."""
    at = draft.name(speaker, source=False)
    draft.write("\n\n")
    for quoted in quotations:
        topic = _TOPIC.search(quoted.text)
        if topic and rng.random() < 0.8:
            draft.write(rng.choice(_LEADS).format(topic[1]) + "\n\n")
        draft.write("“")
        draft.say(_sentence(quoted.text), None, at)
        draft.write("”\n\n")


def _transcript(draft: _Draft, speaker: str, quotations: Sequence[Quoted], rng: random.Random) -> None:
    """``NAME: what is said``, with or without marks."""
    marked = rng.random() < 0.5
    for quoted in quotations[:2]:
        at = draft.name(speaker.upper() if rng.random() < 0.3 else speaker, source=True)
        draft.write(": " + "“" * marked)
        draft.say(_sentence(quoted.text), at, at)
        draft.write("”" * marked + "\n\n")


def _signed(draft: _Draft, speaker: str, quotations: Sequence[Quoted], rng: random.Random) -> None:
    """A quotation signed with a dash and a name."""
    for quoted in quotations[:1]:
        draft.write("“")
        at = len(draft.text) + len(_sentence(quoted.text)) + len("” — ")
        draft.say(_sentence(quoted.text), at, at)
        draft.write("” — ")
        draft.name(speaker, source=True)
        draft.write((f", {rng.choice(_POSTS)}" if rng.random() < 0.5 else "") + "\n\n")


def _announced(draft: _Draft, speaker: str, quotations: Sequence[Quoted], rng: random.Random) -> None:
    """A name that announces the quotation below or beside it."""
    for quoted in quotations[:2]:
        draft.write(rng.choice(("", "And from ", "From ", "And this from ")))
        at = draft.name(speaker, source=True)
        draft.write((f", {rng.choice(_POSTS)}" if rng.random() < 0.5 else "") + ":" + rng.choice((" ", "\n\n")) + "“")
        draft.say(_sentence(quoted.text), at, at)
        draft.write("”\n\n")


def _full_name(text: str, start: int) -> str:
    match = re.compile(r"[A-Z][\w'’.-]*(?: (?:[a-z]{2,3} )?[A-Z][\w'’-]*){0,3}").match(text, start)
    return match[0] if match else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
