"""Who issues a text."""

from __future__ import annotations

import pytest

from kg import ids, lexicon, reference
from kg.mentions import known as names
from kg.mentions.publisher import publisher
from kg.model import Document


@pytest.fixture
def issuer(parser):
    def find(text, **known):
        document = Document(ids.document_id(text), "x", ids.sha256(text), text, **known)
        parsed, data, words = parser.parse(document), reference.load(), lexicon.load()
        return publisher(parsed, data, list(names.propose(parsed, data, words, ())))

    return find


def test_metadata_comes_first(issuer):
    found = issuer("We met our friends from Peru.", publisher="Ministry of Foreign Affairs of Chile")
    assert found.country == "CL"
    assert "metadata" in found.why


@pytest.mark.parametrize(("url", "key"), [
    ("https://www.example.gov.sg/news/1", "country/SG"),
    ("https://www.example.gov/news/1", "country/US"),
    ("https://www.example.gov.uk/news/1", "country/GB"),
    ("https://www.example.europa.eu/news/1", "org/eu"),
])  # fmt: skip
def test_the_address_tells_the_country(issuer, url, key):
    assert issuer("We met our friends.", url=url).key == key


def test_an_address_without_a_country_tells_nothing(issuer):
    assert issuer("We met our friends.", url="https://www.example.org/news/1").key is None


def test_the_letterhead_tells_it(issuer):
    text = (
        "Release No. 12\n\nPrime Minister of Fiji\n\nThe meeting with Samoa was useful. Samoa will host the next one."
    )
    assert issuer(text).country == "FJ"


def test_the_country_that_a_text_speaks_of_most(issuer):
    text = "Kenya welcomes the vote. Kenyan troops will stay. Kenya thanks its friends, and Kenya thanks Uganda."
    assert issuer(text).country == "KE"


def test_two_that_are_named_alike_leave_it_open(issuer):
    found = issuer("Ministers of Kenya and Uganda met. Uganda hosted. Kenya thanked Uganda, and Uganda thanked Kenya.")
    assert found.key is None or "Kenya" not in found.why


def test_a_text_that_names_nobody_has_no_publisher(issuer):
    found = issuer("We will continue to support the talks.")
    assert found.key is None
    assert found.why
