"""Where a quotation begins or ends whose mark is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

_VERB = (
    r"(?:said|says|say|added|adds|told|tells|asked|asks|wrote|writes|explained|explains|noted|notes|stated|states|"
    r"continued|argued|argues|claimed|claims|warned|warns|insisted|declared|recalled|replied|remarked|concluded|"
    r"observed|stressed|emphasized|emphasised|reported|announced|commented|pointed out|according to)"
)
_NAME = r"(?:[Hh]e|[Ss]he|[Tt]hey|I|(?:the |The )?(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}|the \w+(?: \w+)?)"
_TAG = re.compile(rf"(?<=[,.!?…]) *(?:{_VERB} (?:{_NAME})\b|{_NAME} (?:has |had |also )?{_VERB}\b)")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]* +(?=\S)")


def end_unclosed(text: str, start: int, end: int, others: Sequence[tuple[int, int]]) -> int:
    """Where a quotation without a closing mark ends: before an attribution behind a comma, else at ``end``.

    Args:
        text: the article.
        start: where the quotation begins.
        end: the last place where it can end.
        others: the other regions of the paragraph, none of which may be cut.
    """
    for found in _TAG.finditer(text, start + 1, end):
        if not any(a < found.start() < b or (start < b and a <= start < found.start() < b) for a, b in others):
            return found.start()
    return end


def begin_unopened(text: str, start: int, end: int, others: Sequence[tuple[int, int]]) -> int:
    """Where a quotation without an opening mark begins.

    Args:
        text: the article.
        start: where the paragraph begins.
        end: where the quotation's closing mark stands.
        others: the other regions of the paragraph, none of which may be cut.
    """
    behind = max((b for a, b in others if b < end), default=start)
    begin = start
    if behind > start:
        found = _SENTENCE.search(text, behind + 1, end)
        begin = found.end() if found else behind + 1
    colon = text.rfind(": ", begin, end)
    if colon >= 0:
        begin = colon + 2
    while any(a < begin <= b for a, b in others):
        begin += 1
    return min(begin, end)
