"""Stage two: who said each statement."""

from __future__ import annotations

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import QuotesArticle, SpeakersArticle
from pipeline.speakers.resolution import Resolution
from pipeline.speakers.roster import Roster


def attribute_speakers(
    article: QuotesArticle, encoded: EncodedArticle, *, roster: Roster | None = None
) -> SpeakersArticle:
    """Find the speaker of each statement, under the fullest name that the article gives.

    Args:
        article: the article with its statements.
        encoded: the encoder's output for the same text.
        roster: the user's own list, to whom speakers are matched.
    """
    attributed = Resolution(article, encoded).run()
    return attributed if roster is None else roster.enter(attributed)
