"""Which noun phrases are instruments, and how far their labels reach."""

from __future__ import annotations

import pytest

from kg.facts.instruments import instruments


def labels(found):
    return [(t.type, found.parsed.surface(t.first, t.after)) for t in instruments(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed an agreement on visas.", ("agreement", "agreement on visas")),
        ("They signed an agreement to exchange lists in Geneva.", ("agreement", "agreement to exchange lists")),
        ("The Treaty of Amity of 1955 is recalled.", ("treaty", "Treaty of Amity of 1955")),
        ("The Convention on the Law of the Sea applies.", ("treaty", "Convention on the Law of the Sea")),
        ("The Abuja Accords held.", ("agreement", "Abuja Accords")),
        (
            "They signed a Memorandum of Understanding (MoU) on trade.",
            ("mou", "Memorandum of Understanding (MoU) on trade"),
        ),
        ("A legally binding agreement is needed.", ("agreement", "legally binding agreement")),
        ("The NPT is the cornerstone.", ("treaty", "NPT")),
        ("The Kampala Declaration on Jobs was read.", ("declaration", "Kampala Declaration on Jobs")),
        ("They adopted an action plan for the lake.", ("plan", "action plan for the lake")),
        ("The Lima Framework for Growth guides us.", ("other", "Lima Framework for Growth")),
    ],
)
def test_label(context, text, expected):
    assert labels(context(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "They met their treaty obligations.",
        "There is broad agreement.",
        "They reached agreement on the date.",
        "No agreement was in sight.",
        "A framework was lacking.",
        "The Presidential Memorandum on Health was signed.",
        "International conventions matter.",
    ],
)
def test_no_instrument(context, text):
    assert labels(context(text)) == []


def test_two_joined_by_and_are_two(context):
    text = "They signed the Agreement on Air Services and the Protocol on Cargo."
    assert [label for _, label in labels(context(text))] == ["Agreement on Air Services", "Protocol on Cargo"]


def test_a_heading_gives_a_label_only(context):
    [thing] = instruments(context("Treaty on Water\n\nThe ministers met in the capital on Monday morning."))
    assert thing.heading
