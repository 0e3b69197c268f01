"""Names of persons: what precedes them (honorifics, ranks), their parts, and what follows (suffixes, post-nominals)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.mentions.page import ARTICLES, Page
from kg.model import Kind

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "jnr", "snr", "jnr.", "snr."})
LITTLE = frozenset({
    "at", "on", "in", "with", "and", "to", "for", "the", "from", "by", "as", "after", "before", "during", "about", "is",
    "will",
})  # fmt: skip
PEERS = frozenset({"lord", "lady", "baroness", "baron", "viscount", "earl"})
QUOTES = frozenset({'"', "''", "``"})
VOWELS = frozenset("aeiouy")
LONGEST = 9  # parts of a name
STYLES = ("honorific", "military")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: ``[first, after)`` with honorifics and post-nominals, ``[core, end)`` without."""

    first: int
    after: int
    core: int
    end: int
    text: str
    styled: bool  # an honorific or military rank goes before

    @property
    def parts(self) -> int:
        """How many words the name has."""
        return len(self.text.split())


def skip_styles(page: Page, i: int) -> int:
    """The token after the honorifics and military ranks that start at ``i``, articles between them included."""
    at = i
    while at < len(page):
        j = at + 1 if page.lower[at] in ARTICLES else at
        found = next((after for role in STYLES if (after := page.is_a(role, j))), 0) if j < len(page) else 0
        named = page.starting(j, Kind.COUNTRY) if found else None
        if not found or found > page.block_end(i) or not _style_stands(page, j, found):
            break
        if named is not None and named.after > found:
            break  # "Sri Lanka"
        at = _skip_stop(page, found)
    return at


def _style_stands(page: Page, i: int, after: int) -> bool:
    """A style is followed by a name or by another style, not by a preposition or the end."""
    behind = _skip_stop(page, after)
    if behind >= page.block_end(i) or not page.capital(i):
        return False
    if page.lower[behind] in ARTICLES:
        behind += 1
    return behind < len(page) and (page.capital(behind) or page.is_particle(behind))


def _skip_stop(page: Page, i: int) -> int:
    """Past the stop or apostrophe of an abbreviation or style ("Hon .", "Dato '"), and past "(Retd)" behind a rank."""
    if i < len(page) and page.lower[i] in {".", "'", "'s"} and not page.parsed.doc[i - 1].whitespace_:
        i += 1
    return past_aside(page, i)


def past_aside(page: Page, i: int) -> int:
    """The token after a bracket that belongs to a style: "(Retd)" of who left the service, "Ambassador (Mrs)"."""
    if page.words[i : i + 1] != ("(",):
        return i
    close = page.is_a("honorific", i + 1) or page.is_a("post-nominal", i + 1)
    close += bool(close) and page.words[close : close + 1] == (".",)
    return close + 1 if close and page.words[close : close + 1] == (")",) else i


def read_name(page: Page, i: int, *, limit: int | None = None) -> Name | None:
    """The name that starts at token ``i``, honorifics included; ``None`` where there is none."""
    if i >= len(page):
        return None
    stop = min(limit or len(page), page.block_end(i))
    core = skip_styles(page, i)
    if core >= stop or (core == i and _is_function_word(page, core)):
        return None
    end = _core_end(page, core, stop, styled=core > i)
    if end <= core:
        return None
    if core > i and page.lower[core - 1] in PEERS:
        end = _peerage(page, end, stop)
    end, after = _trim(page, core, end, stop)
    if end <= core:
        return None
    return Name(i, after, core, end, spelt(page, core, end), core > i)


def _peerage(page: Page, end: int, stop: int) -> int:
    """Past the place in a peer's name: "Lord Howell of Guildford"."""
    if (
        end + 1 < stop
        and page.lower[end] == "of"
        and page.capital(end + 1)
        and page.starting(end + 1, Kind.COUNTRY) is None
    ):
        return end + 2
    return end


def _is_function_word(page: Page, i: int) -> bool:
    return page.parsed.doc[i].is_stop and not page.in_person(i) and not page.is_given(i) and not page.is_particle(i)


def _core_end(page: Page, core: int, stop: int, *, styled: bool) -> int:
    at, parts = core, 0
    while at < stop and parts < LONGEST:
        following = _part(page, at, core, stop, styled=styled)
        if following <= at:
            break
        parts += not page.glued(at)
        at = following
        if _stops(page, at - 1):
            break
    return at


def _stops(page: Page, i: int) -> bool:
    """A word with a full stop that is no abbreviation ends the name: the sentence ends there."""
    word = page.words[i]
    return word.endswith(".") and len(word) > 3 and word.count(".") == 1 and word.lower() not in SUFFIXES


def _part(page: Page, at: int, core: int, stop: int, *, styled: bool) -> int:
    """The token after the part of a name that starts at ``at``, or ``at`` where it is none."""
    word = page.lower[at]
    if page.glued(at) and at > core:
        return at + 1 if word not in {"/"} else at
    if word in QUOTES and at > core:
        return _nickname(page, at, stop)
    if not page.words[at][0].isalpha():
        return at
    if page.is_particle(at) and at + 1 < stop and not page.words[at][0].isupper():
        return at + 1 if _leads_to_capital(page, at + 1, stop) else at
    if at > core and page.parsed.block(at).capitals and _is_post_nominal(page, at) and at + 1 < stop:
        return at
    if at > core and (page.lower[at] in LITTLE or _is_verb(page, at, core)):
        return at
    if not page.capital(at) or _begins_other(page, at, core, stop, styled=styled):
        return at
    return at + 2 if _initial(page, at, stop) else at + 1


def _is_verb(page: Page, at: int, core: int) -> bool:
    """In a block of capitals: an inflected word behind a name of two words ("JOHN CHANG ACCOMPANIED")."""
    if at - core < 2 or not page.parsed.block(at).capitals or page.is_given(at):
        return False
    return page.lower[at].endswith(("ed", "ing", "s")) and page.is_common(at)


def _leads_to_capital(page: Page, at: int, stop: int) -> bool:
    while at < stop and (page.is_particle(at) or page.lower[at] in {"-", "'"}):
        if page.capital(at):
            return True
        at += 1
    return at < stop and page.capital(at)


def _initial(page: Page, at: int, stop: int) -> bool:
    """A single letter with its stop as a token of its own."""
    word = page.lower[at]
    short = len(word) == 1 or (len(word) == 2 and not set(word) & VOWELS)
    return short and at + 1 < stop and page.words[at + 1] == "." and at + 2 < stop


def _nickname(page: Page, at: int, stop: int) -> int:
    for close in range(at + 2, min(at + 4, stop)):
        if page.lower[close] in QUOTES and page.capital(at + 1):
            return close + 1 if page.capital(close + 1) else at
    return at


def _begins_other(page: Page, at: int, core: int, stop: int, *, styled: bool) -> bool:
    """Whether a title, an organisation or a country starts here rather than a further part of the name."""
    named = page.starting(at)
    if named is not None and named.after - at > 1 and not styled:
        return True
    if named is not None and at == core and not styled and not page.in_person(at):
        return not _could_be_given(page, at, stop)
    head = page.heads.get(at)
    if (
        head is None
        or page.glued(at)
        or (at > core and head[1] == at + 1 and page.is_given(at) and page.is_given(at - 1))
    ):
        return False
    last = head[1] >= stop or not page.capital(head[1])
    return at == core or not last or head[1] - at > 1 or (head[1] < stop and page.lower[head[1]] in {"of", "for", "to"})


def _could_be_given(page: Page, at: int, stop: int) -> bool:
    """Whether a country's or place's name may be a given name here: a word that looks like a surname follows."""
    j = at + 1
    if j >= stop or not page.capital(j) or page.starting(j) is not None or page.heads_title(j):
        return False
    return page.is_given(at) or not (
        page.is_common(j) or page.is_portfolio(j) or page.lower[j] in page.reference.org_words
    )


def _trim(page: Page, core: int, end: int, stop: int) -> tuple[int, int]:
    """Split what follows the name proper: suffixes stay, post-nominals go. Returns (end of name, token after all)."""
    while end > core and page.lower[end - 1] in {"-", "'"}:
        end -= 1
    end = _suffix(page, end, stop)
    after = end
    while end - core >= 2 and not page.glued(end - 1) and _is_post_nominal(page, end - 1):
        end -= 1
    while True:
        j = after + 1 if after < stop and page.lower[after] in {",", "("} else after
        capitals = j < stop and page.written[j].isupper()
        found = page.is_a("post-nominal", j) if capitals or _retired(page, j, stop) else 0
        if not found or found > stop:
            return end, after
        after = found
        while after < stop and page.lower[after] in {".", ")"} and page.lower[j - 1] == "(":
            after += 1


def _retired(page: Page, j: int, stop: int) -> bool:
    return j < stop and page.lower[j] in {"ret", "retd", "rtd", "esq", "phd"}


def _is_post_nominal(page: Page, i: int) -> bool:
    return page.written[i].isupper() and page.is_a("post-nominal", i) == i + 1 and not page.is_given(i)


def _suffix(page: Page, end: int, stop: int) -> int:
    j = end + 1 if end < stop and page.lower[end] == "," else end
    if j < stop and page.lower[j] in SUFFIXES:
        return j + 1
    return end


def spelt(page: Page, core: int, end: int) -> str:
    """A name as it is usually written: single spaces, no words in capitals."""
    out = ""
    for i in range(core, end):
        word = page.words[i]
        if word in QUOTES:
            word = '"'
        long_capitals = len(word) > 2 and word.isupper() and word.isalpha()
        out += _capitalised(word) if long_capitals and word.lower() not in SUFFIXES else word
        out += page.parsed.doc[i].whitespace_ if i + 1 < end else ""
    name = " ".join(out.split())
    return name[:-1] if _stops(page, end - 1) else name


def _capitalised(word: str) -> str:
    if word.startswith("MC") and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
