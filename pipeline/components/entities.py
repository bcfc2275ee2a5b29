"""Stage ``entities`` as a component: ``doc.ents``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.components.document import StageComponent, encoding, record, token_span
from pipeline.records import EntitiesArticle, SpeakersArticle
from pipeline.stages.entities import find_entities


@Language.factory(
    "statement_entities",
    assigns=["doc._.article", "doc.ents"],
    requires=["doc._.encoded", "doc._.article"],
    default_config={"overwrite_ents": False},
)
def statement_entities(nlp: Language, name: str, overwrite_ents: bool) -> EntitiesComponent:
    """Make an entities component.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        overwrite_ents: drop the entities that other components have set; by default theirs win where they overlap.
    """
    return EntitiesComponent(name, overwrite_ents)


class EntitiesComponent(StageComponent):
    """Finds the entities of a document."""

    def __init__(self, name: str, overwrite_ents: bool) -> None:
        super().__init__(name)
        self._overwrite = overwrite_ents

    def predict(self, doc: Doc) -> EntitiesArticle:
        """The record of stage ``entities``."""
        article = record(doc, SpeakersArticle, "statement_entities", "statement_speakers")
        return find_entities(article, encoding(doc, "statement_entities"))

    def set_annotations(self, doc: Doc, article: EntitiesArticle) -> None:
        """Set ``doc.ents``; an entity's ``id_`` is that of the record's, the same for all its mentions."""
        others = [] if self._overwrite else list(doc.ents)
        taken = {token.i for span in others for token in span}
        spans = (
            token_span(doc, mention, label=entity.label, span_id=entity.id)
            for entity in article.entities
            for mention in entity.mentions
        )
        free = [span for span in spans if span is not None and taken.isdisjoint(range(span.start, span.end))]
        doc.ents = [*others, *filter_spans(free)]
