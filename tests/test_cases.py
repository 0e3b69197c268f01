"""The cases in tests/cases/*.yaml: what a sentence must yield, in a form that a diplomat can read and extend.

A case has ``text`` and, for every section it names, all that the text yields in that section (``[]``: nothing).
Sections: officials, countries, organizations, places, groups, events, statements, commitments, agreements,
quantities, claims.
In a section of dictionaries only the keys that are given are compared. ``at_least: true`` allows further finds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import reference
from kg.model import (
    Agreement,
    Claim,
    Commitment,
    Event,
    Extraction,
    How,
    Kind,
    Participation,
    Signature,
    Statement,
    Tenure,
)  # fmt: skip

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def cases() -> list[Any]:
    found = []
    for file in FILES:
        for n, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")) or [], 1):
            found.append(pytest.param(case, id=f"{file.stem}-{n}"))
    return found


def heads(x: Extraction, i: int) -> list[int]:
    out: list[int] = []
    stack, seen = [i], set()
    while stack:
        j = stack.pop()
        if j in seen:
            continue
        seen.add(j)
        if x.mentions[j].refers:
            stack.extend(reversed(x.mentions[j].refers))
        else:
            out.append(j)
    return out


def actors(x: Extraction, indices: Any) -> list[str]:
    """Countries by ISO code, everybody else by name; what is unresolved by nothing."""
    found: dict[str, None] = {}
    for i in indices:
        for h in heads(x, i):
            m = x.mentions[h]
            if m.how == How.OPEN:
                continue
            for key in m.keys:
                found[name_of(key)] = None
            if not m.keys:
                found[m.name] = None
    return sorted(found)


def name_of(key: str) -> str:
    kind, _, rest = key.partition("/")
    if kind == "country":
        return rest
    known = reference.load().organizations.get(key)
    return known.name if known else rest


def words(x: Extraction, spans: Any) -> str:
    return " ".join(s.text(x.document.text) for s in sorted(spans))


def place_name(x: Extraction, i: int | None) -> str | None:
    return None if i is None else x.mentions[i].name


def project(x: Extraction) -> dict[str, list[Any]]:
    text = x.document.text
    out: dict[str, list[Any]] = {
        k: [] for k in ("officials", "events", "statements", "commitments", "agreements", "quantities", "claims")
    }
    for f in x.facts:
        if isinstance(f, Tenure):
            office = x.mentions[f.office].office
            out["officials"].append({
                "name": actors(x, [f.person])[0], "title": office.title, "country": office.country,
                "status": str(office.status),
                "organization": None if office.organization is None else x.mentions[office.organization].name,
            })  # fmt: skip
        elif isinstance(f, Event):
            parts = [p for p in x.facts if isinstance(p, Participation) and p.event == f.id]
            out["events"].append({
                "label": f.label, "type": f.type, "status": f.status, "date": f.date, "ordinal": f.ordinal,
                "place": place_name(x, f.place), "with": actors(x, [p.participant for p in parts]),
                "heads": actors(x, [p.participant for p in parts if p.role == "head"]),
                "factuality": str(f.factuality),
            })  # fmt: skip
        elif isinstance(f, Statement):
            out["statements"].append({
                "speaker": actors(x, f.speakers), "mode": f.mode, "content": words(x, (*f.content, *f.quotes)),
                "cue": f.cue.text(text), "act": f.act, "factuality": str(f.factuality), "stance": f.stance,
            })  # fmt: skip
        elif isinstance(f, Commitment):
            out["commitments"].append({
                "by": actors(x, f.committers), "strength": f.strength, "words": words(x, f.evidence), "due": f.due,
                "to": actors(x, f.addressees), "factuality": str(f.factuality), "novelty": f.novelty,
                "bindingness": f.bindingness,
                "condition": f.condition.text(text) if f.condition else None,
            })  # fmt: skip
        elif isinstance(f, Agreement):
            signed = [s.signed_by for s in x.facts if isinstance(s, Signature) and s.agreement == f.id]
            out["agreements"].append({
                "label": f.label, "type": f.type, "status": f.status, "parties": actors(x, f.parties),
                "signatories": actors(x, signed), "date": f.date, "factuality": str(f.factuality),
                "bindingness": f.bindingness,
            })  # fmt: skip
        elif isinstance(f, Claim) and f.quantity is not None:
            out["quantities"].append({
                "value": float(f.quantity), "upper": None if f.upper is None else float(f.upper), "unit": f.unit,
                "bound": f.bound, "by": actors(x, f.claimants), "words": words(x, f.evidence),
            })  # fmt: skip
        elif isinstance(f, Claim):
            out["claims"].append({"proposition": f.proposition, "by": actors(x, f.claimants)})
    out["groups"] = [
        {"words": m.surface, "means": actors(x, [i]), "group": m.group}
        for i, m in enumerate(x.mentions)
        if m.kind == Kind.GROUP
    ]
    return out | names(x)


def names(x: Extraction) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {"countries": set(), "organizations": set(), "places": set()}
    for i, m in enumerate(x.mentions):
        for h in heads(x, i):
            head = x.mentions[h]
            if m.kind == Kind.COUNTRY:
                found["countries"].update(k[8:] for k in head.keys if k.startswith("country/"))
            elif head.kind == Kind.ORGANIZATION and head.how != How.OPEN:
                found["organizations"].update(name_of(k) for k in head.keys)
                found["organizations"].update(() if head.keys else {head.name})
            elif head.kind == Kind.PLACE:
                found["places"].add(head.name)
    return {k: sorted(v) for k, v in found.items()}


def agrees(expected: Any, got: Any) -> bool:
    if not isinstance(expected, dict):
        return bool(expected == got)
    return all(sorted(v) == sorted(got[k]) if isinstance(v, list) else v == got[k] for k, v in expected.items())


@pytest.mark.parametrize("case", cases())
def test_case(case, extract):
    known = {k: str(case[k]) for k in ("date", "title", "publisher") if k in case}
    found = project(extract(case["text"], **known))
    for section in found.keys() & case.keys():
        left = list(found[section])
        for expected in case[section] or []:
            match = next((g for g in left if agrees(expected, g)), None)
            assert match is not None, f"{section}: no {expected} in {found[section]}"
            left.remove(match)
        assert case.get("at_least") or not left, f"{section}: not expected: {left}"


def test_every_section_of_every_case_is_known():
    about = {"text", "from", "note", "date", "title", "publisher", "at_least"}
    actors = {"officials", "countries", "organizations", "places", "groups"}
    known = about | actors | {"events", "statements", "commitments", "agreements", "quantities", "claims"}
    for file in FILES:
        for case in yaml.safe_load(file.read_text(encoding="utf-8")) or []:
            assert set(case) <= known, f"{file.name}: {set(case) - known}"
