"""How good the extraction is. On the sample always; on the texts beside the project with ``make evaluate``."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.evaluate import Report, evaluate
from tests.traps import SHARED

ROOT = Path(__file__).resolve().parents[1]
ANNOTATED = SHARED / "eval"

# kind → least precision, recall and F1 that are asked for on the annotated texts
FLOORS: dict[str, tuple[float, float, float]] = {
    "official": (0.95, 0.93, 0.94),
    "post": (0.93, 0.90, 0.92),
    "post_strict": (0, 0, 0.88),
    "country": (0.97, 0.97, 0.97),
    "place": (0.85, 0.85, 0.85),
    "organization": (0.90, 0.85, 0.88),
    "event": (0.85, 0.82, 0.84),
    "participant": (0.88, 0.82, 0.85),
    "statement": (0.85, 0.80, 0.82),
    "commitment": (0.82, 0.78, 0.80),
    "agreement": (0.80, 0.80, 0.80),
    "quantity": (0.85, 0.85, 0.85),
}
DETAILS = {
    "event_type": 0.85, "event_date": 0.85, "event_place": 0.85, "quote_recall": 0.90, "statement_mode": 0.90,
    "commitment_strength": 0.90, "commitment_due": 0.85, "agreement_status": 0.85, "agreement_parties": 0.85,
    "agreement_signatories": 0.80,
}  # fmt: skip


def measured(texts: Path, gold: Path, folder: Path) -> Report:
    kg.build([texts], folder / "graph")
    with kg.open(folder / "graph") as graph:
        return evaluate(graph.store.oxigraph, texts, gold)


def test_the_sample(tmp_path):
    found = measured(ROOT / "data" / "communiques", ROOT / "data" / "gold", tmp_path)
    assert found.mean_f1 >= 0.95
    for kind in ("post_strict", "official", "country", "statement", "commitment"):
        assert found.counts[kind].f1 >= 0.9, found.table()


INVENTED = {
    "official": 0.97, "post": 0.95, "post_strict": 0.89, "country": 0.98, "place": 0.92, "organization": 0.88,
    "event": 0.85, "participant": 0.74, "statement": 0.90, "commitment": 0.86, "agreement": 0.94, "quantity": 0.97,
}  # fmt: skip


def test_invented_texts_of_many_governments(tmp_path):
    texts = ROOT / "tests" / "texts"
    found = measured(texts, texts, tmp_path)
    low = {kind: found.counts[kind].f1 for kind, floor in INVENTED.items() if found.counts[kind].f1 < floor}
    assert not low, found.table()


@pytest.fixture(scope="module")
def annotated(tmp_path_factory):
    if not ANNOTATED.exists():
        pytest.skip("the annotated texts are not beside the project")
    found = measured(ANNOTATED / "texts", ANNOTATED / "gold", tmp_path_factory.mktemp("eval"))
    print(found.table())
    return found


@pytest.mark.evaluate
@pytest.mark.parametrize("kind", FLOORS)
def test_floor(annotated, kind):
    count = annotated.counts[kind]
    got = (count.precision, count.recall, count.f1)
    assert all(value >= floor for value, floor in zip(got, FLOORS[kind], strict=True)), (kind, got, FLOORS[kind])


@pytest.mark.evaluate
@pytest.mark.parametrize("detail", DETAILS)
def test_detail(annotated, detail):
    assert annotated.accuracy(detail) >= DETAILS[detail], (detail, annotated.accuracy(detail))
