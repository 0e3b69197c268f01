"""Names guessed sentence by sentence are those that the recogniser finds in the whole text."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from kg.parse import _load
from kg.recognition import recogniser

TEXT = (
    "Foreign Minister Anna Noll visited Lima on 4 May 2019. She met President Quiroga of Peru there. "
    "They signed the Andean Water Treaty, worth $20 million, at the United Nations. The talks went on for two days"
)


def test_sentences_side_by_side_hold_the_names_of_the_whole_text():
    nlp = _load(None)
    whole = nlp(TEXT)
    with nlp.select_pipes(disable="ner"):
        doc = nlp(TEXT)
    recognise = recogniser(nlp)
    assert recognise is not None
    recognise(doc)
    assert doc.ents
    assert [(e.start, e.end, e.label_) for e in doc.ents] == [(e.start, e.end, e.label_) for e in whole.ents]
    assert [t.ent_iob for t in doc] == [t.ent_iob for t in whole]
    recognise(Doc(nlp.vocab))


def test_a_model_without_a_recogniser_has_none():
    assert recogniser(spacy.blank("en")) is None
