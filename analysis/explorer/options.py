"""What the page offers to choose from, beside the codes of a study."""

from collections.abc import Iterable

from analysis.errors import Problem
from analysis.explorer.chosen import LAYOUTS, MODES, SIZES
from analysis.explorer.phrases import words
from analysis.explorer.record import needless, rules_of
from analysis.locale import own_names
from analysis.networks.matrices import ONE_MODE_NORMALIZATION
from analysis.publish.targets import TARGETS
from analysis.study.load import Study
from analysis.study.selection import QUALITIES

OPTIONS = {
    "quality": list(reversed(QUALITIES)),
    "mode": list(MODES),
    "normalization": list(ONE_MODE_NORMALIZATION),
    "layout": list(LAYOUTS),
    "size": list(SIZES),
    "target": ["", *TARGETS],
}


def options(study: Study) -> dict[str, object]:
    """Return what the page offers for a study: rules for what it has, and what it has not."""
    signed = "stance" in study.statements
    widths = {mode: list(each) if signed else ["ignore"] for mode, each in MODES.items()}
    return OPTIONS | {
        "aggregation": widths,
        "duplicates": rules_of(study),
        "language": own_names(),
        "without": needless(study),
        "views": study.folder is not None,
    }


def in_words(problems: Iterable[str], language: str) -> list[str]:
    """Return problems in the words of the page, where it has words for their field."""
    told = words(language)
    return [
        line.replace(f"{line.field}:", f"{told[line.field]}:", 1)
        if isinstance(line, Problem) and isinstance(told.get(line.field), str)
        else str(line)
        for line in problems
    ]
