"""Overlapping proposals: which stand, and how they become mentions."""

from __future__ import annotations

import pytest

from kg import ids
from kg.mentions.proposal import Proposal
from kg.mentions.settle import freeze, settle
from kg.model import Document, Form, How, Kind, Office


def proposal(first, after, kind=Kind.ORGANIZATION, **more):
    return Proposal(first=first, after=after, kind=kind, form=Form.NAME, name=f"{kind}{first}-{after}", **more)


@pytest.fixture(scope="module")
def parsed(parser):
    text = "The Kenyan Ministry of Health met Ana Ruiz in Oslo today."
    return parser.parse(Document(ids.document_id(text), "x", ids.sha256(text), text))


def test_the_higher_score_wins_then_the_longer():
    low, high = proposal(0, 4, score=0.5), proposal(2, 6, score=0.9)
    assert settle([low, high]) == [high]
    short, long = proposal(3, 5), proposal(2, 6, Kind.PERSON)
    assert settle([short, long]) == [long]


def test_the_same_tokens_are_one_mention():
    first, second = proposal(1, 3, Kind.COUNTRY), proposal(1, 3, Kind.PLACE)
    assert settle([second, first]) == [first]


def test_a_country_stands_inside_an_organisation_but_no_organisation_inside_a_country():
    outer, inner = proposal(1, 5), proposal(1, 2, Kind.COUNTRY)
    assert settle([outer, inner]) == [outer, inner]
    outer, inner = proposal(1, 5, Kind.COUNTRY), proposal(1, 2)
    assert settle([outer, inner]) == [outer]


def test_partial_overlap_never_stands():
    assert len(settle([proposal(0, 3, score=0.9), proposal(2, 5, score=0.8)])) == 1


def test_text_order_with_the_outer_first():
    outer, inner, later = proposal(1, 5), proposal(1, 2, Kind.COUNTRY), proposal(7, 9, Kind.PERSON)
    assert settle([later, inner, outer]) == [outer, inner, later]


def test_links_become_indices(parsed):
    person = proposal(6, 8, Kind.PERSON)
    title = proposal(1, 5, Kind.OFFICE, office=Office("Minister"), holder=person)
    again = proposal(9, 10, Kind.PERSON, refers=[person])
    mentions = freeze(parsed, settle([again, title, person]))
    assert [m.surface for m in mentions] == ["Kenyan Ministry of Health", "Ana Ruiz", "Oslo"]
    assert mentions[0].office.holder == 1
    assert mentions[2].refers == (1,)


def test_a_link_to_what_did_not_stand_leaves_the_mention_open(parsed):
    lost = proposal(6, 8, Kind.PERSON)
    again = proposal(9, 10, Kind.PERSON, refers=[lost])
    (mention,) = freeze(parsed, [again])
    assert mention.how == How.OPEN
    assert mention.why
