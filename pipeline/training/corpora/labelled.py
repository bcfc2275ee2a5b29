"""What every corpus is read into: a text with labelled spans, links and topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.encoder.encoded import Pointer


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A labelled stretch of the text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """From the mention or content that starts at ``query`` to any of those that start at ``targets``; none if empty."""

    pointer: Pointer
    query: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatementTopics:
    """The topics of the statement that has these spans."""

    spans: tuple[tuple[int, int], ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with what one or several corpora say about it.

    Attributes:
        name: the article's name, unique over the corpora.
        text: its text, exactly as the offsets count it.
        spans: for each tag head that the corpus annotates, the labelled spans; a head that is absent is not
            annotated and takes no part in training on this article. Of "source_type", only the spans count.
        links: the annotated pointers.
        topics: the article's topics, labels of the top level and codes of the second; None where not annotated.
        statement_topics: the topics of its statements.
    """

    name: str
    text: str
    spans: Mapping[str, Sequence[LabelledSpan]]
    links: Sequence[Link] = ()
    topics: Sequence[str] | None = None
    statement_topics: Sequence[StatementTopics] = field(default_factory=tuple)
