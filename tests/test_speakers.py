"""Who speaks: quotations and transcripts."""

from __future__ import annotations

import pytest

from kg.model import How

INTRO = "Foreign Minister Anna Vold of Norway met Foreign Minister Luis Mora of Peru.\n\n"


def meant(found, word="we"):
    said = [m for m in found.mentions if m.surface.lower() == word]
    heads = [[found.mentions[r].keys[0] for r in m.refers] or list(m.keys) for m in said]
    return [h if m.how != How.OPEN else None for h, m in zip(heads, said, strict=True)]


@pytest.mark.parametrize(("text", "expected"), [
    ("“We will help”, Minister Vold said.", ["country/NO"]),
    ("Minister Mora said: “We will help.”", ["country/PE"]),
    ("“We are ready”, Minister Vold said.\n\n“We are ready too”, Minister Mora said.", ["country/NO", "country/PE"]),
    ("“We will help”, an observer said.", [None]),
    ("MINISTER VOLD: We will help.", ["country/NO"]),
    ("MINISTER VOLD: Thank you. We will help.\n\nMINISTER MORA: We will help too.", ["country/NO", "country/PE"]),
    ("QUESTION: Will we see the text?", [None]),
])  # fmt: skip
def test_we_is_the_side_of_the_speaker(extract, text, expected):
    got = meant(extract(INTRO + text))
    assert [g[0] if g else None for g in got] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Minister Vold: We will help.\n\nRadio Lima: Will we see it?\n\nMinister Mora: We will help too.",
     ["country/NO", None, "country/PE"]),
    ("Q: Will we see the text?\n\nMinister Vold: We will help.\n\nQ: When do we?", [None, "country/NO", None]),
    ("We will help.\n\nNote: we thank all.", ["country/NO", "country/NO"]),
    ("JOURNALIST: Shall we begin? A. VOLD: We may. JOURNALIST: Are we done?", [None, "country/NO", None]),
])  # fmt: skip
def test_labels_of_a_dialogue(extract, text, expected):
    publisher = {"publisher": "Government of Norway"} if text.startswith("We") else {}
    got = meant(extract(INTRO + text, **publisher))
    assert [g[0] if g else None for g in got] == expected


def test_who_answers_is_whom_the_title_names(extract):
    text = (
        "Norwegian Spokesperson Anna Vold's Press Conference\n\nQ Do we know?\n\nA We will help.\n\nA visit is planned."
    )
    got = meant(extract(text))
    assert [g[0] if g else None for g in got] == [None, "country/NO"]
