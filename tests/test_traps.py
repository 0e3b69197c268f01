"""No annotated trap is true in what is extracted. The readings themselves are tested on an invented text."""

from __future__ import annotations

import pytest
import yaml

from tests.traps import SHARED, files, traps

TEXT = """Foreign Minister Amina Oduor of Kenya met Foreign Minister Paulo Mendes of Angola in Nairobi today.

The Ministers signed an agreement on visas. Ambassador Rosa Lima witnessed the signing. Kenya pledged to reopen its
embassy in Luanda. Zambia was a topic of the talks.
"""
GOLD = """
officials:
  - {name: Amina Oduor, posts: [{title: Foreign Minister, for: [KE], status: substantive, evidence: x}]}
  - {name: Paulo Mendes, posts: [{title: Foreign Minister, for: [AO], status: substantive, evidence: x}]}
  - {name: Rosa Lima, posts: [{title: Ambassador, for: [], status: substantive, evidence: x}]}
countries: [KE, AO, ZM]
"""


@pytest.mark.parametrize(
    ("line", "sprung"),
    [
        ("Rosa Lima did not sign: she witnessed it", False),
        ("Amina Oduor did not take part in the meeting", True),
        ("Zambia did not take part in the meeting", False),
        ("Kenya committed to nothing", True),
        ("Zambia committed to nothing", False),
        ("Nothing was agreed or committed", True),
        ("Nothing was signed", True),
        ("Paulo Mendes said nothing", False),
        ("Amina Oduor is not Defence Minister", False),
        ("Amina Oduor is NOT Foreign Minister", False),
        ("Zambia is a topic, not a participant", False),
        ("The President is not named", False),
    ],
)
def test_a_line_is_read(extract, line, sprung):
    [trap] = traps(yaml.safe_load(GOLD) | {"traps": [line]}, extract(TEXT))
    assert trap.found is not None
    assert bool(trap.found) == sprung


def test_a_line_that_fits_no_reading_is_counted_as_unread(extract):
    [trap] = traps(yaml.safe_load(GOLD) | {"traps": ["The weather was fine"]}, extract(TEXT))
    assert trap.found is None


@pytest.mark.evaluate
def test_no_trap_is_sprung(extract):
    folders = [SHARED / name for name in ("eval", "train") if (SHARED / name / "gold").exists()]
    if not folders:
        pytest.skip("the annotated texts are not beside the project")
    found = []
    for folder in folders:
        for _, text, gold in files(folder):
            known = yaml.safe_load(gold.read_text(encoding="utf-8")) or {}
            if known.get("traps"):
                found.extend(traps(known, extract(text.read_bytes().decode("utf-8"))))
    read = [t for t in found if t.found is not None]
    sprung = sum(bool(t.found) for t in read)
    print(f"{len(found)} traps, {len(read)} read, {sprung} sprung")
    assert sprung <= KNOWN, "list them with python -m tests.traps FOLDER ID"


KNOWN = 0
