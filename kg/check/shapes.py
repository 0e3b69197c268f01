"""The shapes of ontology/shapes.ttl on one document: Core in pySHACL, SPARQL constraints in Oxigraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.check.part import Part, Violation, iri
from kg.errors import CheckError
from kg.vocab import DIP, PREFIXES, RDF, ontology, triples

if TYPE_CHECKING:
    from rdflib import Graph

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A shape's SPARQL constraint: ``select`` finds the nodes ($this) for which ``message`` is true."""

    select: str
    message: str


def shacl(part: Part, *, full: bool) -> Iterator[Violation]:
    """What pySHACL finds; warnings are left out."""
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

    try:
        _, report, _ = validate(_rdflib(part), shacl_graph=_shapes(full), inplace=True, allow_warnings=True)
    except ReportableRuntimeError as error:
        raise CheckError(f"the shapes cannot be run on {part.document}: {error}") from error
    if not hasattr(report, "subjects"):
        raise CheckError(f"the shapes cannot be run on {part.document}: {report}")
    yield from _results(part, report)


def _results(part: Part, report: Graph) -> Iterator[Violation]:
    from rdflib import SH as TERMS

    for result in report.subjects(TERMS.resultSeverity, TERMS.Violation):
        focus = str(report.value(result, TERMS.focusNode))
        messages = sorted(str(m) for m in report.objects(result, TERMS.resultMessage))
        is_span = "://" in focus and DIP.Span.value in part.values(focus, RDF.type)
        for node in part.resting_on(focus) if is_span else [focus]:
            where = f" (span {focus.rpartition('/')[2]})" if is_span else ""
            yield Violation(part.document, node, f"{messages[0] if messages else 'a shape is violated'}{where}")


def _rdflib(part: Part) -> Graph:
    from rdflib import Graph

    found = (quad.triple for quad in part.store)
    return Graph().parse(data=ox.serialize(found, format=ox.RdfFormat.N_TRIPLES), format="nt")


@cache
def _shapes(full: bool) -> Graph:
    from rdflib import SH as TERMS
    from rdflib import Graph

    shapes = Graph().parse(data=ontology("shapes.ttl"), format="turtle")
    if not full:
        shapes.remove((None, TERMS.sparql, None))
    return shapes


def constraints(part: Part) -> Iterator[Violation]:
    """The nodes that a SPARQL constraint finds."""
    for constraint in _constraints():
        found = part.store.query(constraint.select, prefixes=PREFIXES, use_default_graph_as_union=True)
        for solution in found if isinstance(found, ox.QuerySolutions) else ():
            yield Violation(part.document, iri(solution["this"]), constraint.message)


@cache
def _constraints() -> tuple[Constraint, ...]:
    """The SPARQL constraints of the shapes, but for that on anchors, which ``anchors`` checks."""
    found: dict[object, dict[str, str]] = {}
    for quad in triples("shapes.ttl"):
        if quad.predicate.value in (f"{SH}select", f"{SH}message") and isinstance(quad.object, ox.Literal):
            found.setdefault(quad.subject, {})[quad.predicate.value.removeprefix(SH)] = quad.object.value
    both = (f for f in found.values() if "select" in f and "anchorOf" not in f["select"])
    return tuple(Constraint(f["select"], f["message"]) for f in both)
