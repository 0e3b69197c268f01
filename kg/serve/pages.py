"""The pages: templates filled with what the graph says. Everything that comes from it is escaped."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

import jinja2
import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg import ids
from kg.network import words
from kg.prefixes import prefixes, short
from kg.query import questions
from kg.query.find import label
from kg.serve import things
from kg.serve.accept import PAGE, choose
from kg.serve.documents import facts_of, mentions_of, segments, text_of
from kg.serve.index import MOST, Index, dates, index
from kg.serve.links import path_of
from kg.serve.problems import Problem
from kg.serve.site import Site
from kg.show import kind_of, local, shown
from kg.view.style import VOUCHED
from kg.vocab import DCT, DIP, triples

PLURALS = {
    "country": "Countries", "person": "People", "organization": "Organisations", "office": "Offices", "place": "Places",
    "event": "Events", "agreement": "Agreements", "group": "Groups", "topic": "Topics", "document": "Documents",
}  # fmt: skip
STATIC = {"site.css": "text/css", "site.js": "text/javascript", "query.js": "text/javascript",
          "editor.js": "text/javascript", "icon.svg": "image/svg+xml"}  # fmt: skip
LISTED = 30  # documents that mention a thing
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
EDITOR = "; style-src-attr 'unsafe-inline'"  # the editor sets its size with a style attribute


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.serve"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.globals.update(plurals=PLURALS, vouched={how: words for how, (_, _, words) in VOUCHED.items()})
    found.filters["words"] = words
    found.filters["query"] = urlencode
    return found


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,  # noqa: ANN401
) -> Response:
    """A filled template, under a policy that runs nothing but the site's own scripts."""
    site: Site = request.app.state.site
    nonce = secrets.token_urlsafe(12)
    html = _environment().get_template(template).render(
        title=site.settings.title, nonce=nonce, here=request.url.path, status=status, static=fingerprint(), **context
    )  # fmt: skip
    extra = EDITOR if template == "query.html.j2" else ""
    policy = {"Content-Security-Policy": POLICY.format(nonce=nonce) + extra, "Content-Type": "text/html; charset=utf-8"}
    return Response(html, status, dict(headers or {}) | policy)


def problem(request: Request, found: Problem) -> Response:
    """A problem as a page where the client wants one, else as a line of text."""
    wanted = choose(request.headers.get("accept", ""), {"text/plain": "text", **PAGE})
    if wanted in PAGE and "text/html" in request.headers.get("accept", ""):
        return page(request, "problem.html.j2", status=found.status, headers=found.headers, line=found.line)
    return PlainTextResponse(found.line + "\n", found.status, found.headers)


def home(request: Request) -> Response:
    """What the graph holds, and where to begin."""
    found = _index(request)
    return page(request, "home.html.j2", found=found, top={k: found.of_kind(k)[:6] for k, _ in found.counts},
                questions=questions().values())  # fmt: skip


def search(request: Request) -> Response:
    """What bears a name."""
    words, kind = request.query_params.get("q", "")[:200], request.query_params.get("kind", "")
    matches = _index(request).search(words, kind if kind in PLURALS else "")
    return page(request, "search.html.j2", words=words, matches=matches[:MOST], count=len(matches))


def listing(request: Request) -> Response:
    """The things of a kind, page by page. Raises Problem 404."""
    kind, number = request.path_params["kind"], _number(request)
    if kind not in PLURALS:
        raise Problem(404, "there is no such list")
    found = _index(request).of_kind(kind)
    pages = max(1, -(-len(found) // (2 * MOST)))
    number = min(number, pages)
    known = request.app.state.site.state.once("dates", dates) if kind == "document" else {}
    entries = found[(number - 1) * 2 * MOST : number * 2 * MOST]
    return page(request, "listing.html.j2", kind=kind, entries=entries, count=len(found), number=number, pages=pages,
                dates=known)  # fmt: skip


def query_page(request: Request) -> Response:
    """The editor with the named questions."""
    site: Site = request.app.state.site
    base = site.reader.base
    terms = sorted({short(q.subject.value, base) for q in triples("dip.ttl") if isinstance(q.subject, ox.NamedNode)})
    asked = {
        q.name: {
            "text": q.text, "sparql": q.sparql,
            "parameters": [{"name": p.name, "kind": p.kind, "meaning": p.meaning} for p in q.parameters],
        }
        for q in questions().values()
    }  # fmt: skip
    setup = {"questions": asked, "prefixes": prefixes(base), "terms": terms, "base": base}
    text, name = request.query_params.get("query", ""), request.query_params.get("question", "")
    return page(request, "query.html.j2", questions=questions().values(), setup=setup, text=text, name=name,
                limits=site.settings)  # fmt: skip


def thing(request: Request, node: ox.NamedNode, headers: Mapping[str, str]) -> Response:
    """The page of a document, a fact or another thing."""
    reader = request.app.state.site.reader
    if any(True for _ in reader.matching(node, DIP.hasText, None)):
        return _document(request, node, headers)
    if any(True for _ in reader.matching(node, DIP.evidence, None)):
        return _fact(request, node, headers)
    part = _involved(request, node)
    return page(
        request, "entity.html.j2", headers=headers, iri=node.value, key=short(node.value, reader.base),
        name=label(reader, node), classes=things.classes(reader, node), kind=kind_of(reader, node),
        properties=list(things.properties(reader, node)), part=part, documents=_mentioning(request, node),
        address=lambda name: things.address(name, reader.base),
    )  # fmt: skip


def _involved(request: Request, node: ox.NamedNode) -> things.Involved:
    state = request.app.state.site.state
    about = state.lately(node.value, lambda reader: things.facts_about(reader, node))
    return things.involved(state.reader, node, about, request.query_params.get("kind", ""), _number(request))


def _mentioning(request: Request, node: ox.NamedNode) -> tuple[list[tuple[str, str]], int]:
    """Title and address of the first documents that mention a thing, and how many there are."""
    reader = request.app.state.site.reader
    found = [q.object for q in reader.matching(node, DIP.mentionedIn, None) if isinstance(q.object, ox.NamedNode)]
    first = sorted(found, key=lambda document: document.value)[:LISTED]
    return [(things.title_of(reader, d), path_of(d.value, reader.base)) for d in first], len(found)


def _fact(request: Request, node: ox.NamedNode, headers: Mapping[str, str]) -> Response:
    reader = request.app.state.site.reader
    part = _involved(request, node)
    return page(
        request, "fact.html.j2", headers=headers, iri=node.value, key=short(node.value, reader.base),
        fact=shown(reader, node), classes=things.classes(reader, node),
        properties=list(things.properties(reader, node)), part=part,
        address=lambda name: things.address(name, reader.base),
    )  # fmt: skip


def _document(request: Request, node: ox.NamedNode, headers: Mapping[str, str]) -> Response:
    reader = request.app.state.site.reader
    text_node, text = text_of(reader, node)
    facts = list(facts_of(reader, node, text))
    mentions = mentions_of(reader, text_node) if text_node is not None else ()
    chosen = request.query_params.get("fact", "")
    here = next((f.number for f in facts if f.iri == chosen or short(f.iri, reader.base) == chosen), 0)
    source = next((q.object for q in reader.matching(node, DCT.source, None)), None)
    return page(
        request, "document.html.j2", headers=headers, iri=node.value, key=short(node.value, reader.base),
        name=things.title_of(reader, node), source=str(getattr(source, "value", "")), facts=facts, chosen=here,
        segments=segments(text, facts, mentions), properties=list(things.properties(reader, node)),
    )  # fmt: skip


def ontology(request: Request) -> Response:
    """The terms of the ontology with their comments."""
    found: dict[str, dict[str, str]] = {}
    for quad in triples("dip.ttl"):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal | ox.NamedNode):
            found.setdefault(quad.subject.value, {})[local(quad.predicate.value)] = quad.object.value
    return page(
        request,
        "ontology.html.j2",
        terms=[_term(iri, said) for iri, said in sorted(found.items()) if iri.startswith(ids.ONTOLOGY)],
    )


def _term(iri: str, said: Mapping[str, str]) -> dict[str, str]:
    """A term of the ontology as the page shows it."""
    above = said.get("subClassOf") or said.get("subPropertyOf") or ""
    return {
        "name": local(iri), "key": short(iri), "above": short(above), "domain": short(said.get("domain", "")),
        "range": short(said.get("range", "")), "comment": said.get("comment") or said.get("label") or "",
    }  # fmt: skip


def static(request: Request) -> Response:
    """One of the files that pages use. Raises Problem 404."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise Problem(404, "there is no such file")
    headers = {"Content-Type": f"{STATIC[name]}; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_file(name), headers=headers)


@cache
def _file(name: str) -> bytes:
    return resources.files("kg.serve").joinpath("static", name).read_bytes()


@cache
def fingerprint() -> str:
    """A short hash of all files, so that a browser keeps them until they change."""
    return hashlib.sha256(b"".join(_file(name) for name in sorted(STATIC))).hexdigest()[:10]


def _index(request: Request) -> Index:
    found: Index = request.app.state.site.state.once("index", index)
    return found


def _number(request: Request) -> int:
    """The number of the page that is asked for; the first where it is none."""
    given = request.query_params.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 9 else 1
