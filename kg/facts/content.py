"""What is reported: the tokens that a verb of saying takes, without the words that introduce them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.facts import syntax
from kg.facts.endings import FINITE, end_of, trailing_comma
from kg.facts.speech import Cue
from kg.mentions import Mentions
from kg.model import Kind
from kg.parse import Parsed

SHORTEST = 5  # tokens that say something even without a noun
REACH = 14  # tokens after a cue among which its "that" must stand
REASONS = frozenset({"for", "on", "upon"})
INTRODUCES = frozenset({"that", ",", ":", "as"})
OCCASIONS = frozenset({"during", "following", "after", "before", "ahead", "at", "when", "on"})
ASIDES = frozenset({"which", "who", "whom", "whose", "where"})
PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
THANKS = frozenset({"thank", "congratulate", "condole"})
QUESTIONS = frozenset({"how", "why", "what", "whether", "if", "who", "where", "when"})

SAYING = frozenset({"assert", "stress", "reaffirm", "announce", "acknowledge", "recall", "warn", "assure"})

Range = tuple[int, int]


def content(mentions: Mentions, cue: Cue, cues: dict[int, Cue]) -> Range | None:
    """The tokens of what a cue reports, or None where it takes nothing that counts; ``cues`` by their first token."""
    parsed = mentions.parsed
    if "quotation" in cue.takes:
        return None
    if cue.act == "deny" and any(True for _ in syntax.children(cue.verb, "dative")):
        return None  # to deny somebody something says nothing
    limit = min(end_of(mentions, cue, cues), parsed.block_tokens[parsed.block_of[cue.verb.i]][1])
    if cue.passive:
        return _passive(parsed, cue, limit)
    clause = _clause(parsed, cue, limit)
    first = _start(parsed, cue, limit, cues) if clause is None else clause
    if first is None or first >= limit:
        return before(mentions, cue) or _trailed(mentions, cue)
    if clause is None and _owns_state(mentions, cue):
        return None
    words = syntax.trim(parsed.doc, first, limit if clause is not None else _without_asides(cue, first, limit))
    if parsed.words[cue.after] == ":" and words[0] == cue.after + 1:
        words = words[0], max(words[1], _told_on(parsed, words[1], cues))
    return words if _says_something(parsed, words) else before(mentions, cue)


def _owns_state(mentions: Mentions, cue: Cue) -> bool:
    """Whether a state is recognised, which is an act of its own ("recognised the new republic in 1991")."""
    thing = next(syntax.children(cue.verb, "dobj"), None)
    return cue.act == "acknowledge" and thing is not None and bool(mentions.at(thing.i, {Kind.COUNTRY}))


def _told_on(parsed: Parsed, at: int, cues: dict[int, Cue]) -> int:
    """Where what stands behind a colon ends: with its paragraph, or before a sentence in which somebody else speaks."""
    end = parsed.block_tokens[parsed.block_of[at - 1]][1]
    while at < end:
        sentence = parsed.doc[at].sent
        if any(_is_told(cues[i]) for i in range(max(at, sentence.start), min(sentence.end, end)) if i in cues):
            break
        at = min(sentence.end, end)
    return syntax.trim(parsed.doc, at - 1, at)[1] if at > 0 else at


def _is_told(cue: Cue) -> bool:
    """Whether the main verb of a sentence says what somebody in the third person said."""
    own = syntax.subject(cue.verb)
    main = cue.verb.dep_ == "ROOT" and not cue.passive
    return main and own is not None and own.lower_ not in {"i", "we", "you", "it", "that", "this"}


def _says_something(parsed: Parsed, words: Range) -> bool:
    """Whether words stand for something by themselves: "it" and "us to do" do not."""
    inside = parsed.doc[words[0] : words[1]]
    return len(inside) >= SHORTEST or any(t.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"} or t.is_quote for t in inside)


def _without_asides(cue: Cue, first: int, limit: int) -> int:
    """Where a reported thing ends: before ", which …" and before the occasion ("… during her visit")."""
    ends = [limit]
    occasions = OCCASIONS - {"at", "on"} if "express" in cue.takes else OCCASIONS  # "satisfaction at the progress"
    for token in cue.verb.doc[first + 1 : limit]:
        if token.lower_ in ASIDES and token.nbor(-1).text == "," and not _goes_on(token, limit):
            ends.append(token.i - 1)
        elif token.head.i == cue.verb.i and token.dep_ in {"prep", "advcl"} and token.lower_ in occasions:
            joined = _is_joined(token.right_edge.i + 1, limit, token.doc)
            ends += [token.i] if _is_occasion(token) and not joined else []
    return min(ends)


def _is_occasion(token: Token) -> bool:
    """Whether a phrase says when something was said; "the attack on the convoy" does not, whatever the parse says."""
    return token.lower_ != "on" or token.nbor().ent_type_ == "DATE" or token.nbor().tag_ == "VBG"


def _is_joined(first: int, limit: int, doc: Doc) -> bool:
    """Whether another thing of somebody's is joined behind an occasion: "her role during the crisis and her ideas"."""
    return first + 1 < limit and doc[first].lower_ == "and" and doc[first + 1].tag_ == "PRP$"


def _goes_on(relative: Token, limit: int) -> bool:
    """Whether what is reported goes on behind a relative clause ("the unity of X, which …, as well as its efforts")."""
    clause = syntax.governor(relative)
    end = limit if clause is None else clause.right_edge.i + 1
    return end + 1 < limit and relative.doc[end].text == ","


def _start(parsed: Parsed, cue: Cue, limit: int, cues: dict[int, Cue]) -> int | None:
    """The first token of what is reported to the right of a cue."""
    if "predicate" in cue.takes:
        return _judged(cue, limit)
    if "wished" in cue.takes and (things := list(syntax.children(cue.verb, "dobj", "dative"))):
        return things[-1].left_edge.i
    if "act" in cue.takes and (deed := _deed(cue, limit)) is not None:
        return deed
    if "request" in cue.takes:
        return _asked(parsed, cue, limit)
    if "for" in cue.takes:
        return _reason(parsed, cue, limit)
    if "told" in cue.takes:
        return _matter(parsed, cue, limit)
    if "clause" in cue.takes and not _is_beside_saying(cue, cues):
        return None
    return _object(parsed, cue, limit)


def _is_beside_saying(cue: Cue, cues: dict[int, Cue]) -> bool:
    """Whether a stand is taken in a row of sayings: "affirmed the need for peace; opposed any attempt to …"."""
    above = cue.verb.head
    joined = cue.verb.dep_ == "conj" and above.i in cues and above.tag_ == cue.verb.tag_
    begin, before = cue.verb.sent.start, cue.first - 1
    row = before > begin and cue.verb.doc[before].text == ";" and any(i in cues for i in range(begin, before))
    return cue.act == "criticise" and (joined or row)


def _judged(cue: Cue, limit: int) -> int | None:
    """What is called or seen as something ("called it a crime", "viewed it as a threat"); not without the latter."""
    thing = next((t for t in syntax.children(cue.verb, "dobj", "nsubj", "nsubjpass") if t.i >= cue.after), None)
    verdict = [t for t in syntax.children(cue.verb, "oprd", "ccomp", "xcomp", "acomp") if t.i >= cue.after]
    verdict += [t for t in syntax.children(cue.verb, "prep") if t.lower_ == "as" and t.i >= cue.after]
    inner = [t for v in verdict for t in syntax.children(v, "nsubj") if t.i >= cue.after]
    first = min([t.left_edge.i for t in (*inner, *([thing] if thing else ()))], default=None)
    told = verdict and syntax.is_finite(cue.verb)
    return first if told and first is not None and first < limit else None


def _deed(cue: Cue, limit: int) -> int | None:
    """What somebody proposes or threatens to do: an infinitive without its "to", or a gerund."""
    for deed in syntax.children(cue.verb, "xcomp", "ccomp", "pcomp"):
        own = next((t for t in syntax.children(deed, "nsubj") if t.i >= cue.after), None)
        if cue.after <= deed.i < limit and own is None and deed.tag_ in {"VB", "VBG"}:
            return max(deed.left_edge.i, cue.after)
    return None


def _matter(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """Of what somebody is told: after the last "of" that hangs on the verb or on a name ("told X of Italy of Y")."""
    against = (t for t in parsed.doc[cue.after : limit] if t.lower_ == "against" and cue.act == "warn")
    if (warned := next(against, None)) is not None:
        return warned.i + 1
    found = [t for t in parsed.doc[cue.after : limit] if t.lower_ == "of"]
    near = [t for t in found if t.head.i == cue.verb.i or t.head.pos_ in {"PROPN", "PRON"}]
    return (near[-1] if near else found[0]).i + 1 if found else None


def _clause(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """Where a reported clause begins: after "that", or with the clause that the parse sees."""
    doc = parsed.doc
    clauses = [c for c in syntax.children(cue.verb, "ccomp") if c.i >= cue.after and c.left_edge.i < limit]
    clauses = [c for c in clauses if not syntax.is_inverted(c)]
    if "clause" in cue.takes and not cue.takes & {"request", "told"}:
        clauses = [c for c in clauses if syntax.is_finite(c) or c.tag_ not in {"VB", "VBG"}]
    if parsed.words[cue.after - 1] == "that":
        return cue.after
    if cue.after < limit and doc[cue.after].tag_ == "IN" and doc[cue.after].lower_ == "that":
        return _skip(parsed, cue.after, limit)
    for clause in clauses:
        first = max(clause.left_edge.i, cue.after)
        mark = next((m.i for m in syntax.children(clause, "mark") if m.lower_ == "that"), None)
        if first <= cue.after + REACH:
            return _skip(parsed, first if mark is None else mark, limit)
    for i in range(cue.after, min(cue.after + REACH, limit)):
        if parsed.words[i] == "that" and doc[i].dep_ == "mark" and _marks_report(cue, doc[i]):
            return _skip(parsed, i, limit)
        if i == cue.after and parsed.words[i] in QUESTIONS:
            return i
    return None


def _marks_report(cue: Cue, mark: Token) -> bool:
    """Whether a "that" opens what a cue reports: no verb stands between, and it is not the clause of the object."""
    clause = mark.head
    bare = not any(syntax.is_verb(t) for t in mark.doc[cue.after : mark.i])
    of_object = clause.dep_ == "acl" and clause.head.dep_ == "dobj" and clause.head.head.i == cue.verb.i
    return clause.i > mark.i and bare and not of_object


def _skip(parsed: Parsed, i: int, limit: int) -> int:
    while i < limit and parsed.words[i] in INTRODUCES:
        i += 1
    return i


def _object(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """Where the object begins; a phrase of manner before it is passed over ("condemned in the strongest terms …")."""
    doc = parsed.doc
    things = [*syntax.children(cue.verb, "dobj", "attr", "oprd"), *_through(cue)]
    lefts = [t.left_edge.i for t in things if t.i >= cue.after and t.left_edge.i < limit and not _is_time(t)]
    first = max(min(lefts), cue.after) if lefts else cue.after
    while first < limit and (_is_manner(doc[first], cue) or doc[first].text in syntax.EDGES or _is_time(doc[first])):
        first += 1
    if lefts or (first < limit and doc[first].pos_ in {"NOUN", "PROPN", "DET", "ADJ", "PRON", "NUM"}):
        return first
    return None


def _is_manner(token: Token, cue: Cue) -> bool:
    return token.pos_ == "ADV" and token.head.i == cue.verb.i


def _is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} and token.dep_ in {"npadvmod", "dobj"} and token.pos_ == "NOUN"


def _through(cue: Cue) -> Iterator[Token]:
    """Objects that the last word of a cue takes ("called for X", "took note of X")."""
    last = cue.verb.doc[cue.after - 1]
    if last.i != cue.verb.i:
        yield from syntax.children(last, "pobj", "dobj", "pcomp")


def _asked(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """A request: whom and what, when somebody is to act, or a thing asked for."""
    begin = _object(parsed, cue, limit)
    if parsed.words[cue.after - 1] in {"on", "upon"} and not _to_act(parsed, cue.after, limit):
        return None
    if begin is None:
        return next((t.i for t in parsed.doc[cue.after : limit][:2] if t.lower_ in {"to", "for"}), None)
    return begin


def _to_act(parsed: Parsed, first: int, limit: int) -> bool:
    """Whether somebody is asked to do something: a visitor "calls on" a host without it."""
    return any((t.lower_ == "to" and t.dep_ == "aux") or t.lower_ in {"for", "that"} for t in parsed.doc[first:limit])


def _reason(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """What somebody is thanked or praised for; without a reason, the object."""
    verb = cue.verb
    recipients = [t for t in syntax.children(verb, "dobj", "dative") if t.i >= cue.after]
    begin = max([cue.after, *(t.i for t in recipients[:1])])
    for token in parsed.doc[begin:limit]:
        if token.lower_ in REASONS and token.dep_ in {"prep", "dative"} and _gives_reason(token, cue, recipients):
            return token.i + 1
    return _object(parsed, cue, limit)


def _gives_reason(token: Token, cue: Cue, recipients: list[Token]) -> bool:
    if token.head.i == cue.verb.i:
        return True
    within = any(r.i < token.i <= r.right_edge.i for r in recipients)
    return within and (cue.act in THANKS or (token.head.pos_ in {"PROPN", "PRON"} and token.lower_ == "for"))


def _trailed(mentions: Mentions, cue: Cue) -> Range | None:
    """What stands before a source and verb that close their sentence."""
    comma = trailing_comma(mentions, cue)
    return None if comma is None else syntax.trim(cue.verb.doc, _behind_dateline(mentions, cue), comma)


def _behind_dateline(mentions: Mentions, cue: Cue) -> int:
    """The first token of a sentence, or the one after the place and the dash that open it ("Oslo - The talks …")."""
    start: int = cue.verb.sent.start
    place = mentions.at(start, PLACES)
    after = mentions.ranges[place[-1]][1] if place else start
    return after + 1 if place and mentions.parsed.words[after : after + 1] in {("-",), (":",)} else start


def before(mentions: Mentions, cue: Cue) -> Range | None:
    """What is reported before the cue ("The talks go on, the Minister said") or behind "as X said"."""
    for clause in syntax.children(cue.verb, "ccomp"):
        if clause.i < cue.first and not any(t.text == ";" for t in cue.verb.doc[clause.i : cue.first]):
            first, after = syntax.extent(clause)
            return max(first, _behind_dateline(mentions, cue)), min(after, cue.first)
    main = cue.verb.head
    if is_inserted(cue):
        return syntax.trim(cue.verb.doc, _behind_dateline(mentions, cue), main.right_edge.i + 1)
    told = cue.verb.dep_ == "advcl" and any(m.lower_ == "as" for m in syntax.children(cue.verb, "mark"))
    addressed = bool(syntax.prepositional(cue.verb, "to"))
    says = cue.takes & {"clause"} or cue.act in SAYING
    if told and not addressed and says and main.i > cue.verb.right_edge.i:
        return syntax.trim(cue.verb.doc, cue.verb.right_edge.i + 1, main.right_edge.i + 1)
    return None


def is_inserted(cue: Cue) -> bool:
    """Whether who speaks and the verb stand between commas in what is said ("The plan, she said, was welcomed")."""
    doc, (first, after) = cue.verb.doc, syntax.extent(cue.verb)
    apart = cue.verb.sent.start < first and doc[first - 1].text == "," and after < len(doc) and doc[after].text == ","
    said = bool(cue.takes & {"clause"}) and cue.verb.dep_ in {"parataxis", "ccomp"} and cue.verb.head.i > after
    return apart and said and cue.verb.tag_ in FINITE


def _called(parsed: Parsed, cue: Cue, limit: int) -> Range | None:
    """What something is called by somebody: behind the agent and "as" ("was described by X as a success")."""
    agent = syntax.agent(cue.verb)
    first = cue.after if agent is None else agent.right_edge.i + 1
    told = [
        t for t in parsed.doc[cue.after : limit] if t.lower_ == "as" and t.dep_ == "prep" and t.head.i == cue.verb.i
    ]
    told += [t for t in syntax.children(cue.verb, "oprd") if t.i >= first]
    if agent is None or not told:
        return None
    begin = told[0].i + 1 if told[0].lower_ == "as" else told[0].left_edge.i
    return begin, syntax.trim(parsed.doc, begin, limit)[1]


def _passive(parsed: Parsed, cue: Cue, limit: int) -> Range | None:
    """What is said in the passive: the clause after "it was stressed", the subject of "was welcomed by"."""
    first = _clause(parsed, cue, limit)
    if first is not None and first < limit:
        return syntax.trim(parsed.doc, first, limit)
    verdict = _called(parsed, cue, limit)
    if verdict is not None or "predicate" in cue.takes:
        return verdict
    thing = syntax.subject(cue.verb)
    if thing is not None and "express" in cue.takes and syntax.agent(cue.verb) is None:
        more = any(t.is_alpha for t in parsed.doc[cue.after : limit])
        return syntax.trim(parsed.doc, thing.left_edge.i, limit if more else thing.right_edge.i + 1)
    if thing is None or thing.pos_ == "PRON" or "told" in cue.takes:
        return None
    if "request" in cue.takes:
        asked = next((c for c in syntax.children(cue.verb, "xcomp") if c.i > cue.verb.i), None)
        return None if asked is None else syntax.trim(parsed.doc, asked.left_edge.i, min(limit, asked.right_edge.i + 1))
    return None if "clause" in cue.takes else (thing.left_edge.i, min(thing.right_edge.i + 1, cue.first))
