"""From what a graph was made: so that the next build knows what it need not do again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, field, fields

from kg.model import Entity, Extraction, Links, Resolution

FILE = "made-from.json"
END = "\x1f"  # cannot occur in what it parts


@dataclass(frozen=True, slots=True)
class State:
    """What a build read (one hash) and what each part of its graph was made from (hashes)."""

    inputs: str = ""
    maker: str = ""  # hash of the run, of what makes graphs of extractions, and of the base IRI
    graphs: Mapping[str, str] = field(default_factory=dict)  # document id → what its graph was made from
    shared: str = ""  # hash of the reference graph

    def as_json(self) -> str:
        """The state as JSON."""
        return json.dumps(asdict(self), sort_keys=True)


def from_json(text: str) -> State:
    """The state that ``as_json`` wrote; an empty one, which nothing equals, for anything else."""
    try:
        found = json.loads(text)
        return State(**{f.name: found[f.name] for f in fields(State)})
    except (ValueError, KeyError, TypeError):
        return State()


def digest(parts: Iterable[str]) -> str:
    """A hash of parts in their order."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{part}{END}".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:24]


class Origins:
    """Hashes of all that a document's graph is made from: its source, extraction, what its mentions mean, its links."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._described: dict[str, str] = {}

    def of(self, outline: Extraction, made: str, links: Links) -> str:
        """The hash for one document; ``made`` is that of its extraction."""
        return digest((outline.document.source, made, repr(astuple(links)), *self._meant(outline)))

    def _meant(self, outline: Extraction) -> Iterator[str]:
        found, key = self._resolution, outline.document.id
        used: dict[str, None] = {}
        for i in range(len(outline.mentions)):
            keys = (*found.of_mention.get((key, i), ()), found.of_office.get((key, i), ""))
            used.update(dict.fromkeys(keys))
            yield END.join(keys)
        for fact in outline.facts:
            if (key, fact.id) in found.of_event:
                event = found.of_event[key, fact.id]
                used[event] = None
                yield f"{fact.id}{END}{event}{END}{found.series_of.get(event, '')}"
        yield from map(self._description, used)

    def _description(self, key: str) -> str:
        if key not in self._described:
            entity = self._resolution.entities.get(key)
            related = (entity, *map(self._resolution.entities.get, _leads_to(entity))) if entity else ()
            self._described[key] = digest(map(repr, related))
        return self._described[key]


def _leads_to(entity: Entity) -> tuple[str, ...]:
    return tuple(filter(None, (entity.owner, entity.office, *entity.agencies)))
