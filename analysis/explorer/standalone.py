"""The explorer as a page that needs no kernel: what it can show is made beforehand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from analysis.explorer.bundle import HERE, script, style
from analysis.explorer.chosen import Choices, plain
from analysis.explorer.phrases import words
from analysis.explorer.record import needless, record
from analysis.explorer.view import order_of, pictures
from analysis.files import write_together
from analysis.locale import languages, own_names
from analysis.study.load import Study

FIRST = Choices()
LEVELS = {"states": True, "actors": False}


def page(place: str) -> str:
    """Return the piece of HTML that shows the explorer, given the folder in which `files` stand.

    Its scripts are no modules and fetch nothing: a page opened from a file may load such, and no
    others.
    """
    return "\n".join(
        [
            f'<link rel="stylesheet" href="{place}/explorer.css">',
            '<div id="atlas-explorer"></div>',
            f'<script src="{place}/{FIRST.language}.js"></script>',
            f'<script src="{place}/explorer.js"></script>',
        ]
    )


def files(study: Study) -> dict[str, str]:
    """Return the files of the page by name: scripts, style, and a script of data a language.

    Only the language that is shown gets loaded, its statements once its picture stands. The network
    is shown by state or by actor, whole or in one year; each tie leads to its statements.
    """
    still = (HERE / "static" / "still.js").read_text(encoding="utf-8")
    module = script().replace("export default { render };\n", still)
    begin = {
        "choices": plain(FIRST),
        "options": {
            "only": ["by_state", "language"],
            "language": own_names(),
            "without": needless(study),
            "turns": study.turns,
        },
    }
    scripts = {}
    for language, shown in told(study).items():
        first = {part: value for part, value in shown.items() if part != "record"}
        kept = f"(globalThis.atlasTold ??= {{}})[{_json(language)}]"
        scripts[f"{language}.js"] = f"{kept} = {_json(first)};\n"
        scripts[f"{language}-statements.js"] = f"{kept}.record = {_json(shown['record'])};\n"
    whole = f"(() => {{\nconst begin = {_json(begin)};\n{module}}})();\n"
    return scripts | {"explorer.js": whole, "explorer.css": style()}


def write(study: Study, folder: Path) -> Path:
    """Write the page and its files into a folder, and return the page, which a browser opens."""
    title = escape(str(study.package.get("title") or study.name))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title></head><body><main>",
        f"<h1>{title}</h1>",
        page("."),
        "<noscript>This page needs JavaScript.</noscript>",
        "</main></body></html>",
    ]
    write_together(folder, {**files(study), "index.html": "\n".join(lines) + "\n"})
    return folder / "index.html"


def told(study: Study) -> dict[str, dict[str, object]]:
    """Return what the page shows in each language: `pictures`, `record` and `words`.

    Pictures are by level, then by year; under the year "" is the whole.
    """
    drawn = {
        level: dict(_by_year(study, replace(FIRST, by_state=by_state)))
        for level, by_state in LEVELS.items()
    }
    return {
        language: {
            "pictures": {
                level: {
                    year: each[language] | {"months": []}  # years are shown one by one
                    for year, each in years.items()
                }
                for level, years in drawn.items()
            },
            "record": record(study, language),
            "words": words(language, states=bool(study.states)),
        }
        for language in languages()
    }


def _by_year(study: Study, shown: Choices) -> Iterator[tuple[str, dict[str, dict]]]:
    """Yield the whole, then each year in which there is a tie; every one shows all years."""
    whole = pictures(study, shown, languages())
    order = order_of(whole[shown.language])  # nodes stay where they are from year to year
    yield "", whole
    for line in whole[shown.language]["years"]:
        year = str(line["year"])
        drawn = pictures(study, replace(shown, since=year, until=year), languages(), order)
        if drawn[shown.language]["edges"]:
            yield (
                year,
                {
                    language: each | {"years": whole[language]["years"]}
                    for language, each in drawn.items()
                },
            )


def _json(value: object) -> str:
    """Write JSON that cannot end the element it stands in, whatever a name holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
