"""The worldwide newswire corpus (Shan et al., 2023): named entities in news from outside Europe and the US."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.encoder.heads import ENTITY_TYPES
from pipeline.training.corpora.labelled import LabelledArticle, LabelledSpan


def read_newswire(folder: Path) -> Iterator[LabelledArticle]:
    """Read every ``.txt`` of a folder with the ``.tsv`` of tokens and BIO tags beside it.

    Args:
        folder: the corpus's ``train`` or ``dev``.

    Yields:
        An article with spans for the head "entity".
    """
    for path in sorted(folder.glob("*.txt")):
        tokens = path.with_suffix(".tsv")
        if tokens.is_file():
            text = path.read_bytes().decode("utf-8")
            spans = align_entities(text, tokens.read_bytes().decode("utf-8"))
            yield LabelledArticle(path.stem, text, {"entity": spans})


def align_entities(text: str, table: str) -> list[LabelledSpan]:
    """Find the tagged tokens in the raw text, whose tokenization is another.

    Tokens that stand nowhere ahead (a damaged line, a token that was normalized) are skipped; an entity that
    loses its first token that way is dropped.

    Args:
        text: the raw article.
        table: the lines ``token<TAB>tag``; further columns (nested entities) are left out.
    """
    spans: list[LabelledSpan] = []
    position = 0
    current: tuple[int, int, str] | None = None
    for line in table.splitlines():
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) < 2 or not fields[0]:
            continue
        token, tag = fields[:2]
        at = text.find(token, position, position + len(token) + 60)
        prefix, _, label = tag.partition("-")
        if current and not (prefix == "I" and label == current[2] and at >= 0):
            spans.append(LabelledSpan(*current))
            current = None
        if at < 0:
            continue
        position = at + len(token)
        if label in ENTITY_TYPES:
            if prefix == "I" and current:
                current = (current[0], position, label)
            elif prefix == "B":
                current = (at, position, label)
    if current:
        spans.append(LabelledSpan(*current))
    return spans
