"""A pyvis network that writes one self-contained page: its own vis-network inlined, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from kg.view.payload import Json, dumps, packed
from kg.view.style import STYLE, VOUCHED

MODULES = (
    "dom", "data", "text", "filter", "paths", "places", "working", "state", "journal", "glyph", "look", "boxes",
    "labels", "canvas", "evidence", "reader", "details", "legend", "timeline", "search", "searchbox", "table", "board",
    "turtle", "picture", "hint", "export", "story", "walk", "keys", "app", "main",
)  # fmt: skip
IMPORT = re.compile(r"^import \{([^}]+)\} from '\./(\w+)\.js';$", re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.MULTILINE)
OPTIONS: Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "tooltipDelay": 200, "zoomSpeed": 0.7},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 4},
    "edges": {
        "smooth": False,
        "width": 1.4,
        "selectionWidth": 2,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
    },
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
    """The evidence view. Add nodes and edges as in pyvis; ``facts`` carries what the panels show."""

    def __init__(self, title: str, facts: Json) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=title)
        self.node_ids = _Ids()
        self.facts = facts

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as a string; the arguments are those of pyvis and change nothing."""
        del name, local, notebook
        content, encoding = packed(dumps(self._content()))
        css, engine, program = _static("view.css"), _vis_network(), bundle()
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
        self.html: str = environment.from_string(_static("view.html.j2")).render(
            title=self.heading,
            entities=len(self.nodes),
            lines=len(self.edges),
            payload=Markup(content),
            encoding=encoding,
            css=Markup(css),
            engine=Markup(engine),
            program=Markup(program),
            policy=Markup(_policy(engine, program, css)),
        )
        return self.html

    def _content(self) -> Json:
        """What the page reads. Every node of a group has its shape, every edge its arrow: said once, in the options."""
        return {
            **self.facts,
            "title": self.heading,
            "nodes": [{k: v for k, v in node.items() if k != "shape"} for node in self.nodes],
            "edges": [{k: v for k, v in edge.items() if k != "arrows"} for edge in self.edges],
            "options": OPTIONS,
            "style": {kind: {"light": light, "dark": dark, "shape": s} for kind, (light, dark, s) in STYLE.items()},
            "vouched": {how: {"dash": dash, "icon": icon, "words": w} for how, (dash, icon, w) in VOUCHED.items()},
        }

    def _repr_html_(self) -> str:
        """The page in a notebook: a frame of its own."""
        return (
            f'<iframe title="{html.escape(self.heading)}" width="100%" height="720" '
            f'sandbox="allow-scripts allow-downloads" srcdoc="{html.escape(self.generate_html())}"></iframe>'
        )


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
    """The page's modules as one script: each in a scope of its own, its exports a constant that later ones read."""
    return "(() => {\n'use strict';\n" + "\n".join(_scoped(name) for name in MODULES) + "\n})();"


def _scoped(name: str) -> str:
    module = _static(f"js/{name}.js")
    exported = EXPORT.findall(module)
    bound = IMPORT.sub(lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = ${found[2]};", module)
    body = EXPORT.sub(lambda found: found[0].removeprefix("export "), bound)
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"
