"""Faults, doubts and other messages of the desk in the coder's language.

The library tells them in English, with what was found and what was expected. They are known again
by their form, part by part; a part that is not known stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from analysis.coding.prompts import words
from analysis.labels import Translate, translator

PART = "; "
FIELD = re.compile(r"(\w+): (.*)", re.DOTALL)
BEFORE = r"(?P<before>.*['\"](?: \.\.\.)? )?"
"""The value that a message is about, in quotes, and the place where it stands."""
HOLE = re.compile(r"\\\{(\w+)\\\}")


def translated(message: str, language: str) -> str:
    """Return a message in a language, each of its parts that is known.

    >>> translated("'x' is not in actors; expected 'y' (nearest), or one of 55 known ids", "de")
    "'x' steht nicht in actors; erwartet: 'y' (am nächsten) oder eines von 55 bekannten Kürzeln"
    """
    if language == "en":
        return message
    named = FIELD.fullmatch(message)
    if named and named[1] in (told := words(language, [named[1]])):
        return f"{told[named[1]]}: {translated(named[2], language)}"
    return PART.join(_part(part, language) for part in message.split(PART))


def translated_answer(answer: Mapping, language: str) -> dict:
    """Return an answer of the desk with its faults, doubts and problems in a language."""
    told = dict(answer)
    for name in ("doubts", "problems", "notes"):
        if name in told:
            told[name] = [translated(line, language) for line in told[name]]
    if "faults" in told:
        told["faults"] = {key: translated(line, language) for key, line in told["faults"].items()}
    return told


def _part(part: str, language: str) -> str:
    for form, template in _forms():
        if match := form.fullmatch(part):
            values = match.groupdict()
            before = values.pop("before") or ""
            return before + template(translator(language), values)
    return part


Template = Callable[[Translate, Mapping[str, str]], str]


@cache
def _forms() -> list[tuple[re.Pattern[str], Template]]:
    """Return for each message the form by which its English is known."""
    return [(_form(template), template) for template in TEMPLATES]


def _form(template: Template) -> re.Pattern[str]:
    english = template(lambda text, **_: text, _Holes())
    return re.compile(BEFORE + HOLE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)


class _Holes(dict):
    """Stands for the values of a message whose form alone is wanted."""

    def keys(self):
        return ()


TEMPLATES: tuple[Template, ...] = (
    lambda t, v: t("expected a value", **v),
    lambda t, v: t("expected a value from {low} to {high}", **v),
    lambda t, v: t("expected at most {most}", **v),
    lambda t, v: t("expected at least {least}", **v),
    lambda t, v: t("expected {name} (nearest), or one of {number} known ids", **v),
    lambda t, v: t("expected {name} (nearest), or one of: {choices}", **v),
    lambda t, v: t("expected one of {number} known ids", **v),
    lambda t, v: t("expected one of: {choices}", **v),
    lambda t, v: t("there is none to choose from", **v),
    lambda t, v: t("is not in {table}", **v),
    lambda t, v: t("expected the form {form}", **v),
    lambda t, v: t("expected a date as year-month-day, such as 2024-11-27", **v),
    lambda t, v: t("expected a whole number such as -1", **v),
    lambda t, v: t("expected a number such as 12.5", **v),
    lambda t, v: t("expected no space before or after the value", **v),
    lambda t, v: t("is the actor too", **v),
    lambda t, v: t("expected another", **v),
    lambda t, v: t("is a code already", **v),
    lambda t, v: t("stands in row {row} too", **v),
    lambda t, v: t("expected each value once", **v),
    lambda t, v: t("for the month", **v),
    lambda t, v: t("for the year", **v),
    lambda t, v: t("expected its first day, {day}", **v),
    lambda t, v: t("expected no date, for date_basis is {basis}", **v),
    lambda t, v: t("expected a date, or 'none' as its basis, for date_basis is {basis}", **v),
    lambda t, v: t("is before it was published", **v),
    lambda t, v: t("expected {day}, its date, or a later day", **v),
    lambda t, v: t("copies “{words}”", **v),
    lambda t, v: t("expected words of your own", **v),
    lambda t, v: t("expected a document", **v),
    lambda t, v: t("against the relation {relation}", **v),
    lambda t, v: t("acts on {day}, before taking office on {since}", **v),
    lambda t, v: t("acts on {day}, after leaving office on {until}", **v),
    lambda t, v: t("is after {document} was published, on {day}", **v),
    lambda t, v: t("expected {stance}, or the reason in 'because' (codebook, {section})", **v),
    lambda t, v: t("expected a paragraph from {first} to {last}", **v),
    lambda t, v: t("reads like {other}", **v),
    lambda t, v: t("nothing is left to take back", **v),
    lambda t, v: t("nothing was taken back since", **v),
    lambda t, v: t("{name}: no longer stands there as it was", **v),
    lambda t, v: t("left as it is", **v),
    lambda t, v: t("{file}: another program has just written it", **v),
    lambda t, v: t("try again", **v),
    lambda t, v: t("looked for longer than {seconds} s", **v),
    lambda t, v: t("expected a simpler expression, such as one without a repeat in a repeat", **v),
    lambda t, v: t("expected a regular expression", **v),
    lambda t, v: t("read as {encoding}", **v),
)
"""What the desk may say, the closer form before the wider one."""
