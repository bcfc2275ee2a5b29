"""Bylines, dates and datelines that stand alone in their paragraph."""

from __future__ import annotations

import re

from pipeline.layout.shapes import Shape

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE_TOKEN = re.compile(
    rf"{_MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|\d{{1,4}}(?:st|nd|rd|th)?|"
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}[:.h]\d{2}(?::\d{2})?(?:am|pm)?|\d{1,2}(?:am|pm)|[ap]\.?m\.?|noon|"
    r"gmt|utc|[a-z]{1,2}st|[a-z]{1,2}dt|cet|hrs?|at|on|of|the|to|published|posted|updated|last|first|modified|date|min|"
    r"mins|minutes?|read|time",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b{_MONTH}\s+\d|\d(?:st|nd|rd|th)?\s+{_MONTH}\b|\d[-./]\d{{1,2}}[-./]\d|\d{{1,2}}[:.]\d\d\b|\d\s?[ap]\.?m\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’' -]+?(?:, [A-Z][\w.’' -]+?)??)[,:\s–—/-]*"
    r"(?P<date>(?:\b[A-Z][a-z]{2,8}\b\.?|\d[\w./:-]*|[,\s])*?)\s*"
    r"(?P<agency>[(/][A-Z][\w ./&-]{1,40}[)/])?\s*[-–—:.]*"
)
_BY = re.compile(
    r"(?:(?:text|words|story|report|written|compiled|(?:co-)?authored) )?by\b[\s:]+(?P<who>.+)", re.IGNORECASE
)
_WRITER = re.compile(
    r"\b(?:reporters?|correspondents?|staff|writers?|editors?|columnist|contributors?)\b", re.IGNORECASE
)
_DESK = re.compile(r"\b(?:reports?|bureau|newsroom|news desk|agency|agencies|journalists?)\b", re.IGNORECASE)
_BESIDE_NAMES = re.compile(
    r"and|in|for|of|the|at|with|de|da|del|van|von|bin|al|el|staff|(?:report|writ|edit)ers?|editors?|correspondents?|news|"
    r"agencies|special|our|chief|senior|bureau|from",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"(?:with )?(?:AP|AFP|Reuters|Xinhua|TASS|EFE|dpa|ANI|PTI|IANS|Bernama|UPI|BBC|CNN|agencies)")
_SIGNED = re.compile(
    r"\W*(?:(?i:(?:additional |with )?reporting by|(?:edited|written|compiled|translated|reported|story) by)\b|"
    r"[A-Z][\w.’'-]+(?:[ ,]+(?:and )?[A-Z][\w.’'-]+)* "
    r"(?:reported from [A-Z]|contributed to th(?:is|e) (?:report|story|article)))"
)


def is_byline(shape: Shape, *, top: bool, bottom: bool) -> bool:
    """Who wrote it, where and when.

    Args:
        shape: the paragraph.
        top: whether it is among the first of the article.
        bottom: whether it is among the last.
    """
    text = shape.text.strip("*_ ")
    if len(text) > 160 or not shape.words or shape.attributes:
        return False
    if _is_date(text) or _is_dateline(text):
        return True
    if "|" in text or _BY.match(text):
        return all(_credits(part.strip()) for part in text.split("|") if part.strip())
    short = len(shape.words) <= 8 and not shape.sentence_like
    if top and short and _WRITER.search(text):
        return _only_names(text)
    return bottom and _is_signature(shape, text)


def _is_signature(shape: Shape, text: str) -> bool:
    if len(shape.words) > 30:
        return False
    if _SIGNED.match(text) or _AGENCY.fullmatch(text.strip("-–—()[]. ")):
        return True
    dashed = re.fullmatch(r"[-–—(\s]+(.{2,60}?)[.)]*", text)
    if dashed and len(shape.words) <= 4 and _only_names(dashed[1]):
        return True
    named = _WRITER.search(text) or _DESK.search(text)
    return bool(named) and len(shape.words) <= 6 and _only_names(text.rstrip("."))


def is_author(shape: Shape, others: list[Shape]) -> bool:
    """Whether a line at the top is its author's name: capitalized words, none of which the article uses again.

    Args:
        shape: the line.
        others: the article's other paragraphs.
    """
    if not 2 <= len(shape.words) <= 3 or not re.fullmatch(r"[^\W\d_]+(?:[ .’'-]+[^\W\d_]+)*", shape.text):
        return False
    if not all(word[0].isupper() for word in shape.words) or {"the", "a", "of", "and"} & set(
        shape.text.lower().split()
    ):
        return False
    used = {word.lower() for other in others for word in other.words}
    return not any(word.lower() in used or word.lower() + "s" in used for word in shape.words)


def _credits(text: str) -> bool:
    by = _BY.fullmatch(text)
    return _only_names(by["who"] if by else text) or _is_date(text)


def _only_names(text: str) -> bool:
    words = [word.strip(".,;:()&/") for word in text.split()]
    words = [word for word in words if word and not re.fullmatch(r"[-–—]+|\S+@\S+", word)]
    capital = [word for word in words if word[0].isupper() or word[0] == "@"]
    small = [word for word in words if not word[0].isupper() and word[0] != "@"]
    return 0 < len(capital) <= 10 and all(_BESIDE_NAMES.fullmatch(word) for word in small)


def _is_date(text: str) -> bool:
    tokens = re.split(r"[\s,()|–—•·]+|:(?=\s)|-(?=\s)|(?<=\s)-", text)
    return bool(_DATE.search(text)) and all(_DATE_TOKEN.fullmatch(token) for token in tokens if token.strip(".:-"))


def _is_dateline(text: str) -> bool:
    """A place with a date, an agency, or both: "VINNES, 27 January (NordPress)"."""
    match = _DATELINE.fullmatch(text)
    if not match or len(match["place"].split()) > 5 or not _only_names(match["place"]):
        return False
    date = match["date"].strip(" ,")
    return _is_date(date) if date else match["agency"] is not None and match["place"].isupper()
