"""Currencies: codes, signs and nouns."""

from __future__ import annotations

from kg.reference import currencies


def test_every_code_stands_once_and_has_a_noun():
    codes = [c.code for c in currencies.load()]
    assert len(codes) == len(set(codes))
    assert all(len(c.code) == 3 and c.code.isupper() and c.nouns for c in currencies.load())


def test_no_sign_means_two_currencies():
    signs = [s for c in currencies.load() for s in c.symbols]
    assert len(signs) == len(set(signs))
    assert "$" not in signs


def test_a_noun_that_several_use_is_told_apart_by_country():
    dollars = currencies.by_noun()["dollars"]
    assert currencies.used_in(dollars, "AU") == "AUD"
    assert currencies.used_in(dollars, "EC") == "USD"
    assert currencies.used_in(dollars, "JP") is None
    assert [c.code for c in currencies.by_noun()["yen"]] == ["JPY"]
