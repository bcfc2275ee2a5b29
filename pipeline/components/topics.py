"""Stage ``topics`` as a component: ``doc.cats``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.document import StageComponent, encoding, record
from pipeline.records import EntitiesArticle, TopicsArticle
from pipeline.stages.topics import classify_topics


@Language.factory(
    "statement_topics", assigns=["doc._.article", "doc.cats"], requires=["doc._.encoded", "doc._.article"]
)
def statement_topics(nlp: Language, name: str) -> TopicsComponent:
    """Make a topics component."""
    return TopicsComponent(name)


class TopicsComponent(StageComponent):
    """Finds the topics of a document and of its statements."""

    def predict(self, doc: Doc) -> TopicsArticle:
        """The record of stage ``topics``."""
        article = record(doc, EntitiesArticle, "statement_topics", "statement_entities")
        return classify_topics(article, encoding(doc, "statement_topics"))

    def set_annotations(self, doc: Doc, article: TopicsArticle) -> None:
        """Set the document's topics, by label, beside the categories that it has already."""
        doc.cats = {**doc.cats, **{topic.label: topic.score for topic in article.topics}}
