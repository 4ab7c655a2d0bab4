"""What could have been chosen instead of a value that is no choice."""

from collections.abc import Iterable
from difflib import get_close_matches

from analysis.errors.problems import LONGEST, shown

FEW = 20
"""So many choices are listed; of more their number is told."""


def is_choice(value: object, choices: Iterable[object]) -> bool:
    """Tell whether a value is one of the choices; what cannot be looked up is none.

    >>> is_choice("gas", ["gas", "oil"]), is_choice(["gas"], ["gas", "oil"])
    (True, False)
    """
    try:
        return value in set(choices)
    except TypeError:  # a list, a table
        return False


def one_of(value: object, choices: Iterable[object]) -> str:
    """Say what was expected instead of `value`: the nearest choice, or all of them when few.

    >>> one_of("gaz", ["gas", "oil"])
    "expected 'gas' (nearest), or one of: gas, oil"
    >>> one_of("GAS", ["gas", "oil"])
    "expected 'gas' (nearest), or one of: gas, oil"
    >>> one_of("tea", ["gas", "oil"])
    'expected one of: gas, oil'
    """
    names = [str(choice) for choice in choices if str(choice)]
    if not names:
        return "there is none to choose from"
    text = str(value)
    near = _near(text, names) if len(text) <= LONGEST else []
    listed = (
        f"one of: {', '.join(map(_plain, names))}"
        if len(names) <= FEW
        else f"one of {len(names)} known ids"
    )
    if not near:
        return f"expected {listed}"
    nearest = f"'{near[0]}'" if _plain(near[0]) == near[0] else shown(near[0])
    return f"expected {nearest} (nearest), or {listed}"


def _near(text: str, names: list[str]) -> list[str]:
    """Return the name that a text is but for the size of its letters, or else the one like it."""
    small = text.casefold()
    same = [name for name in names if name.casefold() == small]
    return same[:1] or get_close_matches(text, names, n=1)


def _plain(name: str) -> str:
    return name if name.isprintable() and name == name.strip() else shown(name)
