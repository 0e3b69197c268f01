"""Which mentions mean the same instrument."""

from __future__ import annotations

import pytest

from kg.facts import naming
from kg.facts.instruments import instruments


def groups(found):
    return [len(known.mentions) for known in naming.group(found, instruments(found))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed a treaty on water. The treaty is short.", [2]),
        ("They signed a Memorandum of Understanding (MoU) on trade. The MoU is short.", [2]),
        ("The Free Trade Agreement is old. The FTA helped.", [2]),
        ("The Lima Treaty and the Quito Treaty stand.", [1, 1]),
        ("They signed a treaty with Togo and a treaty with Mali.", [1, 1]),
        ("They signed an agreement on visas and an agreement on trade.", [1, 1]),
        ("They signed a memorandum of understanding on trade. The agreement is short.", [2]),
        ("The Lima Agreement holds. The Agreement is old.", [2]),
        ("An old treaty on water was read. They signed two treaties with Mali.", [1, 1]),
    ],
)
def test_group(context, text, expected):
    assert groups(context(text)) == expected


def test_what_takes_up_nothing_is_unknown(context):
    found = context("The agreement was praised.")
    [known] = naming.group(found, instruments(found))
    assert known.is_unknown
