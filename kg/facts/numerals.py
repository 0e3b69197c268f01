"""Figures as texts write them: "64,000", "$1.31 billion", "10 000", "half a million", "5-10 million euros", "67.5%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.layout import Block
from kg.model import Span
from kg.reference import currencies

UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: Decimal(n) for n, w in enumerate(UNITS)} | {w: Decimal(20 + 10 * n) for n, w in enumerate(TENS)}
WORDS |= {f"{t}-{u}": WORDS[t] + WORDS[u] for t in TENS for u in UNITS[1:10]} | {"a": Decimal(1), "an": Decimal(1)}
PARTS = {
    "half": Decimal("0.5"), "a quarter of": Decimal("0.25"), "one quarter of": Decimal("0.25"),
    "three quarters of": Decimal("0.75"), "three-quarters of": Decimal("0.75"),
}  # fmt: skip
SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9, "mn": 6, "mln": 6, "tn": 12,
    "m": 6, "b": 9, "k": 3, "dozen": 0, "lakh": 5, "crore": 7,
}  # fmt: skip
SHORT = frozenset({"m", "b", "k"})  # scales only beside a currency
SMALLEST = 1000  # an amount that may stand close behind a currency code without a scale
DOZEN = Decimal(12)

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ ']\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
WORD = "|".join(sorted((re.escape(w).replace("\\-", "[ -]") for w in WORDS), key=len, reverse=True))
SCALE = rf"(?:[ -]?(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})s?\b)"
PERCENT = r"(?: ?%|[ -]?per[ -]?cent\b|[ -]percentage points?\b)"
NAMES = r"Euros?|EUROS?|Yen"  # words before a figure that mean money only with a scale ("Euro 5 million")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in code points of the text. ``sign`` is the currency as written; ``kind`` money, percent or count."""

    span: Span
    value: Decimal
    upper: Decimal | None
    kind: str
    sign: str = ""
    worded: bool = False  # a plain number word ("two"), no digit and no scale
    plus: bool = False  # "500+"


def _sign(sign: str) -> str:
    """The pattern of a currency sign; a single letter is one only right before the figure: "R39 billion"."""
    pattern = re.escape(sign).replace("\\ ", " ?")
    return rf"{pattern}(?=\d)" if len(sign) == 1 and sign.isalpha() else pattern


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(_sign(s) for s in (*currencies.by_symbol(), "$", "Rs.", "Rs")) + f"|{NAMES}"
    nouns = "|".join(sorted(map(re.escape, currencies.by_noun()), key=len, reverse=True))
    codes = "|".join(c.code for c in currencies.load())
    own = r"(?:[A-Z][a-z]+|[A-Z]\.?[A-Z]\.?|CFA|CFP) "
    worded = rf"(?i:\b(?:{WORD})\b(?:[ -]hundred\b(?: and (?:{WORD})\b)?)?)"
    amount = rf"(?>(?i:{'|'.join(PARTS)}) an? ?(?i:{SCALE})|(?:{DIGITS}|{worded})(?: and a half)?(?i:{SCALE})*)"
    return re.compile(
        rf"(?<![\w.,/:$€£-])(?P<before>(?:{signs}) ?)?(?P<low>{amount})"
        rf"(?:(?:{PERCENT})?(?P<to>-| - | to | and )(?P<signed>(?:{signs}) ?)?(?P<high>{amount}))?"
        rf"(?P<plus>\+| plus\b)?(?:(?P<percent>{PERCENT})|(?: (?P<own>{own})?(?P<noun>(?i:{nouns}))\b)"
        rf"|(?: ?(?P<behind>{codes})\b))?(?![\w%]|[.,:/]\d|-\d|°|['\"]\d)"
    )


def figures(block: Block) -> Iterator[Figure]:
    """The figures of a block, left to right."""
    at = 0
    while (match := _pattern().search(block.clean, at)) is not None:
        found = _figure(block, match)
        at = max(match.end("low"), match.start() + 1)
        if found is not None:
            yield found[0]
            at = found[1]


def _figure(block: Block, match: re.Match[str]) -> tuple[Figure, int] | None:
    """A figure and where it ends in the block."""
    sign = (match["before"] or match["behind"] or "").strip() or f"{match['own'] or ''}{match['noun'] or ''}".strip()
    low = _value(match["low"], bool(sign))
    high = _value(match["high"], bool(sign)) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return None
    worded = not low[1] and low[0] < 100 and not any(c.isdigit() for c in match["low"])
    value, upper, end = _range(match, low, high)
    code = bool(match["before"]) and match["before"].isalpha()  # "EUR500", but "COP27" is no money
    if (code and not low[1] and value < SMALLEST) or (re.fullmatch(NAMES, sign) and not low[1]):
        return None
    compound = not low[1] and not sign and re.match(r"-(?!strong\b)[a-zA-Z]", block.clean[end : end + 8])
    if compound or (worded and match["low"].lower() in {"a", "an"}):
        return None
    percent = match["percent"] or re.search(rf"{PERCENT}$", block.clean[match.start() : end])
    kind = "percent" if percent else "money" if sign else "count"
    span = Span(block.offsets[match.start()], block.offsets[end - 1] + 1)
    return Figure(span, value, upper, kind, sign, worded, bool(match["plus"])), end


Scaled = tuple[Decimal, str]


def _range(match: re.Match[str], low: Scaled, high: Scaled | None) -> tuple[Decimal, Decimal | None, int]:
    """Lower and upper value and where the figure ends in the block; "5 and 10" is no range without "between"."""
    if high is None:
        return low[0], None, match.end()
    value, upper = low[0], high[0]
    if not low[1] and high[1] and value < 1000:
        value *= Decimal(10) ** _power(high[1])
    before = match.string[max(0, match.start() - 8) : match.start()].lower()
    joined = match["to"] != " and " or before.endswith("between ")
    joined = joined and not (match["signed"] and not match["before"])  # "from $1 million in 2005 to $3 million"
    return (value, upper, match.end()) if joined and value < upper else (low[0], None, _end_of_low(match))


def _end_of_low(match: re.Match[str]) -> int:
    """The end of the first amount and the percent sign behind it, where the second is no upper end."""
    percent = re.compile(PERCENT).match(match.string, match.end("low"))
    return percent.end() if percent else match.end("low")


def _power(scale: str) -> int:
    return sum(SCALES[part] for part in scale.split())


_SMALL = rf"[a-z]+(?: (?:{'|'.join(UNITS[1:10])})\b)?"
_HUNDRED = rf"(?P<hundred> hundreds?(?: and (?P<rest>{_SMALL}))?(?= |$))"
_AMOUNT = re.compile(rf"(?P<n>{DIGITS}|{_SMALL}){_HUNDRED}?(?P<half> and a half)?(?P<scale>.*)")


def _value(written: str, money: bool) -> Scaled | None:
    """The value of an amount, and its scale words."""
    text = " ".join(written.lower().replace("-", " ").split())
    for part, value in PARTS.items():
        if text.startswith(part.replace("-", " ") + " a"):
            scale = text.rsplit(" ", 1)[1].rstrip("s")
            return _scaled(value, scale), scale
    found = _AMOUNT.match(text)
    number = _number(found["n"], bool(found["scale"].strip())) if found else None
    if found is None or number is None:
        return None
    if found["hundred"]:
        number = 100 * number + ((_number(found["rest"], False) if found["rest"] else None) or 0)
    scale = " ".join(s if s in SCALES else s.rstrip("s") for s in found["scale"].split())
    if any(s in SHORT for s in scale.split()) and not money:
        return None
    return _scaled(number + (Decimal("0.5") if found["half"] else 0), scale), scale


def _scaled(number: Decimal, scale: str) -> Decimal:
    dozens = DOZEN if "dozen" in scale.split() else Decimal(1)
    value = number * dozens * Decimal(10) ** _power(scale)
    return Decimal(int(value)) if value == int(value) else value.normalize()


def _number(written: str, scaled: bool) -> Decimal | None:
    if written in WORDS or written.replace(" ", "-") in WORDS:
        return WORDS.get(written, WORDS.get(written.replace(" ", "-")))
    if not written[0].isdigit():
        return None
    plain = written.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain) and not scaled:
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))
