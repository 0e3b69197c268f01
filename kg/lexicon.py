"""Trigger wording, read from ``dip:cue`` in ontology/vocab.ttl: the extractor has no other list.

A cue is written in base forms ("agree to", "point out"). It matches a token sequence whose lemmas or
lower-cased words equal its words; ``Cues.at`` gives the longest match. Words in square brackets in a cue are
optional ("agree [in principle] to").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product

import pyoxigraph as ox

from kg.errors import ReferenceDataError

DIP = "https://w3id.org/dip/ns#"
DIPV = "https://w3id.org/dip/vocab/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
APART = re.compile(r"(?<=\w)(?:'s\b|,)")  # tokens of their own
HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # spaCy splits words there


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme, with its wording."""

    name: str  # local name without the scheme's prefix: "agreed" of dipv:strength-agreed
    scheme: str
    label: str
    rank: int | None = None
    cues: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()  # skos:altLabel


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    concept: str | None = None


class Cues:
    """Longest-match lookup of cue phrases over token lemmas and words."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._root = _Node()
        for phrase, concept in phrases:
            for words in _spellings(phrase):
                self._add(words, concept)

    def _add(self, words: Sequence[str], concept: str) -> None:
        node = self._root
        for word in words:
            node = node.next.setdefault(word, _Node())
        node.concept = node.concept or concept

    def at(self, lemmas: Sequence[str], words: Sequence[str], i: int) -> tuple[str, int] | None:
        """The concept whose cue starts at token ``i`` and the token after it; the longest wins."""
        if i >= len(words) or (lemmas[i] not in self._root.next and words[i] not in self._root.next):
            return None
        best: tuple[str, int] | None = None
        front: list[tuple[_Node, int]] = [(self._root, i)]
        while front:
            node, j = front.pop()
            if node.concept is not None and (best is None or j > best[1]):
                best = (node.concept, j)
            if j < len(words):
                forms = dict.fromkeys((lemmas[j], words[j]))  # of equally long cues the one of the written word wins
                front.extend((node.next[f], j + 1) for f in forms if f in node.next)
        return best

    def may_start(self, lemma: str, word: str) -> bool:
        """Whether some cue begins with a token: a quick refusal before a longer look."""
        return lemma in self._root.next or word in self._root.next

    def scan(self, lemmas: Sequence[str], words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Every non-overlapping match, left to right: concept, first token, token after it."""
        i = 0
        while i < len(words):
            found = self.at(lemmas, words, i)
            if found:
                yield found[0], i, found[1]
                i = found[1]
            else:
                i += 1


class Lexicon:
    """The concepts of vocab.ttl and their cues."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: dict[str, dict[str, Concept]] = {}
        for concept in sorted(concepts, key=lambda c: (c.scheme, c.name)):
            self.concepts.setdefault(concept.scheme, {})[concept.name] = concept
        self._cues: dict[tuple[str, bool], Cues] = {}
        self._words: dict[tuple[str, str], frozenset[str]] = {}

    def scheme(self, scheme: str) -> dict[str, Concept]:
        """Concepts by name; an unknown scheme raises."""
        try:
            return self.concepts[scheme]
        except KeyError:
            raise ReferenceDataError(
                f"vocab.ttl has no scheme dipv:{scheme}; is ontology/vocab.ttl complete?"
            ) from None

    def cues(self, scheme: str, *, labels: bool = False) -> Cues:
        """A matcher over the cues of a scheme; with ``labels``, over preferred and alternative labels too."""
        key = (scheme, labels)
        if key not in self._cues:
            self._cues[key] = Cues(
                (phrase, c.name)
                for c in self.scheme(scheme).values()
                for phrase in (*c.cues, *((c.label, *c.alternatives) if labels else ()))
            )
        return self._cues[key]

    def words(self, scheme: str, concept: str) -> frozenset[str]:
        """The cues of one concept as a set of lower-cased phrases."""
        key = (scheme, concept)
        if key not in self._words:
            cues = self.scheme(scheme)[concept].cues
            self._words[key] = frozenset(" ".join(words) for cue in cues for words in _spellings(cue))
        return self._words[key]


@cache
def load() -> Lexicon:
    """The lexicon of the installed vocab.ttl."""
    text = resources.files("kg.ontology").joinpath("vocab.ttl").read_bytes()
    return read(text)


def read(turtle: bytes) -> Lexicon:
    """The lexicon in a SKOS file; raises ReferenceDataError when it is not Turtle."""
    try:
        quads = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ReferenceDataError(f"vocab.ttl is not Turtle: {error}") from error
    found: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        subject = str(getattr(quad.subject, "value", ""))
        if subject.startswith(DIPV):
            found.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    return Lexicon(_concept(iri, values) for iri, values in found.items() if SKOS + "inScheme" in values)


def _concept(iri: str, values: dict[str, list[str]]) -> Concept:
    scheme = values[SKOS + "inScheme"][0].removeprefix(DIPV)
    rank = values.get(DIP + "rank")
    return Concept(
        name=iri.removeprefix(DIPV).partition("-")[2],
        scheme=scheme,
        label=values.get(SKOS + "prefLabel", [""])[0],
        rank=int(rank[0]) if rank else None,
        cues=tuple(sorted(values.get(DIP + "cue", ()))),
        alternatives=tuple(sorted(values.get(SKOS + "altLabel", ()))),
    )


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    plain = APART.sub(r" \g<0>", phrase.lower().replace("’", "'"))
    parts = re.findall(r"\[[^\]]+\]|[^\s\[\]]+", plain)
    options = [(p[1:-1], "") if p.startswith("[") else (p,) for p in parts]
    for choice in product(*options):
        words = " ".join(choice).split()
        yield tuple(words)
        if any(HYPHEN.search(w) for w in words):
            yield tuple(HYPHEN.sub(" - ", " ".join(words)).split())
