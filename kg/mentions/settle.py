"""Overlaps between proposals, settled by one table; then proposals become mentions."""

from __future__ import annotations

from collections.abc import Iterable

from kg.mentions.proposal import Proposal
from kg.model import How, Kind, Mention, Office
from kg.parse import Parsed

# (outer kind, inner kind) pairs that may both stand, one inside the other.
NESTS: frozenset[tuple[Kind, Kind]] = frozenset({
    (Kind.ORGANIZATION, Kind.COUNTRY), (Kind.ORGANIZATION, Kind.PLACE), (Kind.ORGANIZATION, Kind.ORGANIZATION),
    (Kind.OFFICE, Kind.COUNTRY), (Kind.OFFICE, Kind.ORGANIZATION), (Kind.OFFICE, Kind.PLACE),
    (Kind.EVENT, Kind.COUNTRY), (Kind.EVENT, Kind.ORGANIZATION), (Kind.EVENT, Kind.PLACE),
    (Kind.EVENT, Kind.PERSON), (Kind.EVENT, Kind.OFFICE),
    (Kind.GROUP, Kind.COUNTRY), (Kind.GROUP, Kind.ORGANIZATION), (Kind.GROUP, Kind.OFFICE), (Kind.GROUP, Kind.GROUP),
    (Kind.COUNTRY, Kind.COUNTRY), (Kind.EVENT, Kind.GROUP),
})  # fmt: skip


def settle(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals that stand: higher score first, then longer, then earlier; the same tokens only once."""
    kept: list[Proposal] = []
    at: dict[int, list[Proposal]] = {}
    for proposal in sorted(proposals, key=lambda p: (-p.score, -(p.after - p.first), p.first, p.kind)):
        tokens = range(proposal.first, proposal.after)
        if all(_compatible(proposal, other) for i in tokens for other in at.get(i, ())):
            kept.append(proposal)
            for i in tokens:
                at.setdefault(i, []).append(proposal)
    return sorted(kept, key=lambda p: (p.first, -p.after, p.kind))


def _compatible(a: Proposal, b: Proposal) -> bool:
    if not a.overlaps(b):
        return True
    if (a.first, a.after) == (b.first, b.after):
        return a.kind == b.kind == Kind.OFFICE and None not in (a.holder, b.holder) and a.holder is not b.holder
    if a.covers(b):
        return (a.kind, b.kind) in NESTS
    if b.covers(a):
        return (b.kind, a.kind) in NESTS
    return False


def freeze(parsed: Parsed, kept: list[Proposal]) -> list[Mention]:
    """Proposals as mentions; links to proposals that did not stand are dropped."""
    index = {id(p): i for i, p in enumerate(kept)}
    return [_freeze(parsed, p, index) for p in kept]


def _freeze(parsed: Parsed, p: Proposal, index: dict[int, int]) -> Mention:
    office = p.office
    if office is not None:
        office = Office(
            title=office.title,
            status=office.status,
            holder=index.get(id(p.holder)) if p.holder is not None else None,
            country=office.country,
            organization=index.get(id(p.organization)) if p.organization is not None else None,
            basis=office.basis,
            portfolio=office.portfolio,
            office_key=office.office_key,
        )
    refers = tuple(index[id(r)] for r in p.refers if id(r) in index)
    lost = bool(p.refers) and not refers and not p.keys
    return Mention(
        span=parsed.span(p.first, p.after),
        surface=parsed.surface(p.first, p.after),
        kind=p.kind,
        form=p.form,
        name=p.name,
        keys=p.keys,
        refers=refers,
        how=How.OPEN if lost else p.how,
        why="what it stands for is not a mention itself" if lost else p.why,
        office=office,
        org_kind=p.org_kind,
        country=p.country,
        group=p.group,
        aliases=p.aliases,
        source=p.source,
        confidence=round(p.score, 2),
    )
