"""Training: what is learnt from annotations, that it repeats, and that a build takes the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import train as trainer
from kg.errors import InputError, UsageError
from kg.model import Span
from kg.train import Annotated, Annotation, learn
from tests.test_cli import kg as run

TEXTS = Path(__file__).parent / "texts"
ANA = """
id: "1"
date: 2021-05-01
officials:
  - {name: Ana Example, aliases: [Example], posts: [{title: Deputy Minister, for: [DK], status: substantive,
     evidence: "Deputy Minister Ana Example"}]}
organizations: [{name: Example Council, aliases: [EC], kind: igo}]
places: [Geneva]
statements: [{speaker: [Ana Example], mode: indirect, evidence: "the talks were useful"}]
"""
TOLD = "Deputy Minister Ana Example told the Example Council in Geneva that the talks were useful.\n"


@pytest.fixture(scope="module")
def few():
    """A third of the invented texts."""
    return trainer.read(TEXTS, TEXTS)[::3]


@pytest.fixture(scope="module")
def made(few, tmp_path_factory):
    """A model that learnt from them in two rounds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learn, "ROUNDS", 2)
        out = tmp_path_factory.mktemp("trained") / "model"
        return out, trainer.train(few, out, seed=3)


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def gold(folder: Path) -> Path:
    (folder / "1.yaml").write_text(ANA)
    (folder / "1_a.txt").write_text(TOLD)
    return folder


def test_names_and_clauses_of_a_gold_file_are_found_where_they_stand(tmp_path):
    [one] = trainer.read(gold(tmp_path), tmp_path)
    assert {(a.span.text(one.text), a.label) for a in one.annotations} == {
        ("Ana Example", "PERSON"),
        ("Deputy Minister", "TITLE"),
        ("Example Council", "ORG"),
        ("Geneva", "GPE"),
        ("the talks were useful", "STATEMENT"),
    }
    assert one.group == "2021-05-01"


@given(st.text(min_size=1, max_size=40), st.data())
def test_label_studio_gives_back_what_it_got(tmp_path_factory, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    told = [Annotated("a", text, "b", (Annotation(span, "PERSON"),))]
    file = tmp_path_factory.getbasetemp() / "tasks.json"
    file.write_bytes(trainer.to_label_studio(told).encode("utf-8", "surrogatepass"))
    assert trainer.read(file) == told


@pytest.mark.parametrize("content", ["", "[]", "{}", '[{"data": {}}]', '[{"data": {"text": "a"}, "annotations": 3}]'])
def test_what_is_no_export_is_told(tmp_path, content):
    file = tmp_path / "tasks.json"
    file.write_text(content)
    with pytest.raises(InputError, match=r"tasks\.json"):
        trainer.read(file)


def test_a_region_whose_words_are_others_is_refused(tmp_path):
    file = tmp_path / "tasks.json"
    tasks = json.loads(trainer.to_label_studio([Annotated("a", "Ana spoke", "a", (Annotation(Span(0, 3), "PERSON"),))]))
    tasks[0]["data"]["text"] = "Eva spoke"
    file.write_text(json.dumps(tasks))
    with pytest.raises(InputError, match="is not at 0"):
        trainer.read(file)


def test_texts_of_one_group_stay_together():
    texts = [Annotated(str(n), "x", str(n // 3), ()) for n in range(30)]
    parts = learn.split(texts, 7)
    groups = [{t.group for t in part} for part in parts.all()]
    assert all(groups)
    assert sum(map(len, groups)) == len(set().union(*groups)) == 10
    assert learn.split(texts, 7) == parts != learn.split(texts, 8)


def test_too_few_texts_are_refused(tmp_path):
    with pytest.raises(InputError, match="too few"):
        trainer.train([Annotated("a", "x", "a", ())] * 4, tmp_path / "model")


def test_labels_that_the_model_does_not_have_are_told(tmp_path):
    texts = [Annotated(str(n), "Ana spoke.", str(n), (Annotation(Span(0, 3), "Hero"),)) for n in range(6)]
    with pytest.raises(InputError, match=r"no annotation bears a label that the model has: .*PERSON"):
        trainer.train(texts, tmp_path / "model")


def test_a_folder_of_annotations_alone_is_not_enough(tmp_path):
    with pytest.raises(InputError, match="texts too"):
        trainer.read(tmp_path)


def test_a_folder_with_something_else_is_left_alone(few, tmp_path):
    (tmp_path / "letter").write_text("keep me")
    with pytest.raises(UsageError, match="is no model"):
        trainer.train(few, tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["letter"]


def test_the_same_texts_and_seed_give_the_same_bytes(few, made, tmp_path, monkeypatch):
    monkeypatch.setattr(learn, "ROUNDS", 2)
    trainer.train(few, tmp_path / "model", seed=3)
    assert files(tmp_path / "model") == files(made[0])


def test_training_helps_and_the_card_says_how_much(made):
    out, trained = made
    assert trained.rounds > 0
    assert trained.after.f1() > trained.before.f1()
    card = (out / "README.md").read_text()
    assert trained.model in card
    assert all(line in card for line in trained.table())


def test_a_build_takes_the_model_and_names_it(made, tmp_path):
    out, trained = made
    report = kg.build(TEXTS / "701_invented.txt", tmp_path / "graph", model=str(out))
    assert report.run.model == trained.model


def test_the_command_trains_nothing_without_a_place_to_write(tmp_path):
    assert run("train", gold(tmp_path), tmp_path)[0] == 2


def test_the_command_writes_tasks(tmp_path):
    assert run("train", gold(tmp_path), tmp_path, "--label-studio", tmp_path / "tasks.json")[0] == 0
    assert trainer.read(tmp_path / "tasks.json") == trainer.read(tmp_path, tmp_path)
