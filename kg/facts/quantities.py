"""Figures that mean something: money, percentages, people and goods, with who vouches for them.

Durations, ordinals, dates, articles and counts of states, meetings or bodies are no quantities. A figure inside
reported speech is the claim of its speaker; else the publisher's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import actors, colour, syntax
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.dates import dates_within, find_dates
from kg.facts.force import force
from kg.facts.numerals import Figure, figures
from kg.lexicon import Cues
from kg.mentions import ACTORS
from kg.model import Claim, Fact, Factuality, Form, How, Kind, Span, Statement
from kg.reference import currencies

NOUNS = frozenset({"NOUN", "PROPN"})
PLURAL = frozenset({"NNS", "NNPS"})
BESIDE = frozenset({"conj", "cc", "punct", "appos", "relcl", "advcl", "parataxis"})
SHORTEST = 3  # letters a noun has that a figure may count
HUNDRED = 100
SMALL = 13  # a count below this is a figure only of people or goods
REACH = 6  # tokens between a figure and the noun it counts
LEADING = 4  # tokens before a figure that may say its bound
YEARS = range(1500, 2101)
TALLIES = frozenset({"number", "total", "toll", "figure", "amount", "population"})
SIGNS = {"$": "dollar", "Rs": "rupee", "Rs.": "rupee"}


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with its tokens and the noun it counts; ``unit`` as in ``Claim``."""

    figure: Figure
    tokens: Range
    unit: str
    noun: Token | None
    bound: str
    first: int  # the first token of the wording of its bound, or of the figure


def quantities(context: Context) -> Iterator[Fact]:
    """The quantitative claims of a text, in text order."""
    find_dates(context)
    speech = Spoken.of(context)
    before: Counted | None = None
    for block in context.parsed.blocks:
        for figure in figures(block):
            found = _counted(context, figure, before)
            if found is not None:
                before = found
                yield _claim(context, found, speech)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The statements of a document, to be asked which one covers a place; the innermost answers."""

    pieces: tuple[tuple[Span, Statement], ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, context: Context) -> Spoken:
        """All words said, by where they start."""
        found = [(s, f) for f in context.found(Statement) for s in (*f.content, *f.quotes)]
        found.sort(key=lambda p: (p[0].start, -p[0].end))
        return cls(tuple(found), tuple(s.start for s, _ in found))

    def around(self, span: Span) -> Statement | None:
        """The statement whose words cover a span; the shortest of several."""
        last = bisect_right(self.starts, span.start)
        covering = [p for p in self.pieces[max(0, last - 40) : last] if p[0].covers(span)]
        return min(covering, key=lambda p: p[0].end - p[0].start)[1] if covering else None


def _counted(context: Context, figure: Figure, before: Counted | None) -> Counted | None:
    """A figure with its unit, or None where it is no quantity."""
    tokens = context.parsed.tokens(figure.span)
    if tokens[0] >= tokens[1]:
        return None
    bound, first = _bound(context, figure, tokens)
    if figure.kind == "percent":
        return Counted(figure, tokens, "percent", _noun(context, tokens), bound, first)
    if figure.kind == "money" and not figure.sign[0].isalpha():
        return Counted(figure, tokens, _currency(context, figure), None, bound, first)
    if _is_date(context, figure, tokens):
        return None
    if figure.kind == "money":
        unit = _currency(context, figure)
        sure = len(unit) == 3 and unit.isupper() and context.parsed.doc[tokens[1] - 1].pos_ in {*NOUNS, "NUM", "SYM"}
        return Counted(figure, tokens, unit, None, bound, first) if sure or figure.value >= HUNDRED else None
    if context.parsed.words[tokens[1] : tokens[1] + 2] == ("-", "strong"):
        return Counted(figure, tokens, "people", None, bound, first)
    noun = _noun(context, tokens)
    counted = _unit(context, figure, noun) if noun is not None else _tallied(context, figure, tokens, before)
    return None if counted is None else Counted(figure, tokens, counted, noun, bound, first)


def _is_date(context: Context, figure: Figure, tokens: Range) -> bool:
    doc = context.parsed.doc
    number = doc[tokens[0]]
    if figure.value in YEARS and figure.upper is None and len(number.text) == 4 and number.dep_ != "nummod":
        return True
    around = dates_within(context, max(tokens[0] - 4, 0), min(tokens[1] + 4, len(doc)))
    return any(d.first < tokens[1] and tokens[0] < d.after for d in around)


def _bound(context: Context, figure: Figure, tokens: Range) -> tuple[str, int]:
    """How a figure is to be read, and the first token of the words that say so."""
    if figure.upper is not None:
        return "between", tokens[0]
    parsed, cues = context.parsed, context.lexicon.cues("bounds")
    begin = parsed.block_tokens[parsed.block_of[tokens[0]]][0]
    end = tokens[0]
    while end > begin and parsed.words[end - 1] in {"a", "an", "the"}:
        end -= 1
    for first in range(max(end - LEADING, begin), tokens[0]):
        found = cues.at(parsed.lemmas, parsed.words, first)
        if found is not None and found[1] in {end, tokens[0]}:
            return found[0], first
    return ("atleast" if figure.plus else "exact"), tokens[0]


def _noun(context: Context, tokens: Range) -> Token | None:
    """The noun that a figure counts: its head in the parse, else the end of the noun phrase behind it."""
    doc, reach = context.parsed.doc, tokens[1] + REACH
    for token in doc[tokens[0] : tokens[1]]:
        head = token.head
        if token.dep_ in {"nummod", "amod", "compound"} and head.pos_ in NOUNS and tokens[1] <= head.i <= reach:
            return _last_of_compound(head)
    found: Token | None = None
    part = tokens[1] + 1 < len(doc) and doc[tokens[1]].lower_ == "of" and doc[tokens[1] + 1].tag_ in {"DT", "PRP$"}
    for token in doc[tokens[1] + 2 * part : reach]:  # "five hundred of our students"
        if token.pos_ in NOUNS and token.ent_type_ not in {"DATE", "TIME"}:
            found = token
        elif found is not None or (token.pos_ not in {"ADJ", "ADV", "DET"} and token.tag_ not in {"VBN", "VBG"}):
            break
    return found if found is not None and found.sent.start == doc[tokens[0]].sent.start else None


def _last_of_compound(noun: Token) -> Token:
    """The noun that a compound ends in ("vaccine doses")."""
    while noun.dep_ in {"compound", "nmod"} and noun.head.pos_ in NOUNS and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _unit(context: Context, figure: Figure, noun: Token) -> str | None:
    """ "people", or the noun counted; None for what is no quantity."""
    kind = _kind_of_noun(context, noun)
    if kind == "uncounted" or len(noun.text) < SHORTEST or not noun.is_alpha or (figure.worded and figure.value == 1):
        return None
    if kind == "people":
        return "people"
    small = figure.value < SMALL and (figure.worded or figure.value == int(figure.value))
    plural = noun.tag_ in PLURAL
    if kind != "goods" and (small or noun.pos_ == "PROPN" or figure.worded or not plural):
        return None
    return noun.lower_


def _kind_of_noun(context: Context, noun: Token) -> str | None:
    """What a noun stands for in dipv:counted; the people of a country are people."""
    parsed, cues = context.parsed, context.lexicon.cues("counted")
    for first in range(max(noun.i - 2, 0), noun.i + 1):
        found = cues.at(parsed.lemmas, parsed.words, first)
        if found is not None and found[1] > noun.i:
            return found[0]
    covering = (context.mentions[i] for i in context.mentions.at(noun.i, {Kind.COUNTRY, Kind.GROUP, Kind.PLACE}))
    demonym = any(m.form == Form.DEMONYM and m.name != m.surface for m in covering)
    return "people" if demonym or (noun.ent_type_ == "NORP" and noun.tag_ in PLURAL) else None


def _tallied(context: Context, figure: Figure, tokens: Range, before: Counted | None) -> str | None:
    """A figure without a noun: "the number of refugees rose to two million", "2 million, of whom 1,000 …"."""
    doc, sentence = context.parsed.doc, context.parsed.sentence(tokens[0])
    if figure.value < 1000:
        return None
    for token in doc[sentence.start : tokens[0]]:
        if token.lemma_.lower() in TALLIES:
            thing = next(iter(syntax.prepositional(token, "of")), None)
            unit = _unit(context, figure, thing) if thing is not None else None
            if unit is not None:
                return unit
    same = before is not None and before.tokens[0] >= sentence.start and before.figure.kind == "count"
    included = any(w in {"including", "whom", "which"} for w in context.parsed.words[sentence.start : tokens[0]])
    return before.unit if before is not None and same and included else None


def _currency(context: Context, figure: Figure) -> str:
    """ISO 4217 code; where the sign or noun leaves it open and the text does not tell, the sign as written."""
    written = figure.sign
    signs = {sign.replace(" ", ""): code for sign, code in currencies.by_symbol().items()}
    if written.replace(" ", "") in signs:
        return signs[written.replace(" ", "")]
    nouns = currencies.by_noun()
    noun = SIGNS.get(written, written.lower())
    owner, _, bare = written.rpartition(" ")
    if owner and noun not in nouns:
        iso = _country_of(context, owner)
        return (currencies.used_in(nouns.get(bare.lower(), ()), iso) if iso else None) or written
    choices = nouns.get(noun, ())
    return choices[0].code if len(choices) == 1 else _in_play(context, choices) or written


def _country_of(context: Context, adjective: str) -> str | None:
    for country in context.reference.countries.values():
        if adjective in {*country.adjectives, *country.aliases, country.name}:
            return country.iso2
    return None


def _in_play(context: Context, choices: Sequence[currencies.Currency]) -> str | None:
    """The currency of the publisher, or of the country named more often than all others that use one of these."""
    mentions = context.mentions
    issuers = [k for m in mentions if m.how == How.PUBLISHER for k in m.keys if k.startswith("country/")]
    named = [k for m in mentions for k in m.keys if k.startswith("country/")]
    for keys in (issuers, named):
        codes = Counter(c for k in keys if (c := currencies.used_in(choices, k[8:])) is not None)
        if codes and 2 * max(codes.values()) > codes.total():
            return max(codes, key=lambda code: (codes[code], code))
    return None


def _claim(context: Context, found: Counted, speech: Spoken) -> Claim:
    parsed, figure = context.parsed, found.figure
    first, after = _phrase(context, found)
    span = parsed.span(first, after)
    statement = speech.around(figure.span)
    clause = _clause(context, found, (first, after))
    head = found.noun if found.noun is not None else parsed.doc[found.tokens[1] - 1]
    factuality = force(parsed, context.lexicon, head.i).factuality
    if statement is not None and factuality == Factuality.STATED:
        factuality = Factuality.ATTRIBUTED
    times = dates_within(context, *clause)
    return Claim(
        id=context.new_id("claim"),
        evidence=(span,),
        rule=f"quantity-{figure.kind}",
        confidence=0.9 if found.noun is not None or figure.kind != "count" else 0.75,
        factuality=factuality,
        proposition=" ".join(parsed.surface(*clause).split()),
        statement=None if statement is None else statement.id,
        claimants=() if statement is None else statement.speakers,
        quantity=figure.value,
        upper=figure.upper,
        bound=found.bound,
        unit=found.unit,
        indicator=_indicator(context, clause),
        area=area(context, clause),
        period=times[0].span if times else None,
        topics=colour.topics(context, clause),
    )


def _phrase(context: Context, found: Counted) -> Range:
    """The noun phrase of a figure, from the words of its bound to what hangs on its noun."""
    doc = context.parsed.doc
    head = found.noun if found.noun is not None else _money_head(doc[found.tokens[1] - 1], found.tokens)
    last = max(head.i, found.tokens[1] - 1)
    for child in head.rights:
        if child.dep_ in BESIDE:
            break
        last = max(last, child.right_edge.i)
    return syntax.trim(doc, found.first, min(last + 1, doc[found.tokens[0]].sent.end))


def _money_head(token: Token, tokens: Range) -> Token:
    while tokens[0] <= token.head.i < tokens[1] and token.head.i != token.i:
        token = token.head
    return token


def _clause(context: Context, found: Counted, phrase: Range) -> Range:
    """The clause that says the figure, within its sentence."""
    head = context.parsed.doc[phrase[1] - 1] if found.noun is None else found.noun
    verb = syntax.governor(context.parsed.doc[found.tokens[0]] if found.noun is None else head)
    if verb is None:
        return phrase
    first, after = syntax.extent(verb)
    if context.parsed.words[first] in {"that", "which", "and", "but"} and first < phrase[0]:
        first += 1
    return syntax.trim(context.parsed.doc, min(first, phrase[0]), max(after, phrase[1]))


def _indicator(context: Context, clause: Range) -> str | None:
    cues: Cues = context.lexicon.cues("indicators", labels=True)
    parsed = context.parsed
    found = cues.scan(parsed.lemmas[clause[0] : clause[1]], parsed.words[clause[0] : clause[1]])
    return next((concept for concept, _, _ in found), None)


def area(context: Context, clause: Range) -> tuple[int, ...]:
    """The countries and places that a clause is about: "in the region", "across Mali and Niger"."""
    words, mentions = context.parsed.words, context.mentions
    found: list[int] = []
    for i in actors.between(mentions, clause[0], clause[1], ACTORS | {Kind.PLACE}):
        if mentions[i].kind not in {Kind.COUNTRY, Kind.PLACE}:
            continue
        first = mentions.ranges[i][0]
        before = [w for w in words[max(clause[0], first - 3) : first] if w not in {"the", "both"}]
        joined = bool(found) and set(words[mentions.ranges[found[-1]][1] : first]) <= {"and", "or", ",", "the"}
        if joined or (before and before[-1] in {"in", "across", "throughout", "within"}):
            found.append(i)
    return tuple(found)
