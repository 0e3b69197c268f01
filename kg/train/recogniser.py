"""The part of a pipeline that finds names, as training needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, cast

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError


class Recogniser(Protocol):
    """What spaCy's recogniser of names offers."""

    @property
    def labels(self) -> tuple[str, ...]: ...
    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]: ...
    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes: ...
    def from_bytes(self, data: bytes) -> object: ...


def recogniser(nlp: Language) -> Recogniser:
    """That of a pipeline; raises ModelError when there is none."""
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"{nlp.meta['lang']}_{nlp.meta['name']}: has no recogniser of names to train")
    return cast(Recogniser, nlp.get_pipe("ner"))
