"""Currencies: ISO 4217 codes with the signs and nouns that texts use for them (data/reference/currencies.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency: ``countries`` (ISO 3166-1 alpha-2) use it; ``nouns`` are singular or irregular plural."""

    code: str
    countries: tuple[str, ...]
    nouns: tuple[str, ...]
    symbols: tuple[str, ...]


@cache
def load() -> tuple[Currency, ...]:
    """The shipped currencies, in the order of their codes."""
    text = resources.files("kg.data").joinpath("reference", "currencies.csv").read_text(encoding="utf-8")
    return tuple(_currency(row) for row in csv.DictReader(text.splitlines()))


def _currency(row: dict[str, str]) -> Currency:
    return Currency(row["code"], _cell(row["countries"]), _cell(row["nouns"]), _cell(row["symbols"]))


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def by_symbol() -> dict[str, str]:
    """Code by sign or code as written before or after a figure; "$" alone is not here."""
    found = {s: c.code for c in load() for s in (*c.symbols, c.code)}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def by_noun() -> dict[str, tuple[Currency, ...]]:
    """The currencies that a noun, singular or plural, may mean."""
    found: dict[str, list[Currency]] = {}
    for currency in load():
        for noun in currency.nouns:
            for form in dict.fromkeys((noun, noun if noun.endswith("s") else f"{noun}s")):
                found.setdefault(form.lower(), []).append(currency)
    return {noun: tuple(many) for noun, many in found.items()}


def used_in(currencies: Iterable[Currency], country: str) -> str | None:
    """The one of several currencies that a country uses."""
    return next((c.code for c in currencies if country in c.countries), None)
