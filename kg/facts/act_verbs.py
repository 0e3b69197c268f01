"""Acts that a verb or an adjective governs: "agreed to", "called on", "is committed to", "stands ready to"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.facts import frames, syntax
from kg.facts.acts import (
    Act,
    act_taken,
    addition,
    clause_taken,
    is_cue,
    is_hung,
    is_spoken,
    is_talk,
    lasts,
    noun_at,
    object_taken,
    owner,
    reach,
    takes_figure,
)
from kg.facts.context import Context
from kg.facts.force import Force, force
from kg.facts.performatives import SPOKEN, is_done_by_saying, is_told_by_saying, whose_occasion
from kg.facts.schedule import holds_gathering
from kg.lexicon import Cues
from kg.mentions import ACTORS
from kg.model import Factuality, Kind

SUM = 5  # tokens after "committed" within which the figure of a sum stands
FOLLOWS = frozenset({("to",), ("on",), ("that",)})
UNREAL = frozenset({Factuality.NEGATED, Factuality.HYPOTHETICAL})
Check = Callable[[Context, Token, str], str | None]
"""(context, governing verb, the words of its cue) → the strength, or None where it makes no commitment."""


def verb_acts(context: Context, first: int, after: int) -> Iterator[Act]:
    """The acts of tokens ``[first, after)`` that verbs and adjectives govern."""
    cues = context.lexicon.cues("strength")
    free = first
    for i in range(first, after):
        word = context.parsed.doc[i]
        if i < free or word.dep_ in {"aux", "auxpass"} or not _may_govern(context, word):
            continue
        named = _is_name(context, word)
        found = _of_name(context, cues, word) if named else frames.match(context.parsed, cues, i)
        if found is None:
            continue
        act = _unsaid(word, *found) if named else _act(context, word, *found)
        if act is not None:
            free = found[1]
            yield act


def _may_govern(context: Context, word: Token) -> bool:
    """A verb, a predicate adjective, or a word that the tagger took for a noun but that can only be a verb."""
    if syntax.is_verb(word) and word.dep_ != "amod":
        return True
    if word.pos_ in {"NOUN", "PROPN"} or word.dep_ == "amod":
        return _is_name(context, word) or _is_mistagged(context, word)
    return word.pos_ == "ADJ" and word.dep_ in {"acomp", "advcl", "oprd", "ROOT", "conj"}


def _is_name(context: Context, word: Token) -> bool:
    """A verb that opens a clause of a resolution and was taken for a part of a name: "*Urges* Member States to act"."""
    first = context.parsed.block_tokens[context.parsed.block_of[word.i]][0]
    opens = word.i == first and word.pos_ in {"NOUN", "PROPN"} and word.lower_.endswith("s")
    alone = word.sent.root.i != word.i or word.pos_ == "PROPN"
    return opens and alone and not syntax.is_finite(word.sent.root)


def _of_name(context: Context, cues: Cues, word: Token) -> tuple[str, int] | None:
    """The concept and end of a cue that such a verb opens."""
    rest = context.parsed.words[word.i + 1 : word.sent.end]
    base = (word.lower_.removesuffix("s"), *rest)
    found = cues.at(base, base, 0)
    return (found[0], word.i + found[1]) if found is not None else None


def _unsaid(word: Token, concept: str, cue_end: int) -> Act | None:
    """The act of a clause whose verb was taken for a part of a name: the whole clause."""
    if concept not in {"calls-for", "decided", "reaffirms"}:
        return None
    first, after = syntax.trim(word.doc, word.i, word.sent.end)
    return Act(concept, word.i, first, after, min(cue_end, after - 1), None, "verb", Force(), True)


def _is_mistagged(context: Context, word: Token) -> bool:
    """ "Calls upon …" at the start of a clause; "the Union and Chad concur on …"; "Peru pledges to …"; "we urge …"."""
    first = context.parsed.block_tokens[context.parsed.block_of[word.i]][0]
    if word.i == first:
        return word.dep_ == "ROOT" and word.lower_ != word.lemma_.lower()
    if word.i == word.sent.start or not word.text.islower():
        return False
    if word.dep_ == "compound":
        return False
    before = _before(word)
    if syntax.subject_child(word) is not None or before.lower_ in {"we", "i", "they"}:
        return True
    follows = context.parsed.words[word.i + 1 : word.i + 2]
    only_verb = not is_cue(context.lexicon, "undertakings", "act-noun", word) and follows in FOLLOWS
    return only_verb and bool(context.mentions.at(word.i - 1, ACTORS))


def _before(word: Token) -> Token:
    """The word before, adverbs between commas passed over: "we, therefore, urge"."""
    k = word.i - 1
    while k > word.sent.start and (word.doc[k].pos_ == "ADV" or word.doc[k].text == ","):
        k -= 1
    return word.doc[k]


def _act(context: Context, word: Token, concept: str, cue_end: int) -> Act | None:
    check = CHECKS.get(concept)
    strength = check(context, word, " ".join(context.parsed.words[word.i : cue_end])) if check else None
    if strength is None:
        return None
    meant = force(context.parsed, context.lexicon, word.i)
    if not _counts(word, meant):
        said = is_told_by_saying(context, word) or (strength in SPOKEN and is_done_by_saying(context, word))
        if not said:
            return None
        meant = Force()
    first, core, end = reach(word)
    cue_end = min(cue_end, word.sent.end)
    core, end = max(core, cue_end), max(end, cue_end)
    if end - first < 2:
        return None
    subject = _copula(context, word)
    whose = owner(subject) or syntax.subject(subject) if subject is not None else whose_occasion(word) or owner(word)
    if whose is None and syntax.is_passive(word):
        whose = _by_whom(context, word)
    if whose is None:
        whose = next((s for a in syntax.children(word, "aux", "auxpass") if (s := syntax.subject_child(a))), None)
    if not syntax.is_verb(word) and subject is word and word.i > word.sent.start:
        whose = _before(word)  # a verb taken for another word: its subject stands before it
    impersonal = whose is None or (whose.lower_ == "it" and syntax.is_passive(word))
    if impersonal and strength == "intends" and whose is None:
        return None  # "funds are planned"
    by = None if whose is None or impersonal else whose.i
    done_to = syntax.subject_child(word) if syntax.is_passive(word) and by is not None and subject is None else None
    content = word.i if done_to is not None else min(cue_end, core - 1)
    added = addition(core, end)
    if done_to is not None and done_to.i < word.i:
        added = (syntax.trim(word.doc, done_to.left_edge.i, done_to.right_edge.i + 1), *added)
    return Act(strength, word.i, first, core, content, by, "verb", meant, impersonal, added=added)


def _by_whom(context: Context, verb: Token) -> Token | None:
    """The agent of a passive that the parse hung elsewhere: "was launched at the Summit by the Minister"."""
    for k in range(verb.i + 1, verb.sent.end - 1):
        if context.parsed.words[k] == "by":
            at = next(syntax.children(verb.doc[k], "pobj"), None)
            return at if at is not None and context.mentions.at(at.i, ACTORS) else None
        if syntax.is_verb(verb.doc[k]):
            return None
    return None


def _counts(word: Token, meant: Force) -> bool:
    """Done or going on, or done under a condition; not what is planned, possible, denied or a mere purpose."""
    if meant.purpose or any(a.lower_ in syntax.TO_COME for a in syntax.auxiliaries(word)):
        return False
    return meant.factuality not in UNREAL or (meant.condition is not None and syntax.modality(word) == "real")


def _copula(context: Context, word: Token) -> Token | None:
    """The copula of an adjective, or of a participle used as one: "is committed", "are resolved"."""
    if not syntax.is_verb(word):
        return word.head if syntax.is_verb(word.head) else word
    passive = any(c.dep_ == "auxpass" for c in word.children) and syntax.agent(word) is None
    return word if passive and word.lower_ in context.lexicon.words("act-words", "predicate") else None


def _signed(_: Context, __: Token, ___: str) -> str | None:
    return None  # signatures are found with their instruments


def _decided(context: Context, word: Token, cue: str) -> str | None:
    thing = object_taken(word)
    if cue.startswith(("decide", "determine", "take a", "make a", "took a", "made a", "vote")):
        return "decided" if act_taken(word) or clause_taken(word) or thing is not None else None
    if not is_hung(word) and (not syntax.is_finite(word) or word.dep_ == "acl"):
        return None
    if thing is None and not syntax.is_passive(word):
        return None
    if thing is not None and any(is_cue(context.lexicon, "no-commitment", c, thing) for c in ("hostile", "standing")):
        return None
    if word.lemma_ == "extend" and not is_cue(context.lexicon, "undertakings", "term", thing or _patient(word)):
        return None
    return "decided"


def _patient(verb: Token) -> Token:
    """What a passive is done to."""
    return syntax.subject_child(verb) or verb


def _agreed(context: Context, word: Token, cue: str) -> str | None:
    last = cue.split()[-1]
    if last in {"on", "upon"}:
        thing = noun_at(word.doc, word.i + len(cue.split())) or object_taken(word)
        if thing is None:
            return None
        return "shared-position" if is_cue(context.lexicon, "strength", "shared-position", thing) else "agreed"
    if last == "to":
        after = word.i + len(cue.split())
        return (
            "agreed"
            if (after < len(word.doc) and word.doc[after].pos_ not in {"ADP", "PUNCT"}) or _ends_in_colon(word)
            else None
        )
    return "shared-position" if clause_taken(word) is not None else None


def _ends_in_colon(word: Token) -> bool:
    """Whether a list takes up what the sentence leaves open."""
    return bool(word.sent[-1].text == ":")


def _committed(context: Context, word: Token, cue: str) -> str | None:
    last = cue.split()[-1]
    if word.lemma_ == "undertake" and word.dep_ == "relcl":
        return None  # "the steps that it is undertaking to …"
    if last in {"to", "that"}:
        return "committed"
    thing = object_taken(word)
    if thing is None or word.lemma_ in {"resolve", "undertake", "guarantee"}:
        return "committed" if clause_taken(word) is not None and word.lemma_ != "undertake" else None
    if word.lemma_ in {"assure", "reassure"}:
        return _assured(context, word, thing)
    sum_ = thing.ent_type_ == "MONEY" or any(t.like_num for t in word.doc[word.i + 1 : word.i + SUM])
    gift = is_cue(context.lexicon, "undertakings", "contribution", thing) or sum_
    return "committed" if gift or word.lemma_ in {"pledge", "promise", "vow"} else None


def _assured(context: Context, word: Token, thing: Token) -> str | None:
    """ "Assured X that it would help", "assured X of his country's continued support"."""
    given = [*syntax.prepositional(word, "of"), *syntax.prepositional(thing, "of")]
    stand = next((o for o in given if is_cue(context.lexicon, "undertakings", "position", o)), None)
    if stand is not None:
        return "reaffirms" if lasts(context, stand) else "committed"
    told = clause_taken(word) or clause_taken(thing)
    return "committed" if told is not None and syntax.modality(told) in {"future", "open"} else None


def _intends(context: Context, word: Token, cue: str) -> str | None:
    done = act_taken(word) or _misread(word, cue)
    if done is None and cue.endswith(" for") and any(t.like_num for t in word.subtree if t.i > word.i):
        return "intends"  # "aims for a cut of 40 per cent"
    if done is None:
        return "intends" if cue.endswith("that") and clause_taken(word) is not None else None
    if cue.endswith("look forward to") or word.lemma_ == "look":
        return "intends" if done.tag_ == "VBG" else None
    past = word.tag_ == "VBD" or any(a.tag_ == "VBD" for a in syntax.auxiliaries(word))
    if past and is_cue(context.lexicon, "act-words", "wish", word):
        return None
    idle = any(is_cue(context.lexicon, "no-commitment", c, done) for c in ("outcome", "itinerary"))
    idle = (idle and not takes_figure(done)) or (word.lemma_ == "plan" and holds_gathering(context, done))
    return None if idle or is_spoken(context, done) or is_talk(context, done) else "intends"


def _misread(word: Token, cue: str) -> Token | None:
    """The act after "aiming to", where the tagger took its verb for something else."""
    k = word.i + len(cue.split())
    if not cue.endswith((" to", " of")) or k >= word.sent.end:
        return None
    return word.doc[k] if word.doc[k].pos_ in {"VERB", "NOUN", "ADJ"} and word.doc[k].text.islower() else None


def _shared(_: Context, word: Token, cue: str) -> str | None:
    if " " in cue or word.lemma_ in {"agree", "concur"}:
        taken = clause_taken(word) or object_taken(word) or act_taken(word)
        return "shared-position" if syntax.is_verb(word) and taken else None
    return None


def _calls(context: Context, word: Token, cue: str) -> str | None:
    thing = object_taken(word)
    if is_cue(context.lexicon, "act-words", "order", word):
        done = act_taken(word)
        whom = thing if thing is not None or done is None else syntax.subject_child(done)
        return "calls-for" if whom is not None and (done is not None or _is_tasked(word)) else None
    if word.lemma_ == "call" and thing is not None and _is_visited(context, word, thing):
        return None
    if word.lemma_ == "ask":
        return "calls-for" if act_taken(word) is not None or cue.endswith("for") else None
    if word.lemma_ in {"invite", "encourage"}:
        told = act_taken(word) is not None or (thing is not None and word.lemma_ == "encourage")
        told = told or (thing is not None and _is_called_to(context, word))
        return "calls-for" if told else None
    if thing is not None and _is_sum(thing) and word.lemma_ in {"request", "ask"}:
        return None  # a budget request
    if word.lemma_ == "press":
        return "calls-for" if thing is not None or cue.endswith("for") else None
    taken = thing is not None or act_taken(word) is not None or clause_taken(word) is not None
    return "calls-for" if taken or cue.endswith("that") else None


def _is_tasked(word: Token) -> bool:
    """ "Tasked the Secretariat *with preparing* a plan", "*with the preparation* of a plan"."""
    return any(c.lower_ == "with" and c.i > word.i and c.n_rights for c in syntax.children(word, "prep"))


def _is_called_to(context: Context, word: Token) -> bool:
    """ "Invited her counterpart *to Lima*": to come there."""
    places = (o for o in syntax.prepositional(word, "to") if o.i > word.i)
    return any(context.mentions.at(o.i, (Kind.PLACE, Kind.COUNTRY)) for o in places)


def _is_visited(context: Context, word: Token, thing: Token) -> bool:
    """ "Called on the Chief Justice on Monday": one person, asked for nothing, was paid a call."""
    asked = act_taken(word) or act_taken(thing) or clause_taken(word)
    behind = context.parsed.words[thing.i + 1 : word.sent.end]
    other = context.mentions.at(thing.i, (Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP))
    person = bool(context.mentions.at(thing.i, (Kind.PERSON,))) or (thing.tag_ == "NNP" and not other)
    on = context.parsed.words[word.i + 1] in {"on", "upon"}
    return person and on and asked is None and {"to", "for", "not"}.isdisjoint(behind)


def _is_sum(thing: Token) -> bool:
    return thing.ent_type_ == "MONEY" or any(t.text in {"$", "€", "£"} for t in thing.subtree)


def _reaffirms(context: Context, word: Token, cue: str) -> str | None:
    if cue.startswith(("remain", "stay", "continue")) or cue.endswith("to"):
        return "reaffirms"
    thing = object_taken(word)
    if thing is None:
        return "reaffirms" if clause_taken(word) is not None else None
    if is_cue(context.lexicon, "no-commitment", "courtesy", thing):
        return None
    if word.lemma_ in {"renew", "repeat", "reinforce", "restate"}:
        return "reaffirms" if is_cue(context.lexicon, "undertakings", "position", thing) else None
    return "reaffirms"


CHECKS: dict[str, Check] = {
    "signed": _signed,
    "decided": _decided,
    "agreed": _agreed,
    "committed": _committed,
    "intends": _intends,
    "shared-position": _shared,
    "calls-for": _calls,
    "reaffirms": _reaffirms,
}
