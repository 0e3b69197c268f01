"""Bytes → text. A byte order mark is not text; everything else is kept, character for character."""

from __future__ import annotations

import codecs
import re

BOMS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTAINERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "is a PDF"),
    (b"PK\x03\x04", "is a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "is an old office document"),
    (b"{\\rtf", "is a rich text file"),
    (b"\x1f\x8b", "is a compressed file"),
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-§©«¬®-³¶¸¹»-¿×÷][^\W\d_]")  # what a wrong code page puts into words
ASCII = bytes(range(128))
SAMPLE = 65536


class Undecodable(ValueError):
    """The bytes are not text; the message completes the sentence "this file …"."""


def decode(data: bytes) -> str:
    """The text in some bytes: by its mark, as UTF-8, as UTF-16 without a mark, or in a code page of one byte.

    Raises Undecodable for binary data, for office formats and for damaged Unicode.
    """
    for magic, what in CONTAINERS:
        if data.startswith(magic):
            raise Undecodable(f"{what}; convert it to plain text first")
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    wide = _wide(data[:SAMPLE])
    if wide:
        return _strict(data, wide)
    if len(CONTROL.findall(data[:SAMPLE])) * 200 > len(data[:SAMPLE]) or b"\0" in data:
        raise Undecodable("is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise Undecodable(f"is damaged UTF-8 (byte {error.start}); save it again as UTF-8") from error
    return _code_page(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(f"is damaged {encoding.upper()} (byte {error.start}); save it again as UTF-8") from error


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark shows by zeros in every other byte."""
    even, odd = sample[0::2], sample[1::2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(zeros) > 1 and zeros.count(0) > 0.6 * len(zeros) and others.count(0) < 0.1 * len(others):
            return encoding
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether sequences of several bytes are mostly well formed: then it was UTF-8 once."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - bad > 2 * bad


def _code_page(data: bytes) -> str:
    high = len(data.translate(None, ASCII))
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = data.decode("latin-1")
    if high <= 0.12 * len(data) and not SYMBOL_IN_WORD.search(western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise Undecodable("is in no encoding that kg recognises; save it as UTF-8")
    return str(best)
