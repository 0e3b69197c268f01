"""Names of organisations by grammar: where they begin and end."""

from __future__ import annotations

import pytest

from kg import ids, lexicon, reference
from kg.mentions import known
from kg.mentions.org_names import Grammar
from kg.model import Document


@pytest.fixture
def names(parser):
    def find(text):
        parsed = parser.parse(Document(ids.document_id(text), "x", ids.sha256(text), text))
        earlier = list(known.propose(parsed, reference.load(), lexicon.load(), ()))
        found = Grammar(parsed, reference.load(), earlier).names()
        return [n.words or parsed.surface(n.first, n.after) for n in found]

    return find


@pytest.mark.parametrize(("text", "expected"), [
    ("the Ministry of Fisheries and Coastal Affairs said", ["Ministry of Fisheries and Coastal Affairs"]),
    ("the Bureau of Ports, Roads, and Rail said", ["Bureau of Ports, Roads, and Rail"]),
    ("the Ministries of Health and Education said", ["Ministry of Health", "Ministry of Education"]),
    ("the Ministry of Health and the Ministry of Education", ["Ministry of Health", "Ministry of Education"]),
    ("the National Centre for Disease Control", ["National Centre for Disease Control"]),
    ("the Coastal Research Institute met", ["Coastal Research Institute"]),
    ("the Office of the Prime Minister said", ["Office of the Prime Minister"]),
    ("the Prime Minister's Office said", ["Prime Minister's Office"]),
    ("the Embassy of Peru in Norway", ["Embassy of Peru in Norway"]),
    ("the Society of Fishermen of Peru", ["Society of Fishermen of Peru"]),
    ("the Ministry of Health of Peru", ["Ministry of Health"]),
    ("No Department of ours agreed", []),
    ("the Commission met the Ministry", []),
    ("Ruiz v. Board of Trade was decided", []),
    ("the Second Joint Committee met", ["Joint Committee"]),
    ("the ministry of health", []),
])  # fmt: skip
def test_names(names, text, expected):
    assert names(text) == expected
