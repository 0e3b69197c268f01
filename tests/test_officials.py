"""Titles, names of persons, who holds what, and what stands for a person later in the text."""

from __future__ import annotations

import pytest

from kg import reference
from kg.mentions.same_person import closeness, may_mean, parts
from kg.model import Form, How, Kind, Status, Tenure


def tenures(x):
    return [(x.mentions[f.person].name, x.mentions[f.office].office.title) for f in x.facts if isinstance(f, Tenure)]


def target(x, i):
    while x.mentions[i].refers:
        i = x.mentions[i].refers[0]
    return x.mentions[i].name


def mentions(x, kind, form):
    return [i for i, m in enumerate(x.mentions) if m.kind == kind and m.form == form]


@pytest.mark.parametrize(
    ("short", "full", "rank"),
    [
        ("Harper", "William R. Harper, Jr.", 3),
        ("William Harper", "William R. Harper, Jr.", 5),
        ("Osorio", "Miguel Osorio Luna", 1),
        ("Miguel", "Miguel Osorio Luna", 2),
        ("Begench Muhamedow", "Begench Muhamedov", 4),
        ("Harper", "Anika Larsen", 0),
    ],
)
def test_a_shorter_name_fits_by_its_best_part(short, full, rank):
    assert closeness(parts(short), parts(full)) == rank


def test_a_title_alone_never_means_a_deputy():
    words = reference.load().heads
    assert may_mean(words, "Secretary", "Secretary of State")
    assert may_mean(words, "Foreign Minister", "Minister for Foreign Affairs")
    assert not may_mean(words, "Secretary of State", "Deputy Secretary of State")


def test_the_longest_title_wins(extract):
    x = extract("Deputy Secretary of State John Parker hosted Secretary of State Grace Miller.")
    assert tenures(x) == [("John Parker", "Deputy Secretary of State"), ("Grace Miller", "Secretary of State")]


def test_one_tenure_for_a_post_and_every_place_is_evidence(extract):
    x = extract("Secretary of State Grace Miller spoke. Secretary Miller thanked them.")
    [fact] = [f for f in x.facts if isinstance(f, Tenure)]
    assert [s.text(x.document.text) for s in fact.evidence] == ["Secretary of State Grace Miller", "Secretary Miller"]


def test_a_shared_head_names_each_holder_once(extract):
    x = extract("Foreign Ministers Anna Weber (Germany) and Luc Moreau (France) met.")
    assert tenures(x) == [("Anna Weber", "Foreign Minister"), ("Luc Moreau", "Foreign Minister")]


def test_a_title_alone_means_its_holder_of_that_country(extract):
    x = extract(
        "Chilean Foreign Minister Pedro Soto met Peruvian Foreign Minister Rosa Quispe. "
        "The Chilean Foreign Minister thanked his counterpart."
    )
    [alone] = [i for i in mentions(x, Kind.OFFICE, Form.TITLE) if x.mentions[i].office.holder is None]
    assert x.mentions[alone].how == How.OFFICE_COUNTRY
    assert target(x, alone) == "Pedro Soto"


def test_a_title_alone_that_two_fit_stays_open_with_the_reason(extract):
    x = extract(
        "Chilean Foreign Minister Pedro Soto met Peruvian Foreign Minister Rosa Quispe. The Foreign Minister agreed."
    )
    [alone] = [i for i in mentions(x, Kind.OFFICE, Form.TITLE) if x.mentions[i].office.holder is None]
    assert x.mentions[alone].how == How.OPEN
    assert "Pedro Soto" in x.mentions[alone].why
    assert "Rosa Quispe" in x.mentions[alone].why


def test_a_pronoun_means_the_last_subject_of_its_gender(extract):
    x = extract("Ms Ann Rivera, Minister of Health of Peru, met Mr Paul Renard. She thanked him.")
    assert [target(x, i) for i in mentions(x, Kind.PERSON, Form.PRONOUN)] == ["Ann Rivera", "Paul Renard"]


def test_a_pronoun_without_anybody_before_it_stays_open(extract):
    x = extract("He agreed.")
    [he] = mentions(x, Kind.PERSON, Form.PRONOUN)
    assert x.mentions[he].how == How.OPEN
    assert x.mentions[he].why


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Jane Doe was appointed Ambassador to Peru.", Status.SUBSTANTIVE),
        ("Jane Doe served as Ambassador to Peru.", Status.FORMER),
        ("Jane Doe will be the next Ambassador to Peru.", Status.DESIGNATE),
        ("Acting Foreign Minister Jane Doe spoke.", Status.ACTING),
        ("then-Foreign Minister Jane Doe spoke.", Status.FORMER),
    ],
)
def test_the_wording_tells_the_status_of_a_tenure(extract, text, status):
    x = extract(text)
    [fact] = [f for f in x.facts if isinstance(f, Tenure)]
    assert x.mentions[fact.office].office.status == status


def test_another_holder_elsewhere_parts_two_titles_before_one_name(extract):
    x = extract(
        "The Vice President and Prime Minister Lim Boon Keng discussed trade. "
        "Vice President Carol Hughes will visit Jakarta."
    )
    assert ("Lim Boon Keng", "Vice President") not in tenures(x)


def test_an_office_is_not_given_to_a_country_that_has_no_such_office(extract):
    x = extract("Prime Minister Dana Roy met President Alan Field in Ottawa. Canada and the United States are allies.")
    known = {
        x.mentions[f.office].office.title: x.mentions[f.office].office.country for f in x.facts if isinstance(f, Tenure)
    }
    assert known["Prime Minister"] in {None, "CA"}
    assert known["President"] in {None, "US"}


def test_titles_and_names_carry_the_characters_of_the_text(extract):
    x = extract("The Minister of Trade, Industry and Energy of Korea, Mr. Ahn Jae-hyun, arrived.")
    for m in x.mentions:
        assert m.surface == x.document.text[m.span.start : m.span.end]
