"""A made-up record with a known truth: to see what a strong result looks like, and to try methods.

Nothing in it is a fact. Two camps oppose each other on most subjects, ever more so; on a known day
some change sides. Texts are printed again, as they are in the press.
"""

import numpy as np
import pandas as pd

START, DAYS, TURN = "2020-01-01", 1461, 730
"""The first day, the number of days, and the day from the first on which some change sides."""

TURNED = 3
SUBJECTS = ["tariffs", "borders", "transit", "prices", "quotas", "permits", "language", "sport"]
UNITING = 2
"""Of the subjects the last ones, on which both camps agree."""


def planted(*, families: int = 400, seed: int = 1) -> pd.DataFrame:
    """Return a made-up table of statements of two camps that drift apart, some changing sides.

    Columns are those of any record: `statement_id`, `document_id`, `family`, `date`, `actor`,
    `sector` and `stance` (−1, 0, 1). Actors are called Left 1 to Left 6 and Right 1 to Right 6; the
    first three of either change sides in the middle of the four years. The chance to speak as one's
    camp rises from 0.75 to 0.95; on the last two subjects both camps agree.

    >>> planted(families=3)[["family", "actor", "sector", "stance"]].shape[1]
    4
    """
    generator = np.random.default_rng(seed)
    rows: list[list] = []
    for family, day in enumerate(np.sort(generator.integers(DAYS, size=families))):
        said = [_statement(generator, int(day)) for _ in range(generator.integers(1, 5))]
        copies = 1 + (generator.random() < 0.3) * generator.integers(1, 4)
        for copy in range(copies):
            rows += [
                [f"f{family:03}", f"d{family:03}-{copy}", int(day) + copy, *each] for each in said
            ]
    table = pd.DataFrame(
        rows, columns=["family", "document_id", "day", "actor", "sector", "stance"]
    )
    table.insert(0, "statement_id", [f"s{number:04}" for number in range(len(table))])
    dates = pd.Timestamp(START) + pd.to_timedelta(table.pop("day"), unit="D")
    return table.assign(date=dates)


def _statement(generator: np.random.Generator, day: int) -> tuple[str, str, int]:
    side, place = int(generator.integers(2)), int(generator.integers(6))
    subject = int(generator.integers(len(SUBJECTS)))
    camp = 1 - side if place < TURNED and day >= TURN else side
    agrees = camp == subject % 2 if subject < len(SUBJECTS) - UNITING else True
    if generator.random() > 0.75 + 0.2 * day / DAYS:
        agrees = not agrees
    level = int(generator.choice([0, 1], p=[0.15, 0.85]))
    return f"{('Left', 'Right')[side]} {place + 1}", SUBJECTS[subject], level if agrees else -level
