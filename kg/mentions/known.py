"""Countries, organisations and places of the reference data: one reading of the text for all three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.mentions import countries, organizations, places
from kg.mentions.gazetteer import hits
from kg.mentions.proposal import Proposal
from kg.model import Form
from kg.parse import Parsed
from kg.reference import Reference

SHARED = frozenset({"igo", "bloc"})


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every name of the reference data in its likeliest reading."""
    del earlier
    found = list(hits(parsed, reference))
    states = list(countries.known(parsed, reference, lexicon, found))
    bodies = list(organizations.known(parsed, reference, lexicon, found, states))
    states = [p for p in states if not _qualifies(p, bodies)]
    yield from states
    yield from bodies
    yield from places.known(parsed, reference, lexicon, found, [*states, *bodies])


def _qualifies(state: Proposal, bodies: Sequence[Proposal]) -> bool:
    """An adjective within the name of a body of several states means a region: "Organization of American States"."""
    return state.form == Form.DEMONYM and any(
        b.org_kind in SHARED and b.country is None and b.first < state.first and state.after <= b.after for b in bodies
    )
