"""Which articles an epoch trains on: all corpora, mixed as the recipe says."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.features import cut_pieces
from pipeline.training.augmentation import vary
from pipeline.training.corpora.coreference import read_coreference
from pipeline.training.corpora.labelled import LabelledArticle
from pipeline.training.corpora.newswire import read_newswire
from pipeline.training.corpora.polnear import read_polnear
from pipeline.training.corpora.statements import read_annotations, read_statements
from pipeline.training.corpora.topics import read_article_topics
from pipeline.training.distillation import sentence_offsets
from pipeline.training.examples import Example, cut_example, prepare, sentence_example
from pipeline.training.layouts import quoted_words, synthesize

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Item = TypeVar("Item")

_SHORTEST_WINDOW = 160
_SENTENCES = (24, 96)
_SENTENCES_ALONE = 0.3
"""How many of the articles are cut to a sentence or a few, as texts without context are read too."""


@dataclass(frozen=True, slots=True)
class Corpora:
    """Everything that is trained on.

    Attributes:
        polnear: articles with attributions, some also with statements.
        newswire: articles with entities and topics, no statements.
        statements: articles with statements, entities and topics.
        coreference: documents with antecedents.
        sentences: vectors of sentences, from the base model.
    """

    polnear: Sequence[LabelledArticle]
    newswire: Sequence[LabelledArticle]
    statements: Sequence[LabelledArticle]
    coreference: Sequence[LabelledArticle]
    sentences: Mapping[str, FloatArray]


def read_corpora(data: Path, annotations: Path) -> Corpora:
    """Read all corpora of a data folder; the sentences are still without vectors.

    Args:
        data: the folder with ``polnear``, ``newswire``, ``statements``, ``gum-coref`` and ``topics``.
        annotations: the folder with statements of further articles, ``newswire.jsonl`` and ``polnear.jsonl``.
    """
    newswire, polnear = data / "newswire" / "train", data / "polnear" / "train"
    topics = read_article_topics(data / "topics" / "articles.jsonl")
    annotated = {a.name: a for a in read_annotations(annotations / "newswire.jsonl", newswire)}
    annotated |= {a.name: a for a in read_statements(data / "statements", newswire)}
    political = {a.name: a for a in read_annotations(annotations / "polnear.jsonl", polnear, "polnear/")}
    plain: list[LabelledArticle] = []
    both: list[LabelledArticle] = []
    for article in read_newswire(newswire):
        article = replace(article, topics=topics.get(article.name))
        statements = annotated.get(article.name)
        if statements is None:
            plain.append(article)
        else:
            both.append(replace(statements, spans={**statements.spans, **article.spans}, topics=article.topics))
    return Corpora(
        polnear=[_both(article, political.get(article.name)) for article in read_polnear(polnear)],
        newswire=plain,
        statements=both,
        coreference=list(read_coreference(data / "gum-coref")),
        sentences={},
    )


def _both(article: LabelledArticle, statements: LabelledArticle | None) -> LabelledArticle:
    """One article with the labels of two corpora."""
    if statements is None:
        return article
    spans = {**article.spans, **statements.spans}
    return replace(article, spans=spans, links=[*article.links, *statements.links])


def epoch_examples(
    corpora: Corpora, tokenizer: Tokenizer, rng: random.Random, shares: Mapping[str, float], longest: int
) -> Iterator[Example]:
    """The examples of one epoch, every article varied in form and cut into windows anew.

    Args:
        corpora: what to draw from.
        tokenizer: the vocabulary's tokenizer.
        rng: decides everything that is random.
        shares: how often an epoch sees each corpus: 2.5 is every article twice, and half of them once more;
            "layouts" is the number of articles made by ``synthesize`` for each one with statements.
        longest: pieces in a window, at the most.
    """
    for name in ("polnear", "newswire", "statements", "coreference"):
        for article in _draw(getattr(corpora, name), shares.get(name, 0.0), rng):
            varied = article if name == "coreference" else vary(article, rng)
            example = prepare(tokenizer, varied, _vectors(varied, corpora.sentences))
            least, most = _SHORTEST_WINDOW, longest
            if name == "polnear" and rng.random() < _SENTENCES_ALONE:
                least, most = _SENTENCES
            yield from cut_example(example, rng, min(most, longest), min(least, longest))
    for sentence in _draw(sorted(corpora.sentences), shares.get("sentences", 0.0), rng):
        yield sentence_example(cut_pieces(tokenizer, sentence), corpora.sentences[sentence])
    made = round(shares.get("layouts", 0.0) * len(corpora.statements))
    for article in synthesize(quoted_words(corpora.statements), rng, made):
        yield from cut_example(prepare(tokenizer, vary(article, rng)), rng, longest, longest)


def _vectors(article: LabelledArticle, sentences: Mapping[str, FloatArray]) -> list[tuple[int, int, FloatArray]]:
    found = [(a, b, sentences.get(article.text[a:b])) for a, b in sentence_offsets(article.text)]
    return [(a, b, vector) for a, b, vector in found if vector is not None]


def _draw(items: Sequence[Item], share: float, rng: random.Random) -> Iterator[Item]:
    for item in items:
        for _ in range(int(share) + (rng.random() < share % 1)):
            yield item
