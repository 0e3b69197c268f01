"""Who is meant where a sentence does not name its speakers: "they", "the officials", "the communique", "it was noted".

Only what co-reference left open is looked at. Answers come from the sentences before: those who spoke last, the last
plural subject, those who took part in the last event. They are marked as carried over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Token

from kg.facts import actors, assembly, speakers, syntax
from kg.facts.context import Context
from kg.facts.descriptions import Descriptions
from kg.facts.speakers import Source
from kg.facts.speech import Cue
from kg.facts.titleholders import Titleholders
from kg.mentions import ACTORS
from kg.model import Event, Form, Kind, Mention, Participation

MANY = {"they": True, "both": True, "he": False, "she": False}
COUNTS = {"two": 2, "pair": 2, "duo": 2, "both": 2, "trio": 3, "three": 3, "four": 4, "five": 5}
BOTH = frozenset({"both", "all"})
PERSONAL = frozenset({"officials", "delegation", "unnamed", ""})
COUNTED = frozenset({*COUNTS, "the", "of", "all", "these", "those"})
ANYBODY = frozenset({"leader", "official", "counterpart", "representative", "participant", "principal", "co-chair"})
FAR = 250  # tokens to look back for who issued a text
BACK = 4  # sentences to look back for a plural subject


class Discourse:
    """The speakers of a document so far, its subjects and its events."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.holders = Titleholders(context)
        self.descriptions = Descriptions(context, self.holders)
        self.last: list[tuple[int, tuple[int, ...]]] = []  # token of a verb of saying, its speakers

    def spoke(self, source: Source, at: int) -> None:
        """Note who spoke, known or not, up to a token."""
        if source.speakers:
            if self.last and self.last[-1][1] == source.speakers:
                self.last.pop()
            self.last.append((at, source.speakers))
        heads = self._heads(source.speakers)
        if source.head is not None and len(heads) == 1:
            head = self.context.parsed.doc[source.head]
            words = (t.lower_ for t in [head, *head.lefts] if t.is_alpha and t.dep_ != "det")
            self.holders.call(min(heads), words)

    def settle(self, source: Source, cue: Cue) -> Source:
        """The source with its speakers filled in from the text before, where its own sentence leaves them open.

        "They" goes on with those who spoke before in the same paragraph; "the two officials" are rather the persons
        who met than their countries.
        """
        if not source.speakers:
            return self._unnamed(source, cue)
        found = self._going_on(source, cue) or self._several(source, cue)
        found = found or self._single(source) or self._persons(source, cue)
        if not found and self._known(source.speakers) and not source.partial:
            return source
        found = found or (self._partial(source, cue) if source.partial else self._open(source, cue))
        return replace(source, speakers=found, carried=True) if found else source

    def _going_on(self, source: Source, cue: Cue) -> tuple[int, ...]:
        """Those who spoke just before in the same paragraph, for a "they" that may mean them."""
        if not self.last or not self._is_they(source):
            return ()
        token, who = self.last[-1]
        same = self.context.parsed.block_of[token] == self.context.parsed.block_of[cue.verb.i]
        return who if same and len(self._heads(who)) > 1 and self._known(who) else ()

    def _several(self, source: Source, cue: Cue) -> tuple[int, ...]:
        """The last plural subject, for a "they" read as one person; or who spoke for the states it was read as."""
        if not self._is_they(source):
            return ()
        read = [self.context.mentions[h] for h in self._heads(source.speakers)]
        if len(read) == 1 and read[0].kind == Kind.PERSON:
            return next(self._plural_subjects(cue), ())
        keys = {k for m in read for k in m.keys}
        spoke = (self._before(cue, True) or ()) if all(m.kind in actors.BODIES for m in read) else ()
        behind = {self.holders.countries.get(h) for h in self._heads(spoke)}
        named = (w for w in self._plural_subjects(cue) if self.context.mentions[w[0]].form != Form.PRONOUN)
        subjects = next(named, ()) if all(m.kind in actors.BODIES for m in read) else ()
        persons = all(self.context.mentions[i].kind in actors.PEOPLE for i in subjects)
        return spoke if spoke and behind == keys else subjects if persons else ()

    def _is_they(self, source: Source) -> bool:
        """Whether a plural pronoun alone speaks."""
        alone = self.context.mentions[source.speakers[0]] if len(source.speakers) == 1 else None
        return alone is not None and alone.form == Form.PRONOUN and bool(MANY.get(alone.surface.lower()))

    def _single(self, source: Source) -> tuple[int, ...]:
        """The one official whom a phrase means that names no more than a country ("his Thai counterpart")."""
        if len(source.speakers) != 1 or source.head is None:
            return ()
        head = self.context.parsed.doc[source.head]
        one = actors.is_one_of(self.context.mentions[source.speakers[0]], head)
        return self.descriptions.meant(head, self.last) if one else ()

    def _persons(self, source: Source, cue: Cue) -> tuple[int, ...]:
        """The persons whom a group of office holders means, where only their countries were found."""
        mentions = self.context.mentions
        alone = mentions[source.speakers[0]] if len(source.speakers) == 1 else None
        if alone is None or alone.kind != Kind.GROUP or alone.group != "officials" or alone.form == Form.PRONOUN:
            return ()
        heads = self._heads(source.speakers)
        if (
            not all(mentions[h].kind in actors.BODIES for h in heads)
            or len(mentions.within(*mentions.ranges[source.speakers[0]])) > 1
        ):
            return ()
        titled = tuple(i for i in self._present(cue, 0) if self._has_title(i, alone))
        many = len(self._heads(titled))
        if many > 1 and _count(alone) in {0, many} and self._in_office(titled):
            return titled
        words = _title_words(alone)
        return () if words & ANYBODY else self.holders.of_countries(self._keys(heads), words, cue.first)

    def _keys(self, heads: set[int]) -> list[str]:
        return sorted({k for h in heads for k in self.context.mentions[h].keys})

    def _has_title(self, i: int, group: Mention) -> bool:
        """Whether a person holds an office that a plural title names; "the leaders" may be anybody."""
        words = _title_words(group)
        if words & ANYBODY:
            return True
        return any(words <= self.holders.titles.get(h, set()) for h in self.context.mentions.heads(i))

    def _unnamed(self, source: Source, cue: Cue) -> Source:
        """ "The communique adds", "it was noted", "Leaders said": by those who spoke before, or who met."""
        if self._is_one(source):
            return replace(source, speakers=self._assembled, carried=True)
        if source.event is not None:
            return replace(source, speakers=self._of_event(source.event), carried=True)
        if source.together or self._is_both(source):
            who = self._before(cue, True) or self._present(cue, 0)
            return replace(source, speakers=who, carried=True) if who else source
        who = self._issuer(source) or self._shortened(source, cue) or self._described(source)
        if who:
            return replace(source, speakers=who, carried=True)
        if not (source.document and syntax.is_finite(cue.verb)) and not source.impersonal:
            return source
        for _, who in reversed(self.last):
            if self._known(who) and (source.document or len(self._heads(who)) > 1):
                return replace(source, speakers=who, carried=True)
        present = () if source.document else self._present(cue, 0)
        return replace(source, speakers=present, carried=True) if self._known(present) else source

    def _is_one(self, source: Source) -> bool:
        """Whether all who meet speak as one, and the text tells who they are."""
        head = None if source.head is None else self.context.parsed.doc[source.head]
        return head is not None and assembly.speaks_as_one(self.context, head) and bool(self._assembled)

    @cached_property
    def _assembled(self) -> tuple[int, ...]:
        return assembly.assembled(self.context)

    def _is_both(self, source: Source) -> bool:
        """Whether "both" or "the two" alone speak."""
        return source.head is not None and self.context.parsed.words[source.head] in BOTH

    def _open(self, source: Source, cue: Cue) -> tuple[int, ...]:
        if len(source.speakers) != 1:
            return ()
        mention = self.context.mentions[source.speakers[0]]
        if mention.form == Form.PRONOUN:
            many = MANY.get(mention.surface.lower())
            before = () if many is None else self._before(cue, many)
            return before if before is not None else self._present(cue, 0)
        if mention.kind == Kind.OFFICE:
            who = self._by_title(mention, cue) or self._described(source)
            return who if self._may_hold(who, mention) else ()
        if mention.kind == Kind.GROUP and mention.group in PERSONAL:
            present = self._same_plural(mention) or self._present(cue, _count(mention))
            present = present or self._named_before(cue, _count(mention))
            return present if "official" not in mention.surface.lower() or self._in_office(present) else ()
        return ()

    def _may_hold(self, who: tuple[int, ...], title: Mention) -> bool:
        """Whether those meant may have a title: nobody is known to have other titles alone."""
        return all(self._is_title_of(h, title) for h in self._heads(who))

    def _is_title_of(self, person: int, title: Mention) -> bool:
        """Whether a title shares a word with those of a person, as far as they are known, or fits any ("head of …")."""
        known, words = self.holders.words(person), set(title.name.lower().split())
        return not known or bool(words & (known | self.context.lexicon.words("voices", "chief")))

    def _described(self, source: Source) -> tuple[int, ...]:
        """Whom a description without a name means ("the diplomat", "the agency", "it")."""
        if source.head is None or source.document or source.impersonal:
            return ()
        if actors.is_voice(self.context.lexicon, self.context.parsed.doc[source.head]):
            return ()  # whoever speaks for somebody is not who spoke last
        return self.descriptions.meant(self.context.parsed.doc[source.head], self.last)

    def _same_plural(self, group: Mention) -> tuple[int, ...]:
        """Those who spoke as "the Nordic Ministers", for "the Ministers"."""
        words = _title_words(group)
        for _, who in reversed(self.last[-BACK:]):
            named = self.context.mentions[who[0]]
            if len(who) == 1 and named.kind == Kind.GROUP and words < _title_words(named) and self._known(who):
                return who
        return ()

    def _named_before(self, cue: Cue, count: int) -> tuple[int, ...]:
        """The persons named before a cue, in its paragraph or those before it, where they are just so many."""
        parsed, mentions = self.context.parsed, self.context.mentions
        block = parsed.block_of[cue.verb.i]
        for b in range(block, max(-1, block - BACK), -1):
            named = mentions.within(parsed.block_tokens[b][0], cue.first, {Kind.PERSON})
            heads = {h: None for i in named if mentions[i].form == Form.NAME for h in mentions.heads(i)}
            if len(heads) >= count:
                return tuple(heads) if len(heads) == count > 1 else ()
        return ()

    def _by_title(self, title: Mention, cue: Cue) -> tuple[int, ...]:
        """The one person who spoke before, for a title alone that this person is known to have ("The President")."""
        block_of = self.context.parsed.block_of
        words = set(title.name.lower().split())
        for token, who in reversed(self.last[-3:]):
            heads = self._heads(who)
            near = block_of[cue.verb.i] - block_of[token] <= 1
            if near and len(heads) == 1 and any(words <= self.holders.words(h) for h in heads):
                return who
        return self.holders.introduced(words)

    def _in_office(self, who: tuple[int, ...]) -> bool:
        """Whether all of them are known to hold an office."""
        return self._heads(who) <= self.holders.titles.keys()

    def _issuer(self, source: Source) -> tuple[int, ...]:
        """Who is said earlier to have adopted or issued the text that speaks ("The Council adopted a resolution")."""
        if not source.document or source.tokens is None:
            return ()
        context, doc = self.context, self.context.parsed.doc
        noun = doc[source.tokens[1] - 1]
        for token in reversed(doc[max(0, noun.i - FAR) : noun.sent.start]):
            if token.lemma_ != noun.lemma_:
                continue
            who = speakers.author(context.mentions, context.lexicon, token)
            if not who and token.dep_ in {"dobj", "nsubjpass"} and syntax.is_verb(token.head):
                who = actors.actors(context.mentions, context.lexicon, syntax.doer(token.head))
            if who:
                return who
        return ()

    def _shortened(self, source: Source, cue: Cue) -> tuple[int, ...]:
        """Those whom a definite noun that is no mention means: "the two" who met, "the Deputy" with that title."""
        head = None if source.tokens is None else self.context.parsed.doc[source.tokens[1] - 1]
        if head is not None and self._is_bare(head):
            words = [t.text for t in (*head.lefts, head) if t.dep_ != "nmod"]
            return self.holders.called_by(" ".join(words), cue.first)
        if head is None or [t.lower_ for t in head.lefts] != ["the"]:
            return ()
        if head.lower_ in COUNTS:
            return self._present(cue, COUNTS[head.lower_])
        held = self.holders.titled({head.lower_}, cue.first)
        return held if len(held) == 1 else ()

    def _is_bare(self, head: Token) -> bool:
        """Whether a capitalised noun without an article speaks, as a title does: "Ambassador thanked …"."""
        lefts = [t.dep_ for t in head.lefts]
        capital = head.text[:1].isupper() and not head.is_upper and head.tag_ in {"NN", "NNP"}
        return capital and head.dep_ in syntax.SUBJECTS and set(lefts) <= {"compound", "amod", "nmod"}

    def _of_event(self, mention: int) -> tuple[int, ...]:
        """All who took part in the event that a mention means."""
        ids = {e.id for e in self.context.found(Event) if mention in e.mentions}
        who = (p.participant for p in self.context.found(Participation) if p.event in ids)
        return actors.ordered(self.context.mentions, who)

    def _partial(self, source: Source, cue: Cue) -> tuple[int, ...]:
        """Some of the speakers are known: all who took part, if those are among them."""
        present = self._present(cue, 0)
        known = self._heads(tuple(i for i in source.speakers if actors.resolved(self.context.mentions, (i,))))
        if known and known < self._heads(present):
            return present
        return (*source.speakers, *self._besides(source, cue)) if known else ()

    def _besides(self, source: Source, cue: Cue) -> tuple[int, ...]:
        """Those who hold the office that a plural beside the head means: "the Secretary and Foreign Ministers"."""
        head = None if source.head is None else self.context.parsed.doc[source.head]
        for other in () if head is None else syntax.conjuncts(head):
            if other.text.endswith("s") and not self.context.mentions.at(other.i, ACTORS):
                words = {
                    other.lower_.removesuffix("s"),
                    *(t.lower_ for t in other.lefts if t.dep_ in {"compound", "amod"}),
                }
                found = self.holders.titled(words, cue.first)
                if len(found) > 1:
                    return found
        return ()

    def _before(self, cue: Cue, many: bool) -> tuple[int, ...] | None:
        """Those who spoke last, or the last plural subject, in this paragraph or the one before.

        Nobody when those who spoke last are unknown; None when several are meant and none stand there.
        """
        block_of = self.context.parsed.block_of
        for token, who in reversed(self.last[-3:]):
            if block_of[cue.verb.i] - block_of[token] > 1 or self._is_many(who) != many:
                continue
            return who if self._known(who) else ()
        return next(self._plural_subjects(cue), None) if many else ()

    def _is_many(self, who: tuple[int, ...]) -> bool:
        return len(self._heads(who)) > 1 or any(self.context.mentions[i].kind == Kind.GROUP for i in who)

    def _known(self, who: tuple[int, ...]) -> bool:
        return actors.resolved(self.context.mentions, who)

    def _plural_subjects(self, cue: Cue) -> Iterator[tuple[int, ...]]:
        """The lists of actors that are subjects of the sentences before, the nearest first."""
        context = self.context
        sentences = context.parsed.sentences
        here = bisect_right([s.start for s in sentences], cue.verb.i) - 1
        for sentence in reversed(sentences[max(0, here - BACK) : here]):
            subject = syntax.subject_child(sentence.root) if syntax.is_verb(sentence.root) else None
            who = actors.actors(context.mentions, context.lexicon, subject)
            who = speakers.whole_list(context, sentence.root, sentence.root.i, who) if who else ()
            kinds = {self.context.mentions[i].kind in actors.PEOPLE for i in who}
            if len(self._heads(who)) > 1 and len(kinds) == 1 and self._known(who):
                yield who

    def _present(self, cue: Cue, count: int) -> tuple[int, ...]:
        """The persons who took part in the last event told before a cue; ``count`` of them, 0 for any number."""
        place = bisect_right(self._events[0], self.context.parsed.starts[cue.first]) - 1
        who = self._events[1][place] if place >= 0 else ()
        number = len(self._heads(who))
        return who if number > 1 and count in {0, number} else ()

    @cached_property
    def _events(self) -> tuple[list[int], list[tuple[int, ...]]]:
        """Where events with several persons are told, and those persons."""
        present: dict[str, list[int]] = {}
        for part in self.context.found(Participation):
            if self.context.mentions[part.participant].kind in actors.PEOPLE:
                present.setdefault(part.event, []).append(part.participant)
        told = [
            (event.evidence[0].start, actors.ordered(self.context.mentions, present[event.id]))
            for event in self.context.found(Event)
            if len(self._heads(tuple(present.get(event.id, ())))) > 1
        ]
        told.sort()
        return [start for start, _ in told], [who for _, who in told]

    def _heads(self, who: tuple[int, ...]) -> set[int]:
        return {h for i in who for h in self.context.mentions.heads(i)}


def _title_words(group: Mention) -> set[str]:
    """The words of the title that a plural phrase names, in the singular, without the countries it names."""
    words = group.surface.lower().partition(" of ")[0].split()
    return {w.rstrip("s") for w in words} - COUNTED


def _count(mention: Mention) -> int:
    """How many a group phrase says they are ("the two officials"); 0 where it does not."""
    return next((COUNTS[w] for w in mention.surface.lower().split() if w in COUNTS), 0)
