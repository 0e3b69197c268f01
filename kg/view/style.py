"""How things look: a colour and a shape per kind, a dash, an icon and words per way of vouching.

Colour never carries a meaning alone. The colours keep apart for readers with protanopia, deuteranopia and tritanopia,
and stand out from the paper; a test simulates both. The first is for light paper, the second for dark.
"""

from __future__ import annotations

PAPER = ("#fbfaf7", "#14171b")

STYLE: dict[str, tuple[str, str, str]] = {
    "Country": ("#194e30", "#7b9c4b", "square"),
    "Official": ("#b7375a", "#e3ae16", "dot"),
    "Organization": ("#468f86", "#2bb2a2", "hexagon"),
    "Office": ("#5d510e", "#d7df84", "triangle"),
    "Event": ("#5a2bd8", "#cf95ed", "star"),
    "Agreement": ("#89145e", "#da0f15", "diamond"),
    "Commitment": ("#c8735c", "#be3b5e", "triangleDown"),
    "Figure": ("#879019", "#45f5c1", "diamond"),
    "Group": ("#b473b9", "#9051c9", "dot"),
    "Place": ("#dc43e2", "#43739b", "triangleDown"),
    "Topic": ("#8b3693", "#b4e1f3", "hexagon"),
    "Text": ("#6122a6", "#764cf4", "square"),
}

VOUCHED: dict[str, tuple[bool | list[int], str, str]] = {
    "stated": (False, "", "stated by the issuer"),
    "attributed": ([8, 4], "❞", "attributed to a speaker"),
    "inferred": ([2, 4], "∴", "inferred by a rule"),
    "planned": ([12, 4, 2, 4], "»", "planned, not yet done"),
    "hypothetical": ([2, 8], "?", "hypothetical"),
    "negated": ([14, 3, 3, 3, 3, 3], "✕", "negated: said not to be so"),
}
