"""Lists of actors, read over titles, marks and what hangs on names."""

from __future__ import annotations

import pytest

from kg import ids, lexicon, reference
from kg.facts import lists
from kg.facts.context import Context
from kg.mentions import find_mentions
from kg.model import Document


@pytest.fixture
def read(parser):
    def run(text: str) -> Context:
        parsed = parser.parse(Document(ids.document_id(text), "case.txt", ids.sha256(text), text))
        return Context(
            parsed, find_mentions(parsed, reference.load(), lexicon.load()), lexicon.load(), reference.load()
        )

    return run


def behind(context: Context, word: str) -> list[str]:
    first = context.parsed.words.index(word) + 1
    return [context.mentions[i].name for i in lists.list_after(context, first)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met with Foreign Minister Ana Cruz, Trade Minister Jan Novak, and Ambassador Hugo Paz in Paris.",
         ["Ana Cruz", "Jan Novak", "Hugo Paz"]),
        ("They met with President Paul Girard of France.", ["Paul Girard"]),
        ("They met with Foreign Minister Ana Cruz to discuss Chile.", ["Ana Cruz"]),
        ("They met with Foreign Minister Ana Cruz, who represented Peru.", ["Ana Cruz"]),
        ("They met with Kenya-based farmers.", []),
        ("They met with Chile, Peru and Colombia.", ["Chile", "Peru", "Colombia"]),
    ],
)  # fmt: skip
def test_list_after(read, text, expected):
    assert behind(read(text), "with") == expected


def test_the_subject_of_the_next_clause_is_no_agent(read):
    context = read("It was led by Minister Ana Cruz, and Minister Jan Novak chaired the session.")
    first = context.parsed.words.index("by") + 1
    assert [context.mentions[i].name for i in lists.agents_after(context, first)] == ["Ana Cruz"]


def test_list_before_stops_at_what_a_preposition_governs(read):
    context = read("At the invitation of President Carlos Prado, President Pedro Soto visited Lima.")
    verb = context.parsed.words.index("visited")
    first = lists.list_before(context, verb, 0)
    assert [context.mentions[i].name for i in lists.listed(context, first, verb)] == ["Pedro Soto"]
