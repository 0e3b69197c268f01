"""A real Dask cluster of two workers on this machine gives the same graph as one process."""

from __future__ import annotations

import pytest

import kg
from kg.errors import UsageError
from tests.crash import nquads

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"President Bo Oll of Norway met {n + 2} ministers from Chile in Geneva.")
    return folder


def test_a_cluster_gives_the_same_graph(texts, tmp_path):
    from distributed import LocalCluster

    kg.build(texts, tmp_path / "here")
    options = {"host": "127.0.0.1", "dashboard_address": None, "processes": True, "threads_per_worker": 1}
    with LocalCluster(n_workers=2, **options) as cluster:
        made = kg.build(texts, tmp_path / "there", dask=cluster.scheduler_address)
    assert (len(made.documents), made.failures) == (5, ())
    assert nquads(tmp_path / "here") == nquads(tmp_path / "there")


def test_an_address_without_a_scheduler_is_told(texts, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.cluster.PATIENCE", 1)
    with pytest.raises(UsageError, match=r"tcp://127.0.0.1:9: no Dask scheduler answers there"):
        kg.build(texts, tmp_path / "g", dask="tcp://127.0.0.1:9")
