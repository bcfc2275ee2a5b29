"""What the components share: where records live on a ``Doc``, and how character spans become token spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import srsly
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import Article, QuotesArticle, Record, Span
from pipeline.stages.chain import RECORDS

RecordT = TypeVar("RecordT", bound=Article)
Coder = Callable[[Any], Any]

_RECORD_KEY = "__statement_record__"
_ENCODED_KEY = "__statement_encoded__"


class StageComponent(Pipe):
    """A stage as a component: the record is predicted, set on ``doc._.article``, and spread over the ``Doc``."""

    def __init__(self, name: str) -> None:
        self.name = name
        register_extensions()

    def predict(self, doc: Doc) -> QuotesArticle:
        """The stage's record of a document."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, article: Any) -> None:
        """Set a record on the document."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """Run the stage on a document."""
        article = self.predict(doc)
        doc._.article = article
        self.set_annotations(doc, article)
        return doc


def register_extensions() -> None:
    """Make sure that ``doc._.article`` and ``doc._.encoded`` are there, and that documents with them can be written.

    Extension values travel with a document to other processes and into a DocBin; spaCy has srsly write them.
    """
    srsly.msgpack_encoders.register("statement_records", func=_to_plain)
    srsly.msgpack_decoders.register("statement_records", func=_from_plain)
    for name in ("article", "encoded"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def encoding(doc: Doc, component: str) -> EncodedArticle:
    """The encoder's output for a document.

    Raises:
        ValueError: no encoder stands before the component.
    """
    encoded = doc._.encoded
    if not isinstance(encoded, EncodedArticle):
        raise ValueError(f"{component} needs an encoded document: add 'statement_encoder' before it")
    return encoded


def record(doc: Doc, model: type[RecordT], component: str, before: str) -> RecordT:
    """The record that the component before has left.

    Raises:
        ValueError: that component doesn't stand before this one.
    """
    article = doc._.article
    if not isinstance(article, model):
        raise ValueError(f"{component} needs the record of the stage before: add {before!r} before it")
    return article


def token_span(doc: Doc, span: Span, *, label: str = "", span_id: str = "", kb_id: str = "") -> DocSpan | None:
    """The tokens that a span touches, whatever tokenizer cut them; None when it touches none."""
    found: DocSpan | None = doc.char_span(
        span.start, span.end, label=label, kb_id=kb_id, span_id=span_id, alignment_mode="expand"
    )
    return found


def set_group(doc: Doc, name: str, spans: Iterable[DocSpan | None]) -> None:
    """Set a group of ``doc.spans``."""
    doc.spans[name] = [span for span in spans if span is not None]


def _to_plain(value: Any, chain: Coder | None = None) -> Any:
    if isinstance(value, Article):
        return {_RECORD_KEY: value.model_dump_json(), "stage": getattr(value, "stage", None)}
    if isinstance(value, EncodedArticle):
        # Large, and quickly computed again.
        return {_ENCODED_KEY: True}
    return chain(value) if chain is not None else value


def _from_plain(value: Any, chain: Coder | None = None) -> Any:
    if isinstance(value, dict) and _RECORD_KEY in value:
        model: type[Record] = RECORDS.get(value["stage"], Article)
        return model.model_validate_json(value[_RECORD_KEY])
    if isinstance(value, dict) and _ENCODED_KEY in value:
        return None
    return chain(value) if chain is not None else value
