"""What each chart needs of a study, and what an empty one says of what the study lacks."""

from collections.abc import Callable, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.labels import listing, translator
from analysis.networks.statements import Source
from analysis.study.load import Study

NEEDS: dict[str, tuple[str, ...]] = {
    "alluvial": ("states", "document", "indicators", "routes"),
    "attention": ("states", "countries"),
    "backbone": ("stance",),
    "balance": ("stance",),
    "leanings": ("stance",),
    "change": ("date",),
    "choices": ("stance",),
    "clusters": ("stance",),
    "coding_errors": ("stance", "codings"),
    "concept_backbone": ("stance",),
    "course": ("states", "target", "document", "leaders", "stance", "date"),
    "coverage": ("document", "described"),
    "dependence": ("target", "relation", "stance"),
    "hand_and_machine": ("states", "countries", "target", "quad", "stance", "date"),
    "heatmap": (),
    "influence": ("document", "stance"),
    "network": (),
    "network_change": ("date",),
    "network_periods": ("date",),
    "overview": ("states", "target", "stance", "document"),
    "phases": ("date",),
    "polarisation": ("stance", "date"),
    "positions": ("stance",),
    "profiles": ("stance",),
    "projects": ("projects",),
    "promises": ("states", "document", "indicators"),
    "sequence": ("document", "stance"),
    "sides": ("stance",),
    "smoothed": ("stance", "date"),
    "trends": ("document", "indicators"),
    "voices": ("states", "target", "quad", "document", "leaders", "stance"),
    "words_and_deeds": ("quad",),
}
"""By the name of a chart what it cannot do without; what else it shows, it shows where it is."""

INDICATORS = ("counterpart", "precision", "status", "document_id")
DESCRIBED = ("side", "language", "quality")
PROJECTS = ("sector", "date_precision", "document_id")


def lacking(name: str, source: Source) -> list[str]:
    """Return what a chart needs and a study lacks; of a plain table nothing is known before."""
    if not isinstance(source, Study):
        return []
    return [need for need in NEEDS[name] if not THERE[need](source)]


def unmet(
    title: str, needs: list[str], source: Source, language: str, fields: Sequence[str] = ()
) -> Chart:
    """Return the empty chart that says in a sentence what the study would need.

    `fields` are the columns of its table, for whoever asks it for one.
    """
    t, words = translator(language), _words(language)
    things = listing([words[need] for need in needs], language)
    told = t("For this figure the study would need {things}.", things=things)
    table = pd.DataFrame(columns=list(fields))
    return Chart(title, table, *NOTHING, source, language, empty=told, lacks=True)


def _undrawn(*_: object) -> None:
    raise AssertionError("an empty chart is not drawn from its table")


NOTHING = (_undrawn, _undrawn, _undrawn)


def _said(field: str) -> Callable[[Study], bool]:
    """Tell whether statements have a field; a selection may hold none of its values."""
    return lambda study: field in study.statements


def _filled(table: pd.DataFrame, *fields: str) -> bool:
    return all(field in table and table[field].notna().any() for field in fields)


def _has_quads(study: Study) -> bool:
    return "relation" in study.statements and _filled(study.relations, "quad")


def _is_described(study: Study) -> bool:
    fields = {*study.statements, *study.documents}
    return "date" in study.statements or not fields.isdisjoint(DESCRIBED)


def _has_countries(study: Study) -> bool:
    states = study.actors[study.actors["actor_id"].isin(study.states)]
    return len(study.states) == 2 and "country" in states and bool(states["country"].notna().all())


def _has_leaders(study: Study) -> bool:
    return "speaker" in study.statements and _filled(study.actors, "role")


def _has_codings(study: Study) -> bool:
    return study.folder is not None and any((study.folder / "codings").glob("*.csv"))


def _has_indicators(study: Study) -> bool:
    whole = {"value", *INDICATORS} <= set(study.indicators)
    return whole and not study.indicators.empty and not study.indicator_definitions.empty


THERE: dict[str, Callable[[Study], bool]] = {
    "states": lambda study: len(study.states) == 2,
    "document": _said("document_id"),
    "countries": _has_countries,
    "codings": _has_codings,
    "stance": _said("stance"),
    "date": _said("date"),
    "target": _said("target"),
    "relation": _said("relation"),
    "described": _is_described,
    "quad": _has_quads,
    "leaders": _has_leaders,
    "indicators": _has_indicators,
    "routes": lambda study: _filled(study.routes, "document_id"),
    "projects": lambda study: _filled(study.projects, *PROJECTS),
}
"""By the name of a need whether a study meets it."""


def _words(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "states": t("two states"),
        "countries": t("countries of its two states"),
        "described": t("dates of its statements, or sides, languages or qualities of documents"),
        "document": t("documents of its statements"),
        "codings": t("a second coding of its documents"),
        "stance": t("stances of its statements"),
        "date": t("dates of its statements"),
        "target": t("targets of its statements"),
        "relation": t("relations of its statements"),
        "quad": t("relations with their quad class"),
        "leaders": t("speakers, some of them leading voices or joint texts"),
        "indicators": t("published figures with their definitions and documents"),
        "routes": t("routes with the states that they cross or avoid"),
        "projects": t("joint projects with their documented states"),
    }
