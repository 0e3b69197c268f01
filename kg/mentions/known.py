"""Countries, organisations and places of the reference data: one reading of the text for all three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.mentions import countries, organizations, places
from kg.mentions.gazetteer import hits
from kg.mentions.proposal import Proposal
from kg.parse import Parsed
from kg.reference import Reference


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every name of the reference data in its likeliest reading."""
    del earlier
    found = list(hits(parsed, reference))
    states = list(countries.known(parsed, reference, lexicon, found))
    bodies = list(organizations.known(parsed, reference, lexicon, found, states))
    yield from states
    yield from bodies
    yield from places.known(parsed, reference, lexicon, found, [*states, *bodies])
