"""Blocks: every cleaned character knows where it stands; paragraphs, items, headings and capitals are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.layout import BlockKind, blocks, dateline


@given(st.text(max_size=400))
def test_offsets_are_within_the_text_and_rise(text):
    last = -1
    for block in blocks(text):
        assert len(block.clean) == len(block.offsets)
        for offset in block.offsets:
            assert last < offset < len(text)
            last = offset


@given(st.text(alphabet="aB1 .\n\t\u00a0\u200b’“-•", max_size=200))
def test_letters_and_digits_survive(text):
    kept = "".join(text[o] for b in blocks(text) for o in b.offsets if text[o].isalnum())
    every = "".join(c for c in text if c.isalnum())
    assert len(kept) <= len(every)
    assert kept == "".join(text[o] for b in blocks(text) for o in b.offsets if text[o].isalnum())


def test_paragraphs_are_split_at_blank_lines_and_plain_line_ends():
    kinds = [(b.kind, b.clean) for b in blocks("Visit of the Minister\n\nHe arrived.\nHe left.")]
    assert kinds == [
        (BlockKind.TITLE, "Visit of the Minister"),
        (BlockKind.BODY, "He arrived."),
        (BlockKind.BODY, "He left."),
    ]


def test_hard_wrapped_lines_are_one_paragraph():
    line = "the two ministers met in the capital and spoke of trade and of"
    text = "\n".join([f"Today {line}", line, line, f"{line} peace.", "Then all left."])
    assert [b.clean.count("ministers") for b in blocks(text)] == [4]


def test_a_word_broken_at_a_line_end_is_joined():
    [block] = blocks("The ministers agreed on further coopera-\ntion between them in all the fields.")
    assert "further cooperation between" in block.clean


def test_markers_of_items_are_not_words():
    found = blocks("They agreed to:\n• open the border;\n2. share data;\n(c) meet again.")
    assert [b.clean for b in found[1:]] == ["open the border;", "share data;", "meet again."]
    assert [b.bullet for b in found] == [False, True, False, False]


def test_a_number_that_is_a_figure_is_no_marker():
    [block] = blocks("3.5 million people were displaced.")
    assert block.clean.startswith("3.5 million")


def test_capitals_are_recased_letter_for_letter():
    [block] = blocks("THE FOREIGN MINISTER OF PERU MET THE PRESIDENT OF CHILE IN LIMA.")
    assert block.capitals
    assert block.clean == "The Foreign Minister of Peru Met the President of Chile in Lima."


def test_invisible_characters_and_no_break_spaces():
    [block] = blocks("CO\u00adVID\u201119\u00a0\u00a0summit")
    assert block.clean == "COVID-19 summit"
    assert [block.offsets[0], block.offsets[-1]] == [0, 16]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("LIMA, May 2 (EFE) -- The minister met the delegation today.", "LIMA, May 2 (EFE) -- "),
        ("OTTAWA, June 2 - Minister Joly said Canada was ready.", "OTTAWA, June 2 - "),
        ("GENEVA (14 March 2022) - Experts today condemned the new law.", "GENEVA (14 March 2022) - "),
        ("Beijing, 3 June (Xinhua) -- China opposes any such exchange of envoys.", "Beijing, 3 June (Xinhua) -- "),
        ("WASHINGTON - Today the Secretary spoke with the minister.", "WASHINGTON - "),
        ("COVID-19 - a pandemic that killed many - still rages.", ""),
        ("U.S.-Japan relations - the bedrock of peace - are strong today.", ""),
        ("LIMA, May 2 - Too short", ""),
        ("The minister spoke on May 2 - the first day of the talks.", ""),
    ],
)
def test_dateline(text, line):
    assert text[: dateline(text)] == line
