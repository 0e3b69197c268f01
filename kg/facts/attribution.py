"""Which verb of saying a quotation belongs to: before it, behind it, or that of the quotation it continues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.facts import syntax
from kg.facts.content import Range
from kg.facts.quotes import Quote
from kg.facts.speech import Cue
from kg.mentions import ACTORS, Mentions
from kg.parse import Parsed

LEADS = frozenset({",", ":", "that", '"', "'", "''", "``", "-", "--", "as", "the", "following", "and"})
STOPS = frozenset({".", "!", "?", ";"})
ASIDE = frozenset({"ADP", "ADV", "PUNCT", "NOUN", "PROPN", "DET", "PRON"})
LONGEST_SOURCE = 30  # tokens a source may have between a quotation and the verb behind it
LONGEST_ASIDE = 14  # tokens between a verb and its quotation ("said in an interview with X: …")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation and the cue it belongs to. ``how``: the cue stands "before" or "behind" it, it is "within" what the
    cue reports, it goes "on" from another quotation, or it fills a paragraph "after" a report by one person."""

    quote: int
    cue: Cue
    how: str


def quote_tokens(parsed: Parsed, quotes: Sequence[Quote]) -> list[Range]:
    """The tokens of each quotation, marks included."""
    return [parsed.tokens(q.outer) for q in quotes]


def attribute(
    mentions: Mentions, quotes: Sequence[Quote], cues: Sequence[Cue], reported: dict[int, Range]
) -> dict[int, Attributed]:
    """For each quotation that is speech, its cue; ``reported`` gives the content of a cue by its first token."""
    parsed = mentions.parsed
    ranges = quote_tokens(parsed, quotes)
    outside = [c for c in cues if not _quoted(c, quotes, ranges)]
    found: dict[int, Attributed] = {}
    for q, quote in enumerate(quotes):
        own = _before(parsed, ranges[q], outside if not quote.nested else cues)
        if own is None and not quote.nested:
            own = _behind(mentions, ranges[q], outside, reported)
        if own is None:
            own = _within(ranges[q], cues if quote.nested else outside, reported)
        if own is not None:
            found[q] = Attributed(q, own[0], own[1])
        elif not quote.nested:
            on = _continued(parsed, q, quotes, ranges, found)
            follows = _following(parsed, quotes[q], ranges[q], outside, reported) if on is None else None
            if on is not None:
                found[q] = Attributed(q, on, "on")
            elif follows is not None:
                found[q] = Attributed(q, follows, "after")
    _backwards(quotes, found)
    return dict(sorted(found.items()))


def _quoted(cue: Cue, quotes: Sequence[Quote], ranges: Sequence[Range]) -> bool:
    return any(a <= cue.first < b for (a, b), q in zip(ranges, quotes, strict=True) if not q.nested)


def _before(parsed: Parsed, quote: Range, cues: Sequence[Cue]) -> tuple[Cue, str] | None:
    """The cue right before a quotation: "X said: “…”", "X noted that “…”", "X said in Oslo, “…”"."""
    cue = next((c for c in reversed(cues) if c.after <= quote[0]), None)
    if cue is None or quote[0] - cue.after > LONGEST_ASIDE:
        return None
    gap = parsed.doc[cue.after : quote[0]]
    words = [t for t in gap if t.lower_ not in LEADS]
    same = parsed.block_of[cue.verb.i] == parsed.block_of[quote[0]]
    if not words:
        return (cue, "before") if same or parsed.words[quote[0] - 1] == ":" else None
    if not same or any(t.text in STOPS or syntax.is_verb(t) or t.lower_ in {"and", "but"} for t in words):
        return None
    return (cue, "before") if gap[-1].text in {":", ",", "that"} and gap[0].pos_ in ASIDE else None


def _behind(
    mentions: Mentions, quote: Range, cues: Sequence[Cue], reported: dict[int, Range]
) -> tuple[Cue, str] | None:
    """The cue right behind a quotation: "“…,” X said", "“…,” said X"."""
    parsed = mentions.parsed
    doc = parsed.doc
    cue = next((c for c in cues if c.first >= quote[1]), None)
    if cue is None or cue.first - quote[1] > LONGEST_SOURCE or not _stands_alone(parsed, quote):
        return None
    if parsed.block_of[cue.verb.i] != parsed.block_of[quote[1] - 1]:
        return None
    gap = doc[quote[1] : cue.first]
    if _ends_sentence(parsed, quote) and cue.first in reported:
        return None
    if any(t.text in STOPS | {'"', ":"} or (t.lower_ in {"and", "but"} and t.i == quote[1]) for t in gap):
        return None
    if len(gap) <= 1:
        return cue, "behind"
    head = syntax.doer(cue.verb)
    named = (head is not None and quote[1] <= head.i < cue.first) or any(mentions.at(t.i, ACTORS) for t in gap)
    return (cue, "behind") if named and not any(syntax.is_verb(t) and t.dep_ != "amod" for t in gap[:-1]) else None


def _ends_sentence(parsed: Parsed, quote: Range) -> bool:
    return any(t.text == "." for t in parsed.doc[max(quote[0], quote[1] - 2) : quote[1]])


def _stands_alone(parsed: Parsed, quote: Range) -> bool:
    """Whether a quotation is a sentence or opens one: not a term or a title within somebody's sentence."""
    doc, first = parsed.doc, quote[0]
    opens = (
        first == 0 or parsed.block_of[first - 1] != parsed.block_of[first] or doc[first - 1].text in STOPS | {":", '"'}
    )
    return opens or any(t.text in {",", ".", "!", "?"} for t in doc[max(first, quote[1] - 2) : quote[1]])


def _within(quote: Range, cues: Sequence[Cue], reported: dict[int, Range]) -> tuple[Cue, str] | None:
    """The cue whose content a quotation is part of: "X said that both countries “face a problem”"."""
    for cue in reversed(cues):
        content = reported.get(cue.first)
        if content is not None and content[0] <= quote[0] < content[1]:
            return cue, "within"
    return None


def _continued(
    parsed: Parsed, q: int, quotes: Sequence[Quote], ranges: Sequence[Range], found: dict[int, Attributed]
) -> Cue | None:
    """The cue of the quotation before, when this one is a sentence or a paragraph of its own that goes on with it."""
    before = next((p for p in range(q - 1, -1, -1) if not quotes[p].nested), None)
    if (
        before is None
        or before not in found
        or (found[before].how in {"within", "after"} and quotes[q].block == quotes[before].block)
    ):
        return None
    if not (_opens_sentence(parsed, ranges[q]) and _is_sentence(parsed, ranges[q])):
        return None
    near = quotes[q].block - quotes[before].block
    return found[before].cue if near == 0 or (near <= 2 and _opens_block(parsed, ranges[q])) else None


def _following(
    parsed: Parsed, quote: Quote, tokens: Range, cues: Sequence[Cue], reported: dict[int, Range]
) -> Cue | None:
    """The last report of the paragraph before, when a quotation without a source fills a paragraph of its own."""
    begin, end = parsed.block_tokens[quote.block]
    if quote.block == 0 or tokens[0] > begin or tokens[1] < end - 1 or not _is_sentence(parsed, tokens):
        return None
    before = parsed.block_tokens[quote.block - 1]
    return next((c for c in reversed(cues) if before[0] <= c.first < before[1] and c.first in reported), None)


def _opens_block(parsed: Parsed, quote: Range) -> bool:
    first = quote[0]
    return first == 0 or parsed.block_of[first - 1] != parsed.block_of[first]


def _opens_sentence(parsed: Parsed, quote: Range) -> bool:
    return _opens_block(parsed, quote) or parsed.doc[quote[0] - 1].text in {".", "!", "?", '"'}


def _is_sentence(parsed: Parsed, quote: Range) -> bool:
    words = [t for t in parsed.doc[quote[0] : quote[1]] if t.is_alpha]
    return len(words) >= 4 and any(syntax.is_verb(t) for t in words)


def _backwards(quotes: Sequence[Quote], found: dict[int, Attributed]) -> None:
    """Paragraphs of a quotation that names its speaker only later take that speaker."""
    outer = [q for q, quote in enumerate(quotes) if not quote.nested]
    for here, later in reversed(list(pairwise(outer))):
        goes_on = not quotes[here].closed and quotes[later].block - quotes[here].block == 1
        if here not in found and later in found and goes_on and found[later].how in {"behind", "on"}:
            found[here] = Attributed(here, found[later].cue, "on")
