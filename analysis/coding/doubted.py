"""What is likely wrong in a row while it is coded; it may be saved all the same."""

import re
from collections.abc import Mapping

import pandas as pd

from analysis.coding.changes import Row
from analysis.coding.prompts import PARAPHRASE
from analysis.coding.rows import Tables
from analysis.coding.suggest import WORD
from analysis.errors import fault
from analysis.study.doubts import doubts_of_row

FUNCTION_WORDS = {
    "en": "the of and to in is that with for on by says not from are has will their its",
    "fr": "le la les des du et en est que avec pour sur par dit ne pas une dans sont leur ses aux",
    "de": "der die das und den zu in ist dass mit für auf von sagt nicht aus sind wird ihre im",
    "es": "el la los las de y en es que con para por dice no una son su del se al",
    "ru": "и в на что с по не для из от к за это как его о при будет",
    "kk": "және мен бен пен үшін туралы деп бұл бойынша болып де да жоқ емес",
}
"""Words that sentences of a language can hardly do without."""
LEAST = 2  # of another language, to doubt
LOCATOR = re.compile(r"par (\d+)")


def doubts_of(row: Row, tables: Tables, last_paragraph: int | None) -> list[str]:
    """Return a line for each thing that is likely wrong with a row.

    They are the relation against the stance, a day after the publication or out of office, a
    paragraph that the text does not have (`last_paragraph`, None without a text), and a paraphrase
    in the language of another field.
    """
    return [*_by_codebook(row, tables), *_places(row, last_paragraph), *_languages(row)]


def _by_codebook(row: Row, tables: Tables) -> list[str]:
    cells = {
        "statements": pd.DataFrame([row], dtype="str"),
        "documents": _of(tables.documents, "document_id", [row["document_id"]]),
        "actors": _of(tables.actors, "actor_id", [row.get("actor"), row.get("speaker")]),
        "relations": tables.relations,
    }
    found = doubts_of_row(_scale(tables.schema), cells)
    return [f"{line.field}: {fault(line.value, line.wrong, line.expectation)}" for line in found]


def _of(table: pd.DataFrame, key: str, ids: list[str | None]) -> pd.DataFrame:
    return table[table[key].isin(ids)] if key in table else table


def _scale(schema: Mapping) -> tuple[float, float] | None:
    rules = [each.get("constraints", {}) for each in schema["fields"] if each["name"] == "stance"]
    ends = [(rule.get("minimum"), rule.get("maximum")) for rule in rules]
    return next((end for end in ends if None not in end), None)


def _places(row: Row, last: int | None) -> list[str]:
    found = LOCATOR.fullmatch(row.get("locator", ""))
    if last is None or not found or 1 <= int(found[1]) <= last:
        return []
    return [f"locator: {row['locator']!r}; expected a paragraph from 1 to {last}"]


def _languages(row: Row) -> list[str]:
    own = {name: name.removeprefix(PARAPHRASE) for name in row if name.startswith(PARAPHRASE)}
    return [
        f"{name}: reads like {other!r}; expected {language!r}"
        for name, language in own.items()
        if (other := likelier(row[name], language))
    ]


def likelier(text: str, language: str) -> str:
    """Return another language that a sentence is likelier in than its own, or nothing.

    >>> likelier("Le Kazakhstan dit que la Russie est un ami.", "en"), likelier("Oil flows.", "en")
    ('fr', '')
    """
    counts = _function_words(text)
    best = max(counts, key=lambda code: counts[code])
    known = language in counts
    return best if known and counts[best] >= LEAST and counts[best] > 2 * counts[language] else ""


def language_of(text: str) -> str:
    """Return the language that a text is in, of those whose function words are known, or nothing.

    >>> language_of("The two say that they are friends of the sea."), language_of("Oil! Gas!")
    ('en', '')
    """
    counts = _function_words(text)
    first, second = sorted(counts, key=lambda code: -counts[code])[:2]
    return first if counts[first] > 2 * max(counts[second], LEAST) - 1 else ""


def _function_words(text: str) -> dict[str, int]:
    words = [word.casefold() for word in WORD.findall(text)]
    known = {code: set(told.split()) for code, told in FUNCTION_WORDS.items()}
    return {code: sum(word in its for word in words) for code, its in known.items()}
