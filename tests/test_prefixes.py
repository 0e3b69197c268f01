"""Short names stand for one IRI each, and lead back to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.prefixes import expand, prefixes, short

BASES = ["https://w3id.org/dip/", "http://graph.example/x/"]


@pytest.mark.parametrize("base", BASES)
def test_no_namespace_begins_with_another(base):
    spaces = sorted(prefixes(base).values())
    assert not any(b.startswith(a) for a, b in pairwise(spaces))


@given(
    st.sampled_from(BASES),
    st.sampled_from(sorted(prefixes())),
    st.from_regex(r"[\w.~!$&'()*+,;=%-]{1,12}", fullmatch=True),
)
def test_a_short_name_leads_back_to_its_iri(base, prefix, local):
    iri = prefixes(base)[prefix] + local
    assert short(iri, base) == f"{prefix}:{local}"
    assert expand(short(iri, base), base) == iri


@pytest.mark.parametrize(
    "iri", ["https://w3id.org/dip/fact/a/b", "https://w3id.org/dip/", "urn:x", "https://w3id.org/dip/fact/"]
)
def test_what_has_no_short_name_stays_as_it_is(iri):
    assert short(iri) == iri


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("country:MX", "https://w3id.org/dip/country/MX"),
        ("country/MX", "https://w3id.org/dip/country/MX"),
        ("body:nato", "https://w3id.org/dip/org/nato"),
        ("https://x.example/y", "https://x.example/y"),
        ("Mexico", None),
        ("nonsense:MX", None),
        ("nonsense/MX", None),
        ("country:a b", None),
        ("http://x y", None),
    ],
)
def test_expand(name, iri):
    assert expand(name) == iri
