"""One document: what the graph has against what the annotators found, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluate.gold import UNSURE_NAMES, Gold, Item
from kg.evaluate.graph import Actor, Found, System
from kg.evaluate.names import jaccard, same_name, same_title, words
from kg.evaluate.scores import Pairs, Report, pair
from kg.evaluate.spans import covers, near, overlap

MODES = {"direct": "DirectQuote", "mixed": "MixedQuote", "indirect": "IndirectStatement"}


def compare(document: str, gold: Gold, system: System, report: Report) -> None:
    """Add the outcome of one document to a report."""
    for step in STEPS:
        step(document, gold, system, report)


def _shown(gold: Gold, found: Found) -> str:
    passages = [gold.text[begin:end] for begin, end in found.spans[:2]]
    actors = {name: [a.iso or a.names[0] for a in actors] for name, actors in found.actors.items()}
    return f"{dict(found.values)} {actors} {passages}"


def _certain(gold: Gold, found: Iterable[Found]) -> list[str]:
    """False finds, but for those in passages that annotators did not decide on."""
    return [_shown(gold, f) for f in found if not any(covers(u, f.spans) for u in gold.unsure)]


def _outcome(gold: Gold, items: list[Item], found: list[Found], pairs: Pairs) -> tuple[int, list[Item], list[str]]:
    """Hits, missed annotations, false finds."""
    return len(pairs.hits), [items[i] for i in pairs.missed], _certain(gold, (found[j] for j in pairs.false))


def _people(document: str, gold: Gold, system: System, report: Report) -> None:
    officials, found = gold.get("officials"), [n for n in system.names.get("officials", []) if n]
    allowed = [gold.forms[p if isinstance(p, str) else p["name"]] for p in gold.get("people")]
    pairs = pair(officials, found, lambda g, s: float(same_name(gold.forms[g["name"]], s)))
    false = [found[j] for j in pairs.false]
    false = [n for n in false if not gold.is_unsure(n) and not any(same_name(a, n) for a in allowed)]
    report.add("official", document, len(pairs.hits), [officials[i]["name"] for i in pairs.missed], false)


def _posts(document: str, gold: Gold, system: System, report: Report) -> None:
    posts, found = gold.posts(), system.facts.get("posts", [])

    def weight(g: Item, s: Found) -> float:
        person = s.actors["person"] and same_name(gold.forms[g["name"]], s.actors["person"][0].names)
        fits = person and same_title(g["title"], s.values.get("title", ""))
        return 1 + jaccard(words(g["title"]), words(s.values.get("title", ""))) if fits else 0.0

    def strict(g: Item, s: Found) -> bool:
        owners = g.get("for") or []
        owned = not owners or any(gold.is_actor(o, a) for o in owners for a in s.actors["owner"])
        return owned and s.tail("status").endswith(g["status"])

    pairs = pair(posts, found, weight)
    report.add("post", document, *_outcome(gold, posts, found, pairs))
    right = [(i, j) for i, j in pairs.hits if strict(posts[i], found[j])]
    wrong = [j for _, j in pairs.hits if not any(j == k for _, k in right)]
    missed = [posts[i] for i in range(len(posts)) if not any(i == k for k, _ in right)]
    false = [*_certain(gold, (found[j] for j in pairs.false)), *(_shown(gold, found[j]) for j in wrong)]
    report.add("post_strict", document, len(right), missed, false)


def _countries(document: str, gold: Gold, system: System, report: Report) -> None:
    expected = set(gold.get("countries"))
    false = sorted(system.countries - expected)
    certain = [c for c in false if not gold.is_unsure(UNSURE_NAMES.get(c, []))]
    report.add("country", document, len(expected & system.countries), sorted(expected - system.countries), certain)


def _organizations(document: str, gold: Gold, system: System, report: Report) -> None:
    expected, found = gold.get("organizations"), [n for n in system.names.get("organizations", []) if n]
    pairs = pair(expected, found, lambda g, s: float(same_name(gold.forms[g["name"]], s)))
    false = [found[j] for j in pairs.false if not gold.is_unsure(found[j])]
    report.add("organization", document, len(pairs.hits), [expected[i]["name"] for i in pairs.missed], false)


def _places(document: str, gold: Gold, system: System, report: Report) -> None:
    expected, found = gold.get("places"), [n for n in system.names.get("places", []) if n]
    pairs = pair(expected, found, lambda g, s: float(same_name([g], s)))
    false = [found[j] for j in pairs.false if not gold.is_unsure(found[j])]
    report.add("place", document, len(pairs.hits), [expected[i] for i in pairs.missed], false)


def _events(document: str, gold: Gold, system: System, report: Report) -> None:
    events, found = gold.get("events"), system.facts.get("events", [])

    def weight(g: Item, s: Found) -> float:
        label = jaccard(words(g.get("label", "")), words(s.values.get("label", "")))
        close = near(gold.text, gold.span(g["evidence"]), s.spans)
        with_whom = gold.actor_overlap(g.get("participants") or [], s.actors["participant"])
        return close + label + with_whom if close > 0 or label >= 0.5 else 0.0

    pairs = pair(events, found, weight)
    report.add("event", document, *_outcome(gold, events, found, pairs))
    for i, j in pairs.hits:
        _event_details(document, gold, events[i], found[j], report)
    for i in pairs.missed:
        report.add("participant", document, 0, events[i].get("participants") or [], [])


def _event_details(document: str, gold: Gold, event: Item, found: Found, report: Report) -> None:
    report.details["event_type"].append(found.tail("type").endswith(event["type"]))
    if event.get("date"):
        report.details["event_date"].append(found.values.get("date", "").startswith(str(event["date"])))
    if event.get("place"):
        close = jaccard(words(event["place"]), words(found.values.get("place", "")))
        report.details["event_place"].append(close >= 0.5)
    names, actors = event.get("participants") or [], found.actors["participant"]
    pairs = pair(names, actors, lambda g, s: float(gold.is_actor(g, s)))
    missed = [names[i] for i in pairs.missed]
    report.add("participant", document, len(pairs.hits), missed, [_name(actors[j]) for j in pairs.false])


def _name(actor: Actor) -> str:
    return actor.iso or actor.names[0]


def _statements(document: str, gold: Gold, system: System, report: Report) -> None:
    statements, found = gold.get("statements"), system.facts.get("statements", [])

    def weight(g: Item, s: Found) -> float:
        close = overlap(gold.span(g["evidence"]), s.spans)
        speaker = not g.get("speaker") or gold.actor_overlap(g["speaker"], s.actors["speaker"]) >= 0.5
        return close if close >= 0.4 and speaker else 0.0

    pairs = pair(statements, found, weight)
    report.add("statement", document, *_outcome(gold, statements, found, pairs))
    hits = {i for i, _ in pairs.hits}
    for i, j in pairs.hits:
        report.details["statement_mode"].append(found[j].tail("mode") == MODES[statements[i]["mode"]])
    for i, statement in enumerate(statements):
        if statement["mode"] in ("direct", "mixed"):
            report.details["quote_recall"].append(i in hits)


def _commitments(document: str, gold: Gold, system: System, report: Report) -> None:
    commitments, found = gold.get("commitments"), system.facts.get("commitments", [])

    def weight(g: Item, s: Found) -> float:
        close = overlap(gold.span(g["evidence"]), s.spans)
        by_whom = gold.party_overlap(g.get("by") or [], s.actors["by"])
        strength = 0.5 * s.tail("strength").endswith(g["strength"])
        return close + by_whom + strength if close >= 0.3 and by_whom >= 0.5 else 0.0

    pairs = pair(commitments, found, weight)
    report.add("commitment", document, *_outcome(gold, commitments, found, pairs))
    for i, j in pairs.hits:
        report.details["commitment_strength"].append(found[j].tail("strength").endswith(commitments[i]["strength"]))
        if commitments[i].get("due"):
            due = found[j].values.get("due", "")
            report.details["commitment_due"].append(due.startswith(str(commitments[i]["due"])))


def _agreements(document: str, gold: Gold, system: System, report: Report) -> None:
    agreements, found = gold.get("agreements"), system.facts.get("agreements", [])

    def weight(g: Item, s: Found) -> float:
        label = jaccard(words(g["label"]), words(s.values.get("label", "")))
        close = near(gold.text, gold.span(g["evidence"]), s.spans)
        return close + label if close > 0.1 or label >= 0.5 else 0.0

    pairs = pair(agreements, found, weight)
    report.add("agreement", document, *_outcome(gold, agreements, found, pairs))
    for i, j in pairs.hits:
        g, s = agreements[i], found[j]
        parties = gold.party_overlap(g.get("parties") or [], s.actors["party"])
        report.details["agreement_parties"].append(parties >= 0.5)
        report.details["agreement_status"].append(s.tail("status").endswith(g["status"]))
        if g.get("signatories"):
            signed = gold.actor_overlap(g["signatories"], s.actors["signatory"])
            report.details["agreement_signatories"].append(signed >= 0.5)


def _quantities(document: str, gold: Gold, system: System, report: Report) -> None:
    quantities, found = gold.get("quantities"), system.facts.get("quantities", [])

    def weight(g: Item, s: Found) -> float:
        value, figure = _number(g["value"]), _number(s.values.get("value"))
        if value is None or figure is None or abs(value - figure) >= 1e-6 * max(1.0, abs(value)):
            return 0.0
        close = near(gold.text, gold.span(g["evidence"]), s.spans)
        return 1 + close if close > 0 else 0.0

    report.add("quantity", document, *_outcome(gold, quantities, found, pair(quantities, found, weight)))


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


STEPS = (
    _people, _posts, _countries, _organizations, _places, _events, _statements, _commitments, _agreements, _quantities,
)  # fmt: skip
