"""Lists under a shared head, and clauses under an opening."""

from __future__ import annotations

from kg.facts.commitments import find_acts
from kg.facts.committers import committers


def read(found):
    return [(a.strength, found.parsed.surface(a.first, a.after)) for a in find_acts(found)]


def test_items_take_the_act_of_their_head(context):
    found = context("Togo and Mali agreed to:\n\n• reopen the road;\n• share water.\n")
    assert read(found) == [("agreed", "reopen the road"), ("agreed", "share water")]
    assert all(len(committers(found, a, [])) == 2 for a in find_acts(found))


def test_a_head_with_content_of_its_own_counts_too(context):
    found = context(
        "Togo agreed to help farmers in the north in three ways, as follows:\n\n• build wells;\n• lend seed.\n"
    )
    assert [strength for strength, _ in read(found)] == ["agreed", "agreed", "agreed"]


def test_a_modal_head_commits(context):
    found = context("Togo and Mali will:\n\n1. Reopen the road.\n2. Share water.\n")
    assert read(found) == [("committed", "Reopen the road"), ("committed", "Share water")]


def test_an_item_with_an_act_of_its_own_keeps_it(context):
    found = context("Togo and Mali:\n\n• reaffirmed their friendship;\n• called on all sides to disarm.\n")
    assert [strength for strength, _ in read(found)] == ["reaffirms", "calls-for"]


def test_topics_are_no_acts(context):
    assert read(context("Togo and Mali discussed:\n\n• trade;\n• water.\n")) == []


def test_clauses_without_a_subject_belong_to_the_opening(context):
    found = context("The European Commission,\n\nRecalling its report,\n\n1. Urges all parties to disarm;\n")
    [act] = find_acts(found)
    [who] = committers(found, act, [])
    assert (act.strength, found.mentions[who].name) == ("calls-for", "European Commission")
