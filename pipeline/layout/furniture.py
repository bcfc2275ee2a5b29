"""Paragraphs that say themselves what they are: boilerplate, captions, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.shapes import Shape

_LONGEST = 260
_LONGEST_CREDIT = 100

# Begins with a label that promises other articles or services.
_LABELLED = re.compile(
    r"[*\[(>»▶►•\s]*(?:"
    r"(?:also|must|further|suggested) read(?:s|ing)?|read (?:also|next|more|too|the full \w+|on)|related(?: \w+){0,2}|"
    r"see also|you (?:may|might) (?:also )?(?:like|be interested)[^:]*|recommended|don[’']t miss|watch|listen|"
    r"previously|tags?|keywords|topics|filed under|categor(?:y|ies)|sources?|via|share(?: this)?(?: \w+){0,3}|"
    r"follow us(?: on \w+)?|subscribe[^:]{0,30}|contact(?: us)?|online|advertisement|enter your e-?mail[^:]*|"
    r"also on \w+|credits?)\s*[:：]",
    re.IGNORECASE,
)
# Says what the reader should do.
_CALL = re.compile(
    r"[*\[(>»▶►\s]*(?:"
    r"click (?:here|on the|to)\b|tap here|read (?:more|the (?:rest|full)|on)\b.{0,60}(?:\bhere\b|>|»|→|\.\.\.|…)|"
    r"read more\W*$|more\s*(?:>|»)|more (?:on|from|about) [^:“\"]{1,60}:\s*$|"
    r"follow (?:us\b|@\w|[\w .’'-]{2,40} on "
    r"(?:twitter|x|facebook|instagram|telegram|whatsapp|google|youtube|linkedin)\b)|"
    r"(?:subscribe|sign up|register)\b.{0,80}\b(?:newsletters?|channel|e-?mails?|updates|alerts|inbox|here|free)\b|"
    r"(?:like|join) us on\b|share (?:this|on) (?:article|story|post|page|facebook|twitter|whatsapp)|"
    r"download (?:the|our) .{0,40}\bapp\b|get (?:the|our) .{0,60}\b(?:newsletter|app|inbox)\b|support our journalism|"
    r"(?:see|watch|listen to|view) (?:the |live |more |photos|audio|video).{0,80}\b(?:here|below)\b\W*$|"
    r"do you support .{2,40}\? like the page|for more information,? (?:visit|contact|see)\b|leave a comment|"
    r"advertisements?\s*$|\(?h/t\b|listen to this article|scroll (?:down|to)|skip to|continue reading"
    r")",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"all rights reserved|^\W*copyright\b|^\W*(?:©|\(c\))\s*(?:copyright\b|\d{4})|may not be (?:published|reproduced)",
    re.IGNORECASE,
)
# No prose at all: an address, tags, a row of stars, a rule of a style sheet.
_NO_PROSE = re.compile(
    r"<?(?:https?://|www\.)\S+>?|[\w.+-]+@[\w-]+\.[\w.-]+|(?:<[^<>]*>[\s.]*)+|\W+|"
    r"[.#]?[\w-]+(?:[ ,]+[.#]?[\w-]+)*\s*\{|[a-z-]+\s*:\s*[\w#%. ,()-]+;"
)

_PICTURE = r"(?:photo(?:graph)?s?|pictures?|pics?|images?|illustrations?|graphics?|videos?)"
_CAPTION_FIRST = re.compile(
    rf"[*\[(|\s]*(?:(?:file|representative|stock|courtesy|handout|screenshot|{_PICTURE})\s+)?{_PICTURE}"
    r"(?:\s+(?:credits?|courtesy|source))?\s*(?:[:：|/©]|\bby\b|\bcourtesy\b|\bcredit\b)|"
    r"[(\[]?file (?:photo|picture|image)\b|"
    r"\W*in this (?:[\w,. ]{0,40} )?(?:photo\w*|picture|image)(?:,| (?:taken|provided|released|made|from|by)\b)|"
    r"file ?[-–—:]|\W*pictured\s*[:(]|caption\s*:|"
    r"©\s*[^\W\d][\w./ -]{2,60}$",
    re.IGNORECASE,
)
_CAPTION_LAST = re.compile(
    rf"(?:[(\[|/]\s*|[.!?]\s+|\s[–—-]\s+)(?:file )?(?:{_PICTURE}(?: credits?| courtesy| source)?|credits?)\s*"
    r"(?:[:：|/©].{1,60}|by\s.{1,60}|courtesy\s.{1,60})$|"
    r"[(\[](?:file |supplied |handout )?photo[)\]]\.?$|"
    r"[(\[](?:AP|AFP|Reuters|EPA|Getty)?[ /]?(?:Photo|Images)\b[^()]{0,40}[)\]]\.?$|"
    r"\([^()]{0,60}\bvia (?:AP|Reuters|AFP)\)$|"
    r"\[[^\W\d][\w.’' -]{1,40}/[^\W\d][\w.’' -]{1,40}\]\.?$|©\s?[^\W\d][\w./ -]{1,40}\.?$",
    re.IGNORECASE,
)

_PLACE = re.compile(r"\[[LRC]\]|[(\[](?:far |second )?(?:left|right|cent(?:re|er))[)\]]")

_NOTE = re.compile(
    r"[*\[(_\s]*(?:(?:editor[’']?s?[’']? |author[’']s )?notes?(?: to (?:editors|readers))?|corrections?|"
    r"clarifications?|disclaimers?|footnotes?|n\.?b\.?)\s*(?:[:：.]|\s[–—-]\s|$)|"
    r"[*\[(\s]*(?:this (?:article|story|piece|column) (?:was|has been|is) (?:originally|first|updated|corrected|"
    r"amended|written|compiled|produced|published|supported|translated|adapted|part of)\b|"
    r"(?:this|the) (?:interview|conversation|transcript) (?:was|has been) (?:lightly |slightly )?"
    r"(?:edited|shortened|condensed|abridged)\b|"
    r"this report (?:was|has been) (?:updated|corrected|amended|originally)\b|an earlier version of this\b|"
    r"(?:the )?(?:views|opinions) expressed (?:in|by|here)|(?:some )?names? (?:has|have) been changed)",
    re.IGNORECASE,
)
_STARRED = re.compile(r"(?:\*{1,3}|[†‡§¹²³])(?=[^\W_]|[“\"‘]|\s)")


def is_boilerplate(shape: Shape) -> bool:
    """Links, calls to readers, sources, rights, tags, remains of a page's code."""
    text = shape.text
    if _NO_PROSE.fullmatch(text):
        return True
    if len(text) > _LONGEST:
        return False
    # "Also read: “I never said it,” Brandt tells court" is a link as well: its label says so.
    # The title alone may begin so: "Sources: Minister to resign".
    return bool(shape.index and _LABELLED.match(text)) or (
        not shape.attributes and bool(_CALL.match(text) or _RIGHTS.search(text))
    )


def is_caption(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """The words under a picture, or its credit.

    Args:
        shape: the paragraph.
        shapes: all paragraphs of the article.
    """
    if len(shape.text) > 2 * _LONGEST:
        return False
    if _CAPTION_FIRST.match(shape.text):
        return True
    if shape.attributes or shape.bullet:
        return False
    return (
        bool(_CAPTION_LAST.search(shape.text, len(shape.text) - _LONGEST_CREDIT))
        or _points_out(shape)
        or _twice(shape, shapes)
        or _who_is_pictured(shape, shapes)
    )


def _points_out(shape: Shape) -> bool:
    """Whether it says where in a picture people stand: "Brel [L] and Oda [R]", "Oda (right)" with no final period."""
    places = len(_PLACE.findall(shape.text))
    return places > 1 or (places == 1 and not shape.sentence_like)


def _twice(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Whether the same line stands next to it: a picture's alternative text and its caption. Titles repeat as well."""
    beside = (*shapes[max(0, shape.index - 1) : shape.index], *shapes[shape.index + 1 : shape.index + 2])
    return shape.index > 1 and not shape.sentence_like and any(other.text == shape.text for other in beside)


def _who_is_pictured(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Whether it lists people whom the article names again, which tells it from a heading of abstract nouns."""
    if not shape.names_joined:
        return False
    others = [other.text for other in shapes if other.index != shape.index]
    return all(any(name.split()[-1] in text for text in others) for name in shape.names_joined)


def is_note(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Footnotes, editors' notes and corrections.

    Args:
        shape: the paragraph.
        shapes: all paragraphs of the article: an asterisk in front of several in a row marks a list.
    """
    if _NOTE.match(shape.text):
        return True
    if not _STARRED.match(shape.text):
        return False
    beside = shapes[max(0, shape.index - 1) : shape.index + 2]
    return not shape.bullet or sum(bool(_STARRED.match(other.text)) for other in beside) == 1
