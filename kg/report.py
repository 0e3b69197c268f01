"""What a build did: texts read and failed, facts per kind, sentences that yielded nothing, mentions left open."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from kg.errors import StoreError
from kg.model import Extraction, Failure, How, Resolution, Run, Span

FILE = "report.json"


@dataclass(frozen=True, slots=True)
class OpenMention:
    """A mention that was not resolved, and why."""

    surface: str
    kind: str
    why: str
    start: int
    end: int


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

    @property
    def facts(self) -> dict[str, int]:
        """Kind of fact → number, over all documents, sorted by kind."""
        total = sum((Counter(d.facts) for d in self.documents), Counter[str]())
        return dict(sorted(total.items()))

    @property
    def unresolved(self) -> list[tuple[str, str, int]]:
        """Surface, reason and number of the mentions left open, the most frequent first."""
        found = Counter((m.surface, m.why) for d in self.documents for m in d.open)
        return [(surface, why, n) for (surface, why), n in sorted(found.items(), key=lambda i: (-i[1], i[0]))]

    def as_json(self) -> str:
        """The report as JSON, with its totals."""
        totals = {"facts": self.facts, "documents": len(self.documents), "failures": len(self.failures)}
        return json.dumps({"totals": totals} | asdict(self), ensure_ascii=False, indent=1)


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
    )


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
    )


def _read_document(found: Any) -> DocumentReport:  # noqa: ANN401
    silent = tuple((start, end) for start, end in found.pop("silent"))
    return DocumentReport(silent=silent, open=tuple(OpenMention(**m) for m in found.pop("open")), **found)
