"""No annotated trap is true in what is extracted. The readings themselves are tested on an invented text."""

from __future__ import annotations

import pytest
import yaml

from tests.traps import SHARED, files, traps

TEXT = """Foreign Minister Amina Oduor of Kenya met Foreign Minister Paulo Mendes of Angola in Nairobi today.

The Ministers signed an agreement on visas. Ambassador Rosa Lima witnessed the signing. Kenya pledged to reopen its
embassy in Luanda. Zambia was a topic of the talks.
"""
GOLD = """
officials:
  - {name: Amina Oduor, posts: [{title: Foreign Minister, for: [KE], status: substantive, evidence: x}]}
  - {name: Paulo Mendes, posts: [{title: Foreign Minister, for: [AO], status: substantive, evidence: x}]}
  - {name: Rosa Lima, posts: [{title: Ambassador, for: [], status: substantive, evidence: x}]}
countries: [KE, AO, ZM]
"""
BARE = """
officials:
  - {name: Amina Oduor, posts: [{title: Foreign Minister, for: [AO], status: substantive, evidence: x}]}
  - {name: Paulo Mendes, posts: [{title: Foreign Minister, for: [AO], status: substantive, evidence: x}]}
  - {name: Rosa Lima, posts: []}
countries: [KE, AO, ZM]
"""
"""Of what the text tells, the names alone, and one office that it does not tell."""


def is_sprung(gold, line, extract):
    """Whether the one line, which must be read, is true of the text."""
    [trap] = traps(yaml.safe_load(gold) | {"traps": [line]}, extract(TEXT))
    assert trap.found is not None
    return bool(trap.found)


@pytest.mark.parametrize(
    ("line", "sprung"),
    [
        ("Rosa Lima did not sign: she witnessed it", False),
        ("Amina Oduor did not take part in the meeting", True),
        ("Zambia did not take part in the meeting", False),
        ("Kenya committed to nothing", True),
        ("Zambia committed to nothing", False),
        ("Nothing was agreed or committed", True),
        ("Nothing was signed", True),
        ("Paulo Mendes said nothing", False),
        ("Amina Oduor is not Defence Minister", False),
        ("Amina Oduor is NOT Foreign Minister", False),
        ("Zambia is a topic, not a participant", False),
        ("The President is not named", False),
    ],
)
def test_a_line_is_read(extract, line, sprung):
    assert is_sprung(GOLD, line, extract) == sprung


@pytest.mark.parametrize(
    ("line", "sprung"),
    [
        ("Only Zambia pledged to reopen its embassy, not Kenya", True),
        ("The pledge to reopen the embassy is Zambia's alone", True),
        ("The pledge to reopen the embassy in Luanda is Kenya's alone", False),
        ("The reopening of the embassy is Angola's, NOT Kenya's", True),
        ("The reopening of the embassy is Kenya's, NOT Angola's", False),
        ("Reopening the embassy in Luanda is only discussed", True),
        ("Building the railway to Lobito is only discussed", False),
        ("'pledged to reopen its embassy in Luanda' is a prediction, not an undertaking", True),
        ("No meeting took place", True),
        ("No signing took place", True),
        ("There is NO agreement on visas", True),
        ("There is NO agreement on fisheries", False),
        ("The agreement on visas was signed in May, not at this meeting", False),
        ("there are not two instruments", False),
        ("Paulo Mendes is Foreign Minister of Angola, not of Kenya", False),
        ("Amina Oduor is Foreign Minister of Angola, not of Kenya", True),
        ("'the Ministers' is always Rosa Lima", True),
        ("Three is a guess, NOT a million: the two sums are one sum, NOT a million", False),
        ("7th is the anniversary, not the ordinal of the meeting", False),
    ],
)
def test_a_line_without_a_form_of_its_own_is_read_by_its_clauses(extract, line, sprung):
    assert is_sprung(BARE, line, extract) == sprung


def test_a_line_that_fits_no_reading_is_counted_as_unread(extract):
    [trap] = traps(yaml.safe_load(GOLD) | {"traps": ["The weather was fine"]}, extract(TEXT))
    assert trap.found is None


@pytest.mark.evaluate
def test_no_trap_is_sprung(extract):
    folders = [SHARED / name for name in ("eval", "train") if (SHARED / name / "gold").exists()]
    if not folders:
        pytest.skip("the annotated texts are not beside the project")
    found = []
    for folder in folders:
        for _, text, gold in files(folder):
            known = yaml.safe_load(gold.read_text(encoding="utf-8")) or {}
            if known.get("traps"):
                found.extend(traps(known, extract(text.read_bytes().decode("utf-8"))))
    read = [t for t in found if t.found is not None]
    sprung = sum(bool(t.found) for t in read)
    print(f"{len(found)} traps, {len(read)} read, {sprung} sprung")
    assert sprung <= KNOWN, "list them with python -m tests.traps FOLDER ID"


KNOWN = 1
