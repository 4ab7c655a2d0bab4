"""Synthetic tables of statements with a planted truth, each with the truth beside it.

The stance is on the scale -2..+2. A family is one text of 1 to 4 statements; three in ten are
printed again in up to four further documents up to three days later: copies are no evidence.
"""

import datetime
from functools import cache

import numpy as np
import pandas as pd

START = datetime.date(2020, 1, 1)
DAYS = 1461  # to the end of 2023
LEVELS = np.array([-2, -1, 0, 1, 2])
FIELDS = ["statement_id", "document_id", "family", "date", "actor", "sector", "stance"]


def names(prefix, number):
    return [f"{prefix} {i + 1:02d}" for i in range(number)]


def families(generator, number, first=0, last=DAYS, copied=0.3):
    """Day and number of documents of each family: some texts are printed again and again."""
    day = np.sort(generator.integers(first, last, number))
    copies = 1 + (generator.random(number) < copied) * generator.integers(1, 5, number)
    return list(zip(day.tolist(), copies.tolist(), strict=True))


def table(generator, number, speak, *, most=4, copied=0.3, first=0, last=DAYS):
    """Statements of `number` families: `speak(generator, day)` gives actor, sector and stance.

    The statements of a family's first document are repeated in each of its copies, which appear up
    to three days later: copies are no new evidence.
    """
    rows, document = [], 0
    for family, (day, copies) in enumerate(families(generator, number, first, last, copied)):
        said = [speak(generator, day) for _ in range(generator.integers(1, most + 1))]
        for copy in range(copies):
            document += 1
            later = int(generator.integers(0, 4)) if copy else 0
            date = START + datetime.timedelta(min(day + later, DAYS - 1))
            for actor, sector, stance in said:
                rows.append(
                    [
                        len(rows) + 1,
                        document,
                        f"family {family + 1:04d}",
                        date.isoformat(),
                        actor,
                        sector,
                        int(stance),
                    ]
                )
    return rows


def stance_of(generator, agrees):
    """A stance of the given sign: mostly mild or strong, sometimes neutral."""
    size = generator.choice([0, 1, 2], p=[0.15, 0.5, 0.35])
    return size if agrees else -size


# ---------------------------------------------------------------- phases

CHANGES = ("2021-05-15", "2022-10-01")


def phases(seed, changes=CHANGES, number=420):
    """Two camps; at the first change six of 16 actors change sides, at the second the camps change
    what they agree on in half of the sectors. Who speaks how often on what never changes.
    """
    generator = np.random.default_rng([seed, 1])
    actors, sectors = names("Actor", 16), names("Sector", 10)
    how_often = generator.dirichlet(np.full(16, 3.0))
    on_what = generator.dirichlet(np.full(10, 5.0))
    sides = np.array([[i % 2 for i in range(16)]] * 3)
    sides[1:, :6] = 1 - sides[1:, :6]
    position = np.array([[1 if j % 2 else 0 for j in range(10)]] * 3)
    position[2, :5] = 1 - position[2, :5]
    cuts = [(datetime.date.fromisoformat(c) - START).days for c in changes]

    def speak(generator, day):
        phase = sum(day >= c for c in cuts)
        i, j = generator.choice(16, p=how_often), generator.choice(10, p=on_what)
        expected = sides[phase, i] == position[phase, j]
        agrees = expected if generator.random() < 0.85 else not expected
        return actors[i], sectors[j], stance_of(generator, agrees)

    truth = [("change", n + 1, c) for n, c in enumerate(changes)]
    return table(generator, number, speak), truth or [("change", "none", "")]


def no_phases(seed):
    return phases(seed, changes=())


# ---------------------------------------------------------------- camps


def camp_chances():
    """Probability that a member of camp 0 or 1 agrees, by sector: 8 divide, 4 unite."""
    divide = [0.85, 0.15, 0.8, 0.2, 0.9, 0.1, 0.75, 0.25]
    return np.array([[*divide, 0.8, 0.7, 0.3, 0.5], [1 - p for p in divide] + [0.8, 0.7, 0.3, 0.5]])


def camps(seed, number=300):
    """12 actors of camp 0 and 8 of camp 1 who agree with the chances of their camp."""
    generator = np.random.default_rng([seed, 2])
    actors, sectors, chance = names("Actor", 20), names("Sector", 12), camp_chances()
    camp = np.array([0] * 12 + [1] * 8)
    how_often = generator.dirichlet(np.full(20, 4.0))

    def speak(generator, day):
        i, j = generator.choice(20, p=how_often), generator.integers(12)
        return actors[i], sectors[j], stance_of(generator, generator.random() < chance[camp[i], j])

    truth = [("camp", a, int(c)) for a, c in zip(actors, camp, strict=True)]
    truth += [
        (f"share of {c}", s, round(chance[c, j], 2)) for c in (0, 1) for j, s in enumerate(sectors)
    ]
    gap = np.abs(chance[0] - chance[1])
    return table(generator, number, speak), [*truth, ("mean difference", "all", gap.mean())]


def rising(seed, number=700):
    """Two camps that drift apart: the chance to speak as one's camp rises from 0.5 to 0.95."""
    generator = np.random.default_rng([seed, 3])
    actors, sectors = names("Actor", 14), names("Sector", 8)

    def speak(generator, day):
        i, j = generator.integers(14), generator.integers(8)
        loyal = generator.random() < 0.5 + 0.45 * day / DAYS
        agrees = (i % 2 == j % 2) if loyal else (i % 2 != j % 2)
        return actors[i], sectors[j], stance_of(generator, agrees)

    truth = [("loyalty", "2020-01-01", 0.5), ("loyalty", "2023-12-31", 0.95)]
    truth += [("camp", a, i % 2) for i, a in enumerate(actors)]
    return table(generator, number, speak), truth


# ---------------------------------------------------------------- positions


def graded(generator, theta, slope, thresholds):
    above = 1 / (1 + np.exp(-(slope * theta - thresholds)))
    return LEVELS[(generator.random() < above).sum()]


def positions(seed, number=500):
    """A graded response model. What actors speak of depends on a taste that has nothing to do with
    their position, and is stronger: a method that mixes the two finds the taste.
    """
    generator = np.random.default_rng([seed, 4])
    actors, sectors = names("Actor", 24), names("Sector", 14)
    theta = np.linspace(-1.7, 1.7, 24)
    theta = (theta - theta.mean()) / theta.std()
    order = generator.permutation(24)
    theta = theta[order]
    slope = np.array([1.5, -2.0, 2.5, -1.5, 2.0, -2.5, 1.5, 2.0, -1.5, 2.5, -2.0, 1.5, 0.0, 0.0])
    slope = slope[generator.permutation(14)]
    base = generator.normal(0, 0.6, 14)
    thresholds = base[:, None] + np.array([-1.5, -0.5, 0.5, 1.5])
    how_often = generator.dirichlet(np.full(24, 6.0))
    taste = generator.permutation(np.linspace(-1.5, 1.5, 24))
    place = generator.permutation(np.linspace(-1, 1, 14))

    def speak(generator, day):
        i = generator.choice(24, p=how_often)
        topic = np.exp(1.2 * taste[i] * place)
        j = generator.choice(14, p=topic / topic.sum())
        return actors[i], sectors[j], graded(generator, theta[i], slope[j], thresholds[j])

    truth = [("position", a, t) for a, t in zip(actors, theta, strict=True)]
    truth += [("taste", a, t) for a, t in zip(actors, taste, strict=True)]
    truth += [("slope", s, a) for s, a in zip(sectors, slope, strict=True)]
    truth += [
        ("anchor", "plus", actors[int(theta.argmax())]),
        ("anchor", "minus", actors[int(theta.argmin())]),
    ]
    return table(generator, number, speak), truth


# ---------------------------------------------------------------- backbone of concepts


def backbone(seed, number=500):
    """Three blocks of five actors. Four sectors tie blocks together, six are spoken of by anyone
    and seldom, so that without them the network is what it was.
    """
    generator = np.random.default_rng([seed, 5])
    actors, sectors = names("Actor", 15), names("Sector", 10)
    order = generator.permutation(10)
    speakers = {0: range(5), 1: range(5, 10), 2: range(10, 15), 3: range(3, 8)}
    weight = np.array([0.24, 0.22, 0.2, 0.2] + [0.14 / 6] * 6)

    def speak(generator, day):
        j = generator.choice(10, p=weight)
        i = generator.choice(list(speakers.get(j, range(15))))
        agrees = generator.random() < 0.9
        return actors[i], sectors[order[j]], stance_of(generator, agrees)

    kept = {int(order[j]) for j in range(4)}
    return table(generator, number, speak), [
        ("backbone", s, int(j in kept)) for j, s in enumerate(sectors)
    ]


# ---------------------------------------------------------------- coding

PRIOR = np.array([0.15, 0.25, 0.25, 0.2, 0.15])


def confusion():
    """A reversible chance to code a stance one or two steps off, its marginal being PRIOR."""
    near = np.array(
        [
            [0, 0.14, 0.03, 0, 0],
            [0, 0, 0.12, 0.02, 0],
            [0, 0, 0, 0.12, 0.03],
            [0, 0, 0, 0, 0.14],
            [0] * 5,
        ]
    )
    flow = near * np.minimum(PRIOR[:, None], PRIOR)
    flow = flow + flow.T
    e = flow / PRIOR[:, None]
    return e + np.diag(1 - e.sum(axis=1))


def coding(seed, number=320, spread=0.0):
    """True stances and two codings of them with independent errors of the same `confusion`.

    `spread` is how much actors differ: with 0 every actor's stances have the distribution PRIOR.
    """
    generator = np.random.default_rng([seed, 6, int(100 * spread)])
    actors, sectors, e = names("Actor", 10), names("Sector", 6), confusion()
    tilt = np.exp(spread * np.outer(np.linspace(-1, 1, 10), LEVELS)) * PRIOR
    tilt /= tilt.sum(axis=1, keepdims=True)

    def speak(generator, day):
        i, j = generator.integers(10), generator.integers(6)
        return actors[i], sectors[j], LEVELS[generator.choice(5, p=tilt[i])]

    true = table(generator, number, speak, copied=0.0)
    coded = [
        [[*r[:-1], int(LEVELS[generator.choice(5, p=e[r[-1] + 2])])] for r in true]
        for _ in range(2)
    ]
    truth = [
        ("confusion", f"{LEVELS[k]:+d} as {LEVELS[m]:+d}", e[k, m])
        for k in range(5)
        for m in range(5)
    ]
    return true, coded, truth


# ---------------------------------------------------------------- tables

MAKERS = {
    "phases": phases,
    "no_phases": no_phases,
    "camps": camps,
    "rising": rising,
    "positions": positions,
    "backbone": backbone,
}


def frame(rows):
    told = pd.DataFrame(rows, columns=FIELDS)
    return told.assign(
        date=pd.to_datetime(told["date"]),
        document_id=told["document_id"].astype(str),
        statement_id=told["statement_id"].map("{:05d}".format),
    )


def planted(name, seed=3):
    """A table of statements and its truth, a table of what, id and value."""
    table, truth = _planted(name, seed)
    return table.copy(), truth.copy()


@cache
def _planted(name, seed):
    rows, truth = MAKERS[name](seed)
    return frame(rows), pd.DataFrame(truth, columns=["what", "id", "value"])


def planted_codings(seed=3, spread=0.0):
    """The true statements and two codings of them."""
    true, coded, _ = coding(seed, spread=spread)
    return frame(true), [frame(rows) for rows in coded]
