"""First and third person plural: "we", "us", "our", "they", "them", "their", with those they stand for.

"We" is the speaker's side in a quotation, the parties in a joint text, the publisher elsewhere. "They" is the plural
subject before it, in the sentence or the one before; otherwise it stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.author import author, body
from kg.mentions.groups import by_publisher
from kg.mentions.parties import Parties, distinct
from kg.mentions.proposal import Proposal
from kg.mentions.publisher import publisher
from kg.mentions.speakers import SUBJECTS, Speakers
from kg.model import Form, How, Kind
from kg.parse import Parsed, is_main
from kg.reference import Reference

FIRST = frozenset({"we", "us", "our", "ours", "ourselves"})
THIRD = frozenset({"they", "them", "their", "theirs", "themselves"})
NAMED = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP})
SCORE = 0.7
SAYING = ("speech-acts", "strength")
MET = 2  # sentences looked back for two persons who met
REACH = 3  # sentences looked back for whom "they" means
OPENING = 4  # blocks in which a text says that it is a joint one


def link(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every plural pronoun of the first and third person."""
    pronouns = _Pronouns(parsed, reference, lexicon, stand)
    for i, word in enumerate(parsed.words):
        if word not in FIRST | THIRD or i in pronouns.taken or parsed.texts[i].isupper():
            continue
        token = parsed.doc[i]
        yield pronouns.first_person(token) if word in FIRST else pronouns.third_person(token)


class _Pronouns:
    """The plural pronouns of one document."""

    def __init__(self, parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> None:
        self.parsed, self.lexicon = parsed, lexicon
        self.parties = Parties(parsed, stand)
        self.issuer = publisher(parsed, reference, stand)
        writer = author(parsed, lexicon, stand)
        self.writer = None if self.issuer.key else writer
        self.body = None if self.issuer.key or self.writer else body(parsed, lexicon, stand)
        self.by_token = covering(stand)
        self.taken = {i for p in stand if p.kind in NAMED for i in range(p.first, p.after)}
        self.joint, self.signers = self._heading()
        self.defined = self._definition()
        self.speakers = Speakers(parsed, lexicon, self.by_token, writer).of

    def first_person(self, token: Token) -> Proposal:
        """ "We" of a speaker, of the parties, or of the publisher."""
        if token.i in self.speakers:
            return self._side(token)
        meant = self.defined or self.signers or (self.parties.whole if self.joint else []) or self._subjects(token)
        if meant:
            return _pronoun(token, meant, How.PLURAL, "")
        if self.issuer.key is None and self.writer is not None:
            return self._side_of(token, self.writer)
        if self.body is not None and (self.body.country or self.body.org_kind != "agency"):
            return self._issued(token, self.body)
        return by_publisher(token.i, token.i + 1, Form.PRONOUN, self.issuer, self.parties)

    def _issued(self, token: Token, issuer: Proposal) -> Proposal:
        """ "We" of the body that issues a text; of an agency, its state."""
        agency = issuer.kind == Kind.ORGANIZATION and issuer.org_kind == "agency"
        keys = (f"country/{issuer.country}",) if agency else ()
        state = self.parties.named(keys[0]) if keys else issuer
        found = _pronoun(token, [] if state is None else [state], How.PUBLISHER, "")
        found.keys = keys if state is None else ()
        return found

    def _side(self, token: Token) -> Proposal:
        speaker = self.speakers[token.i]
        if speaker is None:
            return _pronoun(token, [], How.OPEN, "nobody is named as the speaker")
        return self._side_of(token, speaker)

    def _side_of(self, token: Token, speaker: Proposal) -> Proposal:
        """The state or the body for which somebody says "we"."""
        iso = self.parties.country_of(speaker)
        state = self.parties.named(f"country/{iso}") if iso else None
        if state is None and speaker.kind != Kind.PERSON:
            return _pronoun(token, [speaker], How.PRONOUN, "")
        found = _pronoun(token, [state] if state else [], How.PRONOUN, "")
        if state is None and iso:
            found.keys = (f"country/{iso}",)
        elif state is None:
            found.how, found.why = How.OPEN, f"for whom {speaker.name} speaks is not said"
        return found

    def _subjects(self, token: Token) -> list[Proposal]:
        """Several states that are the subject of the sentence: "Chile and Peru will protect our citizens"."""
        before = self.parsed.doc[token.sent.start : token.i]
        subject = next((t for t in before if t.dep_ in SUBJECTS and t.conjuncts), None)
        found = self._actors(subject) if subject is not None else []
        return found if len(found) > 1 and all(p.kind == Kind.COUNTRY for p in found) else []

    def _heading(self) -> tuple[bool, list[Proposal]]:
        """Whether the heading calls the text a joint one, and the officials who sign it there, if it names several."""
        blocks = _headings(self.parsed)
        found = headed(self.parsed, self.lexicon)
        titled = [h for t, h in self.parties.titles if blocks and self.parsed.block_of[t.first] == blocks[0]]
        signers = distinct(titled) if {"joint", "statement"} & found else []
        return "joint" in found, signers if len(signers) > 1 else []

    def _definition(self) -> list[Proposal]:
        """ "We, the Presidents of A and B": the states named between "we" and its verb."""
        for i in range(len(self.parsed.words)):
            if self.parsed.words[i : i + 2] != ("we", ","):
                continue
            sentence = self.parsed.sentence(i)
            verb = next((t.i for t in sentence if t.i > i and t.dep_ == "ROOT"), sentence.end)
            found = distinct(self.parties.states.within(i, verb))
            if len(found) > 1 or (found and found[0].kind == Kind.ORGANIZATION):
                return found
        return []

    def third_person(self, token: Token) -> Proposal:
        """The plural subject before the pronoun, in its sentence or one before; else the two persons who met."""
        speaks = token.dep_ in SUBJECTS and self._is_speech(token.head)
        found, why = self._subject_before(token, speaks)
        if token.i in self.speakers:
            found = [] if self.speakers[token.i] in found else found  # nobody says "they" and means also oneself
        elif not found and (speaks or token.dep_ == "poss"):
            found = self.parties.met(token.i, MET)
        return self._said(token, _pronoun(token, found, How.PRONOUN if found else How.OPEN, "" if found else why))

    def _subject_before(self, token: Token, speaks: bool) -> tuple[list[Proposal], str]:
        """Whom the last plural subject names, or why nobody; for one who speaks, only an actor counts."""
        for start, stop in self._before(token):
            subjects = [t for t in self.parsed.doc[start:stop] if t.dep_ in SUBJECTS and self._is_plural(t)]
            outer = [t for t in subjects if stop <= token.sent.start and is_main(t.head)]
            for subject in reversed([*(t for t in subjects if t not in outer), *outer]):
                found = self._actors(subject)
                if found or not speaks:
                    return found, f"{subject.text!r} names nobody who could be meant"
        return [], "no plural subject stands before it"

    def _said(self, token: Token, found: Proposal) -> Proposal:
        """The pronoun, kept so that a later one may take its meaning from it."""
        self.by_token[token.i] = found
        return found

    def _before(self, token: Token) -> Iterator[tuple[int, int]]:
        """The part of the sentence before a token, then the sentences before, as far back as they may be meant."""
        sentence = token.sent
        yield sentence.start, token.i
        block = self.parsed.block_of[token.i]
        for _ in range(REACH):
            if sentence.start == 0 or self.parsed.block_of[sentence.start - 1] < block - 1:
                return
            sentence = self.parsed.sentence(sentence.start - 1)
            yield sentence.start, sentence.end

    def _is_speech(self, verb: Token) -> bool:
        return any(self.lexicon.cues(s).at(self.parsed.lemmas, self.parsed.words, verb.i) for s in SAYING)

    def _is_plural(self, subject: Token) -> bool:
        found = self.by_token.get(subject.i)
        group = found is not None and found.kind == Kind.GROUP and subject.i == found.after - 1
        several = len(self._row(subject)) > 1 or bool(subject.conjuncts)
        return group or several or subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in THIRD

    def _actors(self, subject: Token) -> list[Proposal]:
        if len(row := self._row(subject)) > len({subject, *subject.conjuncts}):
            return distinct(row)
        beside = [t for t in subject.conjuncts if not any(c.lower_ == "their" for c in t.children)]
        actors = [self.by_token.get(t.i) for t in (subject, *beside)]
        if any(a is None or (a.how == How.OPEN and not a.keys) for a in actors):
            return []
        meant = [r for a in actors if a is not None for r in (a.refers if a.kind == Kind.GROUP and a.refers else [a])]
        return distinct(meant)

    def _row(self, subject: Token) -> list[Proposal]:
        """The persons who open a sentence as its subject, where the parse sees only the last: "Minister X and Mr Y"."""
        found, start = [], subject.sent.start
        k, joined = subject.i, False
        while k >= start and (actor := self.by_token.get(k)) is not None and actor.kind == Kind.PERSON:
            found.append(actor)
            while k >= start and self.by_token.get(k) is actor:
                k -= 1
            joined = joined or self.parsed.words[k] == "and"
            if k <= start or self.parsed.words[k] not in {"and", ","}:
                break
            k -= 1
        return found[::-1] if joined and k < start else []


def _headings(parsed: Parsed) -> list[int]:
    return [b for b, block in enumerate(parsed.blocks[:OPENING]) if block.kind != BlockKind.BODY]


def headed(parsed: Parsed, lexicon: Lexicon) -> set[str]:
    """What the headings above a text call it and those in it: the concepts of groups, "joint" and "statement" too."""
    cues = lexicon.cues("groups")
    tokens = [i for b in _headings(parsed) for i in range(*parsed.block_tokens[b])]
    return {found[0] for i in tokens if (found := cues.at(parsed.lemmas, parsed.words, i)) is not None}


def covering(stand: Sequence[Proposal]) -> dict[int, Proposal]:
    """Per token: the longest actor that covers it; a title with a holder gives the holder."""
    found: dict[int, Proposal] = {}
    for p in sorted(stand, key=lambda p: p.after - p.first):
        if p.kind == Kind.OFFICE and p.holder is not None:
            found.update(dict.fromkeys(range(p.first, p.after), p.holder))
        elif p.kind in {Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP}:
            found.update(dict.fromkeys(range(p.first, p.after), p))
    return found


def _pronoun(token: Token, found: Sequence[Proposal], how: How, why: str) -> Proposal:
    return Proposal(
        first=token.i, after=token.i + 1, kind=Kind.GROUP, form=Form.PRONOUN, name="", refers=list(found), how=how,
        why=why, group="parties", score=SCORE,
    )  # fmt: skip
