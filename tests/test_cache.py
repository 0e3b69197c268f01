"""Extractions kept between builds are used again only for the very same text, metadata and run."""

from __future__ import annotations

from dataclasses import replace

from kg import ids
from kg.cache import FILE, Cache
from kg.model import Document, Extraction, Run

RUN = Run("1", "m 1", "r", "ref")


def extraction(text="Words.", run=RUN):
    return Extraction(Document(ids.document_id(text), "a.txt", ids.sha256(text), text), (), (), run)


def test_what_was_added_is_found_by_the_next_build(tmp_path):
    cache = Cache(tmp_path, RUN)
    cache.add(extraction("One."))
    cache.add(extraction("Two."))
    again = Cache(tmp_path, RUN)
    assert again.get(extraction("One.").document) == extraction("One.")
    assert again.get(extraction("Two.").document) == extraction("Two.")
    assert again.get(extraction("Three.").document) is None


def test_other_metadata_or_another_run_is_not_the_same(tmp_path):
    Cache(tmp_path, RUN).add(extraction())
    assert Cache(tmp_path, RUN).get(replace(extraction().document, date="2020-01-01")) is None
    assert Cache(tmp_path, replace(RUN, rules="other")).get(extraction().document) is None


def test_a_text_that_has_moved_is_the_same_and_has_its_new_source(tmp_path):
    Cache(tmp_path, RUN).add(extraction())
    moved = replace(extraction().document, source="b.txt")
    assert Cache(tmp_path, RUN).get(moved) == replace(extraction(), document=moved)


def test_the_latest_line_counts(tmp_path):
    cache = Cache(tmp_path, RUN)
    cache.add(extraction(run=replace(RUN, rules="old")))
    cache.add(extraction())
    assert Cache(tmp_path, RUN).get(extraction().document) == extraction()


def test_a_line_cut_off_by_a_crash_and_foreign_lines_are_passed_over(tmp_path):
    cache = Cache(tmp_path, RUN)
    cache.add(extraction("One."))
    cache.add(extraction("Two."))
    file = tmp_path / FILE
    file.write_bytes(b"no json\n\n" + file.read_bytes()[:-20])
    again = Cache(tmp_path, RUN)
    assert again.get(extraction("One.").document) == extraction("One.")
    assert again.get(extraction("Two.").document) is None
    again.add(extraction("Two."))
    assert Cache(tmp_path, RUN).get(extraction("Two.").document) == extraction("Two.")


def test_what_is_no_longer_wanted_is_let_go(tmp_path):
    cache = Cache(tmp_path, RUN)
    cache.add(extraction("One."))
    cache.add(extraction("Two."))
    cache.keep_only([extraction("Two.").document.id])
    again = Cache(tmp_path, RUN)
    assert again.get(extraction("One.").document) is None
    assert again.get(extraction("Two.").document) == extraction("Two.")
    assert [p.name for p in tmp_path.iterdir()] == [FILE]
