"""Noun phrases for instruments: treaties, agreements, memoranda, declarations, plans … named or described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.facts import syntax
from kg.facts.acts import is_cue, is_heading
from kg.facts.context import Context
from kg.layout import BlockKind
from kg.model import Form, Kind

LINKS = frozenset({"of", "the", "and", "on", "for", "to", "with", "against", "from", "between", "concerning", "as",
                   "by", "its", "regarding", "in", "&", "a", "an", "or", "'s", "under", "through"})  # fmt: skip
OPENERS = frozenset({"of", "on", "for", "to", "between", "with", "against", "concerning", "regarding", "relating",
                     "among", "covering", "about", "related", "setting", "establishing"})  # fmt: skip
BACK = frozenset({"this", "the", "that", "said", "such", "its", "our", "their", "these", "both"})
INDEFINITE = frozenset({"a", "an", "another", "one", "several", "two", "three", "new"})
JOINTS = frozenset({"-", "/", "&"})
STOPS = frozenset({",", ";", ":", "(", '"', "which", "that", "who", "today", "yesterday", "including", "pursuant"})
LONGEST = 40  # tokens of a label
NAMED_ONLY = frozenset({"other"})
NAMES = (Kind.ORGANIZATION, Kind.PERSON, Kind.OFFICE)
ACTORS = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.PERSON, Kind.OFFICE, Kind.PLACE, Kind.GROUP)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One mention of an instrument. Tokens ``[first, after)`` are its label, without article."""

    type: str  # concept of dipv:instruments
    head: int  # the last token of the noun that makes it an instrument
    first: int
    after: int
    named: bool  # has a proper name
    short: bool  # the bare noun: as a rule known from before
    alias: str = ""  # another name given in brackets, lower case
    plural: bool = False
    heading: bool = False  # stands in a title or heading: gives a label, no fact


def root(doc: Doc, thing: Instrument) -> Token:
    """The word of a label by which it hangs in its sentence: the "agreement" of an "agreement in principle"."""
    at = doc[thing.head]
    while thing.first <= at.head.i < at.i and at.dep_ in {"pobj", "prep", "compound", "nmod"}:
        at = at.head
    return at


def instruments(context: Context) -> list[Instrument]:
    """The mentions of instruments in running text, in order."""
    found: list[Instrument] = []
    free = 0
    for concept, first, after in _nouns(context):
        if first < free:
            continue
        one = _instrument(context, concept, first, after)
        if one is not None:
            found.append(one)
            free = max(one.after, _alias(context, one.head + 1)[1], _alias(context, one.after)[1])
    return found


def _nouns(context: Context) -> Iterator[tuple[str, int, int]]:
    parsed = context.parsed
    cues = context.lexicon.cues("instruments")
    for concept, first, after in cues.scan([_base(t) for t in parsed.doc], parsed.words):
        last = parsed.doc[after - 1]
        if last.pos_ in {"NOUN", "PROPN", "X"} and _is_last(context, last) and not _is_part(context, first, after):
            yield concept, first, after


def _base(word: Token) -> str:
    """The lemma; of a name that the parse leaves in the plural, its singular ("Accords")."""
    lemma = word.lemma_.lower()
    name = word.pos_ == "PROPN" and lemma == word.lower_
    if not name or not lemma.endswith("s") or lemma.endswith("ss"):
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]


def _is_last(context: Context, noun: Token) -> bool:
    """A noun inside a compound names something else: "treaty obligations", "Framework Convention"."""
    follows = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if follows is None or follows.pos_ not in {"NOUN", "PROPN"}:
        return True
    return noun.dep_ != "compound" and not (noun.text[:1].isupper() and _is_instrument(context, noun.i + 1))


def _is_instrument(context: Context, k: int) -> bool:
    return context.lexicon.cues("instruments").at(context.parsed.lemmas, context.parsed.words, k) is not None


def _is_part(context: Context, first: int, after: int) -> bool:
    """Whether an instrument's noun is part of the name of a body or a person."""
    mentions = context.mentions
    names = (mentions.ranges[i] for i in mentions.at(first, NAMES) if mentions[i].form == Form.NAME)
    return any(begin < first or after < end for begin, end in names)


def _instrument(context: Context, concept: str, first: int, after: int) -> Instrument | None:
    noun = context.parsed.doc[after - 1]
    capital = noun.text[:1].isupper()
    alias, behind = _alias(context, after)
    start = _left_of_name(context, first) if capital else first
    bare = start == first and not noun.text.isupper() and not (capital and after - first > 1)
    start = _left_of_description(noun, first) if bare else start
    end = _right_of_name(context, behind) if capital else behind
    end = after if end == behind else end
    title = start < first and context.parsed.doc[start].text[:1].isupper()
    named = capital and (title or end > after or after - first > 1 or noun.text.isupper())
    if end == after:
        end = max(after, _complement(context, noun, behind, proper=title or noun.text.isupper()))
    alias = alias or _alias(context, end)[0]
    if not named and not _counts(context, concept, noun, start, end, after - first > 1):
        return None
    short = start == first and end == after
    if concept in {"memorandum", "plan"} and any(_is_order(context, k) for k in range(start, first)):
        return None
    if named and end > after and context.parsed.words[end - 1] in context.lexicon.words("no-commitment", "statute"):
        return None
    plural = noun.tag_ in {"NNS", "NNPS"}
    heading = is_heading(context, context.parsed.block_of[first])
    return Instrument(concept, after - 1, start, min(end, start + LONGEST), named, short, alias, plural, heading)


def _counts(context: Context, concept: str, noun: Token, start: int, end: int, phrase: bool) -> bool:
    """Whether an instrument without a proper name is one: not a general noun, not agreement as a state of mind."""
    words = context.parsed.words
    before = words[start - 1] if start else ""
    if concept in NAMED_ONLY and not phrase:
        return False
    if noun.tag_ in {"NNS", "NNPS"}:
        tied = bool({"with", "between"} & set(words[noun.i + 1 : end]))
        return before in INDEFINITE or tied or context.parsed.doc[start].pos_ == "PROPN"
    if before in {"no", "any", "every", "all", "other"}:
        return False
    if noun.text.isupper() or phrase or before in BACK or before in INDEFINITE:
        return True
    described = end > noun.i + 1 or start < noun.i
    if described and _opens_item(context, start):
        return True
    return described and any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)


def _opens_item(context: Context, start: int) -> bool:
    """Whether a token opens an item of a list, where articles are left out: "2. Agreement on migration"."""
    b = context.parsed.block_of[start]
    first = context.parsed.block_tokens[b][0]
    marks = all(not t.is_alpha for t in context.parsed.doc[first:start])
    return context.parsed.blocks[b].kind == BlockKind.ITEM and marks


def _left_of_name(context: Context, first: int) -> int:
    """The first token of a capitalised name that ends here."""
    doc = context.parsed.doc
    k, begin = first, doc[first].sent.start
    while k > begin and not context.mentions.at(k - 1, (Kind.PERSON, Kind.OFFICE)):
        before = doc[k - 1]
        joined = before.text in JOINTS and k - 1 > begin and not before.whitespace_ and not doc[k - 2].whitespace_
        if _signs(context, k - 1):
            break
        if joined or _is_name_word(before):
            k -= 1
        elif before.lower_ in {"and", "of"} and _is_one_name(context, k - 2):
            k -= 2
        else:
            break
    while k < first and (doc[k].text in JOINTS or (doc[k].pos_ in {"DET", "PRON"} and k == begin)):
        k += 1
    return k


def _is_order(context: Context, k: int) -> bool:
    """A presidential memorandum or a national plan is one state's own business, no instrument between parties."""
    return is_cue(context.lexicon, "no-commitment", "decree", context.parsed.doc[k])


def _signs(context: Context, k: int) -> bool:
    """A verb of signing in a title, where every word is capitalised."""
    found = context.lexicon.cues("agr-status").at(context.parsed.words, context.parsed.words, k)
    return found is not None and found[0] == "signed"


def _is_one_name(context: Context, k: int) -> bool:
    """Whether the words before "and" or "of" belong to the name: "a Trade and Transit Treaty", "Status of Forces"."""
    doc = context.parsed.doc
    if k <= 0 or not _is_name_word(doc[k]):
        return False
    if doc[k + 1].lower_ == "of":
        return not context.mentions.at(k) and k + 2 < len(doc) and not context.mentions.at(k + 2)
    return doc[k - 1].lower_ in INDEFINITE or (doc[k - 1].lower_ == "the" and not context.mentions.at(k))


def _is_name_word(word: Token) -> bool:
    if word.text[:1].isupper():
        return word.pos_ not in {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "VERB", "AUX"} or word.text.isupper()
    return word.text.isdigit() and len(word.text) == 4


def _left_of_description(noun: Token, first: int) -> int:
    """The first modifier of a noun without a name, its article and possessor left out."""
    k = first
    while k > noun.sent.start:
        before = noun.doc[k - 1]
        inside = before.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"} or before.text in JOINTS
        adverb = before.text.endswith("ly") and k < first
        if not (inside and noun.left_edge.i <= before.i) and not adverb:
            break
        if before.tag_ in {"VBD", "VBZ", "VBP", "VB"} or (noun.text[:1].isupper() and before.text[:1].isupper()):
            break
        k -= 1
    return k


def _right_of_name(context: Context, after: int) -> int:
    """The token after a capitalised name: "… of 1909", "… on the Law of the Sea"."""
    doc = context.parsed.doc
    limit = min(doc[after - 1].sent.end, after + LONGEST)
    end, k, joint = after, after, 0
    while k < limit and k - end <= 3:
        word = doc[k]
        if (joint and _is_instrument(context, k)) or (end == after and _is_another(context, k)):
            return joint or end
        tied = "between" in context.parsed.words[after:k]
        if (_is_name_word(word) or _is_title_verb(word)) and not _is_elsewhere(context, end, k, tied):
            end = k + 1
        elif word.lower_ not in LINKS and word.text not in JOINTS and not (word.text == "," and end > after):
            break
        joint = k if word.lower_ == "and" else joint
        k += 1
    return end


def _is_another(context: Context, k: int) -> bool:
    """ "The Joint Declaration *and the* Basic Law": behind a name without more to it, something of its own."""
    return context.parsed.words[k] == "and" and context.parsed.words[k + 1 : k + 2] in {("the",), ("its",)}


def _is_title_verb(word: Token) -> bool:
    """A gerund in a title: "MoU on *Launching* the Joint Study"."""
    return word.tag_ == "VBG" and word.text[:1].isupper() and word.i > word.sent.start and word.nbor(-1).lower_ in LINKS


def _is_elsewhere(context: Context, end: int, k: int, tied: bool) -> bool:
    """Whether a name after the instrument's is a place, a date or a party that stands beside it, not in it."""
    link = context.parsed.words[end] if end < k else ""
    if link in {"in", "with", "by"} and context.mentions.at(k, ACTORS):
        return True
    if link in {",", "and"} and not tied:
        return bool(context.mentions.at(k, ACTORS))
    return context.parsed.doc[k].ent_type_ in {"DATE", "TIME"} and link != "of"


def _complement(context: Context, noun: Token, after: int, *, proper: bool) -> int:
    """The token after what a described instrument is about: "on readmission", "to exchange information about …"."""
    doc = context.parsed.doc
    if after >= noun.sent.end or doc[after].lower_ not in OPENERS:
        return noun.i + 1
    opener = doc[after]
    if opener.lower_ == "with" and not context.mentions.at(after + 1) and not context.mentions.at(after + 2):
        return noun.i + 1
    if opener.lower_ == "for" and context.mentions.at(after + 1, (Kind.COUNTRY,)) and _is_signed(context, noun):
        return noun.i + 1  # "signed the agreement for Peru"
    if (proper and opener.dep_ == "aux") or doc[after + 1].lower_ == "as":
        return noun.i + 1  # "return to the Vienna Accord to show …", "comply with the pact for as long as …"
    head = opener.head if opener.dep_ in {"aux", "mark"} else opener
    passive = opener.lower_ == "to" and (opener.dep_ != "aux" or doc[after + 1].lower_ == "be")
    if head.i <= noun.i or passive:
        return noun.i + 1
    end = _short_of_time(context, after, min(head.right_edge.i + 1, noun.sent.end))
    return syntax.trim(doc, noun.i, end)[1] if end > after + 1 else noun.i + 1


def _is_signed(context: Context, noun: Token) -> bool:
    """Whether a noun is the object of a verb of signing."""
    return noun.dep_ == "dobj" and _signs(context, noun.head.i)


def _short_of_time(context: Context, first: int, end: int) -> int:
    """A description ends before a date, a relative clause or a new clause."""
    doc = context.parsed.doc
    for k in range(first + 1, end):
        if doc[k].text in STOPS or doc[k].lower_ in STOPS:
            return k
        if doc[k].lower_ == "in" and k + 1 < end and doc[k + 1].lower_ in {"accordance", "line", "order"}:
            return k
        if doc[k].lower_ == "with" and context.mentions.at(k + 1, (Kind.PERSON, Kind.OFFICE)):
            return k
        if doc[k].lower_ in {"in", "at"} and k + 1 < end and context.mentions.at(k + 1, (Kind.PLACE,)):
            return k
        if doc[k].ent_type_ == "DATE" and doc[k - 1].lower_ in {"on", "in", "this", "last", "by"}:
            return k - 1
    return end


def _alias(context: Context, after: int) -> tuple[str, int]:
    """A short name in brackets right after a noun: (MoU), (the "Treaty"); and the token after the brackets."""
    words = context.parsed.words
    if after >= len(words) or words[after] != "(":
        return "", after
    close = next((k for k in range(after + 1, min(after + 8, len(words))) if words[k] == ")"), None)
    if close is None:
        return "", after
    inside = (w for w in words[after + 1 : close] if w not in {'"', "'", "the", "''", "``"})
    return " ".join(inside), close + 1
