"""The model's guesses at names, all sentences of a text at once.

No name goes beyond its sentence, and what the recogniser looks at is the open name and the token in hand. So a text's
sentences can be read side by side: the vectors are those of the whole text, the guesses are the same, and the
recogniser's steps, each of which costs more than its arithmetic, are as many as the longest sentence has tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from thinc.api import Model

Recognise = Callable[[Doc], object]
"""Sets the entities of a text."""


def recogniser(nlp: Language) -> Recognise | None:
    """The recogniser of names of a pipeline that can be asked so; None when it has none, or another kind."""
    found = nlp.get_pipe("ner") if nlp.pipe_names[-1:] == ["ner"] else None
    beam = getattr(found, "cfg", {}).get("beam_width", 1)
    return _Recogniser(found) if type(found) is EntityRecognizer and beam == 1 else None


class _Recogniser:
    def __init__(self, component: EntityRecognizer) -> None:
        self._component = component
        self._held: Model[Any, Any] = Model("vectors of the whole text", _given)

    def __call__(self, doc: Doc) -> object:
        if not len(doc) or any(doc.to_array("ENT_IOB")):
            return self._component(doc)
        layers = self._component.model.layers
        inner = layers[0]
        self._held.attrs["vectors"] = inner.predict([doc])
        sentences = list(doc.sents)
        pieces = [_alone(sentence) for sentence in sentences]
        layers[0] = self._held
        try:
            self._component.set_annotations(pieces, self._component.predict(pieces))
        finally:
            layers[0] = inner
            del self._held.attrs["vectors"]
        doc.set_ents([
            Span(doc, sentence.start + name.start, sentence.start + name.end, label=name.label)
            for sentence, piece in zip(sentences, pieces, strict=True)
            for name in piece.ents
        ])  # fmt: skip
        return doc


def _given(model: Model[Any, Any], _pieces: list[Doc], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    """The vectors of the whole text, whatever its pieces."""
    assert not is_train
    return model.attrs["vectors"], lambda gradient: gradient


def _alone(sentence: Span) -> Doc:
    """The sentence as a text."""
    return Doc(sentence.doc.vocab, words=[t.text for t in sentence], spaces=[bool(t.whitespace_) for t in sentence])
