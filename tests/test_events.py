"""Events as facts: once for every happening, with evidence, status, parts and settings."""

from __future__ import annotations

import pytest

from kg.model import Event, Factuality, Participation


def events(extraction):
    return list(extraction.of(Event))


READOUT = """Minister Cruz's Meeting with Foreign Minister Novak

Foreign Minister Ana Cruz met today with Foreign Minister Jan Novak in Prague. The Ministers discussed trade.

The meeting was the first since 2015."""


def test_title_clause_and_the_meeting_are_one_event(extract):
    extraction = extract(READOUT)
    [event] = events(extraction)
    assert (event.type, event.status) == ("meeting", "held")
    assert extraction.mentions[event.place].name == "Prague"
    assert event.evidence[0].text(READOUT).startswith("Foreign Minister Ana Cruz met today")


def test_evidence_lies_in_the_text_and_is_never_empty(extract):
    extraction = extract(READOUT)
    for fact in (*extraction.of(Event), *extraction.of(Participation)):
        assert fact.evidence
        assert all(s.text(READOUT).strip() for s in fact.evidence)


def test_ids_are_numbered_in_the_order_of_the_text(extract):
    found = events(extract("Minister Cruz met Minister Novak in Oslo. Minister Cruz met Minister Paz in Lima."))
    assert [e.id for e in found] == ["event1", "event2"]


@pytest.mark.parametrize(
    ("text", "status", "factuality"),
    [
        ("Minister Cruz met Minister Novak in Oslo.", "held", Factuality.STATED),
        ("Minister Cruz will meet Minister Novak in Oslo.", "planned", Factuality.PLANNED),
        ("Minister Cruz is visiting Oslo.", "ongoing", Factuality.STATED),
        ("They look forward to the next Chile-Peru Dialogue.", "planned", Factuality.PLANNED),
    ],
)
def test_status(extract, text, status, factuality):
    assert [(e.status, e.factuality) for e in events(extract(text))] == [(status, factuality)]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Cruz did not meet Minister Novak.",
        "Minister Cruz would meet Minister Novak if talks resumed.",
        "No summit between Chile and Peru was held.",
        "Minister Cruz met the deadline.",
        "The visit was cancelled by Minister Cruz.",
        "Minister Cruz called on all parties to end the war.",
    ],
)
def test_what_did_not_happen_is_no_event(extract, text):
    assert not events(extract(text))


def test_an_event_on_the_margins_is_part_of_the_other(extract):
    meeting, summit = events(
        extract("Minister Cruz met Minister Novak on the margins of the Lima Trade Summit in Quito.")
    )
    assert (meeting.part_of, summit.part_of) == (summit.id, None)


def test_the_journey_lends_its_place_and_month(extract):
    extraction = extract("Minister Cruz visited Oslo from 3 to 5 May 2019. Minister Cruz met Minister Novak.")
    visit, meeting = events(extraction)
    assert (visit.date, meeting.date) == ("2019-05-03", "2019-05")
    assert meeting.place is not None
    assert extraction.mentions[meeting.place].name == "Oslo"


def test_two_meetings_of_one_minister_stay_two(extract):
    found = events(extract("Minister Cruz met Minister Novak on 3 May 2019. He met Minister Paz on 4 May 2019."))
    assert [e.date for e in found] == ["2019-05-03", "2019-05-04"]


def test_another_day_is_another_event(extract):
    text = "Minister Cruz met Minister Novak on 3 May 2019. Minister Cruz and Minister Novak met on 9 July 2020."
    assert [e.date for e in events(extract(text))] == ["2019-05-03", "2020-07-09"]


def test_a_series_is_named_without_its_number(extract):
    text = "The Seventh Chile-Peru Border Dialogue was held in Tacna."
    [event] = events(extract(text))
    assert event.ordinal == 7
    assert event.series is not None
    assert event.series.text(text) == "Chile-Peru Border Dialogue"


def test_lines_of_a_schedule_bear_its_date(extract):
    text = "Public Schedule\n\n3 May 2019\n\n10:30 a.m. Minister Cruz meets with Minister Novak in Oslo."
    assert [e.date for e in events(extract(text))] == ["2019-05-03"]
