"""All that is chosen in the explorer: one plain record, which gives the same view again."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from analysis.errors import InputError, check_choice, one_of, problem
from analysis.labels import translator
from analysis.locale import check_language
from analysis.networks.matrices import AGGREGATIONS, ONE_MODE, ONE_MODE_NORMALIZATION
from analysis.runs.parameters import fits

MODES = {
    "two-mode": AGGREGATIONS,
    "actors": ONE_MODE,
    "sectors": ONE_MODE,
    "toward": AGGREGATIONS,
}
"""The networks that can be shown, each with the widths that its ties can have."""

DIRECT = ("two-mode", "toward")
"""Those of which a tie is statements themselves, not what two nodes share."""

LAYOUTS = ("usual", "columns", "force", "circle", "matrix")
"""Where nodes stand; what is usual is two columns in two modes, and force in one."""

SIZES = ("strength", "degree", "betweenness", "eigenvector")
"""By what nodes are drawn larger."""

KINDS = {
    str: ("str", "a text"),
    bool: ("bool", "true or false"),
    int: ("int", "a whole number from 1"),
    float: ("float", "a number from 0"),
    tuple: ("list[str]", "a list of ids"),
}
"""What a choice must be, by the type of its default: as notebooks declare it, and in words."""


@dataclass(frozen=True)
class Choices:
    """What is chosen in the explorer, under the names that notebooks give it as parameters."""

    since: str = ""
    until: str = ""
    then_since: str = ""
    then_until: str = ""
    actors: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    quality: str = "C"
    by_state: bool = True
    wide: bool = True
    mode: str = "two-mode"
    aggregation: str = "ignore"
    normalization: str = "none"
    duplicates: str = "include"
    threshold: float = 0.0
    backbone: float = 1.0
    isolates: bool = False
    ego: str = ""
    steps: int = 1
    path_to: str = ""
    most: int = 18
    layout: str = "usual"
    places: tuple[str, ...] = ()
    camps: bool = False
    size: str = "strength"
    pale: bool = False
    language: str = "en"


def read_choices(given: dict[str, object]) -> Choices:
    """Return choices of what a notebook or a page gives; what is not given is as in `Choices`.

    Raises `InputError` for a name that is none, a value of another type, an unknown mode, layout,
    size, aggregation, normalization or language, a number of nodes or steps below one, a threshold
    below zero, a p-value for the backbone that is not above 0 and at most 1, a place that is none,
    and a path that begins nowhere or where it ends.
    """
    known = asdict(Choices())
    problems = [
        f"{name}: no choice of the explorer; {one_of(name, known)}"
        for name in given
        if name not in known
    ]
    problems = problems or [*_of_other_types(known, given)]
    if problems:
        raise InputError(problems)
    choices = Choices(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in (known | given).items()
        }
    )
    _check(choices)
    return choices


def _check(choices: Choices) -> None:
    check_choice("mode", choices.mode, MODES)
    check_choice("aggregation", choices.aggregation, MODES[choices.mode])
    check_choice("normalization", choices.normalization, ONE_MODE_NORMALIZATION)
    check_choice("layout", choices.layout, LAYOUTS)
    check_choice("size", choices.size, SIZES)
    check_language(choices.language)
    if not 0 < choices.backbone <= 1:
        expected = "expected a p-value above 0, or 1 to keep every tie"
        raise InputError(problem("", None, "backbone", choices.backbone, expected))
    if choices.path_to and choices.ego in ("", choices.path_to):
        expected = "expected another node, and one as 'ego' from which the path begins"
        raise InputError(problem("", None, "path_to", choices.path_to, expected))
    pinned(choices)


def _of_other_types(known: dict[str, object], given: dict[str, object]) -> Iterator[str]:
    """Yield a line for each value that is not of its choice's type, as a page may send one."""
    for name, value in given.items():
        kind, expected = KINDS[type(known[name])]
        listed = list(value) if isinstance(value, tuple) else value
        low = {"int": 1, "float": 0}.get(kind)
        if not fits(listed, kind) or (low is not None and value < low):
            yield f"{name}: {value!r}; expected {expected}"


def plain(choices: Choices) -> dict[str, object]:
    """Return choices as YAML and JSON write them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(choices).items()
    }


def pinned(choices: Choices) -> dict[str, tuple[float, float]]:
    """Return where nodes were put by hand: x and y from 0 to 1, from the upper left corner.

    >>> pinned(Choices(places=("tokayev 0.5 0.25",)))
    {'tokayev': (0.5, 0.25)}
    """
    found, wrong = {}, []
    for told in choices.places:
        try:
            node, *place = told.rsplit(" ", 2)
            x, y = (min(max(float(each), 0.0), 1.0) for each in place)
            found[node] = (x, y)
        except ValueError:
            expected = "expected an id and two numbers, such as 'tokayev 0.5 0.25'"
            wrong.append(problem("", None, "places", told, expected))
    if wrong:
        raise InputError(wrong)
    return found


def contradictions(choices: Choices) -> list[str]:
    """Return in the words of the page which dates of the choices leave nothing between them."""
    t = translator(choices.language)
    spans = [
        (t("From"), choices.since, t("To"), choices.until),
        (t("Then from"), choices.then_since, t("Then to"), choices.then_until),
    ]
    return [
        t(
            "“{first}” ({since}) is later than “{last}” ({until}).",
            first=first,
            since=since,
            last=last,
            until=until,
        )
        for first, since, last, until in spans
        if since and until and since[: len(until)] > until[: len(since)]
    ]
