"""The proof that facts rest on characters: every span equals the text at its offsets, every quote stands in marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import ids
from kg.check.part import Part, Violation, iri
from kg.vocab import DIP, NIF

MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›`´″′")
SPACES = " \t\u00a0\u202f"
LINE_ENDS = frozenset({"", "\n", "\r", "\u2028", "\u2029"})
REPLACED = "\ufffd"  # stands for characters that no RDF string can hold


@dataclass(frozen=True, slots=True)
class _Span:
    node: str
    begin: int
    end: int
    anchor: str
    text: str


def anchors(part: Part) -> Iterator[Violation]:
    """Spans that are not their text, quotes without marks, texts that are not those that were hashed."""
    for context in part.nodes(NIF.Context):
        text, sha256 = (part.values(context, p)[:1] for p in (NIF.isString, DIP.sha256))
        if text and sha256 and REPLACED not in text[0] and ids.sha256(text[0]) != sha256[0]:
            yield Violation(part.document, context, "the text is not the one of its SHA-256")
    for node in part.nodes(DIP.Span):
        span = _read(part, node)
        if span is not None and span.text[span.begin : span.end] != span.anchor:
            yield from _at(part, node, f"the text at [{span.begin}, {span.end}) is not {_short(span.anchor)}")
    quoted: dict[str, list[_Span]] = {}
    for quad in part.store.quads_for_pattern(None, DIP.quoteSpan, None):
        span = _read(part, iri(quad.object))
        if span is not None:
            quoted.setdefault(iri(quad.subject), []).append(span)
    for statement, spans in quoted.items():
        if not all(map(_in_marks, _joined(spans))):
            yield Violation(part.document, statement, "a quote does not stand between quotation marks")


def _joined(spans: list[_Span]) -> list[_Span]:
    """The quotations of a statement: spans with only white space between them are the lines of one."""
    found: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.begin, s.end)):
        if found and not span.text[found[-1].end : span.begin].strip():
            found[-1] = replace(found[-1], end=span.end)
        else:
            found.append(span)
    return found


def _read(part: Part, node: str) -> _Span | None:
    """A span; None when parts of it are missing, which the shapes report."""
    wanted = (NIF.beginIndex, NIF.endIndex, NIF.anchorOf, NIF.referenceContext)
    values = [part.values(node, p) for p in wanted]
    if any(len(v) != 1 for v in values) or not (values[0][0] + values[1][0]).isdecimal():
        return None
    texts = part.values(values[3][0], NIF.isString)
    return _Span(node, int(values[0][0]), int(values[1][0]), values[2][0], texts[0]) if texts else None


def _at(part: Part, span: str, message: str) -> Iterator[Violation]:
    for fact in part.resting_on(span):
        yield Violation(part.document, fact, f"{message} (span {span.rpartition('/')[2]})")


def _short(anchor: str, width: int = 40) -> str:
    return repr(anchor if len(anchor) <= width else anchor[: width - 1] + "…")


def _in_marks(span: _Span) -> bool:
    """A mark on either side, spaces aside; a paragraph's end may close a quotation that goes on in the next one.

    Paragraphs of their own below a line that ends in a colon are a quotation without marks.
    """
    head = span.text[: span.begin].rstrip(SPACES)
    after = span.text[span.end :].lstrip(SPACES)
    closed = after[:1] in LINE_ENDS
    if closed and head[-1:] in LINE_ENDS and any(line.rstrip().endswith(":") for line in head.splitlines()):
        return True
    return head.rstrip()[-1:] in MARKS and (after[:1] in MARKS or closed)
