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


LONG = """Foreign Minister Amina Oduor of Kenya and Foreign Minister Paulo Mendes of Angola met in Nairobi on
3 May 2031.

During the visit Kenya and Angola agreed to build a railway to Lobito. Kenya reaffirmed its support for the treaty.
Ambassador Rosa Lima of Zambia attended the meeting. Both sides signed an Agreement on Fisheries in Nairobi, which has
entered into force. Angola launched an action plan on cotton. Kenya pledged $30 million to the Cotton Fund.
Amina Oduor condemned the attack on the cotton market in Lobito. Kenya imports 700,000 tons of cotton from Angola.
Defence Minister Peter Njoroge hosted the meeting in Nairobi. Uganda also took part in the meeting. Peter Njoroge and
Paulo Mendes signed the Cotton Pact. The Treaty on Cotton Trade between Kenya and Angola is in force.
"""
LITTLE = """
officials: []
people: [Amina Oduor, Paulo Mendes, Rosa Lima, Peter Njoroge]
countries: [KE, AO]
"""
"""Of the longer text, nothing but who is in it."""


def is_sprung(gold, line, extract, text=TEXT):
    """Whether the one line, which must be read, is true of the text."""
    [trap] = traps(yaml.safe_load(gold) | {"traps": [line]}, extract(text))
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
        ("The pledge to reopen the embassy in Luanda was made in Rome, not at the meeting", True),
        ("Only Rosa Lima signed; no other official did", True),
        ("The agreements named are bills and laws, not pacts", True),
        ("7th is the anniversary, not the ordinal of the meeting", False),
    ],
)
def test_a_line_without_a_form_of_its_own_is_read_by_its_clauses(extract, line, sprung):
    assert is_sprung(BARE, line, extract) == sprung


@pytest.mark.parametrize(
    "line",
    [
        "The railway to Lobito is promised by Kenya only, not by both sides",
        "The building of the railway to Lobito is Kenya's, NOT a joint commitment",
        "Nothing is reaffirmed yet: the text announces a visit",
        "The action plan on cotton has NOT been launched: it will be",
        "No action plan on cotton was reported",
        "The action plan on cotton is promised, not yet there",
        "The EU did NOT adopt an action plan on cotton: Angola launched it",
        "'Both sides' is not resolved in the text",
        "Peter Njoroge is named without any office",
        "May 3 is the date of another call, not the date of the meeting",
        "The ministers left on 5 May, not on 3 May",
        "The Statement of 3 May is not the date of anything",
        "Amina Oduor and Paulo Mendes are honorifics, not names",
        "The Agreement on Fisheries is neither an organisation nor an agreement",
        "Nairobi stands for the Kenyan government, not for a place",
        "The Treaty on Cotton Trade is signed but not in force",
        "Angola 'launched' nothing: not a decision to list",
        "The imports of cotton from Angola figure is missing in the text",
        "It is the Council, NOT Amina Oduor, that condemned the attack",
        "Rosa Lima is not a member: a guest of the meeting",
        "Rosa Lima is only the source of the text, she took no part",
        "Rosa Lima is only in the photo caption: the text does not say that she took part",
        "The meeting in Nairobi was hosted by Uganda, not by Peter Njoroge",
        "No foreign government took part; no foreign country is named",
    ],
)
def test_a_line_of_a_rarer_form_is_read(line, extract):
    assert is_sprung(LITTLE, line, extract, LONG)


def test_the_country_of_an_office_is_not_read_out_of_nothing(extract):
    assert is_sprung(GOLD, "The text never names the country of Amina Oduor", extract)


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
