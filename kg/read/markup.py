"""Markdown and HTML → plain text, one blank line between blocks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from kg.read.encoding import decode
from kg.read.metadata import Metadata, iso_date

if TYPE_CHECKING:
    from markdown_it.token import Token

CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)", re.IGNORECASE)


def markdown(text: str) -> tuple[str, Metadata]:
    """The words of a Markdown text, without its marks; its first heading is the title."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    title = next((tokens[i + 1] for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h1"), None)
    known = Metadata(title=_inline(title.children or ()) or None) if title else Metadata()
    return "\n\n".join(_blocks(tokens)), known


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    markers: list[int | None] = []  # per open list: the next number, None for bullets
    pending = ""
    for token in tokens:
        if token.type == "ordered_list_open":
            markers.append(int(token.attrs.get("start", 1)))
        elif token.type == "bullet_list_open":
            markers.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            markers.pop()
        elif token.type == "list_item_open":
            number = markers[-1]
            pending = "- " if number is None else f"{number}. "
            markers[-1] = None if number is None else number + 1
        elif token.type == "inline" and (words := _inline(token.children or ())):
            yield pending + words
            pending = ""
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield pending + token.content.strip("\n")
            pending = ""
        elif token.type == "html_block" and (words := _bare(token.content)):
            yield pending + words
            pending = ""


def _bare(content: str) -> str:
    return " ".join(unescape(TAG.sub(" ", content)).split())


def _inline(children: Sequence[Token]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "image":
            parts.append(_inline(child.children or ()))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
    return "".join(parts).strip()


def html(data: bytes) -> tuple[str, Metadata]:
    """The words of a web page without its navigation and other boilerplate, and what its head says of it.

    Empty when the page has no text. The main part is found by trafilatura (Barbaresi, ACL 2021).
    """
    import trafilatura

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    page = _decode(data)
    dates = {"extensive_search": False, "original_date": True, "min_date": "1800-01-01", "max_date": "9999-12-31"}
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=dates)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return (trafilatura.html2txt(page) or "").strip(), Metadata()
    language = LANGUAGE.search(page)
    known = Metadata(
        title=found.title,
        date=iso_date(found.date) if found.date else None,
        publisher=found.sitename,
        url=found.url,
        language=language[1] if language else None,
    )
    return re.sub(r"\n+", "\n\n", (found.text or "").strip()), known


def _decode(data: bytes) -> str:
    declared = CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii")).removeprefix("\ufeff")
        except (LookupError, UnicodeError):
            pass
    return decode(data)
