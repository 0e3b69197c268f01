"""Endpoints that misbehave: busy, broken off, moved, refusing; and the values that stand in a query's text."""

from __future__ import annotations

import http.server
import json
import socket
import threading
from typing import ClassVar
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import store
from kg.errors import QueryError, QueryTimeoutError, StoreError
from kg.store import answers, sparql
from kg.store.changes import compared
from kg.store.http import Client, Response
from kg.store.lock import _holds

JSON = {"Content-Type": "application/sparql-results+json"}
YES = json.dumps({"head": {}, "boolean": True}).encode()


class Server(http.server.BaseHTTPRequestHandler):
    """Answers what the test laid down; the last answer again and again."""

    laid: ClassVar[list[tuple[int, dict[str, str], bytes]]] = []
    seen: ClassVar[list[tuple[dict[str, str], dict[str, list[str]]]]] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.seen.append((dict(self.headers), parse_qs(body)))
        status, headers, said = self.laid.pop(0) if len(self.laid) > 1 else self.laid[0]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(said))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format, *args):
        pass


@pytest.fixture
def server():
    Server.laid, Server.seen = [(200, JSON, YES)], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/sparql"
        running.shutdown()


def ask(url, **options):
    return Client(pause=0.01, **options).form(url, [("query", "ASK {}")])


def test_a_busy_server_is_asked_again(server):
    Server.laid = [(503, {}, b"busy"), (429, {"Retry-After": "0"}, b"slow down"), (200, JSON, YES)]
    assert ask(server).body == YES
    assert len(Server.seen) == 3


def test_a_server_that_stays_busy_is_told(server):
    Server.laid = [(503, {}, b"busy")]
    with pytest.raises(StoreError, match=r"is busy or down \(503\); try again later"):
        ask(server, tries=2)
    assert len(Server.seen) == 3


def test_a_transaction_that_gave_way_is_sent_again(server):
    gave_way = (500, {}, b"Virtuoso 40001 Error SR172: Transaction deadlocked\n")
    Server.laid = [gave_way, gave_way, (200, JSON, YES)]
    assert ask(server).body == YES
    assert len(Server.seen) == 3
    Server.laid = [(500, {}, b"Virtuoso 37000 Error SP030: SPARQL compiler\n")]
    assert ask(server).status == 500
    assert len(Server.seen) == 4


def test_a_kept_connection_that_ends_is_opened_again():
    """A server that answers once and hangs up on the next request, as one does whose patience with idlers is over."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    def serve(listening, asked):
        with listening.accept()[0] as first:
            for said in (answer, b""):
                asked.append(first.recv(10_000))
                first.sendall(said)
        with listening.accept()[0] as second:
            asked.append(second.recv(10_000))
            second.sendall(answer)

    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening, asked))
        thread.start()
        client = Client(pause=0.01)
        for _ in range(2):
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
            assert client.form(url, [("query", "ASK {}")]).status == 200
        thread.join()
        client.close()
    assert len(asked) == 3


def test_nobody_there_is_told_in_one_line():
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/: does not answer \(.+\)") as caught:
        Client(tries=1, pause=0.01).form("http://127.0.0.1:9/", [("query", "ASK {}")])
    assert "\n" not in str(caught.value)


def test_a_redirect_is_not_followed(server):
    Server.laid = [(302, {"Location": "http://elsewhere.example/"}, b"")]
    with pytest.raises(StoreError, match=r"has moved to http://elsewhere\.example/; give that URL"):
        ask(server)


def test_who_may_not_is_told_what_to_do(server, monkeypatch, tmp_path):
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    Server.laid = [(401, {"WWW-Authenticate": "Basic realm=x"}, b"")]
    with pytest.raises(StoreError, match=r"refuses \(401\); put user and password for 127\.0\.0\.1 into ~/\.netrc"):
        ask(server)


def test_a_user_is_named_only_when_asked_for(server, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1\nlogin anna\npassword x\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    Server.laid = [(401, {"WWW-Authenticate": "Basic realm=x"}, b""), (200, JSON, YES)]
    ask(server)
    assert ["Authorization" in headers for headers, _ in Server.seen] == [False, True]


def test_a_header_goes_with_every_request(server, monkeypatch):
    monkeypatch.setenv("KG_STORE_HEADER", "Authorization: Bearer abc")
    ask(server, headers={"X-Key": "k"})
    assert (Server.seen[0][0]["Authorization"], Server.seen[0][0]["X-Key"]) == ("Bearer abc", "k")
    monkeypatch.setenv("KG_STORE_HEADER", "no header")
    with pytest.raises(StoreError, match="KG_STORE_HEADER is not a header"):
        ask(server)


def test_an_answer_that_does_not_come_is_a_timeout():
    with (
        http.server.HTTPServer(("127.0.0.1", 0), Server) as silent,  # accepts, and says nothing
        pytest.raises(QueryTimeoutError, match=r"longer than 0\.2 s"),
    ):
        Client().form(f"http://127.0.0.1:{silent.server_port}/", [("query", "ASK {}")], wait=0.2)


def test_what_is_no_endpoint_is_told(server):
    Server.laid = [(200, {"Content-Type": "text/html"}, b"<html>")]
    with pytest.raises(StoreError, match="is no SPARQL endpoint; give the URL that takes queries"):
        store.open(server)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"lit', "broke off its answer"),
        (
            b'{"head":{"vars":["n"]},"results":{"bindings":[\nThe operation has been cancelled',
            "has been canc",
        ),
        (b"", "broke off its answer"),
        (b"[]", "is not a result of SPARQL"),
    ],
)
def test_an_answer_that_broke_off_is_an_error(body, reason):
    with pytest.raises(QueryError, match=reason):
        answers.solutions("SELECT ?n {}", lambda _: Response(200, {}, body))
    with pytest.raises(QueryError, match=r"broke off|no triples"):
        answers.graph(Response(200, {}, b'<a:b> <a:b> "x'))


def test_a_refusal_is_one_line():
    with pytest.raises(QueryError, match=r"refused the query \(400\): Virtuoso 37000 Error SP030$"):
        answers.truth(Response(400, {}, b"\nVirtuoso 37000 Error SP030\n\nSPARQL query:\n..."))


def page(*numbers):
    found = [{"n": {"type": "literal", "value": str(n)}} for n in numbers]
    return Response(200, {}, json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": found}}).encode())


def test_rows_that_stay_away_are_an_error():
    said = iter([page(*range(1000)), page(1500), page(*range(1000)), page()])
    with pytest.raises(QueryError, match="gave 1000 of 1500 rows"):
        answers.solutions("SELECT ?n {}", lambda _: next(said))


def test_a_lock_holds_until_its_owner_is_gone_or_its_time_is_over():
    assert _holds(f"1|{'elsewhere'}|99999999999|x")
    assert not _holds("1|elsewhere|1000|x")
    assert not _holds("nonsense")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=200)
def test_tokens_are_the_text(text):
    assert "".join(t.text for t in sparql.tokens(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=200)
def test_whatever_a_value_is_it_stays_a_value(text):
    (row,) = ox.Store().query(sparql.bound("SELECT ?x ?y { BIND(?x AS ?y) }", {"x": ox.Literal(text)}))
    assert row["x"] == row["y"] == ox.Literal(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?x { ?x a ?y }", "SELECT ?x { VALUES ?x { <urn:a> } <urn:a> a ?y }"),
        ("SELECT ?y { ?x a ?y } # ?x", "SELECT ?y { <urn:a> a ?y } # ?x"),
        ('SELECT ?y { ?y a "?x" }', 'SELECT ?y { ?y a "?x" }'),
        ("SELECT * { { SELECT ?x { ?x a 1 } } }", None),
        ("CONSTRUCT { ?x a 1 } WHERE { ?x a 2 }", "CONSTRUCT { <urn:a> a 1 } WHERE { <urn:a> a 2 }"),
        ("ASK { ?x a 1 FILTER(?x<?y&&?y>1) }", "ASK { <urn:a> a 1 FILTER(<urn:a><?y&&?y>1) }"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y } GROUP BY ?x ORDER BY ?x", None),
    ],
)
def test_values_stand_where_variables_stood(text, expected):
    found = sparql.bound(text, {"x": ox.NamedNode("urn:a")})
    assert expected is None or found == expected
    if expected is None:
        ox.Store().query(found)


def test_a_variable_that_has_a_value_gets_no_other():
    for text in ("SELECT ?x { VALUES ?x { 1 } }", "SELECT (1 AS ?x) {}", "SELECT ?x { BIND(1 AS ?x) }"):
        with pytest.raises(QueryError, match=r"\?x cannot be given a value: the query itself gives it one"):
            sparql.bound(text, {"x": ox.Literal("1")})


def test_what_is_altered_is_told_apart_from_what_is_lost():
    def quad(value, subject="urn:s"):
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode("urn:p"), ox.Literal(value), ox.NamedNode("urn:g"))

    altered, lost = compared([quad("a"), quad("b"), quad("z", "urn:t")], [quad("b"), quad("c")])
    assert [(a.kept, a.sent) for a in altered] == [(quad("c"), quad("a"))]
    assert lost == [quad("z", "urn:t")]
    merged, _ = compared([quad("a"), quad("b")], [quad("b")])
    assert {(a.kept, a.sent) for a in merged} == {(quad("b"), quad("a")), (quad("b"), quad("b"))}
