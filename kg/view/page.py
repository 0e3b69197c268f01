"""A pyvis network that writes one self-contained page: its own vis-network inlined, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from kg.view.payload import Json, dumps
from kg.view.style import STYLE

MODULES = ("dom", "data", "legend", "evidence", "details", "search", "canvas", "main")
OPTIONS: Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "tooltipDelay": 200},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 4},
    "edges": {
        "smooth": False,
        "width": 1.2,
        "selectionWidth": 2,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
    },
    "groups": {kind: {"color": colour, "shape": shape} for kind, (colour, shape) in STYLE.items()},
}


class _Ids(list[str]):
    """A list that answers ``in`` from a set: pyvis asks it for every node and every end of an edge."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def append(self, item: str) -> None:
        super().append(item)
        self._known.add(item)

    def __contains__(self, item: object) -> bool:
        return item in self._known


class Page(Network):  # type: ignore[misc]  # pyvis has no types
    """The evidence view. Add nodes and edges as in pyvis; ``facts`` carries what the panel shows."""

    def __init__(self, title: str, facts: Json) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=title)
        self.node_ids = _Ids()
        self.facts = facts

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as a string; the arguments are those of pyvis and change nothing."""
        del name, local, notebook
        data = {**self.facts, "nodes": self.nodes, "edges": self.edges, "options": OPTIONS}
        css, engine, program = _static("view.css"), _vis_network(), bundle()
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
        self.html: str = environment.from_string(_static("view.html.j2")).render(
            title=self.heading,
            entities=len(self.nodes),
            lines=len(self.edges),
            payload=Markup(dumps(data)),
            css=Markup(css),
            engine=Markup(engine),
            program=Markup(program),
            policy=Markup(_policy(engine, program, css)),
        )
        return self.html


def _policy(engine: str, program: str, css: str) -> str:
    scripts = f"{_hash(engine)} {_hash(program)}"
    parts = (
        "default-src 'none'",
        f"script-src {scripts}",
        f"style-src {_hash(css)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(parts)


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _static(name: str) -> str:
    return resources.files("kg.view").joinpath("static", *name.split("/")).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    return (
        resources.files("pyvis")
        .joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js")
        .read_text(encoding="utf-8")
    )


@cache
def bundle() -> str:
    """The page's modules as one script: imports and the word ``export`` taken out, one scope around all."""
    parts = [_unwrap(_static(f"js/{name}.js")) for name in MODULES]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();"


def _unwrap(module: str) -> str:
    without = re.sub(r"^import [^;]+;\n", "", module, flags=re.MULTILINE)
    return re.sub(r"^export ", "", without, flags=re.MULTILINE)
