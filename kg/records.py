"""Extraction ⇄ one line of JSON: the cache, and the hand-over between machines.

A frozen value becomes an object of those of its fields that differ from their defaults, a fact with its class under
``$``; spans are pairs, decimals strings. Annotations of kg.model say how to read a value back.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any

from kg.errors import RecordError
from kg.model import FACTS, Extraction, Fact, Span

CLASS = "$"  # key under which a fact's class stands
FACT = {kind.__name__: kind for kind in FACTS}

Reader = Callable[[Any], Any]
"""JSON value → the value it stands for."""


def to_line(extraction: Extraction) -> str:
    """An extraction as one line of JSON, without the line end; the same value gives the same line."""
    return json.dumps(_write(extraction), ensure_ascii=True, separators=(",", ":"))


def from_line(line: str) -> Extraction:
    """The extraction a line holds; raises RecordError when it is not one."""
    try:
        found = _reader(Extraction)(json.loads(line))
    except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
        reason = str(error) or type(error).__name__
        raise RecordError(f"not a record of an extraction ({reason}); run the build again to write it anew") from error
    return typing.cast(Extraction, found)


def _write(value: Any) -> Any:
    match value:
        case Span(start, end):
            return [start, end]
        case Decimal():
            return str(value)
        case tuple():
            return [_write(v) for v in value]
        case _ if is_dataclass(value):
            named = {CLASS: type(value).__name__} if isinstance(value, Fact) else {}
            return named | {f.name: _write(v) for f, v in _stated(value)}
        case _:
            return value


def _stated(value: Any) -> list[tuple[Field[Any], Any]]:
    """The fields that differ from their defaults, in order."""
    both = [(f, getattr(value, f.name)) for f in fields(value)]
    return [(f, v) for f, v in both if f.default is MISSING or type(v) is not type(f.default) or v != f.default]


@cache
def _reader(wanted: Any) -> Reader:
    """How to read a value of an annotated type."""
    if wanted is Span:
        return _span
    if wanted is Decimal:
        return lambda v: Decimal(_of(str, v))
    if wanted is Fact:
        return _fact
    if isinstance(wanted, UnionType):
        [some] = (t for t in typing.get_args(wanted) if t is not NoneType)
        return lambda v: None if v is None else _reader(some)(v)
    if typing.get_origin(wanted) is tuple:
        each = _reader(typing.get_args(wanted)[0])
        return lambda v: tuple(each(x) for x in _of(list, v))
    if is_dataclass(wanted):
        return lambda v: _object(wanted, v)
    if issubclass(wanted, StrEnum):
        return typing.cast(Reader, wanted)
    return lambda v: _of(wanted, v)


def _of(wanted: type, value: Any) -> Any:
    """The value, if it has that very type; a whole number may stand for a float."""
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise TypeError(f"{value!r} is not of type {wanted.__name__}")
    return value


def _span(value: Any) -> Span:
    start, end = _of(list, value)
    return Span(_of(int, start), _of(int, end))


def _fact(value: Any) -> Any:
    return _reader(FACT[_of(dict, value)[CLASS]])({k: v for k, v in value.items() if k != CLASS})


def _object(wanted: Any, value: Any) -> Any:
    types = _types(wanted)
    return wanted(**{name: _reader(types[name])(v) for name, v in _of(dict, value).items()})


@cache
def _types(wanted: Any) -> dict[str, Any]:
    return typing.get_type_hints(wanted)
