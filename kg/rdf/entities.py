"""What a document's graph says of the things its facts speak of, so that it can be read by itself."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity, Fact, Factuality, Kind, Tenure
from kg.rdf.scope import Scope, Triple, Vouched, english, literal
from kg.vocab import DIP, FOAF, ORG, RDF, RDFS, SKOS, concept

OWNED = {
    "Agency": "jurisdiction",
    "Office": "jurisdiction",
    "Place": "inCountry",
    "Region": "inCountry",
    "Delegation": "delegationOf",
    "UnnamedGroup": "represents",
    "UnnamedOfficial": "represents",
}
"""Class → the property that leads to the owner; other organisations are dip:basedIn their country."""
STATED = frozenset({"demonym", "of-phrase", "side"})
"""Where the country of an office may come from in words of the text."""


def entities(scope: Scope) -> Iterator[Triple]:
    """The entities that facts and mentions used, and those that these belong to."""
    done: set[str] = set()
    while missing := [key for key in scope.entities if key not in done]:
        for key in missing:
            done.add(key)
            entity = scope.resolution.entities.get(key)
            if entity is not None and "Event" not in entity.types and entity.kind != Kind.EVENT:
                yield from describe(scope, entity)


def describe(scope: Scope, entity: Entity) -> Iterator[Triple]:
    """Classes, names and owner of one entity."""
    node = scope.entity(entity.key)
    yield from ((node, RDF.type, DIP[name]) for name in entity.types)
    person = entity.kind == Kind.PERSON and "UnnamedOfficial" not in entity.types
    yield node, FOAF.name if person else RDFS.label, literal(entity.label) if person else english(entity.label)
    yield from ((node, SKOS.altLabel, literal(alias)) for alias in entity.aliases)
    if entity.kind == Kind.COUNTRY:
        yield node, DIP.isoAlpha2, literal(entity.key.partition("/")[2])
    if entity.sort:
        yield node, DIP.organizationKind, concept("organization-kinds", entity.sort)
    if entity.office:
        yield node, DIP.holderOf, scope.entity(entity.office)
    if entity.owner:
        yield node, DIP[_to_owner(entity)], scope.entity(entity.owner)


def _to_owner(entity: Entity) -> str:
    return next((OWNED[name] for name in entity.types if name in OWNED), "basedIn")


def offices(scope: Scope) -> Iterator[Triple]:
    """Portfolio, jurisdiction and agency of every office a title names, with the title as evidence."""
    tenures = {f.office: f for f in scope.extraction.facts if isinstance(f, Tenure)}
    seen: set[tuple[str, bool]] = set()
    for i, mention in enumerate(scope.extraction.mentions):
        key = scope.resolution.of_office.get((scope.key, i))
        if key is None or mention.office is None:
            continue
        stated = mention.office.basis in STATED
        if (key, stated) not in seen and (key, True) not in seen:
            seen.add((key, stated))
            yield from _office(scope, i, key, tenures.get(i))


def _office(scope: Scope, i: int, key: str, tenure: Fact | None) -> Iterator[Triple]:
    mention = scope.extraction.mentions[i]
    node, entity = scope.entity(key), scope.resolution.entities[key]
    rule = scope.reference.offices.get(key)
    portfolio = (mention.office.portfolio if mention.office else None) or (rule.portfolio if rule else "")
    if portfolio:
        yield node, DIP.portfolio, concept("portfolios", portfolio)
    if entity.owner and mention.office:
        basis = mention.office.basis
        by = Vouched(
            rule=f"country of the office: {basis or 'title'}",
            confidence=tenure.confidence if tenure else mention.confidence,
            factuality=Factuality.STATED if basis in STATED else Factuality.INFERRED,
        )
        edge = (node, DIP.jurisdiction, scope.entity(entity.owner))
        yield from scope.assertion(edge, tenure.evidence if tenure else (mention.span,), by)
    yield from _agency(scope, i, key)


def _agency(scope: Scope, i: int, key: str) -> Iterator[Triple]:
    """The organisation an office belongs to: as the text names it, else as the reference data know."""
    named = scope.named_agencies(i)
    by = (
        Vouched("agency named by the text", 0.95, Factuality.STATED)
        if named
        else Vouched("agency of a known office", 0.9, Factuality.INFERRED)
    )
    for agency in scope.agencies(i):
        edge = (scope.entity(key), ORG.postIn, scope.entity(agency))
        yield from scope.assertion(edge, (scope.extraction.mentions[i].span,), by)
