"""Shared fixtures: the parser, the reference data and the vocabulary are loaded once, and only where they are used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg.model import Document, Extraction, Run

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "communiques" / "000_5bb7eec6b387a1af.txt"

BUSY = (HealthCheck.too_slow, HealthCheck.data_too_large)  # says more of the machine than of a test
settings.register_profile("kg", deadline=None, suppress_health_check=BUSY)
settings.load_profile("kg")


@pytest.fixture(scope="session")
def parser():
    from kg import reference
    from kg.parse import Parser

    return Parser(abbreviations=reference.load().heads.abbreviations)


@pytest.fixture(scope="session")
def extract(parser):
    """text → Extraction, with optional document date, title and publisher."""
    from kg import ids, lexicon, pipeline, reference

    def run(text: str, **known: str) -> Extraction:
        document = Document(ids.document_id(text), "case.txt", ids.sha256(text), text, **known)
        made = Run(kg_version="test", model=parser.model, rules="test")
        return pipeline.extract(parser.parse(document), reference.load(), lexicon.load(), made)

    return run


@pytest.fixture(scope="session")
def context(parser):
    """text → Context of one document with its mentions, before any rule; with optional document date and title."""
    from kg import ids, lexicon, reference
    from kg.facts.context import Context
    from kg.mentions import find_mentions

    def run(text: str, **known: str) -> Context:
        parsed = parser.parse(Document(ids.document_id(text), "case.txt", ids.sha256(text), text, **known))
        words, data = lexicon.load(), reference.load()
        return Context(parsed, find_mentions(parsed, data, words), words, data)

    return run


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A folder with the graph of tests/graphs/small.trig."""
    import pyoxigraph as ox

    from kg import ids, store

    path = tmp_path_factory.mktemp("small") / "g"
    with store.rebuild(path, base=ids.BASE) as writer:
        writer.bulk(ox.parse(path=str(ROOT / "tests" / "graphs" / "small.trig")))
    return path


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory):
    """A folder with the graph of the example text."""
    import kg

    path = tmp_path_factory.mktemp("sample") / "graph"
    kg.build([SAMPLE], path)
    return path


@pytest.fixture(scope="session")
def users(tmp_path_factory):
    """The file of users for the servers that tests start."""
    from tests import servers

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETRC", servers.netrc(tmp_path_factory.mktemp("users")))
        yield


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory, users):
    """The URL of a Virtuoso that cuts answers at 1,000 rows; the test is skipped where it is not installed."""
    from tests import servers

    if servers.virtuoso_binary() is None:
        pytest.skip(servers.NO_VIRTUOSO)
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=1000) as server:
        yield server.url


@pytest.fixture
def place(request, tmp_path):
    """An empty place for a graph, of a kind that the test is parametrised with: folder, oxigraph or virtuoso."""
    from tests import places, servers

    if request.param == "folder":
        yield str(tmp_path / "g")
    elif request.param == "oxigraph":
        (tmp_path / "server").mkdir()
        with servers.oxigraph(tmp_path / "server") as server:
            yield server.url
    else:
        url = request.getfixturevalue("virtuoso")
        places.empty(url)
        yield url
