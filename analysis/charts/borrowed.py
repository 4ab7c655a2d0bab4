"""Names that a study does not have in the language of a chart, as its caption tells."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.labels import listing, translator
from analysis.locale import language_name, own_words
from analysis.names import names_by_row
from analysis.study.load import Study

NAMED = ("actors", "sectors", "relations", "entities", "indicator_definitions", "projects")
"""The tables whose rows have names."""


def borrowed(study: Study | None, language: str, shown: Iterable[pd.DataFrame | str]) -> str:
    """Say in which other language names in the tables and texts shown stand; nothing for none."""
    if study is None:
        return ""
    names = {name: code for table in NAMED for name, code in _others(study, table, language)}
    cells, texts = _split(shown)
    own = own_words(language) if names else ()
    codes = {
        code
        for name, code in names.items()
        if name not in own and (name in cells or any(_stands(name, text) for text in texts))
    }
    if not codes:
        return ""
    told = listing([language_name(code, language) for code in sorted(codes)], language)
    t = translator(language)
    return t("Names the study does not have in this language are in {language}.", language=told)


def _stands(name: str, text: str) -> bool:
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _others(study: Study, table: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a table has to take from another language, with that language."""
    rows = getattr(study, table)
    columns = [name for name in rows.columns if str(name).startswith("name_")]
    own = {f"name_{language}", f"name_{language.partition('-')[0]}"}.intersection(columns)
    if len(rows) == 0 or not columns or (own and all(rows[name].notna().all() for name in own)):
        return
    names = names_by_row(rows, language).tolist()
    for name, *row in zip(names, *(rows[column].tolist() for column in columns), strict=True):
        had = [column for column, text in zip(columns, row, strict=True) if text == name]
        if had and not own & set(had):
            yield name, had[0].removeprefix("name_")


def _split(shown: Iterable[pd.DataFrame | str]) -> tuple[set[str], list[str]]:
    """Return the cells of tables, and the texts, of what is shown."""
    cells, texts = set(), []
    for each in shown:
        if isinstance(each, str):
            texts.append(each)
        else:
            for name, column in each.select_dtypes(exclude=["number", "datetime"]).items():
                cells.update(told := {value for value in column if isinstance(value, str)})
                if name == "name":  # which may hold two, as in “Energy – France”
                    texts += sorted(told)
    return cells, texts
