"""Several meant together: "both countries", "the two leaders", "the Ministers", "the U.S. delegation".

Whom a phrase means is taken from the countries it names itself, else from the parties of the text; else it is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.mentions.parties import LEADS, Parties, distinct
from kg.mentions.phrases import FIRM, SOURCES, Phrase, Reader, bases
from kg.mentions.proposal import Proposal
from kg.mentions.publisher import Publisher, publisher
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Reference

OWNERS = frozenset({Kind.COUNTRY, Kind.ORGANIZATION})
SCORE = 0.75
SIDE = "side"  # the only word by which one body is a party: "the EU side"
JOINTS = frozenset({"and", ",", "&", "-"})
THEIRS = frozenset({"from", "in"})  # before the country of a counterpart


def link(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every phrase for a group, with those it means, or open with the reason."""
    groups = _Groups(parsed, reference, lexicon, stand)
    free = 0
    for i in range(len(parsed.doc)):
        found = groups.at(i) if i >= free else None
        if found is None:
            continue
        phrase, group = found
        free = phrase.end
        if group is not None and (group.first, group.after) not in groups.exact:
            yield group


class _Groups:
    """The phrases for groups in one document."""

    def __init__(self, parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> None:
        self.parsed, self.reference = parsed, reference
        self.parties = Parties(parsed, stand, lexicon.words("groups", "relational"))
        self.issuer = publisher(parsed, reference, stand)
        self.cues, self.appeals = lexicon.cues("groups"), lexicon.cues("strength")
        self.openers = {plural.split(maxsplit=1)[0] for plural in reference.heads.plurals}
        self.rulers = lexicon.words("groups", "state")
        self.meant: dict[str, list[Proposal]] = {}  # whom a plural title meant last
        self.sent: Proposal | None = None  # the last delegation whose country was said
        self.bases = bases(parsed)
        self.firm = {i for p in stand if p.kind in FIRM for i in range(p.first, p.after)}
        self.people = {p.first for p in stand if p.kind in {Kind.PERSON, Kind.OFFICE}}
        self.exact = {(p.first, p.after) for p in stand}
        self.reader = Reader(parsed, self.cues, {p.first: p for p in stand if p.kind in OWNERS and p.how != How.OPEN})

    def at(self, i: int) -> tuple[Phrase, Proposal | None] | None:
        """The phrase whose head noun starts at a token, and the group it means."""
        word = self.parsed.words[i]
        if i in self.firm or not (word in self.openers or self.cues.may_start(self.bases[i], word)):
            return None
        concept, after = self.cues.at(self.bases, self.parsed.words, i) or ("", i)
        title = None if after > i else self.reference.heads.at("head", self.parsed.words, i)
        if title is not None and " ".join(self.parsed.words[i : title[1]]) in self.reference.heads.plurals:
            phrase = self.reader.read(i, self._past_portfolio(title[1]))
            return phrase, self._persons(phrase, title[0].word.lower(), own="relational" not in title[0].value)
        if after == i:
            return None
        after = self._past_portfolio(after) if concept == "parties" else after
        phrase = self.reader.read(i, after, SOURCES | THEIRS if concept == "relational" else SOURCES)
        if concept in {"delegation", "officials"}:
            return phrase, self._sent(phrase, concept)
        if concept == "relational":
            return phrase, self._others(phrase)
        if concept == "term":
            return phrase, self._term(phrase)
        ruling = self.bases[i : i + 2] in (["head", "of"], ("head", "of")) and self.parsed.words[i + 2] != "delegation"
        noun = LEADS if ruling else ""
        return phrase, self._parties(phrase) if concept == "parties" else self._persons(phrase, noun)

    def _parties(self, phrase: Phrase) -> Proposal | None:
        if phrase.countries:
            return self._named(phrase)
        if not phrase.plural:
            return self._government(phrase)
        if phrase.number:
            return self._counted(phrase, phrase.number)
        if phrase.restricted or phrase.described or not phrase.definite:
            return None
        return _group(phrase, self.parties.whole, "the text does not say who its parties are")

    def _counted(self, phrase: Phrase, number: int) -> Proposal:
        """So many states, or those of so many officials: "the Minister of Togo met Minister Sow … both countries"."""
        appealing = self._appealing(phrase)
        meant = self.parties.counted(number, phrase.first, together=appealing is not None)
        if set(appealing or ()) & {k for p in meant for k in p.keys} or (appealing is not None and not meant):
            return _group(phrase, self._third_parties(phrase, number), "others than who speaks are addressed")
        found = _group(phrase, meant, "")
        keys = () if found.refers else self.parties.countries_of(self.parties.persons(number, phrase.first))
        if keys:
            found.keys, found.how = keys, How.PLURAL
        elif not found.refers:
            found.why = f"no {number} parties are named so that only they can be meant"
        return found

    def _appealing(self, phrase: Phrase) -> tuple[str, ...] | None:
        """The keys of who calls upon the sides that a phrase names: "Peru urged *both sides* to"; None elsewhere."""
        head = self.parsed.doc[phrase.head]
        verb = head.head.head if head.dep_ in {"pobj", "nsubj"} else head.head
        found = self.appeals.at(self.parsed.lemmas, self.parsed.words, verb.i) if head.i > verb.i else None
        if found is None or found[0] != "calls-for" or head.dep_ not in {"dobj", "pobj", "nsubj"}:
            return None
        own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        while own is None and verb.dep_ in {"xcomp", "conj"} and verb.head.i < verb.i:
            verb = verb.head
            own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if own is None:
            return ()
        states = self.parties.states.within(own.left_edge.i, own.right_edge.i + 1)
        return tuple(k for p in states for k in p.keys) or ((self.issuer.key,) if self.issuer.key else ())

    def _third_parties(self, phrase: Phrase, number: int) -> list[Proposal]:
        """The states named together in the sentence, none of them who appeals to them."""
        sentence = self.parsed.sentence(phrase.first)
        rows = self.parties.together(sentence.start, phrase.first)
        return next((r for r in reversed(rows) if len(r) == number), [])

    def _named(self, phrase: Phrase) -> Proposal | None:
        """With countries of its own: "the Governments of Peru and Chile", "the Peruvian Government"."""
        keys = distinct(phrase.countries)
        if len(keys) == 1 and not phrase.plural and keys[0].kind == Kind.COUNTRY:
            return _state(phrase, keys[0])
        side = self.bases[phrase.head] == SIDE
        return _group(phrase, keys, "") if phrase.plural or side else None

    def _others(self, phrase: Phrase) -> Proposal | None:
        """ "Our Chilean partners" and "counterparts from Chile" are Chile's, "Chile's partners" are not."""
        words = self.parsed.words
        behind = words[phrase.end] in THEIRS if phrase.end < len(words) else False
        named = [p for p in phrase.countries if (behind if p.first >= phrase.end else self._modifies(p, phrase))]
        beside = phrase.after + (words[phrase.after : phrase.after + 1] == (",",))
        if not named or beside in self.people or (not phrase.plural and not self._is_owned(phrase)):
            return None  # who is meant is named beside it
        end = len(self.parsed.doc)
        spots = () if phrase.plural else (phrase.first, end)  # before it, else anywhere: a heading comes before names
        meant = next((p for k in spots if (p := self.parties.of_country(named[0], k))), [])
        return _group(phrase, meant or distinct(named), "", "officials")

    def _modifies(self, country: Proposal, phrase: Phrase) -> bool:
        """Whether a country before a noun is its adjective: "EU partners", not "the EU's partners"."""
        owns = self.parsed.words[country.after] in {"'s", "'"}
        return not owns and (country.form == Form.DEMONYM or phrase.plural)

    def _is_owned(self, phrase: Phrase) -> bool:
        """Whether a noun says whose counterpart is meant: "his Swedish counterpart", "the Minister's counterpart"."""
        k = phrase.first
        return any(self.parsed.doc[j].tag_ in {"PRP$", "POS"} for j in range(max(0, k - 1), phrase.head))

    def _term(self, phrase: Phrase) -> Proposal | None:
        """ "The Vold Administration" is the government of Ms Vold's country, or else the publisher's."""
        if phrase.countries or phrase.plural:
            return self._named(phrase)
        name = self.parsed.texts[phrase.head - 1] if phrase.head > phrase.first else ""
        if not self.parsed.texts[phrase.head][0].isupper() or (
            name and not name[0].isupper() and name.lower() != "the"
        ):
            return None
        found = by_publisher(phrase.first, phrase.after, Form.NOMINAL, self.issuer, self.parties)
        leader = next((h for _, h in self.parties.titles if h.name.split()[-1:] == [name]), None)
        code = self.parties.country_of(leader) if leader is not None else None
        if code is not None:
            found.refers, found.keys, found.how, found.why = [], (f"country/{code}",), How.OFFICE_COUNTRY, ""
        return found

    def _government(self, phrase: Phrase) -> Proposal | None:
        """ "The Government" by itself is the publisher's."""
        token = self.parsed.doc[phrase.head]
        alone = phrase.after - phrase.first == 2 and self.parsed.words[phrase.first] == "the"
        if not alone or not token.text[0].isupper() or phrase.restricted or self.bases[phrase.head] not in self.rulers:
            return None
        return by_publisher(phrase.first, phrase.after, Form.NOMINAL, self.issuer, self.parties)

    def _sent(self, phrase: Phrase, group: str) -> Proposal | None:
        keys = distinct(phrase.countries)
        number = phrase.whose or phrase.number
        if not keys and number and phrase.plural:
            keys = self.parties.counted(number, phrase.first)
        if not phrase.plural and (group == "officials" or not (keys or phrase.definite)):
            return None
        if not keys and group == "delegation" and phrase.definite and not phrase.restricted and self.sent is not None:
            return _group(phrase, self.sent.refers, "", group, How.DEFINITE)
        both = group == "delegation" and not keys and phrase.plural and not (phrase.restricted or phrase.described)
        keys = self._both(phrase) if both and (phrase.definite or phrase.ours) else keys
        found = _group(phrase, keys, "whose they are is not said", group if keys else "unnamed")
        self.sent = found if keys and group == "delegation" else self.sent
        return found

    def _both(self, phrase: Phrase) -> list[Proposal]:
        """Whose "the delegations" and "their delegations" are: the two parties, else the states of the two who met."""
        if len(self.parties.whole) == 2:
            return self.parties.whole
        keys = self.parties.countries_of(self.parties.persons(2, phrase.first))
        found = [p for key in keys if (p := self.parties.named(key)) is not None]
        return found if len(found) == 2 else []

    def _persons(self, phrase: Phrase, noun: str, *, own: bool = False) -> Proposal | None:
        said = phrase.definite or phrase.number or (own and phrase.countries and not self._some(phrase))
        if not phrase.plural or phrase.after in self.firm or not said:
            return None
        found = self.parties.persons(phrase.number, phrase.first, noun)
        if phrase.countries:
            found = self._of(phrase, noun) or distinct(phrase.countries)
        if not found and phrase.number:
            found = self.parties.counted(phrase.number, phrase.first, together=True)
        bare = not (phrase.described or phrase.restricted or phrase.ours)
        if not found and bare:
            found = self.meant.get(noun) or ([] if self.parties.titles else self.parties.row)
        if found and noun and (phrase.definite or phrase.number):
            self.meant[noun] = found
        return _group(phrase, found, "nobody named before fits", "officials")

    def _some(self, phrase: Phrase) -> bool:
        """Whether only some of those named are meant: "a number of Afghan ministers"."""
        return self.parsed.words[max(0, phrase.first - 1)] in {"of", "other", "several", "some", "many", "various"}

    def _past_portfolio(self, after: int) -> int:
        """The token after what a plural title is for: "the Ministers of Foreign Affairs", "of Health and Sport"."""
        words, known = self.parsed.words, self.reference.heads.words["portfolio"]
        if words[after : after + 1] not in {("of",), ("for",)}:
            return after
        k = after + 1 + (words[after + 1 : after + 2] == ("the",))
        while words[k : k + 1] and (
            words[k] in known or (words[k] in JOINTS and words[k + 1 : k + 2] and words[k + 1] in known)
        ):
            k += 1
        named = self.firm.intersection(range(after, k + 1))  # "of the Security Council"
        return k if words[k - 1] in known and not named else after

    def _of(self, phrase: Phrase, noun: str) -> list[Proposal]:
        """The persons who hold that office for the countries, or in the body, that a phrase names."""
        wanted = {p.keys[0][8:] for p in phrase.countries if p.kind == Kind.COUNTRY}
        if wanted:
            found = [p for p in self.parties.holders(phrase.first, noun) if self.parties.country_of(p) in wanted]
            alone = {self.parties.country_of(p) for p in found}
            rest = [p for p in distinct(phrase.countries) if p.keys[0][8:] not in alone]  # of whom nobody is named
            return [*found, *rest] if found and len(found) == len(alone) else []
        named = self.parties.persons(None, self.parsed.sentence(phrase.head).end, noun)
        return named if self.parties.countries_of(named) else []


def _group(
    phrase: Phrase, found: Sequence[Proposal], why: str, group: str = "parties", how: How = How.PLURAL
) -> Proposal:
    return Proposal(
        first=phrase.first,
        after=phrase.after,
        kind=Kind.GROUP,
        form=Form.NOMINAL,
        name="",
        refers=list(found),
        how=how if found else How.OPEN,
        why="" if found else why,
        group=group,
        score=SCORE,
    )


def _state(phrase: Phrase, country: Proposal) -> Proposal:
    """A state by its government: "the Government of Peru"."""
    return Proposal(
        first=phrase.first, after=phrase.after, kind=Kind.COUNTRY, form=Form.NOMINAL, name=country.name,
        keys=country.keys, how=country.how, score=SCORE,
    )  # fmt: skip


def by_publisher(first: int, after: int, form: Form, issuer: Publisher, parties: Parties) -> Proposal:
    """A word that stands for whoever issues the text."""
    found = Proposal(
        first=first, after=after, kind=Kind.GROUP, form=form, name="", how=How.PUBLISHER, why=issuer.why,
        group="parties", score=SCORE,
    )  # fmt: skip
    if issuer.key is None:
        found.how = How.OPEN
        return found
    mention = parties.named(issuer.key)
    found.refers, found.keys = ([mention], ()) if mention else ([], (issuer.key,))
    return found
