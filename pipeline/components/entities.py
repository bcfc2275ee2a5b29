"""Stage ``entities`` as a component: ``doc.ents``."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.components.document import StageComponent, encoding, record, token_span
from pipeline.components.encoder import embedder
from pipeline.entities.knowledge_base import KnowledgeBase
from pipeline.records import EntitiesArticle, SpeakersArticle
from pipeline.stages.entities import find_entities


@Language.factory(
    "statement_entities",
    assigns=["doc._.article", "doc.ents"],
    requires=["doc._.encoded", "doc._.article"],
    default_config={"overwrite_ents": False, "knowledge_base": None},
)
def statement_entities(nlp: Language, name: str, overwrite_ents: bool, knowledge_base: str | None) -> EntitiesComponent:
    """Make an entities component.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        overwrite_ents: drop the entities that other components have set; by default theirs win where they overlap.
        knowledge_base: a JSONL file of names to which entities are linked.
    """
    base = KnowledgeBase.load(Path(knowledge_base), embedder(nlp)) if knowledge_base is not None else None
    return EntitiesComponent(name, overwrite_ents, base)


class EntitiesComponent(StageComponent):
    """Finds the entities of a document."""

    def __init__(self, name: str, overwrite_ents: bool, knowledge_base: KnowledgeBase | None = None) -> None:
        super().__init__(name)
        self._overwrite = overwrite_ents
        self._knowledge_base = knowledge_base

    def predict(self, doc: Doc) -> EntitiesArticle:
        """The record of stage ``entities``."""
        article = record(doc, SpeakersArticle, "statement_entities", "statement_speakers")
        return find_entities(article, encoding(doc, "statement_entities"), knowledge_base=self._knowledge_base)

    def set_annotations(self, doc: Doc, article: EntitiesArticle) -> None:
        """Set ``doc.ents``; ``id_`` is the entity's id in the record, ``kb_id_`` what it is linked to."""
        others = [] if self._overwrite else list(doc.ents)
        taken = {token.i for span in others for token in span}
        spans = (
            token_span(doc, mention, label=entity.label, span_id=entity.id, kb_id=entity.kb_id or "")
            for entity in article.entities
            for mention in entity.mentions
        )
        free = [span for span in spans if span is not None and taken.isdisjoint(range(span.start, span.end))]
        doc.ents = [*others, *filter_spans(free)]
