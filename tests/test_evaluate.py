"""The evaluator: what it counts, what it refuses, and that it agrees with the annotators' own scorer."""

from __future__ import annotations

import importlib.util
from dataclasses import replace

import pyoxigraph as ox
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.evaluate import KINDS, Report, evaluate
from kg.evaluate.names import same_name, same_title
from kg.evaluate.scores import Count, pair
from kg.evaluate.spans import covers, near, overlap, sentence
from kg.vocab import DIP
from tests.dialogue import SAMPLE, dialogue
from tests.test_rdf import graph_of
from tests.traps import SHARED

ANNOTATED = SHARED / "eval"
SCORER = ANNOTATED / "score.py"

GOLD = """
id: "000"
officials:
  - {name: Luis Videgaray, posts: [{title: Foreign Secretary, for: [MX], status: substantive, evidence: x}]}
  - {name: Alberto Elías Beltrán, posts: [{title: Attorney General, for: [MX], status: acting, evidence: x}]}
  - {name: Ana Holm, posts: [{title: Speaker, for: [DK], status: former, evidence: x}]}
people: [Rex Tillerson, {name: Kirstjen Nielsen, aliases: [Nielsen]}]
countries: [MX, US, DK]
organizations: [{name: Example Council, kind: igo}]
places: ["Washington, D.C."]
events:
  - id: e1
    label: High-level Dialogue on Disrupting Transnational Criminal Organizations
    type: dialogue
    place: Washington, D.C.
    participants: [Luis Videgaray, MX, US]
    evidence: "The second High-level Dialogue on Disrupting Transnational Criminal Organizations concluded"
  - {id: e2, label: banquet, type: ceremony, participants: [US], evidence: "in this area"}
statements:
  - {speaker: [John Sullivan], mode: indirect, evidence: "64,000 people died in the U.S. last year from drug overdoses"}
  - {speaker: [John Sullivan], mode: direct, evidence: "logistical capacity of the criminal organizations"}
commitments:
  - {by: [MX, US], strength: agreed, evidence: "agreed on the need to dismantle the entire value chain"}
agreements:
  - label: agreement to exchange information about individuals
    type: agreement
    status: signed
    parties: [MX, US]
    signatories: [Miguel Ángel Osorio Chong]
    evidence: "an agreement to exchange information"
quantities: [{value: 64000, unit: people, evidence: "64,000 people"}]
unsure: ["Attorney General Jeff Sessions participated", [2398, 2710]]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "000_text.txt").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "000.yaml").write_text(GOLD, encoding="utf-8")
    return tmp_path


def counted(report, kind):
    count = report.counts[kind]
    return count.hits, count.false, count.missed


def test_what_is_counted(folder):
    report = evaluate(graph_of(dialogue()), folder, folder)
    assert counted(report, "official") == (2, 2, 1), "persons without an office and unsure ones are not false"
    assert counted(report, "country") == (2, 0, 1)
    assert counted(report, "organization") == (0, 0, 1)
    assert counted(report, "place") == (1, 0, 0), "the other one stands in an unsure passage"
    assert counted(report, "participant") == (3, 5, 1), "and those of a missed event are missed"
    assert counted(report, "commitment")[0] == 1
    assert counted(report, "quantity") == (1, 0, 0)
    assert report.accuracy("commitment_strength") == 0.0, "found, but with another strength"
    assert report.accuracy("agreement_signatories") == 1.0
    assert report.accuracy("quote_recall") == 0.0
    assert {e.kind for e in report.errors if e.document == "000"} >= {"official", "event", "statement"}
    assert any(e.what == "missed" and e.detail == "Ana Holm" for e in report.errors)
    lines = report.table().splitlines()
    assert [line.split()[0] for line in lines[1 : len(KINDS) + 1]] == list(KINDS)


def test_an_annotated_text_that_the_graph_lacks_is_absent_and_missed(folder):
    report = evaluate(ox.Store(), folder, folder)
    assert report.absent == ["000"]
    assert report.mean_f1 == 0.0
    assert counted(report, "official") == (0, 0, 3)


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("officials: [", "not a gold annotation"),
        ("- a list", "not a gold annotation"),
        ("officials: [{post: x}]", "not a gold annotation"),
        ('statements: [{speaker: [MX], mode: indirect, evidence: "words that are not there"}]', "is not in the text"),
    ],
)
def test_malformed_gold_is_refused_with_its_file(folder, gold, message):
    (folder / "000.yaml").write_text(gold, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        evaluate(graph_of(dialogue()), folder, folder)
    assert "000.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_gold_or_texts_is_refused(folder, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    with pytest.raises(InputError, match="no gold files"):
        evaluate(ox.Store(), folder, empty)
    with pytest.raises(InputError, match="no text 000_"):
        evaluate(ox.Store(), empty, folder)


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [
        ("Miguel Ángel Osorio Chong", "Osorio Chong", True),
        ("U.S. Department of State", "US Department of State", True),
        ("Ana Holm", "Ana Berg", False),
        ("Holm", "Ana Holm", True),
        ("Ana", "Ana Holm", False),
        ("", "", False),
    ],
)
def test_names(gold, system, same):
    assert same_name([gold], [system]) == same


def test_titles():
    assert same_title("Minister of Foreign Affairs", "Minister for Foreign Affairs")
    assert same_title("Minister", "Prime Minister")
    assert not same_title("Minister of Trade", "Speaker of Parliament")
    assert not same_title("of the", "Speaker")


def test_spans():
    assert overlap((0, 10), [(5, 15)]) == pytest.approx(1 / 3)
    assert overlap((0, 10), [(0, 4), (6, 10)]) == 1.0, "their hull"
    assert overlap((0, 10), []) == 0.0
    assert covers((0, 10), [(5, 15)])
    assert not covers((0, 10), [(6, 30)])
    text = "One fell. Two rose. Three stood."
    assert text[slice(*sentence(text, (12, 13)))] == "Two rose."
    assert near(text, (10, 13), [(14, 18)]) == 0.05
    assert near(text, (10, 13), [(20, 25)]) == 0.0


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_a_pairing_is_one_to_one_and_leaves_nothing_that_fits(gold, system):
    pairs = pair(gold, system, lambda g, s: float(g == s))
    left, right = [i for i, _ in pairs.hits], [j for _, j in pairs.hits]
    assert sorted([*left, *pairs.missed]) == list(range(len(gold)))
    assert sorted([*right, *pairs.false]) == list(range(len(system)))
    assert not any(gold[i] == system[j] for i in pairs.missed for j in pairs.false)


def test_measures_of_nothing_are_zero():
    assert (Count().precision, Count().recall, Count().f1) == (0.0, 0.0, 0.0)
    assert Report().accuracy("event_type") == 0.0


@pytest.fixture(scope="module")
def scorer():
    if not SCORER.exists():
        pytest.skip("the annotators' scorer is not here")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(scorer, store, texts, gold, tmp_path):
    path = tmp_path / "graph.nq"
    store.dump(str(path), format=ox.RdfFormat.N_QUADS)
    facts, tally = scorer.facts_from_graph(str(path)), scorer.Tally()
    for file in sorted(gold.glob("*.yaml")):
        [text] = texts.glob(f"{file.stem}_*.txt")
        read = text.read_bytes().decode("utf-8")
        scorer.score_doc(file.stem, scorer.Gold(str(file), read), facts.get(file.stem, {}), tally)
    measures = {kind: tally.prf(kind) for kind in scorer.KINDS}
    return measures, {detail: tally.ok[detail] / tally.n[detail] for detail in tally.n}


def assert_agreement(scorer, store, texts, gold, tmp_path):
    report = evaluate(store, texts, gold)
    measures, details = theirs(scorer, store, texts, gold, tmp_path)
    ours = {k: (c.precision, c.recall, c.f1) for k, c in report.counts.items()}
    assert {k: pytest.approx(v, abs=5e-4) for k, v in measures.items()} == ours
    assert {k: pytest.approx(v, abs=5e-4) for k, v in details.items()} == {
        d: report.accuracy(d) for d in report.details
    }


def thinned(store, keep):
    """The graph without some of its links, so that there is something to miss."""
    for n, quad in enumerate(sorted(store, key=str)):
        about = quad.predicate in (
            DIP.speaker,
            DIP.committer,
            DIP.mentionedIn,
            DIP.evidence,
            DIP.hasParticipant,
            DIP.party,
        )
        if about and n % 5 >= keep:
            store.remove(quad)
    return store


OPEN_FILES = "ignore::ResourceWarning"  # the scorer does not close what it reads
UNRAISABLE = "ignore::pytest.PytestUnraisableExceptionWarning"


@pytest.mark.filterwarnings(OPEN_FILES, UNRAISABLE)
@pytest.mark.parametrize("keep", [5, 4, 2])
def test_the_figures_are_those_of_the_annotators_scorer(scorer, folder, tmp_path, keep):
    assert_agreement(scorer, thinned(graph_of(dialogue()), keep), folder, folder, tmp_path)


@pytest.mark.filterwarnings(OPEN_FILES, UNRAISABLE)
@pytest.mark.evaluate
def test_the_figures_agree_on_annotated_texts(scorer, extract, tmp_path):
    gold = tmp_path / "gold"
    gold.mkdir()
    made = []
    for file in sorted((ANNOTATED / "gold").glob("*.yaml"))[:24:3]:
        (gold / file.name).write_bytes(file.read_bytes())
        [text] = (ANNOTATED / "texts").glob(f"{file.stem}_*.txt")
        found = extract(text.read_bytes().decode("utf-8"))
        made.append(replace(found, document=replace(found.document, source=text.name)))
    assert_agreement(scorer, graph_of(*made), ANNOTATED / "texts", gold, tmp_path)


def test_gold_of_the_docstring_is_yaml():
    import kg.evaluate

    example = kg.evaluate.__doc__.partition('    id: "007"')[2].partition("\n\n")[0]
    data = yaml.safe_load('    id: "007"' + example.replace("…", "x"))
    assert {"officials", "events", "statements", "commitments", "agreements", "quantities", "unsure"} <= data.keys()
