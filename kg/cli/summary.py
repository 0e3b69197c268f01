"""The report of a build as headed lists, and these as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kg.report import BuildReport, DocumentReport

Section: TypeAlias = tuple[str, list[str]]
"""(heading, lines)"""

MOST = 500  # lines of a list on the page; --json has all
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Report of a build</title>
<style>body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse }} td, th {{ padding: .1rem .8rem .1rem 0; text-align: left }}
td.n {{ text-align: right; font-variant-numeric: tabular-nums }} summary {{ font-weight: 600; margin-top: 1rem }}
li {{ overflow-wrap: anywhere }}</style>
<h1>Report of a build</h1><p>{summary}</p>
<table><tr><th>Facts<th>number<th>per 1,000 words{facts}</table>
{sections}<p>{run}</p></html>
"""


def sections(made: BuildReport) -> Iterator[Section]:
    """Everything a report lists, whatever needs attention first."""
    yield "Could not be read", [f"{f.source}: {f.reason}" for f in made.failures]
    yield "Done only at the second attempt", [f"{f.source}: {f.reason}" for f in made.troubles]
    yield "The same text as another", [f"{source} = {other}" for source, other in made.duplicates]
    near = [f"{source} ≈ {other}" for source, other in made.near]
    yield "Nearly the same text as another, counted once", near
    yield "Mentions left open", [f"{n:5}  {surface}: {why}" for surface, why, n in made.unresolved]
    doubtful = [f"{f.confidence:.2f}  {f.kind} {f.fact} ({f.rule}): “{f.words}”  {s}" for s, f in made.doubtful]
    yield "Facts of low confidence, to review", doubtful
    yield "Held to be the same", [f"{m.left} = {m.right}: {'; '.join(m.reasons)}" for m in made.merges]
    yield "Sentences that yielded nothing", [f"{d.source}: {len(d.silent)} of {d.sentences}" for d in _silent(made)]


def provenance(made: BuildReport) -> str:
    """What made the graph, in one line."""
    run = made.run
    return f"kg {run.kg_version}, {run.model}, rules {run.rules}, reference data {run.reference[:16]}"


def page(made: BuildReport, summary: str) -> Iterator[bytes]:
    """The report as an HTML page."""
    rates = made.rates
    facts = "".join(f'<tr><td>{escape(k)}<td class="n">{n}<td class="n">{rates[k]}' for k, n in made.facts.items())
    listed = "".join(_details(heading, lines) for heading, lines in sections(made) if lines)
    yield PAGE.format(
        summary=escape(summary), facts=facts, sections=listed, run=escape(provenance(made))
    ).encode("utf-8", "replace")  # fmt: skip


def _details(heading: str, lines: list[str]) -> str:
    more = f"<li>… and {len(lines) - MOST} more; --json has all" if len(lines) > MOST else ""
    items: Iterable[str] = (f"<li>{escape(line)}" for line in lines[:MOST])
    return (
        f"<details open><summary>{escape(heading)} ({len(lines)})</summary><ul>{''.join(items)}{more}</ul></details>\n"
    )


def _silent(made: BuildReport) -> list[DocumentReport]:
    return sorted((d for d in made.counted if d.silent), key=lambda d: (-len(d.silent), d.source))
