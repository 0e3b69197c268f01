"""Agenda items: what an event dealt with, in the text's words."""

from __future__ import annotations

from kg.model import AgendaItem, Event


def items(extraction):
    return [(a.event, a.label) for a in extraction.of(AgendaItem)]


def test_topics_belong_to_the_event_of_those_who_discuss(extract):
    extraction = extract("Minister Ana Cruz met Minister Jan Novak. Minister Cruz and Minister Novak discussed trade.")
    [event] = extraction.of(Event)
    assert items(extraction) == [(event.id, "trade")]


def test_coordinated_topics_are_items_of_their_own(extract):
    extraction = extract("Minister Ana Cruz met Minister Jan Novak in Lima to discuss fisheries and border security.")
    assert [label for _, label in items(extraction)] == ["fisheries", "border security"]


def test_without_an_event_there_is_no_agenda(extract):
    assert not items(extract("Minister Ana Cruz discussed trade."))


def test_what_was_not_discussed_is_no_item(extract):
    assert not items(extract("Minister Ana Cruz met Minister Jan Novak in Lima. They did not discuss trade."))


def test_whom_one_addresses_is_no_topic(extract):
    assert not items(extract("Minister Ana Cruz will visit Lima. Minister Cruz will address the World Bank."))
