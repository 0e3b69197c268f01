"""Tenures: who holds which office. One fact per person and post; further places in the text are further evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.facts.context import Context
from kg.mentions.same_person import may_mean
from kg.model import Fact, Factuality, Kind, Mention, Office, Span, Status, Tenure
from kg.reference import OfficeWords

INFERRED = frozenset({"title", "publisher", "side"})


@dataclass(slots=True)
class Post:
    """One office of one person, with the title mentions that say so."""

    person: int
    titles: list[int] = field(default_factory=list)


def tenures(context: Context) -> Iterator[Fact]:
    """A tenure for every named person and each distinct office beside the name."""
    for post in _without_ranks(context, _posts(context)):
        best = max(post.titles, key=lambda i: (len(_office(context, i).title), -i))
        office = _office(context, best)
        yield Tenure(
            id=context.new_id("tenure"),
            evidence=tuple(_evidence(context, i) for i in post.titles),
            rule="tenure",
            confidence=0.85 if office.basis in INFERRED else 0.95,
            factuality=Factuality.STATED,
            person=post.person,
            office=best,
        )


def _posts(context: Context) -> list[Post]:
    posts: list[Post] = []
    for i, mention in enumerate(context.mentions):
        if mention.kind != Kind.OFFICE or mention.office is None or mention.office.holder is None:
            continue
        person = context.mentions.heads(mention.office.holder)[0]
        post = next((p for p in posts if p.person == person and _same(context, p, mention.office)), None)
        if post is None:
            posts.append(Post(person, [i]))
        else:
            post.titles.append(i)
    return posts


def _without_ranks(context: Context, posts: list[Post]) -> list[Post]:
    """Without "Ambassador" alone, which is a diplomat's rank, for persons whose office the text names too."""
    ranks = [p for p in posts if {_office(context, i).title.lower() for i in p.titles} == {"ambassador"}]
    placed = {p.person for p in posts if p not in ranks}
    return [p for p in posts if p not in ranks or p.person not in placed]


def _same(context: Context, post: Post, office: Office) -> bool:
    """The same office, or a shorter form of its title, with the same status and no other country."""
    words = context.reference.heads
    return any(_compatible(words, _office(context, i), office) for i in post.titles)


def _compatible(words: OfficeWords, a: Office, b: Office) -> bool:
    if a.status != b.status and Status.FORMER in {a.status, b.status}:
        return False
    if a.country and b.country and a.country != b.country:
        return False
    return may_mean(words, a.title, b.title) or may_mean(words, b.title, a.title)


def _office(context: Context, i: int) -> Office:
    office = context.mentions[i].office
    assert office is not None
    return office


def _evidence(context: Context, i: int) -> Span:
    title: Mention = context.mentions[i]
    holder = _office(context, i).holder
    assert holder is not None
    person = context.mentions[holder]
    return Span(min(title.span.start, person.span.start), max(title.span.end, person.span.end))
