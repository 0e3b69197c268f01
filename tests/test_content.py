"""What a verb of saying reports, and where it ends."""

from __future__ import annotations

import pytest

from kg import lexicon, reference
from kg.facts import drafts
from kg.facts.context import Context
from kg.mentions import find_mentions
from kg.model import Document


@pytest.fixture
def reported(parser):
    """text → cue words: reported words."""

    def run(text):
        parsed = parser.parse(Document("d", "d", "d", text))
        mentions = find_mentions(parsed, reference.load(), lexicon.load())
        speech = drafts.read(Context(parsed, mentions, lexicon.load(), reference.load()))
        return {
            parsed.surface(c.first, c.after): parsed.surface(*speech.reported[c.first])
            for c in speech.cues
            if c.first in speech.reported
        }

    return run


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        ("Peru noted that wages rose and welcomed the pact.", "noted", "wages rose"),
        ("Peru noted that wages rose and welcomed the pact.", "welcomed", "the pact"),
        ("Peru welcomed the pact, noting that wages rose.", "welcomed", "the pact"),
        ("Peru welcomed the pact, which had been signed in May.", "welcomed", "the pact"),
        ("Peru proposed a truce during the visit of the Pope.", "proposed", "a truce"),
        ("Peru condemned in the strongest terms the raid on the port.", "condemned", "the raid on the port"),
        ("Peru thanked Chile for the loan of a ship.", "thanked", "the loan of a ship"),
        ("Peru praised the crew of the ship for its courage.", "praised", "its courage"),
        ("The talks go on, the Minister said.", "said", "The talks go on"),
        ("It was stressed that rain must fall.", "stressed", "rain must fall"),
        ("The pact was welcomed by Peru.", "welcomed", "The pact"),
        ("Peru told Chile of the plans for a dam.", "told", "the plans for a dam"),
        ("Noting the drought, the Minister called for rain.", "Noting", "the drought"),
        ("Peru stressed the need to plant trees; dig wells; and save rain.", "stressed",
         "the need to plant trees; dig wells; and save rain"),
    ],
)  # fmt: skip
def test_reported(reported, text, cue, words):
    assert reported(text)[cue] == words


@pytest.mark.parametrize("text", ["Peru said.", "Peru asked him to.", "The Minister called on his host in Lima."])
def test_nothing_reported(reported, text):
    assert reported(text) == {}
