"""What is told as a programme, an outcome or words to come, so that nobody undertakes it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.facts import syntax
from kg.facts.acts import is_spoken, opens_cue, takes_figure
from kg.facts.context import Context
from kg.model import Kind

MEETING = frozenset({"meet", "call", "visit", "receive", "call-on", "attend", "happen"})  # concepts of dipv:event-verbs
GRANTED = frozenset({"acknowledge", "agree"})  # concepts of dipv:speech-acts that are acts when refused
SCHEDULED = frozenset({"itinerary", "outcome"})  # concepts of dipv:no-commitment


def is_scheduled(context: Context, verb: Token) -> bool:
    """Whether the verb tells a programme, an outcome or words to come, not an undertaking."""
    thing = next(syntax.children(verb, "dobj"), None)
    real = takes_figure(verb) or any(c.tag_ == "VBG" for c in syntax.children(verb, "xcomp"))  # "stop issuing permits"
    if opens_cue(context, "no-commitment", verb) in SCHEDULED and not real:
        return True
    meets = opens_cue(context, "event-verbs", verb) in MEETING or _gathers(context, verb)
    if meets and (thing is None or _is_gathering(context, thing)):
        return True
    refused = syntax.is_negated(verb) and opens_cue(context, "speech-acts", verb) in GRANTED
    return opens_cue(context, "agenda-verbs", verb) is not None or (is_spoken(context, verb) and not refused)


def holds_gathering(context: Context, verb: Token) -> bool:
    """Whether a verb is to hold, host or open a gathering: "plan to hold the next round"."""
    thing = next(syntax.children(verb, "dobj"), None)
    return _gathers(context, verb) and thing is not None and _is_gathering(context, thing)


def _gathers(context: Context, verb: Token) -> bool:
    return opens_cue(context, "no-commitment", verb) == "gathering"


def _is_gathering(context: Context, thing: Token) -> bool:
    """Whether an object is a gathering or somebody met; "meet the cost" and "host refugees" are no meetings."""
    if context.mentions.at(
        thing.i, (Kind.EVENT, Kind.PERSON, Kind.OFFICE, Kind.COUNTRY, Kind.ORGANIZATION, Kind.PLACE)
    ):
        return True
    return opens_cue(context, "event-types", thing) is not None or thing.pos_ in {"PROPN", "PRON"}
