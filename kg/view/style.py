"""How each kind of node looks: a colour and a shape, so that colour alone never carries the kind.

The colours were chosen for readers with protanopia, deuteranopia and tritanopia; a test simulates them.
"""

from __future__ import annotations

STYLE: dict[str, tuple[str, str]] = {
    "Country": ("#0b6bb8", "square"),
    "Official": ("#c4570b", "dot"),
    "Organization": ("#0f8a6d", "hexagon"),
    "Office": ("#7a5c00", "triangle"),
    "Event": ("#8a2fb0", "star"),
    "Agreement": ("#b3123f", "diamond"),
    "Commitment": ("#4a4fd0", "triangleDown"),
    "Figure": ("#5f6b00", "diamond"),
    "Group": ("#9a6a4a", "dot"),
    "Place": ("#5a6570", "triangleDown"),
    "Topic": ("#2f7f8f", "hexagon"),
    "Text": ("#444444", "square"),
}
