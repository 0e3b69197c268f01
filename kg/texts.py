"""What a build reads: every text once, those that cannot be read, and which are the same or nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import ReadError
from kg.model import Document, Failure, Links
from kg.read import Columns, near_duplicates, read_all


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text once, by id. Of equal texts the one whose source comes first is taken."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]
    duplicates: tuple[tuple[str, str], ...]  # source, source of the same text that was taken instead
    links: Mapping[str, Links]  # of the documents that have any


def read_texts(sources: Sequence[str], date: str | None, columns: Columns) -> Texts:
    """The texts of some sources, whatever their order. Raises ReadError when not one can be read."""
    found = list(read_all(sources, date=date, columns=columns))
    failures = tuple(f for f in found if isinstance(f, Failure))
    documents = sorted((d for d in found if isinstance(d, Document)), key=lambda d: d.source)
    if not documents:
        raise ReadError(_nothing(failures))
    taken: dict[str, Document] = {}
    for document in documents:
        taken.setdefault(document.id, document)
    doubles = tuple((d.source, taken[d.id].source) for d in documents if taken[d.id] is not d)
    kept = tuple(sorted(taken.values(), key=lambda d: d.id))
    return Texts(kept, failures, doubles, _links(documents, taken, dict(near_duplicates(kept))))


def _links(documents: Iterable[Document], taken: Mapping[str, Document], near: Mapping[str, str]) -> dict[str, Links]:
    also: dict[str, list[str]] = {}
    for document in documents:
        if taken[document.id] is not document:
            also.setdefault(document.id, []).append(document.source)
    return {key: Links(tuple(also.get(key, ())), near.get(key)) for key in sorted({*also, *near})}


def _nothing(failures: Iterable[Failure]) -> str:
    first, *others = (*failures, None)
    told = f"{first.source}: {first.reason}" if first else "no texts were given"
    return f"{told} (and {len(others) - 1} more)" if len(others) > 1 else told
