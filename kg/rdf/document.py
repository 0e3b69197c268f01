"""The document, its text, the run that read it, and the spans, times and mentions within it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kg.model import How, Links, Mention
from kg.rdf.scope import DATES, Node, Scope, Triple, date_literal, integer, literal, plain
from kg.vocab import DCT, DIP, FOAF, ITSRDF, NIF, PROV, RDF, TIME, concept

INSTANT = {10: TIME.inXSDDate, 7: TIME.inXSDgYearMonth, 4: TIME.inXSDgYear}
URL = "!$&'()*+,/:;=?@-._~"  # what stays as it is when a URL that is no IRI is percent-encoded


def document(scope: Scope) -> Iterator[Triple]:
    """The document as read, its characters, and that its run used it."""
    node, made = scope.document, scope.extraction.document
    yield node, RDF.type, DIP.Document
    yield node, DCT.source, literal(made.source)
    yield node, DCT.identifier, literal(made.id)
    if made.title:
        yield node, DCT.title, scope.label(made.title)
    if made.date and len(made.date) in DATES:
        yield node, DCT.date, date_literal(made.date)
    if made.publisher:
        yield node, DCT.publisher, literal(made.publisher)
    if made.language:
        yield node, DCT.language, literal(made.language)
    yield from ((node, FOAF.page, page) for page in _page(made.url or ""))
    yield node, DIP.hasText, scope.context
    yield from _text(scope)
    yield scope.run, PROV.used, node


def linked(scope: Scope, links: Links) -> Iterator[Triple]:
    """Where else the text was read, and the document that it repeats."""
    yield from ((scope.document, DIP.alsoReadFrom, literal(source)) for source in links.also)
    if links.repeats:
        yield scope.document, DIP.nearDuplicateOf, scope.iri(f"doc/{links.repeats}")


def _page(url: str) -> Iterator[Node]:
    """A web address as an IRI, percent-encoded if it must be; nothing for what is no web address."""
    for candidate in (url, quote(plain(url), safe=URL)) if url.startswith(("http://", "https://")) else ():
        try:
            yield Node(candidate)
        except ValueError:
            continue
        return


def _text(scope: Scope) -> Iterator[Triple]:
    made = scope.extraction.document
    yield scope.context, RDF.type, NIF.Context
    yield scope.context, RDF.type, NIF.OffsetBasedString
    yield scope.context, NIF.beginIndex, integer(0)
    yield scope.context, NIF.endIndex, integer(len(made.text))
    yield scope.context, DIP.sha256, literal(made.sha256)
    yield scope.context, NIF.isString, literal(made.text)


def mentions(scope: Scope) -> Iterator[Triple]:
    """What each mention names, how, and how that was found; for open ones why nothing was."""
    for i, mention in enumerate(scope.extraction.mentions):
        node = scope.span(mention.span)
        keys = scope.resolution.of_mention.get((scope.key, i), ())
        yield node, DIP.mentionType, concept("mention-types", mention.form)
        yield node, DIP.resolvedBy, concept("resolution", _how(mention, keys))
        yield from ((node, ITSRDF.taIdentRef, scope.entity(key)) for key in keys)
        if not keys:
            yield node, DIP.unresolvedBecause, literal(mention.why or "nothing it could stand for was found")


def _how(mention: Mention, keys: tuple[str, ...]) -> How:
    if not keys:
        return How.OPEN
    office = mention.office
    by_owner = office is not None and (office.country is not None or office.organization is not None)
    return How.OFFICE_COUNTRY if by_owner and mention.how in (How.EXACT, How.OPEN) else mention.how


def spans(scope: Scope) -> Iterator[Triple]:
    """Every span that something points at, in text order."""
    for span in sorted(scope.spans):
        node = scope.span(span)
        yield node, RDF.type, DIP.Span
        yield node, NIF.referenceContext, scope.context
        yield node, NIF.beginIndex, integer(span.start)
        yield node, NIF.endIndex, integer(span.end)
        yield node, NIF.anchorOf, scope.words(span)


def times(scope: Scope) -> Iterator[Triple]:
    """Every time expression that a fact uses or the extraction found, and the dates they come to."""
    relative = {t.span: t for t in scope.extraction.relative_times}
    for span in sorted({*scope.times, *relative}):
        node = scope.time(span)
        found = relative.get(span)
        yield node, RDF.type, DIP.RelativeTime if found else DIP.TimeExpression
        yield node, DIP.expression, scope.words(span)
        yield node, DIP.mentionedAt, scope.span(span)
        if found:
            yield node, DIP.anchoredTo, scope.document
        if found and found.resolved and len(found.resolved) in DATES:
            yield node, DIP.resolvedTo, scope.date(found.resolved)
    for iso in sorted(scope.dates):
        yield scope.date(iso), RDF.type, TIME.Instant
        yield scope.date(iso), INSTANT[len(iso)], date_literal(iso)
