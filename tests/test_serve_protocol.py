"""The requests of the W3C's protocol tests, written anew from the specifications they test.

SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), sections 2.1, 2.2 and 3; Graph Store HTTP Protocol
(https://www.w3.org/TR/sparql11-http-rdf-update/), section 5; Service Description, section 2.
"""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg import ids
from tests.served import client as opened

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
NAMES = "SELECT ?name WHERE { ?who a dip:Official ; foaf:name ?name } ORDER BY ?name"
HERE = f"{ids.BASE}graph/reference"
DOC = f"{ids.BASE}doc/aaaaaaaaaaaa"
TOKEN = "open sesame"


@pytest.fixture(scope="module")
def client(small):
    with opened(small) as found:
        yield found


@pytest.fixture
def writable(tmp_path):
    from kg import store

    with store.rebuild(tmp_path / "g", base=ids.BASE) as writer:
        writer.bulk(ox.parse(path="tests/graphs/small.trig"))
    with opened(tmp_path / "g", token=TOKEN, workers=1) as found:
        found.headers["Authorization"] = f"Bearer {TOKEN}"
        yield found


def post(client, body: str | bytes, kind: str, where: str = "/sparql", **headers: str):
    return client.post(where, content=body, headers={"Content-Type": kind, **headers})


def boolean(response) -> bool:
    assert response.status_code == 200, response.text
    return response.json()["boolean"]


# the three ways to send a query


def test_query_get(client):
    response = client.get("/sparql", params={"query": "ASK {}"})
    assert boolean(response)
    assert response.headers["content-type"] == JSON


def test_query_post_form(client):
    assert boolean(post(client, urlencode({"query": "ASK {}"}), FORM))


def test_query_post_direct(client):
    assert boolean(post(client, "ASK {}", QUERY))


def test_query_post_direct_with_charset(client):
    assert boolean(post(client, "ASK {}", f"{QUERY}; charset=UTF-8"))


def test_query_head(client):
    response = client.head("/sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.content) == (200, b"")


# the dataset of a query

COUNT = "ASK { { SELECT (COUNT(*) AS ?n) WHERE { ?c a dip:Country } } FILTER(?n = 2) }"
NAMED = "ASK { GRAPH ?g { ?c a dip:Country } }"


@pytest.mark.parametrize("send", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("sparql", "fields", "wanted"),
    [
        (COUNT, [("default-graph-uri", HERE)], True),
        (COUNT, [("default-graph-uri", DOC)], False),
        (COUNT, [("default-graph-uri", DOC), ("default-graph-uri", HERE)], True),
        (NAMED, [("named-graph-uri", HERE)], True),
        (NAMED, [("named-graph-uri", DOC)], False),
        (NAMED, [("default-graph-uri", HERE)], False),
        (NAMED, [("default-graph-uri", DOC), ("named-graph-uri", DOC), ("named-graph-uri", HERE)], True),
        (COUNT, [("named-graph-uri", HERE)], False),
        (f"ASK FROM <{DOC}> {{ ?c a dip:Country }}", [], False),
        (f"ASK FROM <{HERE}> {{ ?c a dip:Country }}", [], True),
        (f"ASK FROM NAMED <{HERE}> {{ GRAPH ?g {{ ?c a dip:Country }} }}", [], True),
        # the protocol's dataset has the last word
        (f"ASK FROM <{DOC}> {{ ?c a dip:Country }}", [("default-graph-uri", HERE)], True),
    ],
)
def test_query_dataset(client, send, sparql, fields, wanted):
    if send == "get":
        response = client.get("/sparql", params=[("query", sparql), *fields])
    elif send == "form":
        response = post(client, urlencode([("query", sparql), *fields]), FORM)
    else:
        response = post(client, sparql, QUERY, "/sparql?" + urlencode(fields))
    assert boolean(response) is wanted


# content negotiation


@pytest.mark.parametrize(
    ("accept", "sparql", "wanted"),
    [
        ("", NAMES, JSON),
        ("*/*", NAMES, JSON),
        (JSON, NAMES, JSON),
        (XML, NAMES, XML),
        (f"{JSON};q=0.5, {XML};q=0.9", NAMES, XML),
        (f"{XML};q=0.1, */*;q=0.2", NAMES, JSON),
        (f"{JSON};q=0, */*", NAMES, XML),
        ("text/*", NAMES, "text/csv; charset=utf-8"),
        ("text/tab-separated-values, text/csv;q=0.9", NAMES, "text/tab-separated-values; charset=utf-8"),
        ("application/json", NAMES, "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", NAMES, JSON),
        (XML, "ASK {}", XML),
        ("", "CONSTRUCT WHERE { ?c a dip:Country }", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "CONSTRUCT WHERE { ?c a dip:Country }", "application/rdf+xml"),
        ("application/ld+json", f"DESCRIBE <{ids.BASE}country/XR>", "application/ld+json"),
        ("application/n-triples, text/turtle;q=0.3", "CONSTRUCT WHERE { ?c a dip:Country }", "application/n-triples"),
        (f"{XML}, application/rdf+xml", "CONSTRUCT WHERE { ?c a dip:Country }", "application/rdf+xml"),
        (f"{XML}, application/rdf+xml", NAMES, XML),
    ],
)
def test_the_format_is_the_one_preferred(client, accept, sparql, wanted):
    response = client.get("/sparql", params={"query": sparql}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == wanted
    assert "Accept" in response.headers["vary"]
    assert len(response.content) == int(response.headers["content-length"])


@pytest.mark.parametrize(
    ("accept", "sparql"),
    [("image/png", NAMES), ("text/turtle", NAMES), (XML, "CONSTRUCT WHERE { ?s ?p ?o }"), ("text/html;q=0", NAMES)],
)
def test_a_format_that_is_not_there(client, accept, sparql):
    response = client.get("/sparql", params={"query": sparql}, headers={"Accept": accept})
    assert response.status_code == 406
    assert response.text.count("\n") == 1


def test_every_format_says_the_same(client):
    for kind, form in ((JSON, ox.QueryResultsFormat.JSON), (XML, ox.QueryResultsFormat.XML)):
        response = client.get("/sparql", params={"query": NAMES}, headers={"Accept": kind})
        rows = [row["name"].value for row in ox.parse_query_results(response.content, form)]
        assert rows == ["Anna Noll", 'Bo "<b>" Oll']
    counts = set()
    for kind in ("text/turtle", "application/n-triples", "application/rdf+xml"):
        response = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": kind})
        counts.add(len(set(ox.parse(response.content, format=ox.RdfFormat.from_media_type(kind)))))
    assert len(counts) == 1


# requests that are wrong


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (405, ("PUT", "/sparql", b"ASK {}", QUERY)),
        (405, ("DELETE", "/sparql", b"", "")),
        (400, ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", b"", "")),
        (400, ("POST", "/sparql", b"query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", FORM)),
        (415, ("POST", "/sparql", b"query=ASK%20%7B%7D", "text/plain")),
        (415, ("POST", "/sparql", b"query=ASK%20%7B%7D", "")),
        (415, ("POST", "/sparql", b"ASK {}", "")),
        (400, ("POST", "/sparql", "ASK {}".encode("utf-16"), QUERY)),
        (400, ("POST", "/sparql", b"query=%FF%FE", FORM)),
        (400, ("GET", "/sparql?query=%FF%FE", b"", "")),
        (400, ("POST", "/sparql", b"", FORM)),
        (400, ("POST", "/sparql", b"q=1", FORM)),
        (400, ("POST", "/sparql?query=ASK%20%7B%7D", b"", FORM)),
        (400, ("POST", "/sparql", b"", QUERY)),
        (400, ("GET", "/sparql?query=SELECT", b"", "")),
        (400, ("GET", "/sparql?query=ASK%20%7B", b"", "")),
        (400, ("GET", "/sparql?query=", b"", "")),
        (400, ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", b"", "")),
        (403, ("GET", "/sparql?query=" + quote("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), b"", "")),
        (403, ("GET", "/sparql?query=" + quote("INSERT DATA { <x:a> <x:b> 1 }"), b"", "")),
        (400, ("GET", "/sparql?update=" + quote("CLEAR ALL"), b"", "")),
        (403, ("POST", "/sparql", b"update=CLEAR%20ALL", FORM)),
        (403, ("POST", "/sparql", b"CLEAR ALL", UPDATE)),
        (413, ("POST", "/sparql", b"ASK {}" + b" " * (1 << 20), QUERY)),
        (400, ("POST", "/sparql", b"&".join(b"a=1" for _ in range(500)), FORM)),
    ],
)
def test_wrong_requests(client, status, request_):
    method, where, body, kind = request_
    response = client.request(method, where, content=body, headers={"Content-Type": kind} if kind else {})
    assert response.status_code == status, response.text
    assert response.text.count("\n") == 1
    assert "Traceback" not in response.text
    if status == 405:
        assert response.headers["allow"]


def test_a_malformed_query_says_where(client):
    response = client.get("/sparql", params={"query": "SELECT ?x WHERE {\n  ?x a dip:Country ;\n}} "})
    assert "line 3, column 2" in response.text


# limits


def test_rows_are_limited(small):
    with opened(small, limit=3) as client:
        response = client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }"})
        assert len(response.json()["results"]["bindings"]) == 3
        assert response.headers["x-result-cut"] == "true"
        response = client.get("/sparql", params={"query": NAMES})
        assert "x-result-cut" not in response.headers


def test_time_is_limited(small):
    with opened(small, timeout=0.5) as client:
        slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        response = client.get("/sparql", params={"query": slow})
        assert response.status_code == 503
        assert "longer than 0.5 s" in response.text
        assert client.get("/sparql", params={"query": NAMES}).status_code == 200


def test_a_long_answer_is_streamed_whole(client):
    many = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 9000"
    response = client.get("/sparql", params={"query": many})
    assert "content-length" not in response.headers
    assert len(response.json()["results"]["bindings"]) == 9000


# named questions


def test_a_question(client):
    response = client.get("/questions/cq07", params={"person": "Anna Noll"})
    assert response.status_code == 200
    assert response.json()["head"]["vars"]
    assert client.get("/questions/nonsense").status_code == 404
    assert client.get("/questions/cq07", params={"nonsense": "x"}).status_code == 400
    assert client.get("/questions/cq07", params={"person": "Nobody"}).status_code == 400


# service description and VoID


def test_the_service_describes_itself(client):
    for where in ("/sparql", "/.well-known/void"):
        for kind in ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"):
            response = client.get(where, headers={"Accept": kind})
            assert response.status_code == 200
            assert response.headers["content-type"].startswith(kind)
    found = {
        (q.predicate.value.rpartition("#")[2], getattr(q.object, "value", ""))
        for q in ox.parse(client.get("/sparql").content, format=ox.RdfFormat.TURTLE)
    }
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert ("endpoint", "http://testserver/sparql") in found
    assert ("supportedLanguage", f"{sd}SPARQL11Query") in found
    assert ("supportedLanguage", f"{sd}SPARQL11Update") not in found
    assert ("resultFormat", "http://www.w3.org/ns/formats/SPARQL_Results_JSON") in found
    assert ("name", HERE) in found
    assert ("sparqlEndpoint", "http://testserver/sparql") in found
    assert ("uriSpace", ids.BASE) in found


# Graph Store Protocol


@pytest.mark.parametrize("where", [f"/data?graph={quote(HERE, safe='')}", "/data/graph/reference"])
def test_a_graph_is_given(client, where):
    response = client.get(where)
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert b"Ruritania" in response.content
    assert b"Anna Noll" not in response.content
    head = client.head(where)
    assert (head.status_code, head.content) == (200, b"")
    for kind in ("application/n-triples", "application/rdf+xml"):
        found = client.get(where, headers={"Accept": kind}).content
        assert len(list(ox.parse(found, format=ox.RdfFormat.from_media_type(kind)))) == 7
    assert json.loads(client.get(where, headers={"Accept": "application/ld+json"}).content)
    assert client.get(where, headers={"Accept": "image/png"}).status_code == 406


def test_the_default_graph_is_the_union(client):
    response = client.get("/data?default", headers={"Accept": "application/n-triples"})
    every = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"}).json()
    assert response.text.count("\n") == int(every["results"]["bindings"][0]["n"]["value"])
    assert client.head("/data?default").status_code == 200


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("/data", 400),
        ("/data?graph=nonsense", 400),
        (f"/data?default&graph={HERE}", 400),
        (f"/data?graph={ids.BASE}doc/none", 404),
        ("/data/doc/none", 404),
        ("/data/%20", 404),
        ("/data/../../etc/passwd", 404),
    ],
)
def test_graphs_that_are_not_there(client, where, status):
    response = client.get(where)
    assert response.status_code == status
    assert response.text.count("\n") == 1


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_read_only_server_changes_nothing(client, method):
    response = client.request(method, "/data/graph/reference", content=b"", headers={"Authorization": "Bearer x"})
    assert response.status_code == 403


# a server that can be written to


def test_only_with_the_token(writable):
    for given in ("", "Bearer wrong", f"Basic {TOKEN}"):
        response = writable.delete("/data/graph/reference", headers={"Authorization": given})
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert post(writable, "CLEAR ALL", UPDATE, Authorization=given).status_code == 401


def test_graphs_are_put_added_to_and_deleted(writable):
    here = "/data/graph/new"
    turtle = {"Content-Type": "text/turtle"}
    assert writable.put(here, content=b"<#a> <#b> 1 .", headers=turtle).status_code == 201
    assert writable.put(here, content=b"<#a> <#b> 2 .", headers=turtle).status_code == 204
    assert writable.post(here, content=b"<#a> <#b> 3 .", headers=turtle).status_code == 204
    count = {"query": f"SELECT ?n WHERE {{ <{ids.BASE}graph/new#a> ?p ?n }} ORDER BY ?n"}
    rows = writable.get("/sparql", params=count).json()["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == ["2", "3"]
    assert writable.put(here, content=b"<#a> <#b> ", headers=turtle).status_code == 400
    assert writable.put(here, content=b"x", headers={"Content-Type": "text/csv"}).status_code == 415
    assert writable.delete(here).status_code == 204
    assert writable.delete(here).status_code == 404
    assert writable.get("/sparql", params=count).json()["results"]["bindings"] == []
    assert writable.put("/data?default", content=b"", headers=turtle).status_code == 400


def test_updates(writable):
    new = f"INSERT DATA {{ GRAPH <{ids.BASE}graph/new> {{ <x:a> rdfs:label 'new' }} }}"
    ask = {"query": "ASK { <x:a> rdfs:label 'new' }"}
    assert not boolean(writable.get("/sparql", params=ask))
    assert post(writable, new, UPDATE).status_code == 204
    assert boolean(writable.get("/sparql", params=ask))
    gone = urlencode({"update": f"CLEAR GRAPH <{ids.BASE}graph/new>"})
    assert post(writable, gone, FORM).status_code == 204
    assert not boolean(writable.get("/sparql", params=ask))
    assert boolean(writable.get("/sparql", params={"query": COUNT}))


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("INSERT DATA { <x:a> <x:b> 1 }", 400),
        (f"DELETE WHERE {{ <{ids.BASE}country/XR> ?p ?o }}", 400),
        ("LOAD <http://127.0.0.1:1/>", 403),
        ("LOAD <file:///etc/passwd> INTO GRAPH <x:g>", 403),
        ("INSERT { GRAPH <x:g> { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("INSERT", 400),
        ("", 400),
    ],
)
def test_updates_that_are_refused_change_nothing(writable, update, status):
    response = post(writable, update, UPDATE)
    assert response.status_code == status, response.text
    assert response.text.count("\n") == 1
    assert boolean(writable.get("/sparql", params={"query": COUNT}))


# the requests of an update (section 2.2)


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, ("GET", "/sparql?update=CLEAR%20ALL", "", "")),
        (400, ("POST", "/sparql", "update=CLEAR%20ALL&update=CLEAR%20ALL", FORM)),
        (400, ("POST", "/sparql", "query=ASK%20%7B%7D&update=CLEAR%20ALL", FORM)),
        (400, ("POST", "/sparql?update=CLEAR%20ALL", "", FORM)),
        (415, ("POST", "/sparql", "CLEAR ALL", "text/plain")),
        (415, ("POST", "/sparql", "update=CLEAR%20ALL", "")),
        (400, ("POST", "/sparql", "CLEAR GRAPH <x:ä>".encode("utf-16"), UPDATE)),
        (400, ("POST", "/sparql", "update=CLEAR%FF", FORM)),
        (400, ("POST", "/sparql", "CLEAR XYZ", UPDATE)),
        (400, ("POST", "/sparql?using-graph-uri=no%20iri", "CLEAR ALL", UPDATE)),
        (403, ("POST", f"/sparql?using-graph-uri={HERE}", "LOAD <http://127.0.0.1:1/> INTO GRAPH <x:g>", UPDATE)),
    ],
)
def test_wrong_updates(writable, status, request_):
    method, where, body, kind = request_
    response = writable.request(method, where, content=body, headers={"Content-Type": kind} if kind else {})
    assert response.status_code == status, response.text
    assert response.text.count("\n") == 1
    assert boolean(writable.get("/sparql", params={"query": COUNT}))


def test_an_update_knows_its_base(writable):
    new = "BASE <http://example.org/> CLEAR SILENT GRAPH <g> ; INSERT { GRAPH <g> { <s> <p> <o> } } WHERE {}"
    assert post(writable, new, UPDATE).status_code == 204
    ask = "ASK { GRAPH <http://example.org/g> { <http://example.org/s> ?p ?o } }"
    assert boolean(writable.get("/sparql", params={"query": ask}))


A, B, C = ("http://example.org/a", "http://example.org/b", "http://example.org/c")
THREE = " ; ".join(f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> a foaf:Document }} }}" for graph in (A, B, C))
USED = f"SELECT ?s WHERE {{ GRAPH <{HERE}/used> {{ ?s ?p ?o }} }} ORDER BY ?s"
COPY = f"INSERT {{ GRAPH <{HERE}/used> {{ ?s a foaf:Document }} }} WHERE {{ ?s a foaf:Document }}"
COPY_NAMED = f"INSERT {{ GRAPH <{HERE}/used> {{ ?s a foaf:Document }} }} WHERE {{ GRAPH ?g {{ ?s a foaf:Document }} }}"
COPY_BOTH = (
    f"INSERT {{ GRAPH <{HERE}/used> {{ ?s a foaf:Document }} }} "
    "WHERE { { GRAPH ?g { ?s a foaf:Document } } UNION { ?s a foaf:Document } }"
)


def used(client):
    rows = client.get("/sparql", params={"query": USED}).json()["results"]["bindings"]
    return [row["s"]["value"] for row in rows]


@pytest.mark.parametrize("send", ["form", "direct"])
@pytest.mark.parametrize(
    ("update", "default", "named", "wanted"),
    [
        (COPY, [A], [], [A]),
        (COPY, [A, B], [], [A, B]),
        (COPY, [], [A], []),
        (COPY, [f"{A}/none"], [], []),
        (COPY, [], [], [A, B, C]),
        (COPY_NAMED, [], [A, B], [A, B]),
        (COPY_NAMED, [A], [], []),
        (COPY_BOTH, [A], [B], [A, B]),
        (f"{COPY} ; {COPY_NAMED}", [A], [B], [A, B]),
        (COPY.replace("WHERE", "# WHERE {\n where"), [C], [], [C]),
        (COPY.replace("a foaf:Document }}", "rdfs:label 'WITH } USING' }}"), [C], [], [C]),
    ],
)
def test_the_dataset_of_an_update(writable, send, update, default, named, wanted):
    assert post(writable, THREE, UPDATE).status_code == 204
    fields = [*(("using-graph-uri", g) for g in default), *(("using-named-graph-uri", g) for g in named)]
    if send == "form":
        response = post(writable, urlencode([("update", update), *fields]), FORM)
    else:
        response = post(writable, update, UPDATE, "/sparql?" + urlencode(fields))
    assert response.status_code == 204, response.text
    assert used(writable) == wanted


@pytest.mark.parametrize(("field", "graphs"), [("using-graph-uri", [A]), ("using-named-graph-uri", [A, B])])
def test_the_dataset_of_delete_where(writable, field, graphs):
    """What it deletes stands in named graphs, as everything here; USING leaves it none to match."""
    assert post(writable, THREE, UPDATE).status_code == 204
    gone = "PREFIX where: <http://example.org/> DELETE WHERE { GRAPH ?g { ?s a foaf:Document } }"
    where = "/sparql?" + urlencode([(field, graph) for graph in graphs])
    assert post(writable, gone, UPDATE, where).status_code == 204
    assert post(writable, COPY_NAMED, UPDATE).status_code == 204
    assert used(writable) == ([A, B, C] if field == "using-graph-uri" else [C])


@pytest.mark.parametrize("field", ["using-graph-uri", "using-named-graph-uri"])
@pytest.mark.parametrize(
    "update",
    [
        COPY.replace("WHERE", f"USING <{B}> WHERE"),
        COPY.replace("WHERE", f"USING NAMED <{B}> WHERE"),
        f"WITH <{B}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"INSERT DATA {{ GRAPH <{HERE}/used> {{ <{A}> <{A}> 1 }} }} ; {COPY.replace('WHERE', f'using <{B}> where')}",
    ],
)
def test_a_dataset_named_twice_is_refused(writable, field, update):
    assert post(writable, THREE, UPDATE).status_code == 204
    for fields, body, kind in (
        ("?" + urlencode({field: A}), update, UPDATE),
        ("", urlencode({"update": update, field: A}), FORM),
    ):
        response = post(writable, body, kind, "/sparql" + fields)
        assert response.status_code == 400, response.text
        assert response.text.count("\n") == 1
    assert used(writable) == []
    assert post(writable, update, UPDATE).status_code == 204
