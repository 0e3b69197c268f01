"""First person singular: "I", "me", "my" are the speaker of a quotation or a transcript, else the author of the text.

The author is whom a heading names as such ("Remarks by X", "X's address"), or the only person to whom a heading or the
signature below the text belongs. Nobody is guessed where two could be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.mentions.author import author
from kg.mentions.plural_pronouns import covering
from kg.mentions.proposal import Proposal
from kg.mentions.speakers import Speakers
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Reference

SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
SCORE = 0.7


def link(parsed: Parsed, _: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every pronoun of the first person singular, pointed at whoever speaks or left open with the reason."""
    spots = [i for i, word in enumerate(parsed.words) if word in SINGULAR and _is_pronoun(parsed, i)]
    if not spots:
        return
    taken = {i for p in stand if p.kind in {Kind.PERSON, Kind.ORGANIZATION} for i in range(p.first, p.after)}
    writer = author(parsed, lexicon, stand)
    speakers = Speakers(parsed, lexicon, covering(stand), writer).of
    for i in spots:
        if i not in taken:
            meant = speakers.get(i, writer)
            yield _pronoun(i, parsed.texts[i], meant if meant is not None and meant.kind == Kind.PERSON else None)


def _is_pronoun(parsed: Parsed, i: int) -> bool:
    token = parsed.doc[i]
    return token.pos_ == "PRON" and (token.lower_ != "i" or token.text == "I")


def _pronoun(i: int, word: str, meant: Proposal | None) -> Proposal:
    return Proposal(
        first=i, after=i + 1, kind=Kind.PERSON, form=Form.PRONOUN, name=word, refers=[] if meant is None else [meant],
        how=How.OPEN if meant is None else How.PRONOUN, why="" if meant else "the text does not say who speaks",
        score=SCORE,
    )  # fmt: skip
