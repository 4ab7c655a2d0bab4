"""The network as a page that needs no kernel: nothing to filter, everything to read."""

import json
from dataclasses import replace

from analysis.explorer.bundle import HERE, script, style
from analysis.explorer.record import record
from analysis.explorer.view import Choices, picture, plain
from analysis.explorer.widget import OPTIONS
from analysis.explorer.words import words
from analysis.study import Study

LEVELS = {"states": True, "actors": False}


def page(study: Study) -> str:
    """Return the network of a study as a piece of HTML that holds all it needs.

    Shown by state or by actor and in every language; each tie leads to its statements.
    """
    still = (HERE / "static" / "still.js").read_text(encoding="utf-8")
    module = script().replace("export default { render };\n", still)
    return "\n".join(
        [
            f"<style>\n{style()}</style>",
            '<div id="atlas-explorer"></div>',
            f'<script type="application/json" id="atlas-told">{_json(told(study))}</script>',
            f'<script type="module">\n{_harmless(module)}</script>',
        ]
    )


def told(study: Study) -> dict[str, object]:
    """Return what the page shows: choices, options, and in each language pictures and words."""
    languages = list(OPTIONS["language"])
    return {
        "choices": plain(Choices()),
        "options": {"only": ["by_state", "language"], "language": OPTIONS["language"]},
        "pictures": {language: _pictures(study, language) for language in languages},
        "records": {language: record(study, language) for language in languages},
        "words": {language: words(language) for language in languages},
    }


def _pictures(study: Study, language: str) -> dict[str, object]:
    shown = Choices(language=language)
    return {name: picture(study, replace(shown, by_state=by_state))
            for name, by_state in LEVELS.items()}  # fmt: skip


def _json(value: object) -> str:
    """Write JSON that cannot end the element it stands in, whatever a name holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _harmless(module: str) -> str:
    """Keep a script from ending its own element by a text that it holds."""
    return module.replace("</script", "<\\/script")
