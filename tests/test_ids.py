"""Ids are content hashes: same parts, same id; parts never run together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg import ids


def test_folding():
    assert ids.fold("Mevlüt ÇAVUŞOĞLU, Jr.") == "mevlut cavusoglu jr"
    assert ids.slug("U.S. Secretary of State") == "us-secretary-of-state"
    assert ids.slug("外交部") == ""


def test_parts_do_not_run_together():
    assert ids.digest("ab", "c") != ids.digest("a", "bc")


def test_namesakes_are_kept_apart():
    assert ids.key("person", "Ana Li", "PE") != ids.key("person", "Ana Li", "CN")
    assert ids.key("person", "外").startswith("person/person-")


@given(st.text(max_size=60))
def test_keys_are_safe_in_an_iri(name):
    key = ids.key("person", name)
    assert key.isascii()
    assert not set(key) & set(' <>"{}|\\^`%#?')
