"""Event mentions: what is a name, how far it reaches, what a nominal refers to."""

from __future__ import annotations

import pytest

from kg.model import Form, How, Kind


def events(extraction, form=None):
    return [m for m in extraction.mentions if m.kind == Kind.EVENT and (form is None or m.form == form)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They attended the Seventh Chile-Peru Strategic Dialogue.", "Seventh Chile-Peru Strategic Dialogue"),
        ("They attended the 2016 Kenya-Uganda Summit in Kampala.", "2016 Kenya-Uganda Summit"),
        ("She spoke at the Summit of the Americas.", "Summit of the Americas"),
        ("He spoke at COP27 in Egypt.", "COP27"),
        ("They met at the Munich Security Conference.", "Munich Security Conference"),
        ("The XII ASEAN Ministerial Meeting was convened.", "XII ASEAN Ministerial Meeting"),
        ("The third session of the Bali Water Forum opened.", "third session of the Bali Water Forum"),
        ("They held the First EU-Ghana Dialogue on Migration.", "First EU-Ghana Dialogue on Migration"),
    ],
)
def test_names(extract, text, name):
    assert name in [m.surface for m in events(extract(text), Form.NAME)]


@pytest.mark.parametrize(
    "text", ["They held a meeting.", "The visit was short.", "Dialogue is needed.", "His trip to Rome ended."]
)
def test_no_names(extract, text):
    assert not events(extract(text), Form.NAME)


def test_a_name_ends_before_place_and_date(extract):
    [name] = events(extract("She will attend the Lima Trade Forum in Quito on 3 May 2019."), Form.NAME)
    assert name.surface == "Lima Trade Forum"


def test_an_abbreviation_behind_a_name_is_its_alias(extract):
    names = events(extract("The Third Andean Water Dialogue (AWD) was held in La Paz."), Form.NAME)
    assert [m.aliases for m in names] == [("AWD",)]


def test_the_meeting_refers_to_the_last_event_of_its_kind_or_stays_open(extract):
    known = extract("The Third Andean Water Dialogue was held in La Paz. The dialogue was useful.")
    [nominal] = events(known, Form.NOMINAL)
    assert known.mentions[nominal.refers[0]].surface == "Third Andean Water Dialogue"
    [alone] = events(extract("The dialogue was useful."), Form.NOMINAL)
    assert (alone.how, alone.refers) == (How.OPEN, ())
    assert alone.why


def test_surfaces_are_the_characters_of_the_text(extract):
    extraction = extract("The 5th\nPeru – Chile  Dialogue\u00a0was held.")
    for mention in events(extraction):
        assert mention.span.text(extraction.document.text) == mention.surface
