"""``kg query``: named questions, declared parameters, time limits, what a query comes down to, hosts for SERVICE."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import query, store
from kg.errors import QueryError, StoreError

KG = str(Path(sys.executable).with_name("kg"))


def kg(*arguments):
    done = subprocess.run([KG, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def reader(small):
    return store.open(small)


NAMED = "SELECT ?c WHERE { ?c a dip:Country }"
DECLARED = """# Which countries bear a name?
# param name: text. This name.
# param country: country. Only this one.
SELECT ?country ?name WHERE {
  ?country a dip:Country ; rdfs:label ?l BIND(STR(?l) AS ?label) FILTER(COALESCE(?label = ?name, true))
}
"""


def test_a_named_question_takes_its_parameters(small):
    status, out, _ = kg("query", small, "--named", "cq03", "--country", "XR", "-f", "csv")
    assert status == 0
    assert out.startswith("country,side,")
    _, _, error = kg("query", small, "--named", "cq03", "--planet", "XR")
    assert error == "kg: question cq03 has no parameter 'planet'; it has: country\n"


def test_a_file_may_declare_parameters_too(small, tmp_path):
    (tmp_path / "q.rq").write_text(DECLARED)
    status, out, _ = kg("query", small, tmp_path / "q.rq", "--country", "XR", "-f", "tsv")
    assert (status, len(out.splitlines())) == (0, 2)
    status, out, _ = kg("query", small, tmp_path / "q.rq", "--name", 'x" } #', "-f", "tsv")
    assert (status, len(out.splitlines())) == (0, 1)


def test_one_of_query_and_name_is_given(small):
    for arguments in ((), (NAMED, "--named", "cq03")):
        status, _, error = kg("query", small, *arguments)
        assert (status, error) == (2, "kg: give a query, or the name of a question with --named\n")


def test_a_slow_query_is_stopped(small):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
    status, _, error = kg("query", small, slow, "--timeout", "0.5")
    assert status == 1
    assert error.startswith("kg: the query took longer than 0.5 s and was stopped")
    status, out, _ = kg("query", small, NAMED, "--timeout", "60", "--limit", "1", "-f", "csv")
    assert (status, len(out.splitlines())) == (0, 2)
    status, _, error = kg("query", small, "SELECT ?x {\n ?x a }", "--timeout", "60")
    assert error.splitlines()[-1].endswith("^")


def test_a_plan_shows_how_much_each_pattern_finds(reader):
    lines = list(
        query.plan(reader, "SELECT ?l { ?c a dip:Country ; rdfs:label ?l OPTIONAL { ?c dip:place/dip:x ?p } }")
    )
    assert lines[0] == "SelectQuery ?l"
    assert any(line.strip() == "?c rdf:type dip:Country   2 matches" for line in lines)
    assert any("LeftJoin" in line for line in lines)
    bound = list(
        query.plan(reader, "SELECT ?c ?l { ?c rdfs:label ?l }", {"c": ox.NamedNode(f"{reader.base}country/XR")})
    )
    assert any(line.strip().startswith("country:XR rdfs:label ?l   ") for line in bound)
    with pytest.raises(QueryError, match="SERVICE is refused"):
        list(query.plan(reader, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"))


def test_explain_tells_what_is_malformed_as_every_query_does(reader):
    with pytest.raises(QueryError, match="malformed at line 1, column 19"):
        list(query.plan(reader, "SELECT ?x WHERE { ?x nonsense }"))
    with pytest.raises(QueryError, match="this is an update"):
        list(query.plan(reader, "DROP ALL"))


def test_explain_names_the_parameters_and_the_time(small):
    status, out, _ = kg("query", small, "--named", "cq03", "--country", "XR", "--explain")
    assert status == 0
    assert out.startswith("?country = country:XR\n")
    assert out.splitlines()[-1].endswith(" ms")


class Other(http.server.BaseHTTPRequestHandler):
    """An endpoint elsewhere that knows one row."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        row = {"x": {"type": "literal", "value": "from elsewhere"}}
        said = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [row]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST

    def log_message(self, format, *args):
        pass


@pytest.fixture
def elsewhere():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{running.server_port}"
        running.shutdown()


def test_service_asks_only_hosts_that_are_allowed(reader, small, elsewhere):
    asked = f"SELECT ?x {{ SERVICE <http://{elsewhere}/sparql> {{ ?s ?p ?x }} }}"
    (row,) = query.as_python(query.run(reader, asked, services=[elsewhere]))
    assert row.x == "from elsewhere"
    with pytest.raises(QueryError, match="SERVICE is refused: kg sends no query over the network"):
        query.run(reader, asked)
    for others in (["127.0.0.1"], [elsewhere + "1"], ["example.org"]):
        with pytest.raises(QueryError, match=r"SERVICE http://127\.0\.0\.1:\d+/sparql is refused; allowed are: "):
            query.run(reader, asked, services=others)
    for hidden in ("SERVICE ?where", f"SERVICE <http://{elsewhere}@127.0.0.1:9/>", f"SERVICE <file://{elsewhere}/x>"):
        with pytest.raises(QueryError, match="is refused; allowed are"):
            query.run(reader, f"SELECT ?x {{ {hidden} {{ ?s ?p ?x }} }}", services=[elsewhere])
    status, out, _ = kg("query", small, asked, "--allow-service", elsewhere, "-f", "csv", "--timeout", "30")
    assert (status, out) == (0, "x\nfrom elsewhere\n")
    status, _, error = kg("query", small, "LOAD <http://127.0.0.1:9/>", "--allow-service", elsewhere)
    assert (status, error.startswith("kg: this is an update")) == (1, True)


def test_a_query_that_fails_on_the_way_is_one_error(reader):
    refused = query.run(reader, "SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?s ?p ?x } }", services=["127.0.0.1:9"])
    with pytest.raises(QueryError, match="the query failed"):
        list(query.written(refused, "csv", base=reader.base))


def test_a_graph_as_jsonld_is_the_graph(reader):
    asked = "CONSTRUCT { ?x rdfs:label ?l ; a dip:Country } WHERE { ?x a dip:Country ; rdfs:label ?l }"
    told = b"".join(query.written(query.run(reader, asked), "jsonld", base=reader.base))
    read = set(ox.parse(told, ox.RdfFormat.JSON_LD))  # in the default graph, not in one without a name
    assert read == {ox.Quad(t.subject, t.predicate, t.object) for t in query.answer(reader, asked)}


def test_a_graph_as_rdfxml_is_the_graph_or_an_error(reader):
    asked = "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x a dip:Country ; rdfs:label ?l }"
    told = b"".join(query.written(query.run(reader, asked), "rdfxml", base=reader.base))
    assert {q.triple for q in ox.parse(told, ox.RdfFormat.RDF_XML)} == set(query.answer(reader, asked))
    impossible = query.run(reader, 'CONSTRUCT { <x:a> rdfs:label ?l } WHERE { BIND("a\\u0001b" AS ?l) }')
    with pytest.raises(StoreError, match=r"cannot carry the character U\+0001"):
        list(query.written(impossible, "rdfxml", base=reader.base))
