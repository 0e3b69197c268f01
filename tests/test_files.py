"""Files appear whole or not at all."""

from __future__ import annotations

import os

import pytest

from kg.errors import StoreError
from kg.files import replacing, written_to


def write_and_fail(path):
    with replacing(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_a_file_is_replaced_at_the_end(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    with replacing(target) as file:
        file.write(b"new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert os.listdir(tmp_path) == ["a.txt"]
    plain = tmp_path / "plain"
    plain.touch()
    assert target.stat().st_mode == plain.stat().st_mode


def test_a_file_that_could_not_be_finished_is_not_there(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    for name in ("a.txt", "b.txt"):
        with pytest.raises(ZeroDivisionError):
            write_and_fail(tmp_path / name)
    assert os.listdir(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_what_cannot_be_written_is_told(tmp_path):
    with pytest.raises(StoreError, match=r"none/a.txt: cannot be written \(No such file or directory\)"):
        write_and_fail(tmp_path / "none" / "a.txt")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="folder: cannot be written"), replacing(tmp_path / "folder") as file:
        file.write(b"x")
    assert os.listdir(tmp_path) == ["folder"]
    with pytest.raises(StoreError, match=r"place: cannot be written \(no reason\)"), written_to("place"):
        raise OSError("no reason")
