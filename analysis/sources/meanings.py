"""Words that stand for values: those that a user gives, and the usual ones for two sides."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from numbers import Real

import numpy as np
import pandas as pd

from analysis.errors import Problem, one_of, problem
from analysis.tables.columns import NUMBER
from analysis.tables.raw import as_text
from analysis.tables.sheets import one_line

Values = Mapping[str, Mapping[object, object]]
"""For fields, the value of each text, as in `{"stance": {"+": 1, "-": -1}}`."""

SIDES = {
    1: "yes, y, agree, agrees, agreed, agreement, pro, for, support, supports, "
    "supported, supporter, supportive, in favour, in favor, favour, favor, approve, approves, "
    "accept, accepts, positive, pos, true, ja, für, dafür, zustimmung, positiv, oui, pour, "
    "positif, sí, si, a favor, positivo, sim, sì, favorevole, "
    "да, за, согласен, поддерживает, так, підтримує, иә, tak, popiera, evet, lehte, "
    "نعم, مؤيد, مؤيدة, موافق, بله, בעד, כן, תומך, हाँ, पक्ष, समर्थन, "
    "是, 赞成, 贊成, 支持, 同意, はい, 賛成, 肯定, 예, 찬성, 지지, 동의, +, ✓",
    -1: "no, n, disagree, disagrees, disagreed, disagreement, contra, con, "
    "anti, against, oppose, opposes, opposed, opponent, opposition, reject, rejects, negative, "
    "neg, false, nein, gegen, dagegen, ablehnung, negativ, non, contre, négatif, en contra, "
    "negativo, não, contrario, contrário, нет, против, не согласен, ні, проти, жоқ, nie, przeciw, "
    "proti, hayır, karşı, aleyhte, لا, معارض, معارضة, مخالف, خیر, נגד, לא, מתנגד, "
    "नहीं, विपक्ष, विरोध, 否, 反对, 反對, 不支持, 不同意, いいえ, 反対, 否定, 아니요, 반대, "
    "-, −, –",
    0: "neutral, undecided, mixed, ambivalent, unentschieden, unentschlossen, gemischt, neutre, "
    "indécis, indécise, mitigé, mitigée, neutro, neutra, indeciso, indecisa, indecisos, misto, "
    "mista, mixto, mixta, ambivalente, neutrale, нейтрально, нейтральный, нейтральная, "
    "не определился, нерешительно, смешанный, смешанная, неоднозначно, бейтарап, neutralny, "
    "niezdecydowany, kararsız, tarafsız, محايد, متردد, ניטרלי, מתלבט, तटस्थ, अनिर्णीत, 中立, "
    "中性, 未定, 중립, 미정",
}
"""The usual words for two sides, and for neither."""

MOST_WORDS = 12
"""So many different words in place of numbers are offered as such."""

MEANT = {word: side for side, words in SIDES.items() for word in words.split(", ")}
SIGNS = ("-", "−", "–", "✓", "n", "y", "si")  # say something only beside their other side


def values_problems(
    values: Values | None, fields: Mapping[str, str], numbers: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the values given for texts."""
    if values is not None and not isinstance(values, Mapping):
        yield _of_values(values, "expected such as {'stance': {'+': 1}}")
        return
    for field, meanings in (values or {}).items():
        if field not in fields:
            yield _of_values(field, one_of(field, fields), "is no field")
        elif not isinstance(meanings, Mapping) or not meanings:
            yield _of_values(field, 'expected such as {"+": 1}', f"is given {meanings!r}")
        elif field in numbers:
            for text, value in meanings.items():
                if not (pd.isna(value) or _is_number(value)):
                    wrong = f"has {value!r} for {text!r}"
                    yield _of_values(field, "expected a number", wrong)


def _of_values(value: object, expectation: str, wrong: str = "") -> Problem:
    return problem("", None, "values", value, expectation, wrong=wrong)


def kinds_given(values: Values | None, texts: Collection[str]) -> tuple[set[str], set[str]]:
    """Return the fields whose given values are all numbers, and those of truth values only."""
    kinds = {
        field: [*meanings.values()]
        for field, meanings in (values or {}).items()
        if isinstance(meanings, Mapping) and field not in (*texts, "date")
    }
    return (
        {field for field, given in kinds.items() if all(map(_is_number, given))},
        {
            field
            for field, given in kinds.items()
            if all(isinstance(value, bool | np.bool_) for value in given)
        },
    )


def matched(column: pd.Series, meanings: Mapping[object, object]) -> tuple[pd.Series, list[str]]:
    """Return the texts of a column that have a meaning, by row, and those that stand nowhere."""
    if not meanings:
        return pd.Series(dtype=object), []
    texts = column.astype(object).map(lambda cell: "" if _missing(cell) else one_line(cell))
    known = {one_line(text): text for text in meanings}
    found = texts[texts.isin([*known])].map(known)
    return found, [as_text(text) for text in meanings if text not in set(found)]


def replaced(column: pd.Series, found: pd.Series, meanings: Mapping) -> pd.Series:
    """Return a column with values in place of the texts that stand for them."""
    if found.empty:
        return column
    given = column.astype(object)
    given[found.index] = pd.Series([meanings[text] for text in found], found.index, dtype=object)
    return given


def filled(numbers: pd.Series, found: pd.Series, meanings: Mapping) -> pd.Series:
    """Return numbers with those that texts stand for."""
    if found.empty:
        return numbers
    every = replaced(numbers, found, meanings)
    column = pd.Series([None if _missing(cell) else float(cell) for cell in every], every.index)
    column = column.astype("Float64")
    whole = column.dropna()
    if (whole % 1 == 0).all() and numbers.dtype in ("int64", "Int64"):
        column = column.astype("Int64")
    return column if column.isna().any() else column.astype(column.dtype.name.lower())


def sides_offered(
    field: str, texts: Collection[str], values: Values | None, *, boolean: bool
) -> tuple[set[str], str]:
    """Return those of the texts that are usual words for two sides, and the argument to pass.

    A few other words beside them are told with it, for their numbers are not known.

    >>> sides_offered("stance", ["yes", "no", "rather"], None, boolean=False)[1].partition("; ")[0]
    "'yes', 'no': usual words for two sides, 'rather': another word"
    """
    sides = {text: MEANT[text.casefold()] for text in texts if text.casefold() in MEANT}
    both = len({*sides.values()} - {0}) == 2
    alone = [text for text, side in sides.items() if side and text.casefold() not in SIGNS]
    if not both and (boolean or not alone):
        return set(), ""
    if boolean:
        sides = {text: side > 0 for text, side in sides.items() if side}
    words, what = _quoted(sides), "booleans" if boolean else "numbers"
    others = [] if boolean else [text for text in texts if text not in sides]
    if not 0 < len(others) <= MOST_WORDS or not all(map(_is_word, others)):
        offered = _offered(field, sides, values)
        told = f"{words}: usual words for two sides; expected {what}, or {offered}"
        return set(sides), told
    offered = _offered(field, sides | dict.fromkeys(others, "?"), values)
    kind, each = ("other words", "each") if len(others) > 1 else ("another word", "it")
    told = f"{words}: usual words for two sides, {_quoted(others)}: {kind}"
    return set(sides), f"{told}; expected {what}, or {offered} with one for {each}"


def unknown_words(field: str, texts: Collection[str], values: Values | None) -> str:
    """Say how a few words in place of numbers are given theirs; nothing of many, or of numerals.

    >>> unknown_words("stance", ["rather"], None)
    "'rather': a word; expected numbers, or values={'stance': {'rather': '?'}} with one for it"
    """
    if not 0 < len(texts) <= MOST_WORDS or not all(map(_is_word, texts)):
        return ""
    kind, each = ("words", "each") if len(texts) > 1 else ("a word", "it")
    offered = _offered(field, dict.fromkeys(texts, "?"), values)
    return f"{_quoted(texts)}: {kind}; expected numbers, or {offered} with one for {each}"


def _offered(field: str, meanings: Mapping[str, object], values: Values | None) -> str:
    """Return the argument that gives texts of a field a meaning, beside those given."""
    given = values or {}
    return f"values={ {**given, field: {**given.get(field, {}), **meanings}} }"


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(map(repr, texts))


def sided(texts: Iterable[object]) -> dict[str, float]:
    """Return the number that each text stands for: itself, or a usual word for a side.

    A word that says something only beside its other side, such as `n`, needs that.

    >>> sided(["Positive", "Negative", "x"]), sided(["-2", "0.5"]), sided(["n", "maybe"])
    ({'Positive': 1, 'Negative': -1}, {'-2': -2.0, '0.5': 0.5}, {})
    """
    distinct = dict.fromkeys(as_text(text) for text in texts)
    sides = {text: MEANT[text.casefold()] for text in distinct if text.casefold() in MEANT}
    if len({*sides.values()} - {0}) < 2:
        sides = {text: side for text, side in sides.items() if text.casefold() not in SIGNS}
    numbers = {text: float(text) for text in distinct if re.fullmatch(NUMBER, text)}
    return numbers | sides


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_) and np.isfinite(value)


def _missing(cell: object) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or cell != cell
