"""Stage ``speakers`` as a component: ``doc.spans`` "speakers", and each statement's speaker as its ``kb_id_``."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.document import StageComponent, encoding, record, set_group, token_span
from pipeline.records import QuotesArticle, SpeakersArticle
from pipeline.speakers.roster import Roster
from pipeline.stages.speakers import attribute_speakers


@Language.factory(
    "statement_speakers",
    assigns=["doc._.article", "doc.spans"],
    requires=["doc._.encoded", "doc._.article"],
    default_config={"speakers": None},
)
def statement_speakers(nlp: Language, name: str, speakers: str | None) -> SpeakersComponent:
    """Make a speakers component.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        speakers: a JSONL file of people and organizations to whom speakers are matched.
    """
    return SpeakersComponent(name, Roster.load(Path(speakers)) if speakers is not None else None)


class SpeakersComponent(StageComponent):
    """Finds out who said each statement."""

    def __init__(self, name: str, roster: Roster | None = None) -> None:
        super().__init__(name)
        self._roster = roster

    def predict(self, doc: Doc) -> SpeakersArticle:
        """The record of stage ``speakers``."""
        article = record(doc, QuotesArticle, "statement_speakers", "statement_quotes")
        return attribute_speakers(article, encoding(doc, "statement_speakers"), roster=self._roster)

    def set_annotations(self, doc: Doc, article: SpeakersArticle) -> None:
        """Set the span groups; a mention's label is the speaker's type, its ``kb_id_`` the speaker's id."""
        set_group(
            doc,
            "statements",
            (
                token_span(doc, span, label=statement.kind, span_id=statement.id, kb_id=statement.speaker or "")
                for statement in article.statements
                for span in statement.spans
            ),
        )
        set_group(
            doc,
            "speakers",
            (
                token_span(doc, mention, label=speaker.type, kb_id=speaker.id)
                for speaker in article.speakers
                for mention in speaker.mentions
            ),
        )
