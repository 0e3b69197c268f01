"""Who says it: the subject of a verb of saying, the agent of a passive, the author of a text that speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.facts import actors, lists, syntax
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.endings import main_comma, trailing_comma
from kg.facts.speech import Cue, Wording, occasion
from kg.lexicon import Lexicon
from kg.mentions import ACTORS, Mentions
from kg.model import How, Kind

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
BETWEEN = frozenset({"ADV", "AUX", "PART"})
AUTHORSHIP = ("by", "of", "from")
LONGEST_SOURCE = 30  # tokens between a quotation and its verb
SHOWN = frozenset({"stress", "promise", "assert", "recall", "announce", "reaffirm", "support", "hope", "question"})
ARTICLES = frozenset({"the", "a", "an", "both"})
GENERIC = frozenset({"it", "there"})


@dataclass(frozen=True, slots=True)
class Source:
    """Mentions that speak and the tokens that name them; ``own`` for the writer's "we" and "I"."""

    speakers: tuple[int, ...]
    tokens: Range | None
    own: bool = False
    document: bool = False  # a text that speaks for its author
    impersonal: bool = False  # "it was stressed that"
    partial: bool = False  # coordinated with a plural noun that is no mention
    event: int | None = None  # a meeting that speaks as a body
    together: bool = False  # a plural noun that is no mention: those who met
    opened: bool = False  # named by the opening of a list of clauses
    deed: int | None = None  # the verb beside which this one stands, and whose reality it shares
    carried: bool = False  # the speakers come from an earlier sentence
    head: int | None = None  # the head word of the phrase that names or describes them


def find_source(context: Context, wording: Wording, cue: Cue) -> Source:
    """Who speaks in a cue, as far as its own sentence says."""
    head = _known_subject(context, cue) or _head(cue)
    if cue.passive and head is None:
        subject = syntax.subject(cue.verb)
        felt = subject is not None and "express" in cue.takes and _says(subject, wording)
        return Source((), None, impersonal=felt or (subject is not None and subject.lower_ in GENERIC))
    if head is not None and head.lower_ in FIRST_PERSON:
        return Source((), (head.i, head.i + 1), own=True)
    if head is not None and _is_addressed(cue, head):
        return Source((), None, own=True)
    found = actors.actors(context.mentions, context.lexicon, head)
    if head is not None and head.lower_ in wording.things and not _is_known_body(context.mentions, found):
        return Source((), (head.i, head.i + 1))
    if head is None or found:
        return _named(context, cue, head, found)
    if _is_document(head, wording):
        found = author(context.mentions, context.lexicon, head)
        return Source(found, (head.left_edge.i, head.i + 1), document=True)
    if _is_together(head, context.lexicon):
        body = next(iter(syntax.prepositional(head, "of")), None)
        found = actors.actors(context.mentions, context.lexicon, body)
        return replace(_named(context, cue, head, found), together=True)
    return replace(_named(context, cue, head, ()), event=_meeting(context.mentions, head, cue))


def _is_known_body(mentions: Mentions, found: tuple[int, ...]) -> bool:
    """Whether all are bodies of which the reference data know ("the World Food Programme")."""
    return bool(found) and all(mentions[i].kind in actors.BODIES and mentions[i].keys for i in found)


def _says(noun: Token, wording: Wording) -> bool:
    """Whether a noun says an act by itself, or what is said of something: "Concern was expressed", "The need for …"."""
    if noun.lemma_.lower() in wording.stressed:
        return True
    return wording.nouns.at((noun.lemma_.lower(),), (noun.lower_,), 0) is not None


def _known_subject(context: Context, cue: Cue) -> Token | None:
    """Of several subjects that the parse gives a verb, the first that is known ("Director and Spokesman X said")."""
    several = [t for t in syntax.children(cue.verb, "nsubj") if t.i < cue.first and t.nbor().text not in syntax.DASHES]
    if len(several) < 2 or cue.passive:
        return None
    named = ((t, actors.actors(context.mentions, context.lexicon, t)) for t in several)
    return next((t for t, found in named if actors.resolved(context.mentions, found)), None)


def _head(cue: Cue) -> Token | None:
    """The head word of who speaks in a cue; what stands before a colon is none of its clause."""
    head = syntax.doer(cue.verb) if cue.passive else syntax.subject(occasion(cue.verb) or cue.verb)
    if head is not None and head.i < cue.first and any(t.text.endswith(":") for t in head.doc[head.i : cue.first]):
        return None
    return head


def _is_addressed(cue: Cue, head: Token) -> bool:
    """ "Prime Minister, thank you for your visit": whom the speaker turns to, which the parse takes for the subject."""
    between = {t.text for t in head.doc[head.i : cue.first]}
    to_you = any(t.lower_ == "you" for t in syntax.children(cue.verb, "dobj", "dative"))
    return to_you and "," in between and cue.verb.tag_ in {"VB", "VBP"} and head.tag_ in {"NN", "NNP"}


def _named(context: Context, cue: Cue, head: Token | None, found: tuple[int, ...]) -> Source:
    """The source as the parse has it, mended where actors stand right before the verb."""
    mentions, comma = context.mentions, main_comma(cue)
    last = trailing_comma(mentions, cue)
    if last is not None:
        found = lists.listed(context, last + 1, cue.first) or found
    if not found and not cue.passive:
        found = _beside(mentions, cue, head) or (() if head is not None else _behind_colon(context, cue))
    listed = () if comma is None else lists.listed(context, comma + 1, cue.verb.sent.root.i)
    if listed:
        found, head = listed, cue.verb.doc[mentions.ranges[listed[0]][1] - 1]
    elif found and not cue.passive:
        found = whole_list(context, cue.verb, cue.first, found)
    found = _named_only(mentions, found)
    tokens, partial = _tokens(mentions, found, head, cue), _is_partial(mentions, head)
    return Source(found, tokens, partial=partial, head=None if head is None else head.i)


def _named_only(mentions: Mentions, found: tuple[int, ...]) -> tuple[int, ...]:
    """Persons without the plural that announces them ("both Ministers, X and Y")."""
    open_group = {i for i in found if mentions[i].kind == Kind.GROUP and mentions[i].how == How.OPEN}
    persons = [i for i in found if mentions[i].kind == Kind.PERSON]
    return tuple(i for i in found if i not in open_group) if len(persons) > 1 else found


def _meeting(mentions: Mentions, head: Token, cue: Cue) -> int | None:
    """The meeting that speaks as a body ("The Conference urged …"); to "highlight" something is no speaking."""
    found = mentions.at(head.i, {Kind.EVENT}) if cue.act not in SHOWN else ()
    return found[-1] if found else None


def _is_together(head: Token, lexicon: Lexicon) -> bool:
    """Whether a plural without a mention means those who met or belong to a body: "Leaders welcomed"."""
    singular = {head.lemma_.lower(), head.lower_.removesuffix("s"), head.lower_.removesuffix("ies") + "y"}
    return head.lower_.endswith("s") and bool(singular & lexicon.words("voices", "together"))


def _is_partial(mentions: Mentions, head: Token | None) -> bool:
    """Whether a phrase names more than its mentions: "the Secretary and Foreign Ministers"."""
    named = [] if head is None else [head, *(c for c in syntax.conjuncts(head) if not syntax.is_verb(c))]
    return len(named) > 1 and any(not mentions.at(c.i, ACTORS) and c.tag_ in {"NNS", "NNPS", "NNP"} for c in named)


def _is_document(head: Token, wording: Wording) -> bool:
    return head.lemma_.lower() in wording.documents or head.lower_ in wording.documents


def author(mentions: Mentions, lexicon: Lexicon, document: Token) -> tuple[int, ...]:
    """Whose a text is: "Peru's statement", "a communique of the Council", "a letter from the Minister"."""
    heads = list(syntax.children(document, "poss", "compound", "nmod", "amod"))
    heads += syntax.prepositional(document, *AUTHORSHIP)
    heads += [a for verb in syntax.children(document, "acl") if (a := syntax.agent(verb)) is not None]
    for head in heads:
        found = actors.actors(mentions, lexicon, head)
        if found:
            return found
    return ()


def whole_list(context: Context, verb: Token, end: int, found: tuple[int, ...]) -> tuple[int, ...]:
    """All who stand side by side right before a verb that begins at ``end``, where the parse saw only some of them."""
    doc, begin = verb.doc, verb.sent.start
    end = min([end, *(a.i for a in syntax.auxiliaries(verb))])
    while end > begin and doc[end - 1].pos_ == "ADV":
        end -= 1
    first = lists.list_before(context, end, begin)
    before = doc[first - 1]
    apart = first == begin or not (before.pos_ == "ADP" or before.dep_ == "prep" or before.lower_ in syntax.CONNECTIVES)
    listed = lists.listed(context, first, end) if apart else ()
    return listed if set(found) < set(listed) and not _is_new_clause(context, found, listed) else found


def _is_new_clause(context: Context, found: tuple[int, ...], listed: tuple[int, ...]) -> bool:
    """Whether a subject is parted from what is before it: "at the Forum, and the Minister", "On Cuba, Ministers"."""
    words, first = context.parsed.words, min((context.mentions.ranges[i][0] for i in found), default=0)
    while first > 0 and (words[first - 1] in ARTICLES or context.mentions.at(first - 1, {Kind.OFFICE})):
        first -= 1
    joined = len(found) == 1 and len(listed) == 2 and first > 1 and words[first - 2 : first] == (",", "and")
    before = [i for i in listed if context.mentions.ranges[i][0] < first]
    begin = min((context.mentions.ranges[i][0] for i in before), default=first)
    opens = first > 0 and words[first - 1] == "," and not {"and", "&", "with"} & {*words[begin:first]}
    return joined or (bool(before) and opens and not _is_apposed(context, before, found))


def _is_apposed(context: Context, before: list[int], found: tuple[int, ...]) -> bool:
    """Whether a title and the name behind its comma are one person's ("the Foreign Minister, X")."""
    mentions = context.mentions
    titles = (mentions[i].office for i in before)
    return any(o is not None and o.holder in found for o in titles)


def _beside(mentions: Mentions, cue: Cue, head: Token | None) -> tuple[int, ...]:
    """The actor right before a verb, or right behind it in inverted order, where the parse found none."""
    if head is not None and head.pos_ not in {"PROPN", "VERB", "ADJ", "ADV", "X"}:
        return ()
    doc, i = cue.verb.doc, cue.first - 1
    while i > cue.verb.sent.start and doc[i].pos_ in BETWEEN:
        i -= 1
    if doc[i].text == "," and _is_apart(mentions, cue, i):
        i -= 1
    before = mentions.at(i, ACTORS) if i >= cue.verb.sent.start else ()
    if before and mentions.ranges[before[-1]][1] == i + 1:
        return (actors.person_of(mentions, before[-1]),)
    return ()


def _behind_colon(context: Context, cue: Cue) -> tuple[int, ...]:
    """The person named first behind the colon of a dateline ("Oslo (NTB): Minister X, of the party Y, thanked …")."""
    doc = cue.verb.doc
    colon = max((t.i for t in doc[cue.verb.sent.start : cue.first] if t.text.endswith(":")), default=None)
    if colon is None or any(syntax.is_verb(t) for t in doc[colon + 1 : cue.first]):
        return ()
    found = lists.listed(context, colon + 1, cue.first)[:1]
    return found if found and context.mentions[found[0]].kind == Kind.PERSON else ()


def _is_apart(mentions: Mentions, cue: Cue, comma: int) -> bool:
    """Whether only a person and titles stand before a comma and the verb ("Oslo: Minister X, Senator, has said")."""
    first = max((t.i for t in cue.verb.doc[cue.verb.sent.start : comma] if t.text == ":"), default=-1)
    named = mentions.at(comma - 1, {Kind.PERSON})
    return first >= 0 and bool(named) and not any(syntax.is_verb(t) for t in cue.verb.doc[first + 1 : comma])


def behind(mentions: Mentions, cue: Cue) -> tuple[int, ...]:
    """The actors named right after a verb, as in "…", said the Minister."""
    doc = cue.verb.doc
    for i in range(cue.after, min(cue.after + 3, len(doc))):
        found = mentions.at(i, ACTORS)
        if found and not _owns(mentions, found[-1]):
            last = max(mentions.ranges[m][1] for m in found)
            if last + 1 < len(doc) and doc[last].text == "," and mentions[found[-1]].kind == Kind.OFFICE:
                last += 1
            person = mentions.at(last, ACTORS) if last < len(doc) else ()
            return (actors.person_of(mentions, (person or found)[-1]),)
        if doc[i].pos_ not in {"DET", "PROPN", "ADJ", "NOUN"}:
            return ()
    return ()


def _owns(mentions: Mentions, i: int) -> bool:
    """Whether a mention is only the owner of what follows ("Peru's foreign policy chief")."""
    after = mentions.ranges[i][1]
    return after < len(mentions.parsed.doc) and mentions.parsed.words[after] in {"'s", "'"}


def amid(mentions: Mentions, first: int, cue: Cue) -> tuple[int, ...]:
    """The person, or else the actor, named between a quotation that ends at a token and the verb behind it."""
    if cue.first - first > LONGEST_SOURCE:
        return ()
    found = actors.between(mentions, first, cue.first)
    persons = [i for i in found if mentions[i].kind == Kind.PERSON]
    return tuple(actors.person_of(mentions, i) for i in (persons or list(found))[-1:])


def _tokens(mentions: Mentions, found: tuple[int, ...], head: Token | None, cue: Cue) -> Range | None:
    """The tokens that name the speakers, titles included, on one side of the cue."""
    places = [mentions.ranges[i] for i in found]
    if head is not None and any(a <= head.i < b for a, b in places):
        places.append((_left(head), head.i + 1))
    if not places:
        return None if head is None else (head.i, head.i + 1)
    before = [p for p in places if p[1] <= cue.first] or places
    return min(a for a, _ in before), max(b for _, b in before)


def _left(head: Token) -> int:
    named = (c.left_edge.i for c in head.lefts if c.dep_ in {"compound", "det", "amod", "poss", "nmod"})
    return min(named, default=head.i)
