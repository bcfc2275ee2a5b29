"""From bytes to text: byte order marks, UTF-8, and a guess at everything else."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a ZIP archive or a word processor's document (.docx, .odt); save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc); save it as plain text first"),
    (b"{\\rtf", "an RTF document; save it as plain text first"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"\x89PNG", "an image; only text can be read"),
    (b"\xff\xd8\xff", "an image; only text can be read"),
    (b"GIF8", "an image; only text can be read"),
)

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)

# Marks of a wrong guess: a capital in the middle of a word ("wonÕt"), a symbol inside one ("Wa³êsa"), a control
# character.
_MISREAD = re.compile("[a-z][À-ÖØ-ÞŠŽŸŒ]|[^\\W\\d_][^\\w\\s\x00-\x7f‘’–—…·\xad][^\\W\\d_]|[\x80-\x9f]")
_FOREIGN_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTER = re.compile(r"[^\W\d_]")


class NotTextError(ValueError):
    """The bytes are no text that can be read; the message says what they are and what to do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the doubts that decoding it left.

    Attributes:
        text: the text without its byte order mark, newlines as they were.
        doubt: what was guessed or replaced; None when the encoding is certain.
    """

    text: str
    doubt: str | None = None


def decode(data: bytes) -> Decoded:
    """Decode a file's bytes: by its byte order mark, else as UTF-8, else by a guess that is owned up to.

    Args:
        data: the whole content of a file.

    Raises:
        NotTextError: the bytes are binary, damaged, or in an encoding that cannot be told.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"this is {what}")
    if _HTML.match(data[:4096]):
        raise NotTextError("this is an HTML page; extract the article's text first")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise NotTextError("binary data, or UTF-16 without a byte order mark (it holds NUL bytes); save it as UTF-8")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _guessed(data)


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (repaired := _damaged_utf8(data)):
            return repaired
        raise NotTextError(
            f"its byte order mark says {encoding.upper()}, but byte {error.start} does not fit; save it as UTF-8"
        ) from None
    if "\x00" in text:
        raise NotTextError("binary data (it holds NUL characters); save it as UTF-8 text")
    return Decoded(text)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """The text if it is UTF-8 but for a few bytes: other encodings hardly ever form valid sequences by chance."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    if bad > good:
        return None
    return Decoded(text, f"not quite UTF-8: {bad} damaged {'place' if bad == 1 else 'places'} replaced by U+FFFD")


def _guessed(data: bytes) -> Decoded:
    """Guess an encoding: first the two that English texts come in, then whatever charset-normalizer finds.

    The two come first because a few quotation marks and accents in an English text are too little for a
    statistical guess, which would read them as letters of another alphabet.
    """
    for encoding, name in (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _MISREAD.search(text) and 10 * len(_FOREIGN_LETTER.findall(text)) <= len(_LETTER.findall(text)):
            return Decoded(text, f"not UTF-8; read as {name}")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise NotTextError("its encoding cannot be told; save it as UTF-8")
    return Decoded(str(best), f"not UTF-8; read as {best.encoding} (a guess)")
