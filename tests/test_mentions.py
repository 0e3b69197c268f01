"""The mentions of a document as a sequence that rules ask by tokens."""

from __future__ import annotations

import pytest

from kg import ids, lexicon, reference
from kg.mentions import find_mentions
from kg.model import Document, Form, How, Kind


@pytest.fixture
def mentions(parser):
    def find(text, **known):
        document = Document(ids.document_id(text), "x", ids.sha256(text), text, **known)
        return find_mentions(parser.parse(document), reference.load(), lexicon.load())

    return find


def only(found, kind):
    return [m for m in found if m.kind == kind]


def test_surfaces_are_the_characters_of_their_spans(mentions):
    text = "The U.S.–Kenya talks in Nairobi\u00a0ended. “We agreed”, said Kenyan Minister Ann\u200b Odhiambo."
    for m in mentions(text):
        assert m.surface == text[m.span.start : m.span.end]


def test_at_gives_the_shortest_first_and_within_what_lies_inside(mentions):
    found = mentions("The Kenyan Ministry of Health met the Ugandan delegation.")
    kenyan = found.at(1)
    assert [found[i].kind for i in kenyan] == [Kind.COUNTRY, Kind.ORGANIZATION]
    first, after = found.ranges[kenyan[-1]]
    assert set(found.within(first, after)) == set(kenyan)
    assert found.within(first, after, {Kind.COUNTRY}) == (kenyan[0],)


def test_heads_follow_references_to_those_who_introduce_themselves(mentions):
    found = mentions("Chile and Peru met. Both countries agreed. They will meet again.")
    they = next(i for i, m in enumerate(found) if m.surface == "They")
    assert {found[h].keys for h in found.heads(they)} == {("country/CL",), ("country/PE",)}


def test_an_unresolved_mention_says_why(mentions):
    for m in mentions("Both countries agreed. They will report. We thank the Ministry. The Commission met."):
        assert m.how != How.OPEN or m.why


def test_the_same_text_gives_the_same_mentions(mentions):
    text = "Joint Statement by Fiji and Samoa\n\nWe, the Governments of Fiji and Samoa, thank the Pacific Community."
    assert list(mentions(text)) == list(mentions(text))


def test_a_text_without_words_has_no_mentions(mentions):
    assert list(mentions("— — —")) == []


def test_a_government_is_a_mention_of_its_country(mentions):
    (state,) = [m for m in mentions("The Government of Iceland agreed.") if m.form == Form.NOMINAL]
    assert (state.kind, state.keys) == (Kind.COUNTRY, ("country/IS",))


def test_abbreviations_become_aliases_of_the_name(mentions):
    found = mentions("The River Safety Agency (RSA) reported. RSA will publish the figures.")
    agency, *uses = only(found, Kind.ORGANIZATION)
    assert agency.aliases == ("RSA",)
    assert all(m.refers == (0,) for m in uses)
