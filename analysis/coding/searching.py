"""Regular expressions that a coder looks for, which may take no longer than a coder waits."""

from collections.abc import Callable
from itertools import islice
from math import prod
from time import monotonic

import regex

from analysis.errors import InputError

PATIENCE = 5.0
"""Seconds for which an expression is looked for, in all texts together."""
LEAST = 0.01  # seconds, for which it is in each
LONGEST = 500  # letters of an expression
MOST_REPEATED = 1_000_000
"""So often may what an expression counts be repeated, for that is written out beforehand."""
COUNTED = regex.compile(r"\{(\d*),?(\d*)\}")

Finder = Callable[..., list[regex.Match[str]]]


def finder(pattern: str, seconds: float = PATIENCE) -> Finder:
    """Return a function that finds an expression in texts, the first `most` places in each.

    Capitals make no difference. Raises `InputError` for what is no expression, and the function
    does when all its searches together take longer than `seconds`.

    >>> find = finder("^g.s")
    >>> [match.group() for text in ("Gas", "Oil") for match in find(text)]
    ['Gas']
    """
    wanted, left = _compiled(pattern), seconds

    def find(text: str, most: int = 1) -> list[regex.Match[str]]:
        nonlocal left
        start = monotonic()
        try:
            found = [*islice(wanted.finditer(text, timeout=max(left, LEAST)), most)]
        except TimeoutError:
            raise InputError(
                f"search: {pattern!r}; looked for longer than {seconds:g} s; expected a simpler "
                "expression, such as one without a repeat in a repeat"
            ) from None
        left -= monotonic() - start
        return found

    return find


def _compiled(pattern: str) -> regex.Pattern[str]:
    if len(pattern) > LONGEST:
        raise InputError(f"search: {len(pattern)} letters; expected {LONGEST} at most")
    counts = [max(int(count or 1) for count in ends) for ends in COUNTED.findall(pattern)]
    if prod(counts) > MOST_REPEATED:
        told = f"repeats {prod(counts):,} times; expected {MOST_REPEATED:,} at most"
        raise InputError(f"search: {pattern!r}; {told}")
    try:
        return regex.compile(pattern, regex.IGNORECASE)
    except (regex.error, OverflowError) as error:
        place = getattr(error, "pos", None)
        at = f" at letter {place + 1}" if place is not None else ""
        raise InputError(
            f"search: {pattern!r}; {getattr(error, 'msg', error)}{at}; expected a regular "
            "expression"
        ) from None
