"""One title of the text: its tokens, its head noun, its words and whose office it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.mentions.page import Page, iso
from kg.mentions.proposal import Proposal
from kg.model import Kind, Status

PREPOSITIONS = frozenset({
    "of", "for", "to", "in", "at", "on", "with", "from", "responsible", "assisting", "representing",
})  # fmt: skip
STYLE_HEADS = frozenset({"ambassador", "senator", "mayor", "governor", "king", "queen", "congressman", "congresswoman"})
RANKED = frozenset({"deputy", "assistant", "chief", "lead", "principal", "delegate", "commander", "official", "judge"})


@dataclass(slots=True)
class Title:
    """One title in the text. ``parts`` are the token ranges whose words make its text, owner and status left out."""

    first: int
    after: int
    head: int
    head_after: int
    word: str  # the head noun in lower case, singular
    relational: bool
    plural: bool
    parts: list[tuple[int, int]]
    status: Status = Status.SUBSTANTIVE
    owners: list[Proposal] = field(default_factory=list)  # countries it belongs to
    basis: str = ""
    organization: Proposal | None = None
    local: bool = False  # an office that places have: governor, mayor, senator
    owned_before: bool = False  # a country stands before it: "Kenya's Minister"
    affiliated: bool = False  # an organisation's name goes before that the reference data do not know

    def text(self, page: Page) -> str:
        """The title as written, without country, status and name."""
        words = [" ".join(page.parsed.surface(a, b).split()) for a, b in self.parts if b > a]
        if self.plural:
            words[0] = f"{words[0][: -len(self._head(page))]}{self._singular(page)}"
        return " ".join(words)

    def _head(self, page: Page) -> str:
        return " ".join(page.parsed.surface(self.head, self.head_after).split())

    def _singular(self, page: Page) -> str:
        """The head of a plural title in the singular, with the capitals it has in the text."""
        written = self._head(page)
        if written.isupper():
            return self.word.upper()
        if not written[0].isupper():
            return self.word
        return " ".join(w if w in PREPOSITIONS else w.capitalize() for w in self.word.split())

    @property
    def says_office(self) -> bool:
        """Whether it names an office: a relational head ("officer", "member") does so only with what it is of."""
        alone = len(self.parts) == 1 and self.parts[0] == (self.head, self.head_after)
        owned = bool(self.owners) or self.organization is not None or self.affiliated
        if self.plural and self.relational:
            return len(self.parts) > 1
        return not self.relational or not alone or owned

    @property
    def country(self) -> str | None:
        """The ISO code of its single owner."""
        codes = dict.fromkeys(code for p in self.owners if (code := iso(p)))
        return next(iter(codes)) if len(codes) == 1 else None


def title_head(page: Page, i: int) -> int:
    """Where the head noun of the title that begins around head word ``i`` stands: rank words lead to a later one."""
    word, after = page.heads[i]
    while word.word in RANKED or _is_rank(page, i, after):
        j = past_modifiers(page, after)
        if j not in page.heads or (page.heads[j][0].word in STYLE_HEADS and word.word not in RANKED):
            break
        i, (word, after) = j, page.heads[j]
    return i


def _is_rank(page: Page, i: int, after: int) -> bool:
    return page.is_a("rank", i) == after


def past_modifiers(page: Page, i: int) -> int:
    """The token after rank and portfolio words that could lead on to a head noun."""
    stop = min(page.block_end(i) if i < len(page) else i, i + 8)
    while i < stop and i not in page.heads:
        if page.glued(i) or (page.lower[i] in {"and", "&"} and page.is_portfolio(i + 1)):
            i += 1
            continue
        step = page.is_a("rank", i) or (i + 1 if page.is_portfolio(i) else 0)
        if not step or not page.capital(i):
            break
        i = step
    return i


def own_by(page: Page, title: Title, owner: Proposal) -> None:
    if owner.kind == Kind.COUNTRY:
        title.owners.append(owner)
        title.basis = title.basis or ("demonym" if str(owner.form) == "demonym" else "text")
        return
    if owner.kind == Kind.ORGANIZATION and title.organization is None:
        title.organization = owner
    shared = owner.org_kind in {"igo", "bloc"} and owner.country is None  # "Sovereign Order of Malta"
    country = None if shared else next(page.within(owner.first, owner.after, Kind.COUNTRY), None)
    if country is not None:
        title.owners.append(country)
        title.basis = title.basis or "organization"
