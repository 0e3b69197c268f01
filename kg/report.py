"""What a build did: texts read and failed, facts per kind, sentences that yielded nothing, mentions left open."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

from kg.errors import StoreError
from kg.model import Extraction, Failure, How, Resolution, Run, Span

FILE = "report.json"
DOUBT = 0.6  # confidence up to which a fact is listed for review


@dataclass(frozen=True, slots=True)
class OpenMention:
    """A mention that was not resolved, and why."""

    surface: str
    kind: str
    why: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DoubtfulFact:
    """A fact of low confidence, to be reviewed: its key in the graph, the rule, and where its words stand."""

    fact: str
    kind: str
    confidence: float
    rule: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names or events that were held to be one thing, and why."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What one text yielded. Spans count code points of the text."""

    id: str
    source: str
    title: str | None
    date: str | None
    words: int
    sentences: int
    silent: tuple[tuple[int, int], ...]  # sentences that no fact is based on
    mentions: int
    open: tuple[OpenMention, ...]
    facts: Mapping[str, int]  # kind → number
    doubtful: tuple[DoubtfulFact, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    documents: tuple[DocumentReport, ...]
    failures: tuple[Failure, ...]
    duplicates: tuple[tuple[str, str], ...]  # source, source of the same text that was taken instead
    run: Run
    entities: Mapping[str, int]  # kind → number
    reused: int = 0  # texts whose extraction an earlier build had made
    altered: tuple[str, ...] = ()  # values that an endpoint keeps otherwise than they were sent
    near: tuple[tuple[str, str], ...] = ()  # source, source of the text that it repeats under another header
    troubles: tuple[Failure, ...] = ()  # what went wrong with a text before it went well
    merges: tuple[Merge, ...] = ()

    @property
    def counted(self) -> tuple[DocumentReport, ...]:
        """The documents that totals are about: without near-duplicates of others, so that nothing counts twice."""
        repeats = {source for source, _ in self.near}
        return tuple(d for d in self.documents if d.source not in repeats)

    @property
    def facts(self) -> dict[str, int]:
        """Kind of fact → number, over the counted documents, sorted by kind."""
        total = sum((Counter(d.facts) for d in self.counted), Counter[str]())
        return dict(sorted(total.items()))

    @property
    def words(self) -> int:
        """The words of the counted documents."""
        return sum(d.words for d in self.counted)

    @property
    def rates(self) -> dict[str, float]:
        """Kind of fact → number per 1,000 words, over the counted documents."""
        return {kind: round(1000 * n / max(self.words, 1), 2) for kind, n in self.facts.items()}

    @property
    def unresolved(self) -> list[tuple[str, str, int]]:
        """Surface, reason and number of the mentions left open, the most frequent first."""
        found = Counter((m.surface, m.why) for d in self.counted for m in d.open)
        return [(surface, why, n) for (surface, why), n in sorted(found.items(), key=lambda i: (-i[1], i[0]))]

    @property
    def doubtful(self) -> list[tuple[str, DoubtfulFact]]:
        """The facts to review with the sources they stand in, the least sure first."""
        found = ((d.source, fact) for d in self.counted for fact in d.doubtful)
        return sorted(found, key=lambda f: (f[1].confidence, f[0], f[1].start, f[1].fact))

    @property
    def totals(self) -> dict[str, Any]:
        """What the report comes to."""
        counted = self.counted
        return {
            "documents": len(self.documents),
            "failures": len(self.failures),
            "duplicates": len(self.duplicates),
            "near_duplicates": len(self.near),
            "words": self.words,
            "sentences": sum(d.sentences for d in counted),
            "silent_sentences": sum(len(d.silent) for d in counted),
            "mentions": sum(d.mentions for d in counted),
            "open_mentions": sum(len(d.open) for d in counted),
            "merges": len(self.merges),
            "doubtful": len(self.doubtful),
            "facts": self.facts,
            "facts_per_1000_words": self.rates,
        }

    def as_json(self, *, indent: int | None = 1) -> str:
        """The report as JSON, with its totals; without ``indent`` in one line, which takes much less time."""
        lists = {"unresolved": [{"surface": s, "why": w, "times": n} for s, w, n in self.unresolved]}
        whole = {"totals": self.totals} | lists | _fields(self)
        return json.dumps(whole, ensure_ascii=False, indent=indent, default=_fields)


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 (any of the classes here)
    return {f.name: getattr(value, f.name) for f in fields(value)}


def on_document(extraction: Extraction, resolution: Resolution) -> DocumentReport:
    """What one text yielded."""
    document = extraction.document
    evidence = chain.from_iterable(fact.evidence for fact in extraction.facts)
    resolved = resolution.of_mention
    return DocumentReport(
        id=document.id,
        source=document.source,
        title=document.title,
        date=document.date,
        words=len(document.text.split()),
        sentences=len(extraction.sentences),
        silent=tuple((s.start, s.end) for s in _without(extraction.sentences, evidence)),
        mentions=len(extraction.mentions),
        open=tuple(
            OpenMention(m.surface, m.kind, m.why or "nothing it could stand for was found", m.span.start, m.span.end)
            for i, m in enumerate(extraction.mentions)
            if m.how == How.OPEN or not resolved.get((document.id, i))
        ),
        facts=dict(sorted(Counter(type(fact).__name__ for fact in extraction.facts).items())),
        doubtful=tuple(_doubtful(extraction)),
    )


def _doubtful(extraction: Extraction) -> Iterator[DoubtfulFact]:
    """The facts of low confidence, in their order."""
    document = extraction.document
    for fact in extraction.facts:
        if fact.confidence <= DOUBT:
            span = fact.evidence[0]
            words = " ".join(span.text(document.text).split())
            key = f"{document.id}-{fact.id}"
            yield DoubtfulFact(key, type(fact).__name__, fact.confidence, fact.rule, span.start, span.end, words)


def merges(resolution: Resolution) -> tuple[Merge, ...]:
    """What was held to be one thing, sorted by name."""
    entities = resolution.entities

    def label(key: str) -> str:
        return entities[key].label if key in entities else key

    found = (Merge(label(d.left), label(d.right), d.score, d.reasons) for d in resolution.decisions if d.same)
    return tuple(sorted(found, key=lambda m: (m.left, m.right, m.reasons)))


def _without(sentences: Iterable[Span], evidence: Iterable[Span]) -> Iterator[Span]:
    """The sentences that no evidence overlaps."""
    starts, ends = _union(evidence)
    for sentence in sentences:
        last = bisect_left(starts, sentence.end) - 1  # the last stretch that begins before the sentence ends
        if last < 0 or ends[last] <= sentence.start:
            yield sentence


def _union(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Where the stretches that some spans cover begin and end."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return starts, ends


def from_json(text: str) -> BuildReport:
    """The report that ``as_json`` wrote; raises StoreError when it is not one."""
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{FILE}: is not the report of a build; build the graph again") from error


def _read(found: Any) -> BuildReport:  # noqa: ANN401 (JSON)
    return BuildReport(
        documents=tuple(_read_document(d) for d in found["documents"]),
        failures=tuple(Failure(**f) for f in found["failures"]),
        duplicates=tuple((source, taken) for source, taken in found["duplicates"]),
        run=Run(**found["run"]),
        entities=found["entities"],
        reused=found["reused"],
        altered=tuple(found.get("altered", ())),
        near=tuple((source, other) for source, other in found["near"]),
        troubles=tuple(Failure(**f) for f in found["troubles"]),
        merges=tuple(Merge(**{**m, "reasons": tuple(m["reasons"])}) for m in found["merges"]),
    )


def _read_document(found: Any) -> DocumentReport:  # noqa: ANN401
    silent = tuple((start, end) for start, end in found.pop("silent"))
    left_open = tuple(OpenMention(**m) for m in found.pop("open"))
    doubtful = tuple(DoubtfulFact(**f) for f in found.pop("doubtful"))
    return DocumentReport(silent=silent, open=left_open, doubtful=doubtful, **found)
