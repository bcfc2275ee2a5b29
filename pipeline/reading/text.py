"""From a text to an article."""

from __future__ import annotations

import re

from pipeline.records import Article

_WORD = re.compile(r"\w")
# The first line that is not blank, when nothing but a web address stands in it.
_FIRST_LINE_URL = re.compile(r"\s*(https?://\S+|www\.\S+\.\S+)[^\S\r\n]*(?=[\r\n]|\Z)", re.IGNORECASE)


def article_from_text(
    article_id: str, text: str, title: str | None = None, url: str | None = None, published: str | None = None
) -> Article | str:
    """The article, or the reason why the text is none.

    A web address alone in the first line becomes the article's ``url`` unless it has one; it stays in the text, so
    that offsets are those of the file.

    Args:
        article_id: the article's id.
        text: the text as decoded.
        title: its title, where it is known from outside.
        url: its address, likewise.
        published: when it was published, likewise.
    """
    if not text.strip("\ufeff \t\r\n"):
        return "empty; an article needs text"
    if not _WORD.search(text):
        return "no words in it; an article needs text"
    first = _FIRST_LINE_URL.match(text)
    if first and not _WORD.search(text, first.end()):
        return "nothing in it but a web address; an article needs text"
    if first and url is None:
        url = first.group(1)
    return Article(id=article_id, text=text, title=title, url=url, published=published)
