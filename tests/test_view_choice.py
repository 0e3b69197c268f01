"""Parts of a graph: by query, surroundings, country, kind, time and number; colours that keep apart."""

from __future__ import annotations

import base64
import gzip
import itertools

import numpy as np
import pytest

import kg
from kg.errors import QueryError, UsageError
from kg.view import Choice, choice, style
from kg.view.payload import packed
from tests import atlas


@pytest.fixture
def graph():
    return atlas.small()[0]


def keys(part):
    return sorted(node.removeprefix(atlas.BASE) for node in part)


def test_time_overlaps_and_drops_the_undated(graph):
    part = choice.within(graph, "2021", "2021-09")
    assert {data["date"] for *_, data in part.edges(data=True)} == {"2021-06", "2021-09"}
    assert choice.within(graph, "", "2020-06-30").number_of_edges() == 2


def test_kinds_are_named_in_any_case(graph):
    assert keys(choice.of_kinds(graph, ["country"])) == ["country/XR", "country/XS"]
    with pytest.raises(UsageError, match="'robot' is no kind; there are Country"):
        choice.of_kinds(graph, ["robot"])


def test_an_answer_shows_its_facts_and_what_lies_between_its_things(graph):
    part = choice.named_by(
        graph, {f"{atlas.BASE}person/anna-noll", f"{atlas.BASE}event/talks", f"{atlas.BASE}country/XR"}
    )
    assert {data["relation"] for *_, data in part.edges(data=True)} == {"took part in", "represents"}
    assert choice.named_by(graph, {f"{atlas.BASE}fact/aaaaaaaaaaaa-statement2"}).number_of_nodes() == 2


def test_the_foremost_are_near_the_focus(graph):
    near = choice.foremost(graph, 4, f"{atlas.BASE}person/cy-pret")
    assert {"person/cy-pret", "event/visit", "person/bo-oll"} < set(keys(near))


@pytest.fixture
def opened(small):
    with kg.open(small) as graph:
        yield graph


def test_a_graph_is_viewed_in_part(opened):
    whole = opened.view(title="All")
    assert whole.facts["facts"]
    near = opened.view(focus="Anna Noll", steps=1)
    assert near.facts["focus"] == {"node": "person:anna-noll-1", "steps": 1}
    assert len(near.nodes) < len(whole.nodes)
    assert len(opened.view(query="SELECT ?f WHERE { ?f a dip:Tenure }").edges) == 1
    assert 'sandbox="allow-scripts' in near._repr_html_()


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"query": "ASK { ?s ?p ?o }"}, "ASK query names nothing"),
        ({"since": "2999"}, "nothing is left to show"),
        ({"kinds": ("Country",), "focus": "Anna Noll"}, "has no lines in what is left"),
    ],
)
def test_what_leaves_nothing_says_so(opened, wanted, words):
    with pytest.raises(UsageError, match=words):
        opened.view(**wanted)
    with pytest.raises(QueryError):
        opened.view(focus="nobody at all")


def test_too_much_for_a_page_points_to_its_parts(opened, monkeypatch):
    monkeypatch.setattr(choice, "MOST_NODES", 2)
    with pytest.raises(UsageError, match=r"more than a page holds.*--query, --focus.*kg serve"):
        opened.view()
    assert len(opened.view(max_nodes=2).nodes) == 2


def test_a_choice_has_its_defaults():
    assert Choice() == Choice(steps=2)


def test_a_large_payload_is_compressed():
    assert packed('{"a":1}') == ('{"a":1}', "json")
    text, encoding = packed('{"a":1}', large=1)
    assert (gzip.decompress(base64.b64decode(text)), encoding) == (b'{"a":1}', "gzip")
    assert packed('{"a":1}', large=1) == (text, encoding)


# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
SEEN_BY = {
    "everybody": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour):
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("seen_by", SEEN_BY)
def test_colours_keep_apart_for_everybody(theme, seen_by):
    colours = {kind: lab(SEEN_BY[seen_by] @ linear(looks[theme])) for kind, looks in style.STYLE.items()}
    for a, b in itertools.combinations(colours, 2):
        assert np.linalg.norm(colours[a] - colours[b]) >= 15, (a, b)


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_stand_out_from_the_paper(theme):
    def luminance(colour):
        return float(linear(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05

    for kind, looks in style.STYLE.items():
        low, high = sorted((luminance(looks[theme]), luminance(style.PAPER[theme])))
        assert high / low >= 3, kind


def test_kinds_of_one_shape_and_ways_of_vouching_differ():
    assert len({(looks[0], looks[2]) for looks in style.STYLE.values()}) == len(style.STYLE)
    for part in (0, 1, 2):
        assert len({str(how[part]) for how in style.VOUCHED.values()}) == len(style.VOUCHED)
