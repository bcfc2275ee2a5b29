"""What the resolution of speakers looks at: an article's text with its paragraphs, sentences, quotations and names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.entities.mentions import EntityMention
from pipeline.records import QuotesArticle

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9À-Þ])")
_CUT = re.compile(
    r",|;|:|(?<!\w)\(|\s[-–—]+\s|\b(?:who|whom|whose|which|that|of|for|from|in|at|on|with|by|to|near|under|behind|among|against"
    r"|between|inside|outside|across|about|including|representing|based|led|known|called|named|familiar|working|living"
    r"|speaking|present|close|involved|attending|released|published|issued|conducted|posted|obtained|seen|dated)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Rev|Hon|St|No|vs|Jr|Sr|Inc|Ltd|Co|Lic|Ing|Adv)|"
    r"(?:\b|\.)[A-Z])\.\s+$"
)


class Context:
    """An article opened for reading by offset.

    Args:
        article: the article with its statements.
        entities: its entity mentions, in order.
    """

    def __init__(self, article: QuotesArticle, entities: Sequence[EntityMention]) -> None:
        self.article = article
        self.text = article.text
        self.entities = list(entities)
        self.paragraphs = [(p.start, p.end) for p in article.paragraphs]
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self._entity_starts = [e.start for e in self.entities]
        self.sentences = self._split_sentences()
        self._quoted = sorted((q.start, q.end) for q in article.quotations if q.level == 1)
        self._quoted_starts = [start for start, _ in self._quoted]
        self._sources = sorted((m.start, m.end) for s in article.statements if (m := s.mention))
        self._attributions = {part.start for s in article.statements for part in (s.mention, s.cue) if part}
        self._contents = sorted((span.start, span.end) for s in article.statements for span in s.spans)
        self._content_starts = [start for start, _ in self._contents]

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph in which ``offset`` stands (or of the one before it)."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence in which ``offset`` stands; sentences are counted through the article."""
        return max(0, bisect_right(self.sentences, offset) - 1)

    def sentence_bounds(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence around ``offset``."""
        i = self.sentence_at(offset)
        if not self.sentences:
            return 0, len(self.text)
        return self.sentences[i], self.sentences[i + 1] if i + 1 < len(self.sentences) else len(self.text)

    def quoted(self, offset: int) -> tuple[int, int] | None:
        """The outermost quotation around ``offset``, or None outside of all."""
        i = bisect_right(self._quoted_starts, offset) - 1
        return self._quoted[i] if i >= 0 and offset < self._quoted[i][1] else None

    def reported(self, offset: int) -> bool:
        """Whether ``offset`` stands in what a statement says."""
        i = bisect_right(self._content_starts, offset) - 1
        return i >= 0 and offset < self._contents[i][1]

    def is_source(self, place: tuple[int, int]) -> bool:
        """Whether ``place`` stands in the mention of a statement's source."""
        return any(start <= place[0] and place[1] <= end for start, end in self._sources)

    def begins_attribution(self, offset: int) -> bool:
        """Whether a source or a cue begins at ``offset``: "X, the driver said", "X, explains the driver"."""
        return offset in self._attributions

    def entities_in(self, start: int, end: int) -> list[EntityMention]:
        """The entity mentions that begin in ``[start, end)``, cut off at ``end``."""
        found = self.entities[bisect_left(self._entity_starts, start) : bisect_left(self._entity_starts, end)]
        return [e if e.end <= end else EntityMention(e.start, end, e.label, e.score) for e in found]

    def _split_sentences(self) -> list[int]:
        starts: list[int] = []
        for start, end in self.paragraphs:
            starts.append(start)
            for found in _SENTENCE_END.finditer(self.text, start, end):
                if found.end() < end and not _ABBREVIATION.search(self.text, max(start, found.end() - 8), found.end()):
                    starts.append(found.end())
        return starts


def core_end(context: Context, start: int, end: int) -> int:
    """Where a noun phrase's head part ends: before the first preposition, comma or clause outside of a name."""
    entities = context.entities_in(start, end)
    for found in _CUT.finditer(context.text, start, end):
        if found.start() > start and not any(e.start <= found.start() < e.end for e in entities):
            return found.start()
    return end
