"""Portfolios by the words of a title."""

from __future__ import annotations

import pytest

from kg import lexicon
from kg.mentions.portfolio import portfolio_of


@pytest.mark.parametrize(
    ("title", "portfolio"),
    [
        ("Minister of Foreign Affairs and Trade", "foreign-affairs"),
        ("Deputy Foreign Minister", "foreign-affairs"),
        ("Minister for External Relations", "foreign-affairs"),
        ("Secretary of State for Defence", "defence"),
        ("Defense Minister", "defence"),
        ("Minister of the Interior", "interior"),
        ("Minister of Land, Infrastructure, Transport and Tourism", "transport"),
        ("Minister for Digital Affairs", "digital"),
        ("Ambassador to France", "diplomatic-service"),
        ("Prime Minister", "head-of-government"),
        ("Special Adviser to the Prime Minister", None),
        ("Minister of State for Energy", "energy"),
        ("Attorney General", "justice"),
        ("Commissioner", None),
        ("", None),
    ],
)
def test_portfolio(title, portfolio) -> None:
    assert portfolio_of(title, lexicon.load()) == portfolio
