"""Document → Extraction, with model, reference data and vocabulary loaded once a process."""

from __future__ import annotations

from typing import TypeAlias

import kg
from kg import lexicon as lexicons
from kg import reference as references
from kg import rules
from kg.facts import find_facts
from kg.lexicon import Lexicon
from kg.mentions import find_mentions
from kg.model import Document, Extraction, Failure, Run
from kg.parse import Parsed, Parser
from kg.reference import Reference

Result: TypeAlias = Extraction | Failure


def extract(parsed: Parsed, reference: Reference, lexicon: Lexicon, run: Run) -> Extraction:
    """Everything one parsed document yields."""
    mentions = find_mentions(parsed, reference, lexicon)
    found = find_facts(parsed, mentions, lexicon, reference)
    sentences = tuple(parsed.span(s.start, s.end) for s in parsed.sentences)
    return Extraction(parsed.document, mentions.all, tuple(found.facts), run, sentences, tuple(found.relative_times))


class Extractor:
    """Extracts from documents. ``run`` says with what. Raises ModelError or ReferenceDataError when made.

    Documents are parsed one by one: what a text yields never depends on those it was read with.
    """

    def __init__(self, model: str | None = None, reference: str | None = None) -> None:
        self.reference = references.load_with(reference) if reference else references.load()
        self.lexicon = lexicons.load()
        self.parser = Parser(model, self.reference.heads.abbreviations)
        self.run = Run(kg.__version__, self.parser.model, rules.digest(), self.reference.digest)

    def one(self, document: Document) -> Result:
        """What one document yields; a document on which the rules fail is a Failure and stops nothing."""
        try:
            return extract(self.parser.parse(document), self.reference, self.lexicon, self.run)
        except MemoryError:
            return Failure(document.source, "needs more memory than there is; split it")
        except Exception as error:  # whatever it is, it must not lose the other documents
            return Failure.of(document, "the rules failed on this text", error)
