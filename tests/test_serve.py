"""The pages and the linked data of ``kg serve``."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import ids, serve, store
from kg.serve.accept import GRAPHS, ROWS, choose
from kg.serve.documents import Listed, Mention, segments
from kg.serve.links import href, iri_of, path_of
from tests.served import KG, server
from tests.served import client as opened

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGES = (
    "/", "/query", "/map", "/ns", "/search?q=noll", "/search", "/things/person", "/things/document", "/country/XR",
    "/person/anna-noll-1", "/office/ruritania-minister", "/fact/aaaaaaaaaaaa-tenure1", "/fact/aaaaaaaaaaaa-commitment2",
    "/doc/aaaaaaaaaaaa", "/doc/aaaaaaaaaaaa?fact=fact:aaaaaaaaaaaa-event1", "/span/aaaaaaaaaaaa-0-31", "/run/1234",
    "/text/aaaaaaaaaaaa", "/vocab/strength-will", "/view",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(small):
    with opened(small) as found:
        yield found


# negotiation


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/xml;q=0.3", "application/xml"),
        ("text/*;q=0.5, text/csv;q=0.1", "text/tab-separated-values"),
        ("*/*;q=0", None),
        ("nonsense", "application/sparql-results+json"),
        ("text/csv;q=nonsense", "text/csv"),
        (" TEXT/CSV ", "text/csv"),
        ("text/csv;q=7, application/xml;q=-3", "text/csv"),
    ],
)
def test_the_preferred_media_type(accept, wanted):
    assert choose(accept, ROWS) == wanted


def test_a_browser_gets_a_page_and_a_program_turtle(client):
    assert client.get("/country/XR", headers=HTML).headers["content-type"].startswith("text/html")
    assert client.get("/country/XR", headers={"Accept": "text/turtle, text/html;q=0.5"}).headers["content-type"] == (
        "text/turtle; charset=utf-8"
    )
    assert client.get("/country/XR", headers={"Accept": "image/png"}).status_code == 406


# addresses


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{ids.BASE}country/MX", "/country/MX"),
        (f"{ids.BASE}person/josé", "/person/jos%C3%A9"),
        (f"{ids.BASE}ns#Country", "/ns#Country"),
        (f"{ids.BASE}nonsense/x", ""),
        (f"{ids.BASE}country/", ""),
        ("http://www.wikidata.org/entity/Q96", ""),
    ],
)
def test_iris_are_paths(iri, path):
    assert path_of(iri, ids.BASE) == path
    assert href(iri, ids.BASE) == (
        path or (iri if ids.BASE not in iri or "nonsense" in iri or iri.endswith("/") else "")
    )


def test_other_schemes_are_no_links():
    for iri in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "urn:x"):
        assert href(iri, ids.BASE) == ""
    assert iri_of("/nonsense/x", ids.BASE) == ""
    assert iri_of("country/MX", ids.BASE) == f"{ids.BASE}country/MX"


# documents


def test_a_text_is_cut_where_facts_and_mentions_begin_and_end():
    def fact(number: int, *spans: tuple[int, int]) -> Listed:
        return Listed(number, "", "", "", "", "", spans)

    found = list(
        segments("abcdefgh", [fact(1, (1, 5)), fact(2, (3, 7), (7, 8))], [Mention(2, 4, "/x"), Mention(3, 6, "/y")])
    )
    assert [(s.text, s.facts, s.href, s.begins) for s in found] == [
        ("a", (), "", ()), ("b", (1,), "", (1,)), ("c", (1,), "/x", ()), ("d", (1, 2), "/x", (2,)),
        ("e", (1, 2), "", ()), ("fg", (2,), "", ()), ("h", (2,), "", (2,)),
    ]  # fmt: skip
    assert "".join(s.text for s in segments("", [], [])) == ""


# pages


@pytest.mark.parametrize("where", PAGES)
def test_every_page_is_whole_and_guarded(client, where):
    response = client.get(where, headers=HTML)
    assert response.status_code == 200
    headers = response.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    if where != "/view":
        assert "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" in headers["content-security-policy"]
        assert ("unsafe" in headers["content-security-policy"]) is (where == "/query")
        assert response.text.count("<h1") == (0 if where == "/map" else 1)
        assert "<html lang=" in response.text
        assert "<b>" not in response.text
        assert "<i>one" not in response.text
        for source in re.findall(r'(?:src|href)="([^"]+)"', response.text):
            assert source.startswith(("/", "#", "?", "http://", "https://")), source


def test_links_lead_somewhere(client):
    seen: set[str] = set()
    waiting = {"/", "/things/person", "/doc/aaaaaaaaaaaa"}
    while waiting - seen and len(seen) < 60:
        where = sorted(waiting - seen)[0]
        seen.add(where)
        response = client.get(where, headers=HTML)
        assert response.status_code == 200, where
        found = {h.replace("&amp;", "&").split("#")[0] for h in re.findall(r'href="(/[^"]*)"', response.text)}
        waiting |= {h for h in found if not h.startswith(("/static", "/query?", "/.well"))}
    assert len(seen) > 20


def test_what_a_page_says(client):
    text = client.get("/person/anna-noll-1", headers=HTML).text
    assert "Anna Noll" in text
    assert "<mark>Minister Anna Noll of Ruritania</mark>" in text
    assert "&lt;b&gt;" in client.get("/person/bo-oll-2", headers=HTML).text
    text = client.get("/doc/aaaaaaaaaaaa?fact=fact:aaaaaaaaaaaa-commitment2", headers=HTML).text
    assert re.search(r'<mark class="here" id="here" data-facts="[\d ]+">we will sign</mark>', text)
    assert "Anna Noll" in client.get("/search?q=ann+NOLL", headers=HTML).text
    assert "Nothing in the graph" in client.get("/search?q=zzz", headers=HTML).text


def test_what_is_not_there(client):
    for where in (
        "/country/ZZ",
        "/nonsense",
        "/static/nonsense.js",
        "/things/nonsense",
        "/country/%3Cscript%3E",
        "/a b",
    ):
        page = client.get(where, headers=HTML)
        assert page.status_code == 404
        assert "<h1>Not found</h1>" in page.text
        assert "<script>" not in page.text
        line = client.get(where, headers={"Accept": "application/json"})
        assert (line.status_code, line.text.count("\n")) == (404, 1)


def test_linked_data(client):
    for kind in GRAPHS:
        response = client.get("/person/anna-noll-1", headers={"Accept": kind})
        assert response.headers["content-type"].startswith(kind)
        assert 'rel="alternate"' in response.headers["link"]
    for form, kind in (
        ("turtle", ox.RdfFormat.TURTLE),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ):
        read = list(ox.parse(client.get(f"/person/anna-noll-1?format={form}").content, format=kind))
        assert all(isinstance(q.graph_name, ox.DefaultGraph) for q in read)
        found = {q.triple for q in read}
        anna = ox.NamedNode(f"{ids.BASE}person/anna-noll-1")
        assert ox.Triple(anna, ox.NamedNode("http://xmlns.com/foaf/0.1/name"), ox.Literal("Anna Noll")) in found
        assert any(t.object == anna for t in found)
    assert b"owl:Class" in client.get("/ns?format=turtle").content


def test_the_map_shows_a_part(client):
    whole, part = client.get("/view").text, client.get("/view?focus=Anna+Noll&steps=1").text
    assert "Anna Noll" in part
    assert len(part) <= len(whole)
    for where in (
        "/view?focus=nobody",
        "/view?query=ASK+%7B%7D",
        "/view?query=nonsense",
        "/view?question=nonsense",
        "/view?kind=x",
    ):
        assert client.get(where, headers={"Accept": "text/plain"}).status_code == 400, where
    asked = "/view?query=SELECT+%3Fx+WHERE+%7B+%3Fx+a+dip%3ATenure+%7D"
    assert "ruritania-minister" in client.get(asked).text


def test_static_files_are_shipped_and_kept():
    project = tomllib.loads((Path(kg.__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["package-data"]["kg.serve"] == ["static/*", "templates/*"]
    assert "MIT" in (Path(kg.__file__).parent / "serve" / "static" / "editor.LICENSE.txt").read_text(encoding="utf-8")


def test_only_names_that_are_its_own(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_hosts():
    assert serve.hosts("0.0.0.0") == ("*",)
    assert serve.hosts("::1")[0] == "[::1]"
    assert "localhost" in serve.hosts("127.0.0.1")


def test_a_new_build_is_seen(tmp_path):
    def build(name: str) -> None:
        with store.rebuild(tmp_path / "g", base=ids.BASE) as writer:
            label, graph = (
                ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
                ox.NamedNode(f"{ids.BASE}graph/x"),
            )
            writer.bulk([ox.Quad(ox.NamedNode(f"{ids.BASE}country/XX"), label, ox.Literal(name), graph)])

    build("Before")
    with opened(tmp_path / "g") as client:
        assert "Before" in client.get("/country/XX", headers=HTML).text
        build("After")
        assert "After" in client.get("/country/XX", headers=HTML).text
        assert "After" in client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }"}).text


# the command


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([KG, "serve", *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_the_command_says_what_is_wrong_in_one_line(small, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for arguments, said in (
            ((str(small), "--port", port), f"cannot listen on 127.0.0.1, port {port}"),
            ((str(tmp_path / "none"), "--port", "0"), "there is no graph here"),
            (("http://127.0.0.1:1/sparql", "--port", "0"), "is served already"),
            ((str(small), "--host", "192.0.2.1"), "cannot listen on 192.0.2.1"),
        ):
            done = run(*arguments)
            assert done.returncode in (1, 2)
            assert said in done.stderr
            assert done.stderr.count("\n") == 1


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda name: None if name == "uvicorn" else object())
    with pytest.raises(kg.UsageError, match=r"needs uvicorn; install .*communique-kg\[serve\]"):
        serve.needed()


def test_a_server_starts_answers_and_ends(small):
    import httpx2

    with server(small, "--writable") as (url, process):
        assert url.startswith("http://127.0.0.1:")
        assert "Who shows this token may change it: " in process.stderr.readline()
        response = httpx2.get(f"{url}/sparql", params={"query": "ASK {}"})
        assert response.json()["boolean"] is True
        assert "server" not in response.headers
        process.terminate()
        assert process.wait(10) is not None
        assert process.stderr.read() == ""


def test_ctrl_c_ends_it_at_once_whatever_runs(small):
    with server(small, "--timeout", "60") as (url, process):
        slow = threading.Thread(target=ask, args=(url,))
        slow.start()
        time.sleep(1)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(30)
        assert time.monotonic() - started < 15
        assert process.stderr.read() == ""
        slow.join()


def ask(url: str) -> None:
    import httpx2

    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with contextlib.suppress(httpx2.HTTPError):
        httpx2.get(f"{url}/sparql", params={"query": query}, timeout=60)


def test_the_server_is_not_imported_before_it_is_needed():
    code = "import kg.cli.commands, sys; print('starlette' in sys.modules, 'kg.serve' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]
