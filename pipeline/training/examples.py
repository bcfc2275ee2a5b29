"""From labelled articles to tensors: pieces with labels, cut into windows, gathered into batches."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import torch
from torch import Tensor

from pipeline.encoder.encoded import FloatArray, IntArray
from pipeline.encoder.features import BREAK, FEATURES, Break, Pieces, cut_pieces
from pipeline.encoder.heads import POINTERS, SECOND_TOPICS, TAG_LABELS, TOPICS
from pipeline.encoder.viterbi import BoolArray
from pipeline.training.corpora.labelled import LabelledArticle, LabelledSpan

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IGNORED = -100
Covered: TypeAlias = Callable[[int, int], tuple[int, int]]
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class PieceLink:
    """A link between pieces; ``known`` is False if it has targets but they stand outside of the window."""

    pointer: int
    query: int
    targets: IntArray


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of an article with its labels, all by piece index within the stretch.

    Attributes:
        inputs: ids and features. *Shape:* (n, 1 + features)
        tags: label of each piece by head, ``IGNORED`` where it is not annotated. *Shape of each:* (n,)
        links: the pointers.
        topics: 0/1 by topic of the top and then of the second level, or None. *Shape:* (both levels' topics,)
        statement_topics: piece indices of a statement, and its topics as 0/1.
        sentences: piece range of a sentence, and the vector that the base model gives it. *Shape:* (hidden,)
    """

    inputs: IntArray
    tags: Mapping[str, IntArray] = field(default_factory=dict)
    links: Sequence[PieceLink] = ()
    topics: FloatArray | None = None
    statement_topics: Sequence[tuple[IntArray, FloatArray]] = ()
    sentences: Sequence[tuple[int, int, FloatArray]] = ()

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one length; positions count the special piece in front.

    Attributes:
        inputs: *Shape:* (batch, length, 1 + features)
        tags: labels by head. *Shape of each:* (batch, length)
        links: row, pointer, query and 0/1 targets of each link. *Shapes:* (links,) three times, (links, length)
        topics: rows, and their 0/1 topics. *Shapes:* (k,), (k, both levels' topics)
        statement_topics: rows, 0/1 pieces, 0/1 topics. *Shapes:* (k,), (k, length), (k, topics)
        sentences: rows, 0/1 pieces, vectors. *Shapes:* (k,), (k, length), (k, hidden)
    """

    inputs: Tensor
    tags: Mapping[str, Tensor]
    links: tuple[Tensor, Tensor, Tensor, Tensor]
    topics: tuple[Tensor, Tensor]
    statement_topics: tuple[Tensor, Tensor, Tensor]
    sentences: tuple[Tensor, Tensor, Tensor]

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        rows, pointers, queries, targets = self.links
        return Batch(
            self.inputs.to(device),
            {head: tags.to(device) for head, tags in self.tags.items()},
            (rows.to(device), pointers.to(device), queries.to(device), targets.to(device)),
            (self.topics[0].to(device), self.topics[1].to(device)),
            _to(self.statement_topics, device),
            _to(self.sentences, device),
        )


def _to(parts: tuple[Tensor, Tensor, Tensor], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    return parts[0].to(device), parts[1].to(device), parts[2].to(device)


def prepare(
    tokenizer: Tokenizer,
    article: LabelledArticle,
    sentences: Sequence[tuple[int, int, FloatArray]] = (),
) -> Example:
    """Cut a labelled article into pieces and bring its labels onto them.

    Args:
        tokenizer: the vocabulary's tokenizer.
        article: the article.
        sentences: offsets of sentences in its text, and their vectors.
    """
    pieces = cut_pieces(tokenizer, article.text)
    starts, ends = pieces.offsets[:, 0], pieces.offsets[:, 1]
    fresh = pieces.inputs[:, BREAK] == Break.PARAGRAPH

    def first(offset: int) -> int:
        return int(np.searchsorted(ends, offset, side="right"))

    def covered(start: int, end: int) -> tuple[int, int]:
        return first(start), int(np.searchsorted(starts, end, side="left"))

    links = [
        PieceLink(
            POINTERS.index(link.pointer),
            first(link.query),
            np.asarray(sorted({first(t) for t in link.targets}), dtype=np.int64),
        )
        for link in article.links
        if first(link.query) < len(pieces) and all(first(t) < len(pieces) for t in link.targets)
    ]
    return Example(
        pieces.inputs,
        {head: _bio(fresh, head, spans, covered) for head, spans in article.spans.items()},
        links,
        None if article.topics is None else _topic_vector(article.topics, (*TOPICS, *SECOND_TOPICS)),
        [
            (np.concatenate([np.arange(*covered(a, b)) for a, b in s.spans]), _topic_vector(s.topics, TOPICS))
            for s in article.statement_topics
        ],
        [(*covered(a, b), vector) for a, b, vector in sentences],
    )


def _bio(fresh: BoolArray, head: str, spans: Sequence[LabelledSpan], covered: Covered) -> IntArray:
    """Labels of the pieces; a span begins anew in each paragraph, ``fresh`` at its first piece."""
    n, labels = len(fresh), TAG_LABELS[head]
    if head == "source_type":
        tags = np.full(n, IGNORED, dtype=np.int64)
        for span in spans:
            start, end = covered(span.start, span.end)
            if start < end:
                tags[start] = labels.index(span.label)
        return tags
    tags = np.zeros(n, dtype=np.int64)
    # one layer of labels: contents first, the longest of what overlaps
    for span in sorted(spans, key=lambda s: (s.label != "content", s.start - s.end)):
        start, end = covered(span.start, span.end)
        if start < end and not tags[start:end].any():
            tags[start:end] = labels.index(f"I-{span.label}")
            tags[start] = labels.index(f"B-{span.label}")
            tags[start:end][fresh[start:end]] = labels.index(f"B-{span.label}")
    return tags


def _topic_vector(topics: Sequence[str], known: Sequence[str]) -> FloatArray:
    return np.asarray([float(t in topics) for t in known], dtype=np.float32)


def cut_example(example: Example, rng: random.Random, longest: int, shortest: int) -> Iterator[Example]:
    """Cut an example into windows of random length, at paragraph breaks where possible.

    Args:
        example: a whole article.
        rng: decides the lengths, so that every epoch cuts elsewhere.
        longest: pieces in a window, at the most.
        shortest: pieces aimed at, at the least; the rest of an article may be shorter.
    """
    n = len(example)
    breaks = np.flatnonzero(example.inputs[:, BREAK] == Break.PARAGRAPH)
    start = 0
    while start < n:
        end = min(n, start + rng.randint(shortest, longest))
        if n - end < 32:
            end = n if n - start <= longest else end
        if end < n:
            at = breaks[(breaks > (start + end) // 2) & (breaks <= end)]
            end = int(at[-1]) if len(at) else end
        yield _slice(example, start, end)
        start = end


def _slice(example: Example, start: int, end: int) -> Example:
    links = []
    for link in example.links:
        if start <= link.query < end:
            inside = link.targets[(link.targets >= start) & (link.targets < end)]
            if len(inside) or not len(link.targets):
                links.append(PieceLink(link.pointer, link.query - start, inside - start))
    statements = []
    for pieces, topics in example.statement_topics:
        inside = pieces[(pieces >= start) & (pieces < end)]
        if len(inside):
            statements.append((inside - start, topics))
    return Example(
        example.inputs[start:end],
        {head: tags[start:end] for head, tags in example.tags.items()},
        links,
        example.topics,
        statements,
        [(a - start, b - start, v) for a, b, v in example.sentences if start <= a < b <= end],
    )


def gather(examples: Sequence[Example]) -> Batch:
    """Pad examples to one length, with the special pieces at both ends."""
    length = max(map(len, examples)) + 2
    inputs = torch.zeros(len(examples), length, 1 + len(FEATURES), dtype=torch.long)
    tags = {head: torch.full((len(examples), length), IGNORED) for head in TAG_LABELS}
    links: list[tuple[int, int, int, IntArray]] = []
    topics: list[tuple[int, FloatArray]] = []
    statements: list[tuple[int, IntArray, FloatArray]] = []
    sentences: list[tuple[int, IntArray, FloatArray]] = []
    for row, example in enumerate(examples):
        n = len(example)
        inputs[row, 0, 0], inputs[row, n + 1, 0] = CLS, SEP
        inputs[row, 1 : n + 1] = torch.from_numpy(example.inputs)
        for head, labels in example.tags.items():
            tags[head][row, 1 : n + 1] = torch.from_numpy(labels)
        links += [(row, link.pointer, link.query + 1, link.targets + 1) for link in example.links]
        if example.topics is not None:
            topics.append((row, example.topics))
        statements += [(row, pieces + 1, vector) for pieces, vector in example.statement_topics]
        sentences += [(row, np.arange(a, b) + 1, vector) for a, b, vector in example.sentences]
    return Batch(
        inputs,
        tags,
        (
            torch.tensor([x[0] for x in links], dtype=torch.long),
            torch.tensor([x[1] for x in links], dtype=torch.long),
            torch.tensor([x[2] for x in links], dtype=torch.long),
            _marks([x[3] for x in links], length),
        ),
        (torch.tensor([x[0] for x in topics], dtype=torch.long), _stack([x[1] for x in topics])),
        (
            torch.tensor([x[0] for x in statements], dtype=torch.long),
            _marks([x[1] for x in statements], length),
            _stack([x[2] for x in statements]),
        ),
        (
            torch.tensor([x[0] for x in sentences], dtype=torch.long),
            _marks([x[1] for x in sentences], length),
            _stack([x[2] for x in sentences]),
        ),
    )


def _marks(rows: Sequence[IntArray], length: int) -> Tensor:
    marks = torch.zeros(len(rows), length)
    for i, row in enumerate(rows):
        marks[i, torch.from_numpy(row)] = 1.0
    return marks


def _stack(vectors: Sequence[FloatArray]) -> Tensor:
    return torch.from_numpy(np.stack(vectors)).float() if vectors else torch.zeros(0, 0)


def batches(examples: Iterable[Example], rng: random.Random, pieces: int) -> Iterator[list[Example]]:
    """Group examples of similar length, so that little is padding, and yield the groups in random order.

    Args:
        examples: all examples of an epoch.
        rng: decides the order.
        pieces: pieces in a batch with padding, at the most (a longer example stands alone).
    """
    pool = [e for e in examples if len(e)]
    pool.sort(key=lambda e: len(e) + rng.random() * 24)
    groups: list[list[Example]] = []
    longest = 0
    for example in pool:
        longest = max(longest, len(example) + 2)
        if not groups or longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(example) + 2
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from groups


def sentence_example(pieces: Pieces, vector: FloatArray) -> Example:
    """A sentence on its own, for the sentence-embedding head."""
    return Example(pieces.inputs, sentences=[(0, len(pieces), vector)])
