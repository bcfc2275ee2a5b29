"""Stage ``topics`` as a component: ``doc.cats``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.document import StageComponent, encoding, record
from pipeline.components.encoder import embedder
from pipeline.encoder.embedding import Embed
from pipeline.records import EntitiesArticle, TopicsArticle
from pipeline.stages.topics import classify_topics
from pipeline.topics.topic_file import Topic, read_topics
from pipeline.topics.topic_list import TopicList


@Language.factory(
    "statement_topics",
    assigns=["doc._.article", "doc.cats"],
    requires=["doc._.encoded", "doc._.article"],
    default_config={"topics": None},
)
def statement_topics(nlp: Language, name: str, topics: str | None) -> TopicsComponent:
    """Make a topics component.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        topics: a YAML file of topics that stand in for the IPTC Media Topics.
    """
    if topics is None:
        return TopicsComponent(name)
    return TopicsComponent(name, read_topics(Path(topics)), embedder(nlp))


class TopicsComponent(StageComponent):
    """Finds the topics of a document and of its statements.

    Args:
        name: the component's name.
        topics: topics that stand in for the IPTC Media Topics.
        embed: what embeds them. It isn't asked before the first document, for an encoder gets its weights only after
            all components are made.
    """

    def __init__(self, name: str, topics: Sequence[Topic] = (), embed: Embed | None = None) -> None:
        super().__init__(name)
        self._topics = topics
        self._embed = embed

    @cached_property
    def _listed(self) -> TopicList | None:
        return TopicList(self._topics, self._embed) if self._embed is not None else None

    def predict(self, doc: Doc) -> TopicsArticle:
        """The record of stage ``topics``."""
        article = record(doc, EntitiesArticle, "statement_topics", "statement_entities")
        return classify_topics(article, encoding(doc, "statement_topics"), topics=self._listed)

    def set_annotations(self, doc: Doc, article: TopicsArticle) -> None:
        """Set the document's topics, by label, beside the categories that it has already."""
        doc.cats = {**doc.cats, **{topic.label: topic.score for topic in article.topics}}
