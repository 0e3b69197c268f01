"""Requests that mean harm: each gets a 4xx with one line, or is safely shown."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ids, store
from tests.browser import ARGUMENTS, Opened, chromium, needs_browser
from tests.served import client as opened
from tests.served import server

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{7*7}}${7*7}",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "]]><svg/onload=alert(1)>",
    "\u202eevil\u0000\x1b[31m",
    "&lt;b&gt;",
    "<!--",
    "%3Cscript%3E",
)
CASES = int(os.environ.get("KG_HOSTILE_CASES", "60"))


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """A graph in which every text is hostile."""
    path = tmp_path_factory.mktemp("evil") / "g"
    graph = os.path.join(os.path.dirname(__file__), "graphs", "small.trig")
    quads = list(ox.parse(path=graph))
    words = {"Anna Noll": EVIL[0], "Ruritania": EVIL[1], "sign": EVIL[2], "meeting": EVIL[4], "Minister": EVIL[6]}
    words |= {
        "tenures: title before name": EVIL[1],
        "kg 0 with no model": EVIL[4],
        "Sylvania": EVIL[3],
        "will": EVIL[0],
    }
    changed = []
    for quad in quads:
        term = quad.object
        if isinstance(term, ox.Literal) and term.value in words:
            text = words[term.value]
            term = ox.Literal(text, language=term.language) if term.language else ox.Literal(text)
        elif isinstance(term, ox.Literal) and term.value.startswith("Minister Anna Noll of Ruritania met"):
            term = ox.Literal(EVIL[0] + EVIL[1] + " met.\r\nShe said: </script> more.")
        changed.append(ox.Quad(quad.subject, quad.predicate, term, quad.graph_name))
    same, here = ox.NamedNode("http://schema.org/sameAs"), ox.NamedNode(f"{ids.BASE}graph/reference")
    country = ox.NamedNode(f"{ids.BASE}country/XR")
    changed.append(ox.Quad(country, same, ox.NamedNode("javascript:alert(1)"), here))
    with store.rebuild(path, base=ids.BASE) as writer:
        writer.bulk(changed)
    return path


@pytest.fixture(scope="module")
def client(small):
    with opened(small, timeout=5) as found:
        yield found


def harmless(response, *, most: int = 499) -> None:
    assert 400 <= response.status_code <= most, response.text
    assert response.text.count("\n") == 1
    assert "Traceback" not in response.text
    assert "File " not in response.text


# files


@pytest.mark.parametrize("place", ["/static/", "/data/", "/", "/doc/", "/things/", "/questions/"])
@pytest.mark.parametrize(
    "way",
    [
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5cetc%5cpasswd",
        "%252e%252e%252fetc%252fpasswd",
        "/etc/passwd",
        "//etc/passwd",
        "....//....//etc/passwd",
        "site.css/../../pages.py",
        "etc/passwd%00.css",
        "%c0%ae%c0%ae/etc/passwd",
        "file:///etc/passwd",
        "~root/.bashrc",
        "\u2025/etc/passwd",
    ],
)
def test_no_file_outside(client, place, way):
    response = client.get(place + way)
    harmless(response)
    assert "root:" not in response.text


def test_paths_as_they_come_over_the_wire(small):
    with server(small) as (url, _):
        port = int(url.rpartition(":")[2])
        for line in (
            b"GET /static/../../../../etc/passwd HTTP/1.1", b"GET /../../etc/passwd HTTP/1.1",
            b"GET //etc/passwd HTTP/1.1",
            b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", b"GET http://evil.example/ HTTP/1.1",
            b"GET / HTTP/9", b"\x16\x03\x01",
            b"GET /" + b"a" * 100_000 + b" HTTP/1.1", b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000,
            b"POST /sparql HTTP/1.1\r\nContent-Length: -1", b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: nonsense",
        ):  # fmt: skip
            with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
                try:
                    wire.sendall(line + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    wire.shutdown(socket.SHUT_WR)
                    answer = b"".join(iter(lambda wire=wire: wire.recv(65536), b""))
                except ConnectionError:
                    continue
            assert b"root:" not in answer
            assert b"Traceback" not in answer
            assert not answer or answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 5", b"HTTP/1.1 200"))
            if answer.startswith(b"HTTP/1.1 200"):
                assert b"evil.example" in line


# sizes


def test_bodies_without_end(client):
    def endless():
        for _ in range(200):
            yield b"a" * 65536

    for kind in ("application/sparql-query", "application/x-www-form-urlencoded"):
        response = client.post("/sparql", content=endless(), headers={"Content-Type": kind})
        assert response.status_code == 413
        harmless(response)
    response = client.post(
        "/sparql", content=b"x", headers={"Content-Type": "application/sparql-query", "Content-Length": "9" * 30}
    )
    harmless(response)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
        "SELECT * WHERE { ?s ?p " + "(" * 90 + "1" + ")" * 90 + " }",
        "SELECT * WHERE { FILTER(" + "!" * 50_000 + "true) }",
        "ASK { ?s ?p '" + "a" * 900_000,
        "SELECT " + "?a" * 100_000,
        "#" * 900_000,
        "SELECT * WHERE { ?s (" + "^" * 20_000 + "dip:a) ?o }",
        "\x00\x01\x02",
        "SELECT * WHERE { ?s ?p ?o } VALUES ?s { " + "<x" * 50_000 + " }",
        "SELECT * FROM <x> " + "from " * 20_000,
    ],
)
def test_queries_that_are_too_much(client, sparql):
    response = client.post("/sparql", content=sparql.encode(), headers={"Content-Type": "application/sparql-query"})
    if response.status_code != 200:
        harmless(response, most=503)
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


# malformed queries

WORDS = (
    "SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED SERVICE SILENT <http://127.0.0.1:1/> LOAD INSERT DATA DELETE "
    "{ } ( ) [ ] ?s ?p ?o * . ; , ^ | / + ! = && || <x> <%> <\u00e9> 'a' 'b @en ^^xsd:integer dip:a :b _:c 1 -2.5 1e9 "
    "true a FILTER OPTIONAL UNION MINUS GRAPH BIND AS VALUES UNDEF GROUP BY HAVING ORDER LIMIT OFFSET REGEX EXISTS NOT "
    "IN COUNT SUM DISTINCT PREFIX BASE # \\u0053ERVICE \\u0000 << >> {| |} \u0000 \ud7ff \U0001f600 LATERAL"
)
PIECES = st.sampled_from(WORDS.split(" "))
QUERIES = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.text(max_size=200),
    st.builds(
        lambda a, b: f"SELECT * WHERE {{ {a} }} {b}", st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=20)
    ),
)


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(
    sparql=QUERIES, accept=st.sampled_from(["", "application/sparql-results+xml", "text/csv, text/turtle", "*/*;q=x"])
)
def test_malformed_queries(client, sparql, accept):
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    response = client.post("/sparql", content=sparql.encode("utf-8", "surrogatepass"), headers=headers)
    if response.status_code != 200:
        harmless(response, most=503)


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(
    path=st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(["..", ".", "doc", "static", "%", "data", ""])).map("/".join)
    ),
    fields=st.dictionaries(
        st.sampled_from(
            "query update graph default page kind fact focus steps q format default-graph-uri nodes".split()
        ),
        st.one_of(st.text(max_size=30), st.sampled_from(EVIL)),
        max_size=3,
    ),
)
def test_requests_at_random(client, path, fields):
    place = "/" + quote(path.encode("utf-8", "surrogatepass"), safe="/.%~")
    for where in (place, "/sparql", "/data", "/search", "/country/XR"):
        response = client.get(where, params=fields)
        assert response.status_code < 500, response.text
        if response.status_code >= 400:
            harmless(response)


# the network


def test_no_query_goes_out(client):
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()
        trap.settimeout(0.5)
        here = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        came = []

        def watch():
            with contextlib.suppress(TimeoutError):
                came.append(trap.accept())

        thread = threading.Thread(target=watch)
        thread.start()
        for sparql in (
            f"SELECT * WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ SERVICE SILENT <{here}> {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ BIND(<{here}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ \\u0053ERVICE <{here}> {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ {{ SELECT * WHERE {{ OPTIONAL {{ service <{here}> {{ ?s ?p ?o }} }} }} }} }}",
        ):
            harmless(client.get("/sparql", params={"query": sparql}))
            assert client.get("/view", params={"query": sparql}, headers={"Accept": "text/plain"}).status_code == 403
        for sparql in (f"ASK FROM <{here}> {{ ?s ?p ?o }}", f"ASK FROM NAMED <{here}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"):
            assert client.get("/sparql", params={"query": sparql}).json()["boolean"] is False
        assert client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": here}).status_code == 200
        harmless(client.post("/sparql", data={"update": f"LOAD <{here}>"}))
        thread.join()
        assert not came


# pages


PLACES = (
    "/",
    "/search?q={e}",
    "/things/person",
    "/things/document",
    "/country/XR",
    "/country/XR?kind={e}&page={e}",
    "/person/anna-noll-1",
    "/person/bo-oll-2",
    "/fact/aaaaaaaaaaaa-tenure1",
    "/fact/aaaaaaaaaaaa-event1",
    "/fact/aaaaaaaaaaaa-commitment10",
    "/doc/aaaaaaaaaaaa",
    "/doc/aaaaaaaaaaaa?fact={e}",
    "/span/aaaaaaaaaaaa-0-31",
    "/text/aaaaaaaaaaaa",
    "/run/1234",
    "/vocab/strength-will",
    "/query?query={e}",
    "/query?question={e}",
    "/map?focus={e}",
    "/view?focus=Noll",
    "/view",
    "/view?focus={e}",
    "/sparql?query={e}",
    "/data?graph={e}",
    "/nonsense/{e}",
    "/questions/{e}",
    "/query?query=SELECT+*+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D",
    "/query?question=cq07",
    "/query?query=CONSTRUCT+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D",
)


def test_no_page_has_markup_of_the_graph(evil):
    with opened(evil) as client:
        for place in PLACES:
            text = client.get(place.replace("{e}", quote(EVIL[0])), headers={"Accept": "text/html"}).text
            assert "<script>alert" not in text, place
            assert "<img src=x" not in text, place
            assert 'href="javascript:' not in text, place


@needs_browser
@pytest.mark.browser
def test_nothing_of_the_graph_runs_in_a_browser(evil):
    from playwright.sync_api import sync_playwright

    with server(evil) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        shown = Opened(browser.new_page())
        shown.page.set_default_timeout(10_000)
        for n, place in enumerate(PLACES):
            shown.page.goto(url + place.replace("{e}", quote(EVIL[n % len(EVIL)])))
            shown.page.wait_for_timeout(400 if place.startswith(("/query", "/map")) else 50)
        shown.page.goto(f"{url}/query?query={quote('SELECT * WHERE { ?s ?p ?o }')}")
        shown.page.wait_for_selector("#as-table td")
        shown.page.click("#tab-graph")
        shown.page.wait_for_timeout(1500)
        browser.close()
    assert not [line for line in shown.console if line.startswith(("dialog", "error: ")) and "status of 4" not in line]
    assert all(request.startswith((url, "data:", "blob:")) for request in shown.requests)
