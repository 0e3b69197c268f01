"""Extraction ⇄ one line of JSON: the cache, and the hand-over between machines.

A frozen value becomes an object of those of its fields that differ from their defaults, a fact with its class under
``$``; spans are pairs, decimals strings. Annotations of kg.model say how to read a value back.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar

from kg.errors import RecordError
from kg.model import FACTS, Extraction, Fact, Span

CLASS = "$"  # key under which a fact's class stands
OUTLINE = frozenset({"Tenure", "Event", "Participation", "Signature", "Statement"})  # facts that resolution reads
FACT = {kind.__name__: kind for kind in FACTS}

T = TypeVar("T")
FromLine = Callable[[str], Extraction]
Reader = Callable[[object], object]
"""JSON value → the value it stands for."""


def to_line(extraction: Extraction) -> str:
    """An extraction as one line of JSON, without the line end; the same value gives the same line."""
    return json.dumps(_write(extraction), ensure_ascii=True, separators=(",", ":"))


def from_line(line: str) -> Extraction:
    """The extraction a line holds; raises RecordError when it is not one."""
    try:
        found = _reader(Extraction)(json.loads(line))
    except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
        raise _no_record(error) from error
    return typing.cast(Extraction, found)


def outline_from_line(line: str) -> Extraction:
    """Like ``from_line``, with no more than resolution needs: the mentions and the facts that say who is who."""
    try:
        stated = _of(dict, json.loads(line))
        facts = [fact for fact in _of(list, stated["facts"]) if _of(dict, fact).get(CLASS) in OUTLINE]
        found = _reader(Extraction)({**stated, "facts": facts, "sentences": [], "relative_times": []})
    except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
        raise _no_record(error) from error
    return typing.cast(Extraction, found)


def outline(extraction: Extraction) -> Extraction:
    """An extraction with no more than resolution needs."""
    facts = tuple(fact for fact in extraction.facts if type(fact).__name__ in OUTLINE)
    return replace(extraction, facts=facts, sentences=(), relative_times=())


def _no_record(error: Exception) -> RecordError:
    reason = str(error) or type(error).__name__
    return RecordError(f"not a record of an extraction ({reason}); run the build again to write it anew")


def _write(value: object) -> object:
    match value:
        case Span(start, end):
            return [start, end]
        case Decimal():
            return str(value)
        case tuple():
            return [_write(v) for v in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            named = {CLASS: type(value).__name__} if isinstance(value, Fact) else {}
            return named | {f.name: _write(getattr(value, f.name)) for f in fields(value) if _stated(f, value)}
        case _:
            return value


def _stated(field: Field[object], holder: object) -> bool:
    """Whether a field differs from its default."""
    value = getattr(holder, field.name)
    return field.default is MISSING or type(value) is not type(field.default) or value != field.default


@cache
def _reader(wanted: object) -> Reader:
    """How to read a value of an annotated type."""
    if isinstance(wanted, UnionType):
        [some] = (t for t in typing.get_args(wanted) if t is not NoneType)
        return lambda v: None if v is None else _reader(some)(v)
    if typing.get_origin(wanted) is tuple:
        each = _reader(typing.get_args(wanted)[0])
        return lambda v: tuple(each(x) for x in _of(list, v))
    if wanted in SPECIAL:
        return SPECIAL[wanted]
    plain = typing.cast(type, wanted)
    if is_dataclass(plain):
        return lambda v: _object(plain, v)
    return plain if issubclass(plain, StrEnum) else lambda v: _of(plain, v)


def _of(wanted: type[T], value: object) -> T:
    """The value, if it has that very type; a whole number may stand for a float."""
    if type(value) is int and wanted is float:
        value = float(value)
    if type(value) is not wanted:
        raise TypeError(f"{value!r} is not of type {wanted.__name__}")
    return value


def _span(value: object) -> Span:
    start, end = _of(list, value)
    return Span(start, end) if type(start) is int is type(end) else Span(_of(int, start), _of(int, end))


def _fact(value: object) -> object:
    stated = dict(_of(dict, value))
    return _object(FACT[stated.pop(CLASS)], stated)


def _object(wanted: type, value: object) -> object:
    read, plain = _fields(wanted), _plain(wanted)
    stated = _of(dict, value)
    return wanted(**{name: v if type(v) is plain.get(name) else read[name](v) for name, v in stated.items()})


@cache
def _fields(wanted: object) -> dict[str, Reader]:
    return {name: _reader(kind) for name, kind in typing.get_type_hints(wanted).items()}


@cache
def _plain(wanted: object) -> dict[str, type]:
    """The fields that hold what JSON holds, or nothing: there is nothing to convert."""
    kinds = {name: typing.get_args(kind) or (kind,) for name, kind in typing.get_type_hints(wanted).items()}
    return {name: of[0] for name, of in kinds.items() if of[0] in (str, int, float, bool) and set(of[1:]) <= {NoneType}}


SPECIAL: dict[object, Reader] = {Span: _span, Decimal: lambda v: Decimal(_of(str, v)), Fact: _fact}
