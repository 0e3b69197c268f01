"""What a graph says of the things that facts speak of.

What documents share is described once, in the reference graph: an Oxigraph query over all graphs meets a triple as
often as graphs have it. A document's graph describes what is its own: delegations, groups, unnamed holders.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity, Fact, Factuality, Kind, Tenure
from kg.rdf.scope import Scope, Triple, Vouched, english, literal, node_of
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


def is_own(entity: Entity) -> bool:
    """Whether an entity belongs to one document: a group, an unnamed holder, an office that nobody is known to own."""
    return entity.key.startswith(("group/", "holder/")) or (entity.kind == Kind.OFFICE and not entity.owner)


def own_entities(scope: Scope) -> Iterator[Triple]:
    """The entities that belong to the document alone."""
    for key in scope.entities:
        entity = scope.resolution.entities.get(key)
        if entity is not None and is_own(entity):
            yield from describe(entity, scope.base)


def shared_entities(entities: dict[str, Entity], base: str) -> Iterator[Triple]:
    """The entities that documents share; events are described by the documents that tell of them."""
    for key in sorted(entities):
        entity = entities[key]
        if not is_own(entity) and (entity.kind != Kind.EVENT or entity.types == ("EventSeries",)):
            yield from describe(entity, base)


def describe(entity: Entity, base: str) -> Iterator[Triple]:
    """Classes, names and owner of one entity."""
    node = node_of(entity.key, base)
    yield from ((node, RDF.type, DIP[name]) for name in entity.types)
    if {"Person", "Official"} & set(entity.types):
        yield node, FOAF.name, literal(entity.label)
        yield node, RDFS.label, literal(entity.label)
    else:
        yield node, RDFS.label, english(entity.label)
    yield from ((node, SKOS.altLabel, literal(alias)) for alias in entity.aliases)
    if entity.kind == Kind.COUNTRY:
        yield node, DIP.isoAlpha2, literal(entity.key.partition("/")[2])
    if entity.sort and entity.kind == Kind.OFFICE:
        yield node, DIP.portfolio, concept("portfolios", entity.sort)
    elif entity.sort:
        yield node, DIP.organizationKind, concept("organization-kinds", entity.sort)
    if entity.office:
        yield node, DIP.holderOf, node_of(entity.office, base)
    if entity.owner:
        yield node, DIP[_to_owner(entity)], node_of(entity.owner, base)
    yield from ((node, ORG.postIn, node_of(agency, base)) for agency in entity.agencies)


def _to_owner(entity: Entity) -> str:
    return next((OWNED[name] for name in entity.types if name in OWNED), "basedIn")


def offices(scope: Scope) -> Iterator[Triple]:
    """Whose every office is that a title names, and of which agency, with the title as evidence."""
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
    mention, entity = scope.extraction.mentions[i], scope.resolution.entities[key]
    if entity.owner and mention.office:
        basis = mention.office.basis
        by = Vouched(
            rule=f"country of the office: {basis or 'title'}",
            confidence=tenure.confidence if tenure else mention.confidence,
            factuality=Factuality.STATED if basis in STATED else Factuality.INFERRED,
        )
        edge = (scope.entity(key), DIP.jurisdiction, scope.entity(entity.owner))
        yield from scope.reified(edge, tenure.evidence if tenure else (mention.span,), by)
    yield from _agency(scope, i, entity)


def _agency(scope: Scope, i: int, office: Entity) -> Iterator[Triple]:
    """The organisation an office belongs to: as this text names it, else as the reference data know."""
    named = scope.named_agencies(i)
    by = (
        Vouched("agency named by the text", 0.95, Factuality.STATED)
        if named
        else Vouched("agency of a known office", 0.9, Factuality.INFERRED)
    )
    for agency in scope.agencies(i):
        if agency in office.agencies:
            edge = (scope.entity(office.key), ORG.postIn, scope.entity(agency))
            yield from scope.reified(edge, (scope.extraction.mentions[i].span,), by)
