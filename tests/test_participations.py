"""Participations: roles, sides, offices; lists of people go to the event in play."""

from __future__ import annotations

from kg.model import Event, Participation, Tenure


def parts(extraction):
    found = {}
    for p in extraction.of(Participation):
        mention = extraction.mentions[p.participant]
        head = extraction.mentions[mention.refers[0]] if mention.refers else mention
        found[head.name] = p
    return found


def test_roles(extract):
    found = parts(extract("The Third Andean Water Dialogue was hosted by Minister Ana Cruz."))
    assert found["Ana Cruz"].role == "host"


def test_heads_and_their_side(extract):
    extraction = extract("For Peru, the Third Andean Water Dialogue was headed by Minister Ana Cruz.")
    found = parts(extraction)
    assert (found["Ana Cruz"].role, found["Ana Cruz"].on_behalf_of) == ("head", "country/PE")
    assert found["Peru"].role == "participant"


def test_the_office_in_which_somebody_takes_part(extract):
    extraction = extract("Peruvian Foreign Minister Ana Cruz met Chilean Foreign Minister Jan Novak in Lima.")
    tenures = {t.id: t for t in extraction.of(Tenure)}
    found = parts(extraction)
    for name in ("Ana Cruz", "Jan Novak"):
        assert extraction.mentions[tenures[found[name].capacity].person].name == name
    assert found["Ana Cruz"].on_behalf_of == "country/PE"


def test_nobody_takes_part_twice(extract):
    extraction = extract("Minister Ana Cruz met Minister Jan Novak. Minister Cruz and Minister Novak met for an hour.")
    [event] = extraction.of(Event)
    assert len([p for p in extraction.of(Participation) if p.event == event.id]) == 2


def test_whoever_speaks_at_the_press_conference_takes_part_in_it_only(extract):
    text = """Minister Ana Cruz met Minister Jan Novak in Lima.
At the press conference, Minister Hugo Paz said that talks would go on."""
    extraction = extract(text)
    kinds = {e.id: e.type for e in extraction.of(Event)}
    assert kinds[parts(extraction)["Hugo Paz"].event] == "press-conference"


def test_a_list_below_belongs_to_the_event_of_the_text(extract):
    text = """Andean Water Dialogue

The Third Andean Water Dialogue was held in La Paz.

The Peruvian delegation included Ambassador Hugo Paz and Director Rosa Gil."""
    extraction = extract(text)
    [event] = extraction.of(Event)
    assert {"Hugo Paz", "Rosa Gil"} <= set(parts(extraction))
    assert {p.event for p in extraction.of(Participation)} == {event.id}
