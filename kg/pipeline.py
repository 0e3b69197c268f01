"""The only place that knows the order: read → parse → mentions → facts → resolve → rdf → store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import lexicon as lexicons
from kg.facts import find_facts
from kg.lexicon import Lexicon
from kg.mentions import find_mentions
from kg.model import Document, Extraction, Run
from kg.parse import Parsed, Parser
from kg.reference import Reference


def extract(parsed: Parsed, reference: Reference, lexicon: Lexicon, run: Run) -> Extraction:
    """Everything one parsed document yields."""
    mentions = find_mentions(parsed, reference, lexicon)
    found = find_facts(parsed, mentions, lexicon, reference)
    sentences = tuple(parsed.span(s.start, s.end) for s in parsed.sentences)
    return Extraction(
        parsed.document, mentions.all, tuple(found.facts), run, sentences, tuple(found.relative_times)
    )


def extract_all(
    documents: Iterable[Document], parser: Parser, reference: Reference, lexicon: Lexicon | None = None
) -> Iterator[Extraction]:
    """Extractions in the order of the documents."""
    words = lexicon or lexicons.load()
    run = Run(kg_version="0.1.0", model=parser.model, rules="")
    for parsed in parser.parse_many(documents):
        yield extract(parsed, reference, words, run)
