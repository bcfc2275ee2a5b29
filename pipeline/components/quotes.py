"""Stage ``quotes`` as a component: ``doc.spans`` "statements", "cues" and "mentions"."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.document import StageComponent, encoding, set_group, token_span
from pipeline.records import Article, QuotesArticle
from pipeline.stages.quotes import find_quotes


@Language.factory(
    "statement_quotes",
    assigns=["doc._.article", "doc.spans"],
    requires=["doc._.encoded"],
    default_config={"attitudes": False},
)
def statement_quotes(nlp: Language, name: str, attitudes: bool) -> QuotesComponent:
    """Make a quotes component.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        attitudes: also find what a source is only said to hope, think or want.
    """
    return QuotesComponent(name, attitudes)


class QuotesComponent(StageComponent):
    """Finds the statements of a document.

    An ``Article`` that stands on ``doc._.article`` beforehand gives its id, title, url and date.
    """

    def __init__(self, name: str, attitudes: bool) -> None:
        super().__init__(name)
        self._attitudes = attitudes

    def predict(self, doc: Doc) -> QuotesArticle:
        """The record of stage ``quotes``."""
        known = doc._.article
        article = known if isinstance(known, Article) else Article(id="text", text=doc.text)
        if article.text != doc.text:
            raise ValueError(f"doc._.article {article.id!r} has another text than its document")
        return find_quotes(article, encoding(doc, "statement_quotes"), attitudes=self._attitudes)

    def set_annotations(self, doc: Doc, article: QuotesArticle) -> None:
        """Set the span groups; a span's label is the statement's kind, its id the statement's."""
        statements = article.statements
        spans = [(statement, span) for statement in statements for span in statement.spans]
        set_group(doc, "statements", (token_span(doc, span, label=s.kind, span_id=s.id) for s, span in spans))
        set_group(doc, "cues", (token_span(doc, s.cue, label="cue", span_id=s.id) for s in statements if s.cue))
        mentions = [(statement, statement.mention) for statement in statements if statement.mention]
        set_group(doc, "mentions", (token_span(doc, m, label="mention", span_id=s.id) for s, m in mentions))
