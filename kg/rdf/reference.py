"""The reference graph: what documents share. The vocabulary graph: ontology and SKOS schemes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox

from kg.model import Resolution
from kg.rdf.scope import Triple, literal, node_of, run_node
from kg.reference import Reference
from kg.vocab import DIP, ORG, RDF, RDFS, SCHEMA, SKOS, triples

DEPUTY = "Deputy "


def runs(resolution: Resolution, base: str) -> Iterator[Triple]:
    """What made the extractions."""
    for run in resolution.runs:
        node = run_node(run, base)
        yield node, RDF.type, DIP.ExtractionRun
        yield node, RDFS.label, literal(f"kg {run.kg_version} with {run.model}")
        yield node, DIP.programVersion, literal(run.kg_version)
        yield node, DIP.languageModel, literal(run.model)
        if run.rules:
            yield node, DIP.ruleSet, literal(run.rules)
        if run.reference:
            yield node, DIP.referenceData, literal(run.reference)


def curated(resolution: Resolution, reference: Reference, base: str) -> Iterator[Triple]:
    """Alternative names, identities elsewhere and memberships of the curated entities that are used."""
    for key in sorted(resolution.entities):
        node = node_of(key, base)
        names, same_as = _known(key, reference)
        label = resolution.entities[key].label
        yield from ((node, SKOS.altLabel, literal(name)) for name in dict.fromkeys(names) if name and name != label)
        yield from ((node, SCHEMA.sameAs, ox.NamedNode(iri)) for iri in same_as)
        if senior := _senior(key, reference):
            yield node, ORG.reportsTo, node_of(senior, base)
        if key in reference.organizations:
            members = (f"country/{m.iso2}" for m in reference.organizations[key].members if m.until is None)
            yield from ((node_of(m, base), ORG.memberOf, node) for m in members if m in resolution.entities)


def _known(key: str, reference: Reference) -> tuple[tuple[str, ...], list[str]]:
    """The further names of a curated entity and its identities elsewhere."""
    if key.startswith("country/") and key[8:] in reference.countries:
        country = reference.countries[key[8:]]
        return (country.official, *country.aliases), _elsewhere(country.wikidata, country.geonames)
    if key in reference.organizations:
        organization = reference.organizations[key]
        return organization.aliases, _elsewhere(organization.wikidata, "")
    if key in reference.places:
        place = reference.places[key]
        return place.aliases, _elsewhere("", place.geonames)
    rule = reference.offices.get(key)
    return (rule.titles if rule else ()), []


def _senior(key: str, reference: Reference) -> str | None:
    """The office to which a deputy's office reports."""
    rule = reference.offices.get(key)
    if rule is None or not rule.title.startswith(DEPUTY):
        return None
    senior = reference.office(rule.title.removeprefix(DEPUTY), rule.country)
    return senior.key if senior else None


def _elsewhere(wikidata: str, geonames: str) -> list[str]:
    """IRIs from a Wikidata item (Q…) and a GeoNames id."""
    found = [f"http://www.wikidata.org/entity/{quote(wikidata)}"] if wikidata else []
    return [*found, f"https://sws.geonames.org/{quote(geonames)}/"] if geonames else found


def vocabulary() -> Iterator[Triple]:
    """The ontology and the schemes, without the extractor's cues and without the lists of property chains."""
    for s, p, o, _ in (*triples("dip.ttl"), *triples("vocab.ttl")):
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal) and p != DIP.cue:
            yield s, p, o
