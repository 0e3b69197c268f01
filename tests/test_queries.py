"""The 27 questions, asked of the sample text as a careful reader annotates it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import ids, vocab
from kg.query.questions import questions
from tests.dialogue import dialogue
from tests.test_rdf import graph_of, small

STORE = graph_of(dialogue())


def ask(name, store=STORE, **given):
    """The rows of a question, terms as text without language, things by their keys; or the triples of a CONSTRUCT."""
    terms = {ox.Variable(k): ox.NamedNode(ids.BASE + v) for k, v in given.items()}
    found = store.query(
        questions()[name].sparql, prefixes=vocab.prefixes(), use_default_graph_as_union=True, substitutions=terms
    )
    if isinstance(found, ox.QueryTriples):
        return list(found)
    names = [v.value for v in found.variables]
    return [{n: _text(row[n]) for n in names if row[n] is not None} for row in found]


def _text(term):
    return term.value.removeprefix(ids.BASE)


ROWS = {
    "cq01": 1, "cq02": 3, "cq03": 9, "cq04": 1, "cq05": 1, "cq06": 9, "cq07": 10, "cq08": 4, "cq09": 17, "cq10": 5,
    "cq11": 1, "cq12": 5, "cq13": 13, "cq14": 2, "cq15": 2, "cq16": 1, "cq17": 1, "cq18": 7, "cq19": 5, "cq20": 1,
    "cq21": 1, "cq22": 11, "cq23": 58, "cq24": 15, "cq25": 2, "cq26": 3, "cq27": 26,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_has_its_answer(name):
    assert len(ask(name)) == ROWS[name]


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_can_be_asked_of_nothing(name):
    assert ask(name, ox.Store()) == []


def test_meetings_with_series_number_place_and_time():
    [row] = ask("cq01")
    assert (row["number"], row["place"], row["when"]) == ("2", "Washington, D.C.", "today")


def test_heads_are_only_those_who_are_said_to_head():
    assert {(r["side"], r["person"].split()[-1]) for r in ask("cq02")} == {
        ("Mexico", "Videgaray"),
        ("Mexico", "Chong"),
        ("Mexico", "Beltrán"),
    }


def test_participants_of_a_country():
    rows = ask("cq03", country="country/US")
    assert {r["side"] for r in rows} == {"United States"}
    assert len(rows) == 5
    assert {(r["who"], r["status"]) for r in rows if "status" in r} >= {("Rex Tillerson", "substantive")}


def test_acting_officials():
    [row] = ask("cq04")
    assert (row["person"], row["status"]) == ("Alberto Elías Beltrán", "acting")


def test_pairs_of_countries_and_who_sat_across():
    [pair] = ask("cq05")
    assert pair == {"a": "Mexico", "b": "United States", "meetings": "1"}
    assert all(r["left"].split()[-1] in ("Videgaray", "Chong", "Beltrán") for r in ask("cq06"))


def test_what_an_official_said():
    [person] = {r["person"] for r in ask("cq07") if r["speaker"] == "Luis Videgaray"}
    rows = ask("cq07", person=person)
    assert [r["kind"] for r in rows] == ["indirect", "direct"]
    assert rows[1]["words"].startswith("only by attacking")


def test_quotations_in_their_order():
    rows = ask("cq08")
    assert [int(r["begin"]) for r in rows] == sorted(int(r["begin"]) for r in rows)
    assert all(r["office"] for r in rows)


def test_statements_of_a_country_about_a_topic():
    rows = ask("cq09", country="country/MX", topic="vocab/top-organised-crime")
    assert {r["speaker"] for r in rows} == {"Luis Videgaray", "Alberto Elías Beltrán"}


def test_commitments_strongest_first():
    rows = ask("cq10")
    assert [int(r["rank"]) for r in rows] == [8, 5, 4, 3, 1]
    assert {r["by"] for r in rows} == {"Mexico, United States"}
    assert [r["strength"] for r in ask("cq11")] == ["signed instrument"]
    assert {r["countries"] for r in ask("cq12")} == {"2"}
    assert "measurable" in {r["missing"] for r in ask("cq13")}


def test_signatures_and_those_known_by_office_only():
    assert {(r["side"], r["person"]) for r in ask("cq14")} == {
        ("Mexico", "Miguel Ángel Osorio Chong"),
        ("United States", "Kirstjen Nielsen"),
    }
    assert len(ask("cq14", country="country/MX")) == 1
    assert {r["words"] for r in ask("cq15")} == {
        "the Mexican Interior Secretary",
        "the U.S. Secretary of Homeland Security",
    }


def test_figures_are_claims_of_somebody():
    [row] = ask("cq16")
    assert (row["value"], row["unit"], row["claimant"], row["area"], row["period"]) == (
        "64000", "people", "John Sullivan", "United States", "last year",
    )  # fmt: skip


def test_problems_of_ones_own():
    [row] = ask("cq17")
    assert (row["speaker"], row["government"]) == ("John Sullivan", "United States")


def test_topics_agencies_and_absent_parties():
    assert {r["topic"] for r in ask("cq18")} >= {"organised crime", "drug demand and addiction"}
    assert {r["how"] for r in ask("cq19")} == {"inferred"}
    assert [r["name"] for r in ask("cq20")] == ["John Sullivan"]
    assert [r["label"] for r in ask("cq21")] == ["Central America"]


def test_relative_times_that_need_a_date():
    assert {r["expression"] for r in ask("cq22")} == {"today", "recent months", "last year"}
    assert ask("cq22", graph_of(small())) == [], "the date of this text is known"


def test_the_sentence_behind_a_fact():
    key = dialogue().document.id
    rows = ask("cq23", fact=f"fact/{key}-signature1")
    assert [(r["words"], r["vouched"]) for r in rows] == [("the Mexican Interior Secretary", "inferred")]


def test_doubtful_facts_principles_and_counterparts():
    assert all(r["how"] == "inferred" or float(r["confidence"]) < 0.86 for r in ask("cq24"))
    assert {r["principle"] for r in ask("cq25")} == {"mutual trust", "shared responsibility"}
    pairs = {(r["portfolio"], r["left"].split()[-1], r["right"].split()[-1]) for r in ask("cq26")}
    assert ("interior and public security", "Chong", "Nielsen") in pairs


def test_parameters_are_variables_of_their_questions():
    for question in questions().values():
        head = question.sparql.partition("WHERE")[0]
        for parameter in question.parameters:
            assert f"?{parameter.name} " in head, f"{question.name}: a bound variable must be selected"


def test_every_question_is_answered_by_what_kg_reads_in_the_sample_text(extract):
    store = graph_of(extract(dialogue().document.text))
    assert [name for name in sorted(questions()) if not ask(name, store)] == []
