"""The country or body behind words that are no mention of it: "our country", "the Dutch cabinet", "Forum leaders".

Also behind the persons who say "we" in a joint text: unless the text defines them ("We, the Presidents of …"), they
speak for their countries and bodies.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.facts import actors, elsewhere, syntax
from kg.facts.acts import Act, is_cue
from kg.facts.context import Context
from kg.facts.elsewhere import Earlier
from kg.facts.parties import sides_of
from kg.model import Kind, Statement

OURS = frozenset({"we", "our", "us"})
OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
COLLECTIVE = frozenset({"igo", "bloc"})
BACK = 3  # sentences to look back for what "it" takes up


def of_state(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """Whose government, cabinet or country a word means: "our country", "the Dutch cabinet"."""
    if act.owner is None or not is_cue(context.lexicon, "act-words", "state", context.parsed.doc[act.owner]):
        return ()
    word = context.parsed.doc[act.owner]
    return _owners(context, word) or _governed(context, word)


def of_speaker(context: Context, act: Act, word: Token) -> tuple[int, ...]:
    """Whose government is meant by whoever speaks of it: the one that the words name, else that of the speaker."""
    own = _owners(context, word)
    if own or act.owner is None:
        return own
    speaking = actors.actors(context.mentions, context.lexicon, context.parsed.doc[act.owner])
    states = sides_of(context).parties(speaking) if actors.resolved(context.mentions, speaking) else ()
    if _is_state(context, states) and len(states) == 1:
        return states
    return elsewhere.issuer(context)


def _governed(context: Context, word: Token) -> tuple[int, ...]:
    """The state of the person whose government it is: "his administration"."""
    poss = next(syntax.children(word, "poss"), None)
    found = actors.actors(context.mentions, context.lexicon, poss)
    states = sides_of(context).parties(found) if actors.resolved(context.mentions, found) else ()
    return states if _is_state(context, states) else ()


def of_body(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The body that its leaders, members or ministers act as: "Leaders of the Forum", "Council members"."""
    if act.owner is None:
        return ()
    word = context.parsed.doc[act.owner]
    if not _is_together(context, word):
        return ()
    behind = syntax.prepositional(word, "of", "from")
    named = (actors.actors(context.mentions, context.lexicon, t) for t in behind)
    found = next((f for f in named if f and _are_bodies(context, f)), ()) or _owners(context, word)
    several = len({h for i in found for h in context.mentions.heads(i)}) > 1
    heads = (context.mentions[h] for i in found for h in context.mentions.heads(i))
    return found if several or any(m.org_kind for m in heads) else ()


def of_named_body(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The body whose ministers or leaders act together as it: "GCC ministers", whoever of them is named elsewhere."""
    if act.owner is None or not _is_together(context, context.parsed.doc[act.owner]):
        return ()
    found = _owners(context, context.parsed.doc[act.owner])
    heads = [context.mentions[h] for i in found for h in context.mentions.heads(i)]
    return found if heads and all(m.org_kind in COLLECTIVE for m in heads) else ()


def _is_together(context: Context, word: Token) -> bool:
    plural = word.tag_ in {"NNS", "NNPS"}
    return plural and word.lemma_.lower().removesuffix("s") in context.lexicon.words("voices", "together")


def taken_up(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """ "It", "the Council", "the Government", left open: the one body of that kind that was the subject before."""
    if act.owner is None or act.impersonal:
        return ()
    word = context.parsed.doc[act.owner]
    state = is_cue(context.lexicon, "act-words", "state", word) and word.tag_ in {"NN", "NNP"}
    if word.lower_ != "it" and not state and not _is_definite(word):
        return ()
    subject = _subject_before(context, word)
    if len(subject) != 1 or not _are_bodies(context, subject) or not actors.resolved(context.mentions, subject):
        return ()
    kind = context.mentions[subject[0]].kind
    name = context.mentions[subject[0]].name.casefold().split()
    fits = word.lower_ == "it" or (kind == Kind.COUNTRY if state else word.lower_ in name)
    return subject if fits else ()


def _is_definite(word: Token) -> bool:
    the = any(c.lower_ in {"the", "this"} for c in word.children)
    return the and word.text[:1].isupper() and word.tag_ in {"NN", "NNP"}


def _subject_before(context: Context, word: Token) -> tuple[int, ...]:
    """The actors of the subject of the sentence before, over sentences that take them up themselves."""
    start = word.sent.start
    for _ in range(BACK):
        if start == 0:
            return ()
        sentence = context.parsed.sentence(start - 1)
        subject = syntax.subject(sentence.root)
        found = actors.actors(context.mentions, context.lexicon, subject)
        if found and actors.resolved(context.mentions, found):
            return found
        if subject is None or (subject.lower_ != "it" and subject.lemma_ != word.lemma_):
            return ()
        start = sentence.start
    return ()


def _owners(context: Context, word: Token) -> tuple[int, ...]:
    """The countries and bodies named by the possessor or the adjective of a noun."""
    owners = (c for c in word.children if c.dep_ in OWNERS and c.i < word.i)
    named = (actors.actors(context.mentions, context.lexicon, c) for c in owners)
    return next((f for f in named if f and _are_bodies(context, f)), ())


def _are_bodies(context: Context, found: Sequence[int]) -> bool:
    return all(context.mentions[h].kind in actors.BODIES for i in found for h in context.mentions.heads(i))


def spoken_for(context: Context, act: Act, found: tuple[int, ...]) -> tuple[int, ...]:
    """The countries and bodies for which persons say "we"; the persons themselves where the text defines them so."""
    word = act.other if act.owner is None else act.owner
    persons = [h for i in found for h in context.mentions.heads(i)]
    if word is None or context.parsed.words[word] not in OURS:
        return found
    if any(context.mentions[h].kind != Kind.PERSON for h in persons) or _is_quoted(context, word):
        return found
    if _is_defined(context):
        return found
    sides = sides_of(context)
    known = sides.parties(persons)
    if all(_is_state(context, sides.parties((h,))) for h in persons):
        return known
    often = sides.most_named(len(persons), blocs=True)
    return often if often and set(known) <= set(often) else found


def _is_state(context: Context, found: Sequence[int]) -> bool:
    return bool(found) and all(context.mentions[i].kind == Kind.COUNTRY for i in found)


def _is_quoted(context: Context, word: int) -> bool:
    span = context.parsed.span(word, word + 1)
    return any(q.covers(span) for s in context.found(Statement) for q in s.quotes)


def _is_defined(context: Context) -> bool:
    """Whether a text says who "we" are: "We, the Presidents of …"."""
    words = context.parsed.words
    return any(words[k] == "we" and words[k + 1] == "," and words[k + 2] == "the" for k in range(len(words) - 2))
