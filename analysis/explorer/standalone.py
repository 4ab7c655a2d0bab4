"""The explorer as a page that needs no kernel: what it can show is made beforehand."""

import json
from html import escape
from pathlib import Path

from analysis.explorer.beforehand import first_choices, network_made, networks_of, record_of
from analysis.explorer.bundle import HERE, script, style
from analysis.explorer.chosen import plain
from analysis.explorer.options import is_graph
from analysis.explorer.phrases import words
from analysis.explorer.record import needless
from analysis.files import write_together
from analysis.labels import translator
from analysis.locale import languages, own_names, right_to_left
from analysis.study.load import Study

GROUND = """
body { background: #fff; color: #222; font-family: system-ui, sans-serif; margin: 1em; }
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark; --color-foreground-primary: #e8e8e8; --color-foreground-secondary: #b3b3b3;
    --color-background-primary: #131416; --color-background-secondary: #1f2226;
    --color-background-border: #4a4d52; --color-link: #8ab4f8;
  }
  body { background: #131416; color: #e8e8e8; }
}
"""
"""The ground of a page of its own, light or dark as its reader's system is."""


def page(place: str, language: str) -> str:
    """Return the piece of HTML that shows the explorer, given the folder in which `files` stand.

    Its scripts are no modules and fetch nothing: a page opened from a file may load such, and no
    others.
    """
    return "\n".join(
        [
            f'<link rel="stylesheet" href="{place}/explorer.css">',
            '<div id="atlas-explorer"></div>',
            f'<script src="{place}/{language}.js"></script>',
            f'<script src="{place}/explorer.js"></script>',
        ]
    )


def files(study: Study) -> dict[str, str]:
    """Return the files of the page by name: scripts, style, and scripts of data.

    Only the language and the network that are shown get loaded, their statements once the picture
    stands. Networks are shown by state or by actor, whole or in one year; each tie leads to its
    statements, and tells how sure it is.
    """
    still = (HERE / "static" / "still.js").read_text(encoding="utf-8")
    module = script().replace("export default { render };\n", still)
    whole = f"(() => {{\nconst begin = {_json(_begin(study))};\n{module}}})();\n"
    return {**_data(study), "explorer.js": whole, "explorer.css": style()}


def _begin(study: Study) -> dict[str, object]:
    """Return what is chosen first, and what may be."""
    networks = networks_of(study)
    offered = {
        "only": ["by_state", "mode", "pale", "language"],
        "mode": list(networks),
        "aggregation": {mode: [width] for mode, width in networks.items()},
        "language": own_names(),
        "without": needless(study),
        "turns": study.turns,
        "title": study.title,
    }
    return {"choices": plain(first_choices(study)), "options": offered}


def _data(study: Study) -> dict[str, str]:
    """Return the scripts of data: of each language, of its statements, and of each network.

    The first network comes with its language.
    """
    networks = {mode: network_made(study, mode) for mode in networks_of(study)}
    first, *others = networks
    found = {
        f"{mode}.js": _script("atlasShared", mode, shared) for mode, (_, shared) in networks.items()
    }
    for language in languages():
        told = {
            "words": words(language, states=bool(study.states), graph=is_graph(study)),
            "pictures": {first: networks[first][0][language]},
        }
        found[f"{language}.js"] = _script("atlasTold", language, told)
        of = f"(globalThis.atlasTold ??= {{}})[{_json(language)}]"
        statements = record_of(study, language)
        found[f"{language}-statements.js"] = f"{of}.record = {_json(statements)};\n"
        for mode in others:
            pictured = networks[mode][0][language]
            found[f"{language}-{mode}.js"] = f"{of}.pictures[{_json(mode)}] = {_json(pictured)};\n"
    return found


def _script(place: str, name: str, value: object) -> str:
    """Return a script that keeps a value under a name of its own."""
    return f"(globalThis.{place} ??= {{}})[{_json(name)}] = {_json(value)};\n"


def write(study: Study, folder: Path) -> Path:
    """Write the page and its files into a folder, and return the page, which a browser opens."""
    title = escape(study.title)
    language = first_choices(study).language
    direction = "rtl" if right_to_left(language) else "ltr"
    t = translator(language)
    without = t("This page needs JavaScript.")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{GROUND}</style></head><body><main>",
        f"<h1>{title}</h1>",
        page(".", language),
        f"<noscript>{escape(without)}</noscript>",
        "</main></body></html>",
    ]
    write_together(folder, {**files(study), "index.html": "\n".join(lines) + "\n"})
    return folder / "index.html"


def _json(value: object) -> str:
    """Write what can neither end its element nor be more than data, whatever a name holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return text.replace('"__proto__":', '["__proto__"]:')  # which would not be a key of its own
