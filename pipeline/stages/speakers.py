"""Stage two: who said each statement."""

from __future__ import annotations

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import QuotesArticle, SpeakersArticle
from pipeline.speakers.resolution import Resolution


def attribute_speakers(article: QuotesArticle, encoded: EncodedArticle) -> SpeakersArticle:
    """Find the speaker of each statement, under the fullest name that the article gives.

    Args:
        article: the article with its statements.
        encoded: the encoder's output for the same text.
    """
    return Resolution(article, encoded).run()
