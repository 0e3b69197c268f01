"""The shortcuts: CONSTRUCT queries of ontology/rules/*.rq over the union of all graphs → the inferred graph.

No rule reads what another derives, so that their order does not matter and one pass is all. Every rule derives one
triple with a predicate of its own. After a change a rule is asked again only for the things it may have changed for:
its second line names the variable, and the paths that lead there from the subject of a triple that came or went.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

import pyoxigraph as ox

from kg import ids

AGAIN = re.compile(r"^# Again for \?(\w+)(?:: (.+))?$", re.MULTILINE)
DERIVED = re.compile(r"CONSTRUCT \{ \?(\w+) (\S+) \?(\w+) \}")
PREFIX = re.compile(r"^PREFIX (\w*): <([^>]*)>$", re.MULTILINE)
NAME = re.compile(r"(?<![\w:<?])(\w+):(\w[\w-]*)")
CLASS = re.compile(r"#[A-Z]\w*$")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
AT_ONCE = 500  # things that a query is narrowed to

Things = frozenset[ox.NamedNode]


@dataclass(frozen=True)
class Rule:
    """A rule by its text."""

    text: str

    @cached_property
    def focus(self) -> str:
        """The variable by whose values the rule can be narrowed."""
        return AGAIN.findall(self.text)[0][0]  # type: ignore[no-any-return]  # what findall gives

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The property paths from what changed to what the rule must be asked again for."""
        return tuple(filter(None, AGAIN.findall(self.text)[0][1].split(", ")))

    @cached_property
    def predicate(self) -> ox.NamedNode:
        """What it derives."""
        return self._node(DERIVED.findall(self.text)[0][1])

    @cached_property
    def names(self) -> Things:
        """The properties and classes that it reads, and further names."""
        return frozenset(self._node(f"{prefix}:{local}") for prefix, local in NAME.findall(self._body))

    def reads(self, predicate: ox.NamedNode, cls: ox.NamedNode | None) -> bool:
        """Whether it reads triples of a property; for rdf:type, of a class."""
        if cls is None:
            return predicate in self.names
        any_class = " a ?" in self._body and not any(CLASS.search(name.value) for name in self.names)
        return any_class or cls in self.names

    @property
    def _body(self) -> str:
        return "\n".join(line for line in self.text.splitlines() if not line.lstrip().startswith(("#", "PREFIX")))

    @property
    def _head(self) -> str:
        return "\n".join(line for line in self.text.splitlines() if line.startswith("PREFIX"))

    def _node(self, name: str) -> ox.NamedNode:
        if name == "a":
            return TYPE
        prefix, _, local = name.partition(":")
        return ox.NamedNode(dict(PREFIX.findall(self.text))[prefix] + local)

    def narrowed(self, things: Iterable[ox.NamedNode]) -> str:
        """The rule for these values of its variable alone."""
        return self.text.replace(f"# ?{self.focus} given", _values(self.focus, things))

    def reached(self, path: str, things: Iterable[ox.NamedNode]) -> str:
        """A query for what a path leads to."""
        return f"{self._head}\nSELECT DISTINCT ?to WHERE {{ {_values('from', things)} ?from {path} ?to }}"

    def held(self, store: ox.Store, thing: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        """What the inferred graph holds that this rule derived for a value of its variable."""
        if DERIVED.findall(self.text)[0][0] == self.focus:
            return store.quads_for_pattern(thing, self.predicate, None, graph)
        return store.quads_for_pattern(None, self.predicate, thing, graph)


def inferred_graph(base: str = ids.BASE) -> str:
    """The graph of what the rules derive."""
    return f"{base}graph/inferred"


@cache
def rules() -> dict[str, Rule]:
    """The rules by name."""
    folder = resources.files("kg.ontology").joinpath("rules")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name.removesuffix(".rq"): Rule(f.read_text(encoding="utf-8")) for f in files}


def infer(store: ox.Store, *, base: str = ids.BASE, merged: bool = False) -> Iterator[ox.Quad]:
    """What the rules derive from the asserted graphs, sorted; an older inferred graph changes nothing.

    ``merged``: the store's default graph already is the union of the others, each triple once.
    """
    graph = ox.NamedNode(inferred_graph(base))
    derived = {triple for rule in rules().values() for triple in _construct(store, rule.text, merged=merged)}
    for triple in sorted(derived, key=str):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


class Changed:
    """What came and went: the things that each rule must be asked again for."""

    def __init__(self) -> None:
        self._subjects: dict[tuple[ox.NamedNode, ox.NamedNode | None], set[ox.NamedNode]] = {}  # property, class
        self._again: dict[str, set[ox.NamedNode]] = {name: set() for name in rules()}

    def note(self, quads: Iterable[ox.Quad]) -> None:
        """Note asserted quads that came or went."""
        for quad in quads:
            cls = quad.object if quad.predicate == TYPE and isinstance(quad.object, ox.NamedNode) else None
            if isinstance(quad.subject, ox.NamedNode):
                self._subjects.setdefault((quad.predicate, cls), set()).add(quad.subject)

    def reach(self, store: ox.Store) -> None:
        """Follow the rules' paths from what changed; to be done in the state before and in the state after."""
        for name, rule in rules().items():
            found = (subjects for what, subjects in self._subjects.items() if rule.reads(*what))
            changed = sorted(set().union(*found), key=str)
            self._again[name].update(changed)
            for path in rule.paths:
                for some in _portions(changed):
                    rows = store.query(rule.reached(path, some))
                    self._again[name].update(row["to"] for row in rows)  # type: ignore[union-attr]  # a SELECT

    def inferences(self, store: ox.Store, base: str) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """What is no longer derived, and what now is; the store's default graph is the union of the others."""
        graph = ox.NamedNode(inferred_graph(base))
        held: dict[ox.Quad, None] = {}
        derived: dict[ox.Quad, None] = {}
        for name, rule in rules().items():
            things = sorted(self._again[name], key=str)
            held.update((quad, None) for thing in things for quad in rule.held(store, thing, graph))
            for some in _portions(things):
                triples = _construct(store, rule.narrowed(some), merged=True)
                derived.update((ox.Quad(t.subject, t.predicate, t.object, graph), None) for t in triples)
        return [q for q in held if q not in derived], [q for q in derived if q not in held]


def _portions(things: list[ox.NamedNode]) -> Iterator[list[ox.NamedNode]]:
    return (things[n : n + AT_ONCE] for n in range(0, len(things), AT_ONCE))


def _values(variable: str, things: Iterable[ox.NamedNode]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(map(str, things))} }}"


def _construct(store: ox.Store, rule: str, *, merged: bool) -> Iterator[ox.Triple]:
    found = store.query(rule, use_default_graph_as_union=not merged)
    if isinstance(found, ox.QueryTriples):
        yield from found
