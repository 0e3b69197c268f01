"""The words that the model's lemmatizer knows: which are common words, past tenses, and base forms it mistakes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language

NOT_PASTS = frozenset({"united"})
DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$")  # such verbs double their last letter: "hop", "hopped"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words in lower case and base form; all empty for a model without word lists."""

    words: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()  # in "-ly"
    irregular: frozenset[str] = frozenset()  # forms of verbs

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def is_past(self, word: str) -> bool:
        """Whether a word in lower case is the past tense of a verb or an adverb in "-ly", and no noun."""
        if word in self.nouns or word in NOT_PASTS:
            return False
        stems = {word[:-1], word[:-2], word[:-3]} if word.endswith("ed") and len(word) > 4 else set()
        return word in self.irregular or word in self.adverbs or bool(stems & self.verbs)

    def mended(self, word: str, lemma: str) -> str:
        """The lemma of a word with the "e" that the lemmatizer loses where both are verbs: "hoped", "waging"."""
        if word in (f"{lemma}ed", f"{lemma}ing") and f"{lemma}e" in self.verbs and DOUBLED.search(lemma):
            return f"{lemma}e"
        return lemma


def dictionary(nlp: Language) -> Dictionary:
    """The words that a model knows."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return Dictionary()
    index = lookups.get_table("lemma_index")
    return Dictionary(
        words=frozenset(word for words in index.values() for word in words),
        verbs=frozenset(index.get("verb", ())),
        nouns=frozenset(index.get("noun", ())),
        adverbs=frozenset(w for w in index.get("adv", ()) if w.endswith("ly")),
        irregular=frozenset(lookups.get_table("lemma_exc").get("verb", ()) if lookups.has_table("lemma_exc") else ()),
    )
