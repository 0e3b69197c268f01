"""Which verb of saying a quotation belongs to: before it, behind it, or that of the quotation it continues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span as Tokens

from kg.facts import syntax
from kg.facts.content import Range
from kg.facts.quotes import Quote
from kg.facts.speech import Cue
from kg.mentions import ACTORS, Mentions
from kg.parse import Parsed, is_main

LEADS = frozenset({",", ":", "that", '"', "'", "''", "``", "-", "--", "as", "the", "following", "and"})
ENDS = frozenset({".", "!", "?"})
SIGNS = frozenset({"-", ",", "."})
MARKS = frozenset({'"', "'", "''", "``"})
STOPS = frozenset({".", "!", "?", ";"})
ASIDE = frozenset({"ADP", "ADV", "PUNCT", "NOUN", "PROPN", "DET", "PRON"})
LONGEST_SOURCE = 30  # tokens a source may have between a quotation and the verb behind it
LONGEST_ASIDE = 14  # tokens between a verb and its quotation ("said in an interview with X: …")
NEAR = 15  # cues looked back for one whose content a quotation is part of


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation and the cue it belongs to. ``how``: the cue stands "before" or "behind" it, it is "within" what the
    cue reports, it goes "on" from another quotation, or it fills a paragraph "after" a report by one person."""

    quote: int
    cue: Cue
    how: str


def attribute(
    mentions: Mentions, quotes: Sequence[Quote], cues: Sequence[Cue], reported: dict[int, Range]
) -> dict[int, Attributed]:
    """For each quotation that is speech, its cue; ``reported`` gives the content of a cue by its first token."""
    return _Attribution(mentions, quotes, cues, reported).found


class _Row:
    """Cues by where they stand."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = sorted(cues, key=lambda c: c.first)
        self.firsts = [c.first for c in self.cues]

    def before(self, token: int) -> Sequence[Cue]:
        """The cues that begin before a token, the nearest first; no more than needed."""
        at = bisect_left(self.firsts, token)
        return self.cues[max(0, at - NEAR) : at][::-1]

    def behind(self, token: int) -> Cue | None:
        """The first cue from a token on."""
        at = bisect_left(self.firsts, token)
        return self.cues[at] if at < len(self.cues) else None


class _Attribution:
    """The quotations of one document and what they belong to."""

    def __init__(
        self, mentions: Mentions, quotes: Sequence[Quote], cues: Sequence[Cue], reported: dict[int, Range]
    ) -> None:
        self.mentions, self.parsed = mentions, mentions.parsed
        self.quotes, self.reported = quotes, reported
        self.ranges = [self.parsed.tokens(q.outer) for q in quotes]
        outer = [r for r, q in zip(self.ranges, quotes, strict=True) if not q.nested]
        self.every = _Row(cues)
        self.outside = _Row([c for c in cues if not covered(c.first, outer)])
        self.found: dict[int, Attributed] = {}
        for q in range(len(quotes)):
            own = self._source(q)
            if own is not None:
                self.found[q] = Attributed(q, *own)
        self._backwards()
        self.found = dict(sorted(self.found.items()))

    def _source(self, q: int) -> tuple[Cue, str] | None:
        tokens = self.ranges[q]
        if self.quotes[q].nested:
            return self._before(tokens, self.every) or self._within(tokens, self.every)
        part = self._within(tokens, self.outside) if self._is_part(tokens) else None
        beside = part or self._signed(tokens) or self._before(tokens, self.outside) or self._behind(tokens)
        own = beside or self._within(tokens, self.outside)
        return own or self._continued(q) or self._following(q) or self._added(q)

    def _signed(self, quote: Range) -> tuple[Cue, str] | None:
        """The signature right below or beside a quotation."""
        cue = self.outside.behind(quote[1])
        if cue is None or "signature" not in cue.takes or cue.first - quote[1] > 2:
            return None
        between = self.parsed.words[quote[1] : cue.first]
        return (cue, "behind") if all(w in SIGNS for w in between) else None

    def _before(self, quote: Range, row: _Row) -> tuple[Cue, str] | None:
        """The cue right before a quotation: "X said: “…”", "X noted that “…”", "X said in Oslo, “…”"."""
        cue = next((c for c in row.before(quote[0]) if c.after <= quote[0]), None)
        if cue is None or quote[0] - cue.after > LONGEST_ASIDE:
            return None
        gap = self.parsed.doc[cue.after : quote[0]]
        same = self.parsed.block_of[cue.verb.i] == self.parsed.block_of[quote[0]]
        if all(t.lower_ in LEADS for t in gap):
            return (cue, "before") if same or self.parsed.words[quote[0] - 1] == ":" else None
        leads = same or gap[-1].text == ":"
        return (cue, "before") if leads and _is_aside(gap) else None

    def _behind(self, quote: Range) -> tuple[Cue, str] | None:
        """The cue right behind a quotation: "“…,” X said", "“…,” said X"."""
        cue = self.outside.behind(quote[1])
        if cue is None or cue.first - quote[1] > LONGEST_SOURCE or not self._stands_alone(quote):
            return None
        other = self.parsed.block_of[cue.verb.i] != self.parsed.block_of[quote[1] - 1]
        if other or (self._ends_sentence(quote) and (cue.first in self.reported or self._leads_on(cue))):
            return None
        gap = self.parsed.doc[quote[1] : cue.first]
        return (cue, "behind") if len(gap) == 0 or self._is_source(gap, cue) else None

    def _is_source(self, gap: Tokens, cue: Cue) -> bool:
        """Whether the words between a quotation and a verb are no more than who speaks."""
        first = gap[0]
        if first.lower_ in {"and", "but"} or any(t.text in STOPS | {'"', ":"} for t in gap):
            return False
        head = syntax.doer(cue.verb)
        named = head is not None and first.i <= head.i < cue.first
        named = named or len(gap) == 1 or any(self.mentions.at(t.i, ACTORS) for t in gap)
        return named and not any(syntax.is_verb(t) and t.dep_ != "amod" for t in gap[:-1])

    def _ends_sentence(self, quote: Range) -> bool:
        return any(t.text == "." for t in self.parsed.doc[max(quote[0], quote[1] - 2) : quote[1]])

    def _leads_on(self, cue: Cue) -> bool:
        """Whether a colon or comma and a quotation follow right behind a cue, which then belongs to that one."""
        words = self.parsed.words[cue.after : cue.after + 2]
        return len(words) == 2 and words[0] in {":", ","} and words[1] in MARKS

    def _stands_alone(self, quote: Range) -> bool:
        """Whether a quotation is a sentence or opens one: not a term or a title within somebody's sentence."""
        doc, first = self.parsed.doc, quote[0]
        opens = _opens_block(self.parsed, first) or doc[first - 1].text in STOPS | {":", '"'} | syntax.DASHES
        return opens or any(t.text in {",", ".", "!", "?"} for t in doc[max(first, quote[1] - 2) : quote[1]])

    def _is_part(self, quote: Range) -> bool:
        """Whether what stands right before a quotation cannot end there: "will support “the troops …”"."""
        before = self.parsed.doc[quote[0] - 1] if quote[0] > 0 else None
        cues = self.outside.before(quote[0])[:1]
        apart = bool(cues) and quote[0] - cues[0].after > 0
        return apart and before is not None and before.pos_ in {"VERB", "ADP", "DET", "PART", "AUX"}

    def _within(self, quote: Range, row: _Row) -> tuple[Cue, str] | None:
        """The cue whose content a quotation is part of: "X said that both countries “face a problem”"."""
        behind = row.behind(quote[1])
        for cue in [*row.before(quote[0]), *([] if behind is None else [behind])]:
            content = self.reported.get(cue.first)
            if content is not None and content[0] <= quote[0] < content[1]:
                return cue, "within"
        return None

    def _continued(self, q: int) -> tuple[Cue, str] | None:
        """The cue of the quotation before, when this one is a sentence or paragraph of its own that goes on with it."""
        last = next((p for p in range(q - 1, -1, -1) if not self.quotes[p].nested), None)
        before = None if last is None else self.found.get(last)
        if last is None or before is None or not self._is_sentence(self.ranges[q]):
            return None
        near = self.quotes[q].block - self.quotes[last].block
        first = self.ranges[q][0]
        if near == 0 and before.how in {"within", "after"}:
            return None
        opens = _opens_block(self.parsed, first)
        goes_on = (opens and near <= 2) if near else (opens or self.parsed.doc[first - 1].text in {".", "!", "?", '"'})
        return (before.cue, "on") if goes_on else None

    def _following(self, q: int) -> tuple[Cue, str] | None:
        """The last report of the paragraph before, when a quotation without a source fills a paragraph of its own."""
        block, tokens = self.quotes[q].block, self.ranges[q]
        begin, end = self.parsed.block_tokens[block]
        if block == 0 or tokens[0] > begin or tokens[1] < end - 1 or not self._is_sentence(tokens):
            return None
        start = self.parsed.block_tokens[block - 1][0]
        return self._report(start, begin)

    def _added(self, q: int) -> tuple[Cue, str] | None:
        """The report in the sentence before, when a quotation of whole sentences follows ("X thanked Y. “You …”")."""
        doc, tokens = self.parsed.doc, self.ranges[q]
        if _opens_block(self.parsed, tokens[0]) or not self._is_sentence(tokens) or doc[tokens[0] - 1].text not in ENDS:
            return None
        if tokens[1] < len(doc) and not (_opens_block(self.parsed, tokens[1]) or doc[tokens[1]].is_sent_start):
            return None
        start = doc[tokens[0] - 1].sent.start
        return self._report(start, tokens[0])

    def _report(self, start: int, end: int) -> tuple[Cue, str] | None:
        """The last report between two tokens, one by a main verb first: whoever does that is who goes on."""
        near = [c for c in self.outside.before(end) if c.first >= start and c.first in self.reported]
        return next(((c, "after") for c in (*(c for c in near if is_main(c.verb)), *near)), None)

    def _is_sentence(self, quote: Range) -> bool:
        words = [t for t in self.parsed.doc[quote[0] : quote[1]] if t.is_alpha]
        return len(words) >= 4 and any(syntax.is_verb(t) for t in words)

    def _backwards(self) -> None:
        """Paragraphs of a quotation that names its speaker only later take that speaker."""
        outer = [q for q, quote in enumerate(self.quotes) if not quote.nested]
        for here, later in reversed(list(pairwise(outer))):
            goes_on = not self.quotes[here].closed and self.quotes[later].block - self.quotes[here].block <= 1
            known = self.found.get(later)
            if here not in self.found and goes_on and known is not None and known.how in {"behind", "on"}:
                self.found[here] = Attributed(here, known.cue, "on")


def covered(token: int, ranges: Sequence[Range]) -> bool:
    """Whether a token lies in one of some ranges that follow each other."""
    at = bisect_right(ranges, (token, 10**9)) - 1
    return at >= 0 and ranges[at][0] <= token < ranges[at][1]


def _is_aside(gap: Tokens) -> bool:
    """Whether the words between a verb and a quotation only say where or to whom it was said."""
    if any(t.text in STOPS or syntax.is_verb(t) or t.lower_ in {"and", "but"} for t in gap if t.lower_ not in LEADS):
        return False
    return gap[-1].text in {":", ",", "that"} and gap[0].pos_ in ASIDE


def _opens_block(parsed: Parsed, token: int) -> bool:
    return token == 0 or parsed.block_of[token - 1] != parsed.block_of[token]
