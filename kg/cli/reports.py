"""Portraits, explanations, reports and violations as text or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.cli.output import deliver, note

if TYPE_CHECKING:
    from kg.check import Violation
    from kg.evaluate import Report
    from kg.query import Question
    from kg.report import BuildReport
    from kg.show import Evidence, Portrait, ShownFact
    from kg.store import Reader
    from kg.train import Trained

TEXTS = "SELECT ?id ?text WHERE { ?d a dip:Document ; dct:identifier ?id ; dip:hasText/nif:isString ?text }"
MOST = 20  # lines of a list that are printed; --json has all


def listed(questions: Iterable[Question]) -> Iterator[bytes]:
    """The named questions with their parameters."""
    for question in questions:
        parameters = " ".join(f"--{p.name} {p.kind.upper()}" for p in question.parameters)
        yield (
            f"{question.name}  {question.text}\n{f'      {parameters}' if parameters else ''}".rstrip().encode() + b"\n"
        )


def portrait(shown: Portrait, *, as_json: bool) -> Iterator[bytes]:
    """A thing with its facts."""
    if as_json:
        yield _json(asdict(shown))
        return
    yield _line(f"{shown.label}  {shown.iri}" + (f"  ({shown.kind})" if shown.kind else ""))
    yield from _properties(shown.properties)
    yield _line(f"  mentioned in {_number(shown.documents, 'text')}")
    kind = ""
    for fact in shown.facts:
        if fact.kind != kind:
            kind = fact.kind
            yield _line(f"\n{kind}")
        yield _line(f"  {fact.gist} [{fact.relation}; {fact.vouched} {fact.confidence}]  {fact.fact}")
        yield from (_line(f"    {_quoted(e)}") for e in fact.evidence)
    if shown.more:
        yield _line(f"\n… and {_number(shown.more, 'fact')} more; --limit {shown.more + len(shown.facts)} shows all")
    if not shown.facts and not shown.more:
        yield _line("\nNo fact of the graph is about it.")


def explanation(shown: ShownFact, *, as_json: bool) -> Iterator[bytes]:
    """A fact with its evidence in its surroundings."""
    if as_json:
        yield _json(asdict(shown))
        return
    yield _line(f"{shown.kind}  {shown.fact}")
    vouched = (("vouched", shown.vouched), ("confidence", shown.confidence), ("rule", shown.rule), ("run", shown.run))
    yield from _properties((*shown.properties, *vouched))
    for e in shown.evidence:
        yield _line(f"\n{e.source} [{e.begin}, {e.end})" + ("" if e.exact else "  NOT THE WORDS OF THE TEXT"))
        around = " ".join(f"{'…' * (e.begin > 0)}{e.before}»{e.words}«{e.after}…".split())
        yield _line(textwrap.indent(textwrap.fill(_clean(around), 100), "  "))


def report(made: BuildReport, *, as_json: bool) -> Iterator[bytes]:
    """What a build read and found."""
    if as_json:
        yield made.as_json().encode() + b"\n"
        return
    from kg.cli.summary import provenance, sections

    yield _line(summary(made))
    rates = made.rates
    yield _line("\nFacts, and how many in 1,000 words")
    by_number = sorted(made.facts.items(), key=lambda i: (-i[1], i[0]))
    yield from (_line(f"{n:7}  {kind}  {rates[kind]}") for kind, n in by_number)
    yield from _table("Entities", made.entities)
    for heading, lines in sections(made):
        yield from _some(heading, lines)
    yield _line(f"\n{provenance(made)}")


def silent(made: BuildReport, reader: Reader) -> Iterator[bytes]:
    """The sentences that yielded nothing, with where they stand."""
    from kg.query import select

    texts = {row.id: row.text for row in select(reader, TEXTS)}
    for document in made.documents:
        for start, end in document.silent:
            yield _line(f"{document.source} [{start}, {end})  {' '.join(texts[document.id][start:end].split())}")


def built(made: BuildReport, out: str, *, as_json: bool) -> None:
    """Tell what was built, and on standard error what could not be read, or is kept otherwise."""
    deliver([made.as_json().encode() + b"\n"] if as_json else [_line(f"{out}: {summary(made)}")], None)
    for failure in made.failures:
        note(f"kg: {failure.source}: {failure.reason}")
    for trouble in made.troubles:
        note(f"kg: {trouble.source}: {trouble.reason}")
    for altered in made.altered[:MOST]:
        note(f"kg: {altered}")
    if len(made.altered) > MOST:
        note(f"kg: and {len(made.altered) - MOST} more values are kept otherwise; --json has all")


def violations(found: Sequence[Violation], base: str, *, as_json: bool) -> Iterator[bytes]:
    """What is wrong with a graph, one line each."""
    from kg.prefixes import short

    if as_json:
        yield _json([asdict(v) for v in found])
        return
    for v in found:
        yield _line(f"{short(v.fact, base)}: {v.message}")
    yield _line(
        _number(len(found), "violation") if found else "sound: every shape holds and every anchor stands in its text"
    )


def summary(made: BuildReport) -> str:
    """What a build comes to, in one line."""
    totals = made.totals
    parts = [
        _number(totals["documents"], "text"),
        f"{totals['failures']} not read" if made.failures else "",
        _number(sum(made.facts.values()), "fact"),
        _number(sum(made.entities.values()), "entity", "entities"),
        f"{totals['silent_sentences']} of {totals['sentences']} sentences yielded nothing",
        f"{totals['open_mentions']} of {totals['mentions']} mentions left open",
    ]
    return ", ".join(part for part in parts if part)


def _number(n: int, one: str, more: str = "") -> str:
    return f"{n} {one if n == 1 else more or f'{one}s'}"


def _table(heading: str, counts: Mapping[str, int]) -> Iterator[bytes]:
    yield _line(f"\n{heading}")
    yield from (_line(f"{n:7}  {kind}") for kind, n in sorted(counts.items(), key=lambda i: (-i[1], i[0])))


def _some(heading: str, lines: Sequence[str]) -> Iterator[bytes]:
    if lines:
        yield _line(f"\n{heading} ({len(lines)})")
        yield from (_line(f"  {line}") for line in lines[:MOST])
        if len(lines) > MOST:
            yield _line(f"  … and {len(lines) - MOST} more; --json has all")


def _properties(properties: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    yield from (_line(f"  {name}: {value}") for name, value in properties)


def _quoted(e: Evidence) -> str:
    return f"“{' '.join(e.words.split())}”  {e.source} [{e.begin}, {e.end})"


def _clean(text: str) -> str:
    """Text for a terminal: nothing in it can move the cursor or change colours."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _line(text: str) -> bytes:
    return f"{_clean(text)}\n".encode()


def _json(value: Any) -> bytes:  # noqa: ANN401 (whatever JSON can hold)
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def evaluation(found: Report, kinds: Sequence[str], *, as_json: bool) -> Iterator[bytes]:
    """Precision, recall and F1 of each kind, and the errors of those asked for."""
    if as_json:
        measures = {k: {"precision": c.precision, "recall": c.recall, "f1": c.f1} for k, c in found.counts.items()}
        details = {d: found.accuracy(d) for d in sorted(found.details)}
        yield _json({"kinds": measures, "details": details, "mean_f1": found.mean_f1, "absent": found.absent})
        return
    if found.absent:
        yield _line(f"not in the graph: {', '.join(found.absent)}")
    yield _line(found.table())
    yield from (_line(f"{e.kind} {e.document} {e.what}: {e.detail}") for e in found.errors if e.kind in kinds)


def training(made: Trained, *, as_json: bool) -> Iterator[bytes]:
    """What a training came to: F1 before and after, by label."""
    if as_json:
        scores = {x: {"before": made.before.f1(x), "after": made.after.f1(x)} for x in made.after.labels()}
        yield _json(
            {"model": made.model, "start": made.start, "rounds": made.rounds, "texts": made.texts, "f1": scores}
        )
        return
    yield from map(_line, made.table())
    yield _line(f"{made.model}: {made.rounds} rounds over {made.texts[0]} texts, judged on {made.texts[2]} others")
