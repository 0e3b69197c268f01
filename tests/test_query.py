"""Asking: typed rows, bound values, what is refused, malformed queries, result formats."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import query, store
from kg.errors import QueryError, UsageError
from kg.query.find import find
from kg.query.formats import fitted
from kg.query.questions import bindings, read_question
from kg.query.values import to_python, to_term

ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.fixture(scope="module")
def reader(small):
    return store.open(small)


def out(reader, sparql, form, **given_values):
    return b"".join(query.written(query.run(reader, sparql, given_values), form, base=reader.base)).decode()


def test_rows_are_typed(reader):
    (row,) = query.answer(
        reader,
        "SELECT ?f ?date ?c ?n ?t ?none WHERE { ?f a dip:Meeting ; dip:date ?date ; dip:confidence ?c "
        "BIND(3 AS ?n) BIND(true AS ?t) }",
    )
    assert tuple(row) == (
        f"{reader.base}fact/aaaaaaaaaaaa-event1",
        datetime.date(2020, 5, 4),
        Decimal("0.9"),
        3,
        True,
        None,
    )
    assert isinstance(row.f, query.Iri)
    assert (row["date"], row.date, row[1]) == (datetime.date(2020, 5, 4),) * 3
    assert row.as_dict()["n"] == 3
    with pytest.raises(AttributeError, match="no column 'other'; there are: f, date"):
        row.other  # noqa: B018


def test_ask_is_a_bool_and_construct_is_triples(reader):
    assert query.answer(reader, "ASK { ?x a dip:Country }") is True
    assert query.answer(reader, "ASK { ?x a dip:Signing }") is False
    (triple,) = query.answer(reader, "CONSTRUCT { ?x a skos:Concept } WHERE { ?x dip:isoAlpha2 'XR' }")
    assert triple.subject.value == f"{reader.base}country/XR"


def test_rows_are_only_those_of_a_select(reader):
    assert len(query.select(reader, "SELECT ?x { ?x a dip:Country }")) == 2
    with pytest.raises(QueryError, match="does not SELECT"):
        query.select(reader, "ASK {}")


def test_values_are_bound_never_pasted(reader):
    sparql = "SELECT ?c ?l WHERE { ?c a dip:Country ; rdfs:label ?l }"
    assert len(query.answer(reader, sparql)) == 2
    iri = query.Iri(f"{reader.base}country/XR")
    assert [r.l for r in query.answer(reader, sparql, {"c": iri})] == ["Ruritania"]
    assert len(query.answer(reader, sparql, {"l": '"@en } UNION { ?c ?p ?l } #'})) == 0
    with pytest.raises(QueryError, match=r"\?x can be given a value only when it is selected; add it to SELECT"):
        query.answer(reader, sparql, {"x": 1})
    for value in (object(), query.Iri("not an iri"), float("nan")):
        if isinstance(value, float):
            assert to_term(value).value == "NaN"
        else:
            with pytest.raises(QueryError, match="cannot be used in a query"):
                query.answer(reader, sparql, {"l": value})


@given(
    st.one_of(
        ODD,
        st.integers(-(2**60), 2**60),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.decimals(allow_nan=False, allow_infinity=False, places=5),
    )
)
@settings(max_examples=200)
def test_values_survive_the_way_there_and_back(value):
    if not (isinstance(value, str) and value.startswith("http")):
        assert to_python(to_term(value)) == value


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { { SELECT * { OPTIONAL { service silent ?x { ?s ?p ?o } } } } }", "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o FILTER(?s<?o#>'''\n) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #'''", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is refused"),
        ("ASK FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }", "FROM is refused"),
        ("INSERT DATA { <a:b> <a:b> 1 }", "this is an update"),
        ("PREFIX x: <http://x/>\nDELETE WHERE { ?s x:p ?o }", "this is an update"),
        ("LOAD <http://127.0.0.1:9/>", "this is an update"),
        ("CLEAR ALL", "this is an update"),
        (f"SELECT * {'{' * 20000} ?s ?p ?o {'}' * 20000}", "nested more than 100 levels deep"),
        (f"SELECT * {{ ?s ?p ?o FILTER({'! ' * 20000}true) }}", "nested more than 100 levels deep"),
    ],
)
def test_what_would_leave_or_change_the_graph_is_refused(reader, sparql, reason):
    with pytest.raises(QueryError, match=reason):
        query.run(reader, sparql)


@pytest.mark.parametrize("word", ["SERVICE", "from", "LOAD <http://x/>", "insert data {}"])
def test_such_words_may_be_asked_about(reader, word):
    assert (
        len(query.answer(reader, f'SELECT ?s WHERE {{ ?s rdfs:label ?l FILTER(CONTAINS(?l, "{word}")) }} # {word}'))
        == 0
    )
    assert len(query.answer(reader, "SELECT ?service ?from WHERE { ?service rdfs:label ?from }")) > 0


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("", "the query is empty"),
        (
            "SELECT ?x WHERE {\n\t?x a dip:Meeting ; dip:place ?p\n\t?y a dip:Country }",
            "the query is malformed at line 3, column 2\n  \t?y a dip:Country }\n  \t^",
        ),
        (
            "SELECT * { ?s nono:x ?é }",
            "line 1, column 15: prefix nono: is not declared\n  SELECT * { ?s nono:x ?é }\n                ^",
        ),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y 1 }", "a selected variable is neither grouped nor aggregated"),
        ("SELECT * { ?s ?p <a b> }", "an IRI is malformed"),
        ("SELEKT * {}", "the query is malformed at line 1, column 1\n  SELEKT * {}\n  ^"),
        ("SELECT * { ?s ?p ?o", "line 1, column 20"),
    ],
)
def test_a_malformed_query_is_shown_with_a_caret(reader, sparql, message):
    with pytest.raises(QueryError) as caught:
        query.run(reader, sparql)
    assert message in str(caught.value)


@given(ODD)
@settings(max_examples=150)
def test_whatever_is_typed_gives_an_answer_or_one_error(reader, sparql):
    with contextlib.suppress(QueryError):
        query.run(reader, sparql)


LABELS = "SELECT ?x ?l WHERE { ?x dip:action ?l } ORDER BY ?l"


def test_csv_is_safe_in_a_spreadsheet(reader):
    rows = list(csv.reader(io.StringIO(out(reader, LABELS, "csv"))))
    assert rows == [
        ["x", "l"],
        [f"{reader.base}fact/aaaaaaaaaaaa-commitment10", "'=SUM(1)"],
        [f"{reader.base}fact/aaaaaaaaaaaa-commitment2", "sign"],
    ]
    assert out(reader, "SELECT ?n ?t { BIND(-5 AS ?n) BIND('-5' AS ?t) }", "csv") == "n,t\r\n-5,'-5\r\n"


def test_tables_are_aligned_and_name_things_shortly(reader):
    assert out(reader, LABELS, "table").splitlines() == [
        "x                               l",
        "──────────────────────────────  ───────",
        "fact:aaaaaaaaaaaa-commitment10  =SUM(1)",
        "fact:aaaaaaaaaaaa-commitment2   sign",
    ]


def test_a_table_fits_the_terminal():
    rows = fitted(["a", "b"], [["x" * 100, "日本" * 30], ["y", "z"]], 40)
    assert all(len(row[0]) <= 20 and len(row[1]) <= 20 for row in rows)
    assert rows[1] == ["y", "z"]
    assert rows[0][0].endswith("…")


def test_control_characters_do_not_reach_the_terminal(reader):
    shown = out(reader, "SELECT ?x { BIND('a\\u001B[31mb\\n\\u202Ec' AS ?x) }", "table")
    assert shown.splitlines()[2] == "a [31mb  c"


def test_markdown_is_escaped(reader):
    assert (
        out(reader, "SELECT ?n { <person/bo-oll-2> foaf:name ?n }", "markdown")
        == '| n |\n| --- |\n| Bo "\\<b\\>" Oll |\n'
    )


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
@pytest.mark.parametrize(
    "sparql", [LABELS, "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "SELECT ?x { VALUES ?x { UNDEF 1 } }"]
)
def test_machine_formats_say_what_the_engine_says(reader, form, sparql):
    kinds = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
    read = ox.parse_query_results(out(reader, sparql, form).encode(), format=kinds[form])
    expected = query.run(reader, sparql)
    assert [str(v) for v in read.variables] == [str(v) for v in expected.variables]
    assert [[str(row[v]) for v in expected.variables] for row in read] == [
        [str(row[v]) for v in expected.variables] for row in expected
    ]


@given(ODD)
@settings(max_examples=100)
def test_any_text_survives_the_machine_formats(reader, text):
    sparql = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
    read = ox.parse_query_results(
        out(reader, sparql, "json", x=ox.Literal(text)).encode(), format=ox.QueryResultsFormat.JSON
    )
    assert [row[0].value for row in read] == [text]
    read = ox.parse_query_results(
        out(reader, sparql, "tsv", x=ox.Literal(text)).encode(), format=ox.QueryResultsFormat.TSV
    )
    assert [row[0].value for row in read] == [text]
    with contextlib.suppress(QueryError):
        read = ox.parse_query_results(
            out(reader, sparql, "xml", x=ox.Literal(text)).encode(), format=ox.QueryResultsFormat.XML
        )
        assert [row[0].value for row in read] == [text]
    cell = list(csv.reader(io.StringIO(out(reader, sparql, "csv", x=ox.Literal(text)), newline="")))[1]
    assert (cell or [""])[0].removeprefix("'") == text.removeprefix("'")


def test_what_xml_cannot_carry_is_refused_not_lost(reader):
    with pytest.raises(QueryError, match=r"U\+000C, which XML cannot carry"):
        out(reader, "SELECT ?x { BIND('a\\fb' AS ?x) }", "xml")
    assert "a&#13;&#10;b" in out(reader, "SELECT ?x { BIND('a\\r\\nb' AS ?x) }", "xml")


def test_graphs_are_turtle_or_triples(reader):
    construct = "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x dip:action ?l }"
    assert out(reader, construct, "turtle").splitlines()[-3:] == [
        'fact:aaaaaaaaaaaa-commitment2 rdfs:label "sign"@en .', "",
        'fact:aaaaaaaaaaaa-commitment10 rdfs:label "=SUM(1)"@en .',
    ]  # fmt: skip
    assert out(reader, construct, "ntriples").count(" .\n") == 2
    with pytest.raises(UsageError, match="format csv is for SELECT and ASK"):
        out(reader, construct, "csv")
    with pytest.raises(UsageError, match="format turtle is for CONSTRUCT and DESCRIBE"):
        out(reader, LABELS, "turtle")


def test_truth_in_every_format(reader):
    assert out(reader, "ASK {}", "table") == "true\n"
    assert out(reader, "ASK {}", "json") == '{"head":{},"boolean":true}\n'
    assert bool(ox.parse_query_results(out(reader, "ASK {}", "xml").encode(), format=ox.QueryResultsFormat.XML))


def test_a_question_declares_its_parameters():
    asked = read_question(
        "q", "# Who met?\n# param country: country. Only there.\n# param since: date\nSELECT ?country ?since {}"
    )
    assert (asked.text, [(p.name, p.kind, p.meaning) for p in asked.parameters]) == (
        "Who met?", [("country", "country", "Only there."), ("since", "date", "")],
    )  # fmt: skip


def test_the_parameters_of_the_questions_are_of_known_kinds_and_can_be_bound(reader):
    some = {
        "date": "2020-05-04",
        "number": "0.5",
        "text": "x",
        "concept": "strength-will",
        "country": "XR",
        "person": "Anna Noll",
    }
    for asked in query.questions().values():
        assert asked.text
        for parameter in asked.parameters:
            given_value = some.get(parameter.kind, ox.NamedNode(f"{reader.base}x/y"))
            query.run(reader, asked.sparql, bindings(reader, asked, {parameter.name: given_value}))


def test_named_questions_and_their_parameters_are_told_when_unknown(reader):
    with pytest.raises(UsageError, match="there is no question 'cq99'"):
        query.ask(reader, "cq99")
    name = next(iter(query.questions()))
    with pytest.raises(UsageError, match=f"question {name} has no parameter 'nonsense'; it has: "):
        query.ask(reader, name, {"nonsense": "x"})


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("date", "2020", "'2020' is not a date; write it as 2024-05-31"),
        ("number", "many", "'many' is not a number"),
        ("country", "Atlantis", "the graph knows no country called 'Atlantis'"),
        ("person", "XR", "the graph knows no person called 'XR'"),
    ],
)
def test_a_value_that_does_not_fit_its_parameter_is_told(reader, kind, value, reason):
    asked = read_question("q", f"# Q?\n# param x: {kind}. X.\nSELECT ?x {{ ?x ?p ?o }}")
    with pytest.raises((QueryError, UsageError), match=reason):
        bindings(reader, asked, {"x": value})


@pytest.mark.parametrize(
    "name", ["Anna Noll", "ANNA  noll", "Ánna Noll", "Noll", "anna", "person:anna-noll-1", "person/anna-noll-1"]
)
def test_things_are_found_by_name_alias_and_key(reader, name):
    assert find(reader, name).iri == f"{reader.base}person/anna-noll-1"
    assert find(reader, name, "person").label == "Anna Noll"


def test_a_name_of_several_things_is_not_guessed(reader):
    with pytest.raises(
        QueryError, match=r"may be 2 things; say which: country:XR \(Ruritania\), country:XS \(Sylvania\)"
    ):
        find(reader, "Ruritania")
    assert find(reader, "XR", "country").label == "Ruritania"
