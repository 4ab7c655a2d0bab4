"""Joins the explorer's scripts into one module that needs no network."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PARTS = (
    "dom",
    "shapes",
    "telling",
    "key",
    "styles",
    "scene",
    "drawing",
    "lettering",
    "room",
    "names",
    "zoom",
    "measures",
    "layers",
    "stage",
    "pointing",
    "tip",
    "network",
    "periods",
    "pair",
    "spans",
    "years",
    "others",
    "paling",
    "panels",
    "statements",
    "sure",
    "ego",
    "history",
    "reading",
    "find",
    "fields",
    "lists",
    "chosen",
    "sheet_words",
    "sheet_matrix",
    "sheet_names",
    "sheet_network",
    "sheet",
    "share",
    "printing",
    "address",
    "neighbours",
    "part",
    "sides",
    "saving",
    "views",
    "controls",
    "pressing",
    "sending",
    "theme",
    "main",
)
_IMPORT = re.compile(r"^import [^;]+;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|const) (\w+))", re.MULTILINE)


@cache
def script() -> str:
    """Return the module, which exports `render` by default as a widget's does.

    Our parts come in the order in which they need each other. Each is a module that a browser
    loads as it is; joined, it is a function that returns what it exports.
    """
    own = [_part((HERE / "static" / f"{name}.js").read_text(encoding="utf-8")) for name in PARTS]
    return "\n".join([*own, "export default { render };\n"])


@cache
def style() -> str:
    """Return the style sheet."""
    return (HERE / "static" / "explorer.css").read_text(encoding="utf-8")


def _part(source: str) -> str:
    """Return a module as a function of what came before, so that its own names stay its own."""
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    return f"const {{ {exported} }} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
