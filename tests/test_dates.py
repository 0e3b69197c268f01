"""Time expressions: what is found, what it means, what is left open."""

from __future__ import annotations

import pytest

from kg import ids, lexicon, reference
from kg.facts.context import Context
from kg.facts.dates import dates_within, document_date, find_dates
from kg.mentions import Mentions
from kg.model import Document


@pytest.fixture
def read(parser):
    def run(text: str, date: str | None = None) -> Context:
        document = Document(ids.document_id(text), "case.txt", ids.sha256(text), text, date=date)
        parsed = parser.parse(document)
        return Context(parsed, Mentions(parsed, []), lexicon.load(), reference.load())

    return run


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 14 May 2021", "2021-05-14"),
        ("on May 14, 2021", "2021-05-14"),
        ("on Friday, 14 May 2021", "2021-05-14"),
        ("on Friday 14th May 2021", "2021-05-14"),
        ("on the 30th of October, 2014", "2014-10-30"),
        ("on 14-15 May 2021", "2021-05-14"),
        ("from 8 to 11 May 2021", "2021-05-08"),
        ("on 16 and 17 November 2021", "2021-11-16"),
        ("from 30 June to 2 July 2021", "2021-06-30"),
        ("from June 30 - July 2, 2021", "2021-06-30"),
        ("on 2021-05-14", "2021-05-14"),
        ("on 12. 8.86", "1986-08-12"),
        ("on 22/04/2021", "2021-04-22"),
        ("in March 2018", "2018-03"),
        ("in early 2024", "2024"),
        ("in the first quarter of 2024", "2024"),
        ("in 2015", "2015"),
        ("on May 14", "2021-05-14"),
        ("on 27 December", "2020-12-27"),
        ("yesterday", "2021-06-11"),
        ("last October", "2020-10"),
        ("in November last year", "2020-11"),
        ("two years ago", "2019"),
        ("later this year", "2021"),
        ("last Monday", "2021-06-07"),
    ],
)
def test_what_an_expression_means(read, words, expected):
    times = find_dates(read(f"The Ministers met in Geneva {words}.", "2021-06-12"))
    assert [t.iso for t in times] == [expected]


@pytest.mark.parametrize(
    "words", ["on May 14", "yesterday", "last year", "on Monday", "next month", "within six months"]
)
def test_nothing_is_resolved_without_a_date_of_the_document(read, words):
    assert [t.iso for t in find_dates(read(f"The Ministers will meet {words}."))] == [None]


@pytest.mark.parametrize(
    ("words", "iso", "deadline"),
    [
        ("by 2030", "2030", True),
        ("by the end of 2024", "2024", True),
        ("no later than 1 January 2025", "2025-01-01", True),
        ("within six months", "2021-12", True),
        ("before July 2022", "2022-07", True),
        ("on 4 July 2022", "2022-07-04", False),
        ("over the next five years", "2026", False),
    ],
)
def test_deadlines(read, words, iso, deadline):
    [time] = find_dates(read(f"They agreed to build the bridge {words}.", "2021-06-12"))
    assert (time.iso, time.is_deadline) == (iso, deadline)


@pytest.mark.parametrize(
    "text",
    [
        "The Minister may visit them.",
        "They will march for freedom.",
        "Resolution 2254 and 2018 people were named.",
        "The Good Friday Agreement is in force.",
        "They recalled 07/08/2021/45.",
    ],
)
def test_what_only_looks_like_a_time(read, text):
    assert all(t.iso is None for t in find_dates(read(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Joint Communique\n\nCanberra, 12 June 2009\n\nThe Ministers met today in the capital of the country.",
            "2009-06-12",
        ),
        ("Signing of a Treaty\n\nMINISTRY OF JUSTICE\n22 APRIL 2021\n\nThe Ministers met today in Lima.", "2021-04-22"),
        ("Release\n\nNAIROBI, 3 March 2020 - The Minister met her counterpart today.", "2020-03-03"),
        (
            "Release\n\nThe Minister met her counterpart today.\n\nMinistry of Foreign Affairs\n8 October 2016",
            "2016-10-08",
        ),
        ("Release\n\nThe Ministers met on 4 July 2019 in Oslo and signed an agreement.", None),
        (
            "Statement by the Premier\n\nThe Premier met the Ambassador of Peru today, and both\n"
            "sides signed an agreement on fisheries in the presence of the press.\nWELLINGTON 3 AUGUST 1987",
            "1987-08-03",
        ),
        (
            "Visit of the President\n\nThe two Presidents agreed that trade should grow, and that their\n"
            "ministers should meet each year.\nLa Paz, October 1974",
            "1974-10",
        ),
        (
            "Statement\n\nThe Council recalls its resolution and calls on all parties to implement the agreement\n"
            "that was signed in Nairobi on 9 January 2005 by the two sides, and it urges them to hold to it in full.",
            None,
        ),
        ("MANILA (PHILIPPINES), 3 MAR 91 (PNA) -- The Secretary met the Ambassador of Japan today.", "1991-03-03"),
        ("The Minister met them on 3 Mar 91 (by then in Oslo) and left.", None),
        (
            "Remarks\n\nJoint press elements by the two Ministers following their talks at Lusaka on 2 May 2012.\n\n"
            "We had a good exchange this morning.",
            "2012-05-02",
        ),
        ("Remarks\n\nThe Ministers met at Lusaka on 2 May 2012.\n\nThey had a good exchange.", None),
    ],
)
def test_the_date_of_the_document(read, text, expected):
    assert document_date(read(text).parsed) == expected


def test_relative_times_are_kept_on_the_context(read):
    context = read("The Ministers met today and will meet next month.")
    find_dates(context)
    find_dates(context)
    assert [(r.expression, r.resolved) for r in context.relative_times] == [("today", None), ("next month", None)]


def test_spans_are_the_words_of_the_text(read):
    text = "They met on Friday, 14 May 2021, and again in March 2022."
    context = read(text)
    assert [t.span.text(text) for t in find_dates(context)] == ["Friday, 14 May 2021", "March 2022"]
    assert [t.phrase.text(text) for t in find_dates(context) if t.phrase] == ["on Friday, 14 May 2021", "in March 2022"]
    assert len(dates_within(context, 0, 9)) == 1
