"""What a user can mend is told in lines that a user can act on."""

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(ValueError):
    """Something given from outside is wrong; `problems` holds one line for each thing to mend.

    >>> print(InputError(["a.csv: no such file", "b.csv: no such file"]))
    a.csv: no such file
    b.csv: no such file
    """

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class InputNote(UserWarning):
    """Something given from outside was read rightly though it is not quite as it should be."""


def counted(number: int, noun: str) -> str:
    """Write a number of things in English, for messages.

    >>> counted(1, "cell"), counted(2, "cell")
    ('1 cell', '2 cells')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_of(value: object, choices: Iterable[object]) -> str:
    """Say what was expected instead of `value`: the nearest choice, or all of them when few.

    >>> one_of("gaz", ["gas", "oil"])
    "expected 'gas' (nearest), or one of: gas, oil"
    >>> one_of("tea", ["gas", "oil"])
    'expected one of: gas, oil'
    """
    names = [str(choice) for choice in choices]
    near = get_close_matches(str(value), names, n=1)
    listed = f"one of: {', '.join(names)}" if len(names) <= 20 else f"one of {len(names)} known ids"
    return f"expected '{near[0]}' (nearest), or {listed}" if near else f"expected {listed}"
