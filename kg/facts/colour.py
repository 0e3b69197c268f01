"""What a statement is about and how it is meant: topics, whom it concerns, stance, occasion, capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import actors, syntax
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.speech import Cue, Wording
from kg.mentions import ACTORS
from kg.model import Event, Form, How, Kind, Tenure

CONCERNED = ACTORS | {Kind.EVENT, Kind.PLACE}
POSITIVE = frozenset({"praise", "thank", "welcome", "congratulate", "support"})
NEGATIVE = frozenset({"condemn", "criticise", "deny", "regret", "express-concern"})
ADDRESSED = frozenset({"thank", "congratulate", "praise", "criticise"})
FELT = frozenset({"praise", "thank", "welcome", "hope", "regret", "express-concern"})  # acts of "is proud to", "is sad"
ABOUT = ("about", "over", "at", "for", "with", "to", "towards", "toward", "regarding", "concerning", "of", "in")
OCCASIONS = frozenset({"at", "during", "in", "after", "before", "following", "on", "upon"})
FIRST_PERSON = frozenset({"i", "we"})
LEADING = 6  # tokens at the head of a quotation in which its own verb of saying must stand


@dataclass(frozen=True, slots=True)
class Shades:
    """Lookups for one document: the tenure and office of a person, the event of a mention."""

    context: Context
    tenures: dict[int, str]
    offices: dict[int, int]
    events: dict[int, str]

    @classmethod
    def of(cls, context: Context) -> Shades:
        """The lookups, from the facts found so far."""
        tenures: dict[int, str] = {}
        offices: dict[int, int] = {}
        for tenure in context.found(Tenure):
            for head in context.mentions.heads(tenure.person):
                tenures.setdefault(head, tenure.id)
                offices.setdefault(head, tenure.office)
        events = {m: e.id for e in context.found(Event) for m in e.mentions}
        return cls(context, tenures, offices, events)

    def capacity(self, speakers: Sequence[int]) -> str | None:
        """The tenure in which a single person speaks."""
        heads = [h for s in speakers for h in self.context.mentions.heads(s)]
        return self.tenures.get(heads[0]) if len(heads) == 1 else None

    def behind(self, speakers: Sequence[int]) -> tuple[str, ...]:
        """The countries and organisations that the speakers speak for."""
        found = (k for s in speakers for k in actors.keys_behind(self.context.mentions, s, self.offices))
        return tuple(dict.fromkeys(found))

    def occasion(self, cue: Cue, words: Range | None) -> str | None:
        """The event at which it was said, where the sentence says so: "at the press conference", "during the talks"."""
        sentence = cue.verb.sent
        for i in range(sentence.start, sentence.end):
            if words is not None and words[0] <= i < words[1]:
                continue
            for mention in self.context.mentions.at(i, {Kind.EVENT}):
                first = self.context.mentions.ranges[mention][0]
                if mention in self.events and _after_occasion(self.context, first, sentence.start):
                    return self.events[mention]
        return None


def _after_occasion(context: Context, first: int, start: int) -> bool:
    words = context.parsed.words
    before = first - 1
    while before > start and context.parsed.doc[before].pos_ in {"DET", "ADJ", "PRON"}:
        before -= 1
    return before >= start and words[before] in OCCASIONS


def topics(context: Context, words: Range) -> tuple[str, ...]:
    """The topics of a passage, in the order in which they come up."""
    parsed, cues = context.parsed, context.lexicon.cues("topics", labels=True)
    found = cues.scan(parsed.lemmas[words[0] : words[1]], parsed.words[words[0] : words[1]])
    return tuple(dict.fromkeys(concept for concept, _, _ in found))


def concerned(context: Context, words: Range) -> tuple[int, ...]:
    """The actors, places and events spoken about in a passage, each once."""
    mentions, seen, found = context.mentions, set(), []
    for i in actors.between(mentions, words[0], words[1], CONCERNED):
        heads = mentions.heads(i)
        known = mentions[i].form != Form.PRONOUN and all(mentions[h].how != How.OPEN for h in heads)
        if known and heads not in seen:
            seen.add(heads)
            found.append(i)
    return tuple(found)


def stance(context: Context, wording: Wording, cue: Cue, act: str, words: Range) -> tuple[str | None, tuple[int, ...]]:
    """Whether an act is for or against somebody or something, and whom: the one addressed, else the first one named."""
    side = "positive" if act in POSITIVE else "negative" if act in NEGATIVE else None
    if side is None:
        return None, ()
    if act in ADDRESSED:
        for thing in syntax.children(cue.verb, "dobj", "dative"):
            found = actors.actors(context.mentions, context.lexicon, thing)
            if found:
                return side, found
    return side, _answerable(context, wording, words)


def _answerable(context: Context, wording: Wording, words: Range) -> tuple[int, ...]:
    """Whose thing or deed a passage names: "Peru's decision", "the attack by the army", or the actor itself.

    Of a feeling it is what the feeling is about: the owner of "our concern about Peru's decision" is the speaker.
    """
    doc = context.parsed.doc
    head = next((t for t in doc[words[0] : words[1]] if _is_main(t, words)), doc[words[0]])
    if wording.nouns.at((head.lemma_.lower(),), (head.lower_,), 0) is None:
        return _owner(context, head, words)
    about = syntax.prepositional(head, *ABOUT)
    return next((found for t in about if (found := _owner(context, t, words))), ())


def _owner(context: Context, head: Token, words: Range) -> tuple[int, ...]:
    """The actor that a noun is, or whose it is."""
    mentions = context.mentions
    owners = [*syntax.children(head, "poss", "nmod", "compound", "amod"), *syntax.prepositional(head, "by", "of")]
    for token in (head, *owners):
        found = [i for i in mentions.at(token.i, ACTORS) if words[0] <= mentions.ranges[i][0]]
        if found and mentions[found[-1]].how != How.OPEN and mentions[found[-1]].form != Form.PRONOUN:
            return (found[-1],)
    return ()


def act(context: Context, wording: Wording, cue: Cue, words: Range, quoted: bool) -> str:
    """The act of a statement: that of its verb; for a plain "said", that of the words said."""
    doc = context.parsed.doc
    if cue.act == "prescribe" and quoted and any(t.text == "?" for t in doc[words[0] : words[1]][-3:]):
        return "question"
    if cue.act != "assert":
        return cue.act
    for token in doc[words[0] : min(words[0] + LEADING, words[1])] if quoted else ():
        subject = syntax.subject_child(token) if syntax.is_verb(token) else None
        if subject is not None and subject.lower_ in FIRST_PERSON:
            found = wording.acts.at(context.parsed.lemmas, context.parsed.words, token.i)
            return found[0] if found and syntax.modality(token) == "real" and not syntax.is_negated(token) else cue.act
    main = next((t for t in doc[words[0] : words[1]] if syntax.is_verb(t) and _is_main(t, words)), None)
    if main is None:
        return cue.act
    felt = wording.acts.at(context.parsed.lemmas, context.parsed.words, main.i) if main.lemma_ == "be" else None
    if felt is not None and felt[0] in FELT and not syntax.is_negated(main):
        return felt[0]
    return "prescribe" if syntax.modality(main) == "duty" else cue.act


def _is_main(token: Token, words: Range) -> bool:
    return not words[0] <= token.head.i < words[1] or token.head.i == token.i
