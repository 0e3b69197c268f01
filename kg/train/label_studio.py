"""Annotated texts ⇄ the JSON of Label Studio: a list of tasks, each with a text and labelled regions.

Label Studio counts UTF-16 code units, as browsers do. Its labelling interface is
``<Labels name="label" toName="text">…</Labels><Text name="text" value="$text"/>``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Span
from kg.train.annotations import Annotated, Annotation


def to_label_studio(texts: Iterable[Annotated]) -> str:
    """Tasks that Label Studio imports, with the annotations done."""
    return json.dumps([_task(text) for text in texts], ensure_ascii=False, indent=1) + "\n"


def from_label_studio(file: Path) -> list[Annotated]:
    """What was annotated there ("Export", format JSON); raises InputError when the file is something else."""
    try:
        tasks = json.loads(file.read_text(encoding="utf-8"))
        found = [_annotated(task, str(n)) for n, task in enumerate(tasks, 1)]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{file}: not an export of Label Studio in its format JSON ({reason})") from error
    if not any(text.annotations for text in found):
        raise InputError(f"{file}: nothing is annotated")
    return found


def _task(annotated: Annotated) -> dict[str, Any]:
    units = _units(annotated.text)
    regions = [_region(n, a, annotated.text, units) for n, a in enumerate(annotated.annotations, 1)]
    data = {"text": annotated.text, "name": annotated.name, "group": annotated.group}
    return {"data": data, "annotations": [{"result": regions}]}


def _region(n: int, annotation: Annotation, text: str, units: Sequence[int]) -> dict[str, Any]:
    start, end = annotation.span.start, annotation.span.end
    value = {"start": units[start], "end": units[end], "text": text[start:end], "labels": [annotation.label]}
    return {"id": str(n), "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _annotated(task: Mapping[str, Any], number: str) -> Annotated:
    data = task["data"]
    text, name = str(data["text"]), str(data.get("name") or task.get("id") or number)
    places = {unit: place for place, unit in enumerate(_units(text))}
    done = (a for a in task.get("annotations") or () if not a.get("was_cancelled"))
    found = sorted({one for a in done for one in _regions(a["result"], text, places)})
    return Annotated(name, text, str(data.get("group") or name), tuple(found))


def _regions(results: Iterable[Mapping[str, Any]], text: str, places: Mapping[int, int]) -> Iterator[Annotation]:
    for value in (result["value"] for result in results if result.get("type") == "labels"):
        span = Span(places[int(value["start"])], places[int(value["end"])])
        if value.get("text") not in (None, span.text(text)):
            raise ValueError(f"{value['text']!r} is not at {value['start']}")
        yield from (Annotation(span, str(label)) for label in value["labels"])


def _units(text: str) -> list[int]:
    """Per code point, and for the end: how many UTF-16 code units stand before it."""
    return list(accumulate((1 + (ord(c) > 0xFFFF) for c in text), initial=0))
