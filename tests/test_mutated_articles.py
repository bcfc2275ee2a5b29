"""What must hold of any article, however damaged: the shipped model on mutations of the samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from pipeline.pipeline import Pipeline
from pipeline.records import Span, TopicsArticle

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "raw").glob("*.txt"))]
LONGEST = 1500

Mutation = tuple[str, float, float]
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["drop marks", "straight", "guillemets", "join", "break", "upper", "lower", "cut", "double", "swap"]
        ),
        st.floats(0, 1),
        st.floats(0, 0.4),
    ),
    max_size=5,
)


def mutate(text: str, mutation: Mutation) -> str:
    """Damage a stretch of a text: where it begins and how long it is are shares of the whole."""
    kind, at, share = mutation
    start = int(at * len(text))
    end = min(len(text), start + int(share * len(text)))
    part = text[start:end]
    changed = {
        "drop marks": re.sub('[“”"‘’]', "", part, count=3),
        "straight": part.translate(str.maketrans("“”‘’", "\"\"''")),
        "guillemets": part.translate(str.maketrans("“”", "«»")),
        "join": part.replace("\n\n", " "),
        "break": part.replace(". ", ".\n\n"),
        "upper": part.upper(),
        "lower": part.lower(),
        "cut": "",
        "double": part + part,
        "swap": part.translate(str.maketrans("“”", "”“")),
    }[kind]
    return text[:start] + changed + text[end:]


@pytest.fixture(scope="module")
def whole() -> Pipeline:
    return Pipeline.load()


def every_span(record: object) -> Iterator[Span]:
    if isinstance(record, Span):
        yield record
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            yield from every_span(getattr(record, name))
    elif isinstance(record, list | tuple):
        for one in record:
            yield from every_span(one)


def check(article: TopicsArticle) -> None:
    text = article.text
    for span in every_span(article):
        assert text[span.start : span.end] == span.text
        assert 0 <= span.start < span.end
    contents = sorted((s.start, s.end) for statement in article.statements for s in statement.spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(contents))
    paragraphs = [(p.start, p.end) for p in article.paragraphs]
    for start, end in contents:
        assert any(a <= start and end <= b for a, b in paragraphs)
        assert not (start and text[start - 1].isalnum() and text[start].isalnum())
        assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
    speakers, entities = {s.id for s in article.speakers}, {e.id for e in article.entities}
    outer = [(q.start, q.end) for q in article.quotations if q.level == 1]
    for statement in article.statements:
        assert [s.start for s in statement.spans] == sorted(s.start for s in statement.spans)
        for part in (statement.cue, statement.mention):
            assert part is None or all(part.end <= s.start or s.end <= part.start for s in statement.spans)
        if statement.kind == "direct":
            assert all((s.start, s.end) in outer for s in statement.spans)
        assert statement.speaker is None or statement.speaker in speakers
        assert statement.evidence != "none" or statement.speaker is None
        assert set(statement.entities) <= entities
        assert 0 <= statement.confidence <= 1


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 4000), MUTATIONS)
def test_a_damaged_article_keeps_its_invariants(whole, sample, start, mutations):
    text = sample[start % max(1, len(sample) - LONGEST) :][:LONGEST]
    for mutation in mutations:
        text = mutate(text, mutation)
    if any(c.isalnum() for c in text):
        check(whole.extract(text))
