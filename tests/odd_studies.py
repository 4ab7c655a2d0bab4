"""Studies made up to be odd: each breaks something that a sentence of a chart could presume."""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from random import Random

import pandas as pd

from analysis.study.load import Study

STATES = ("france", "algeria")
PARTS = {"minister": "france", "envoy": "algeria"}
SECTORS = ("trade", "culture", "borders")
RELATIONS = ("agree", "depend", "sanction")
NAMES = ["name_en", "name_fr", "name_ru", "name_kk"]


def study_of(
    base: Study,
    size: int,
    *,
    families: int | None = None,
    actors: tuple[str, ...] = (*STATES, *PARTS, "union", "press"),
    sectors: tuple[str, ...] = SECTORS,
    stance: Callable[[Random, int], int] = lambda chance, _: chance.choice([-1, 0, 1, 1]),
    speakers: tuple[str, ...] = ("minister", "press", "union"),
    roles: dict[str, str] | None = None,
    states: tuple[str, ...] = STATES,
    dated: bool = True,
    named: Callable[[str], str] = str.title,
    leaders: dict[str, list[str]] | None = None,
) -> Study:
    """Return a study of so many statements, each by chance but always the same."""
    chance, roles = Random(size), {"minister": "leader"} if roles is None else roles
    lines = [
        {
            "statement_id": f"D{n:03d}-01",
            "document_id": f"D{n:03d}",
            "date": pd.Timestamp(2019 + n % 5, 1 + n % 12, 3) if dated else pd.NaT,
            "date_precision": "day" if dated else "year",
            "speaker": chance.choice(speakers),
            "actor": (actor := chance.choice(actors)),
            "target": chance.choice([each for each in actors if each != actor] or [None]),
            "sector": chance.choice(sectors),
            "relation": chance.choice(RELATIONS),
            "stance": stance(chance, n),
        }
        for n in range(size)
    ]
    statements = pd.DataFrame(lines).reindex(columns=base.statements.columns)
    statements = statements.astype(base.statements.dtypes)
    every = dict.fromkeys([*actors, *speakers, *STATES])
    people = [
        {
            "actor_id": each,
            "kind": "state" if each in STATES else "person" if each in PARTS else "group",
            "part_of": PARTS.get(each),
            "role": roles.get(each),
            **dict.fromkeys(NAMES, named(each)),
        }
        for each in every
    ]
    fields = [{"sector_id": each, **dict.fromkeys(NAMES, named(each))} for each in sectors]
    package = base.package | {"states": list(states), "turns": [], "leaders": leaders or {}}
    return replace(
        base,
        package=package,
        statements=statements,
        documents=documents_of(base, statements, families or size),
        actors=table_like(base.actors, people),
        sectors=table_like(base.sectors, fields),
        layout=base.layout.head(0),
    )


def documents_of(base: Study, statements: pd.DataFrame, families: int) -> pd.DataFrame:
    """Return a document for each statement, so many families of them."""
    ids = list(statements["document_id"])
    kin = islice(cycle([f"f{n}" for n in range(families)]), len(ids))
    lines = [
        {
            "document_id": each,
            "date": day,
            "publisher": "A paper",
            "language": "en",
            "quality": "A",
            "family": family,
        }
        for each, day, family in zip(ids, statements["date"], kin, strict=True)
    ]
    return table_like(base.documents, lines)


def table_like(model: pd.DataFrame, lines: list[dict]) -> pd.DataFrame:
    """Return lines as a table with the columns and types of another."""
    return pd.DataFrame(lines).reindex(columns=model.columns).astype(model.dtypes)


def warm_leader(chance: Random, number: int) -> int:
    return 1 if number % 2 else chance.choice([-1, -1, 0])


def split_by_voice(study: Study) -> Study:
    """Return the study with leaders as speakers of all friendly statements, and of no other."""
    warm = study.statements["stance"] > 0
    speaker = study.statements["speaker"].mask(warm, "minister").where(warm, "press")
    return replace(study, statements=study.statements.assign(speaker=speaker))


def one_of_each(base: Study) -> Study:
    """Return a study in which all places are shared: each actor acts once on each sector."""
    pairs = [(actor, sector) for actor in STATES for sector in SECTORS]
    study = study_of(base, len(pairs), actors=STATES, stance=lambda *_: 1)
    actor, sector = zip(*pairs, strict=True)
    other = [STATES[1 - STATES.index(each)] for each in actor]
    said = study.statements.assign(actor=actor, target=other, sector=sector)
    return replace(study, statements=said.astype(study.statements.dtypes))


def third_on_a_rare_sector(base: Study) -> Study:
    """Return a study whose only tie of a third party is left out where few nodes are drawn."""
    sectors = tuple(f"field {n}" for n in range(7))
    study = study_of(base, 70, actors=STATES, sectors=(*sectors, "fish"), stance=lambda *_: 1)
    said = study.statements
    said = said[said["sector"] != "fish"].reset_index(drop=True)
    said.loc[0, ["actor", "target", "sector"]] = ["union", "press", "fish"]
    return replace(study, statements=said)


def shifted(chance: Random, number: int) -> int:
    return 1 if number % 5 < 2 else -1


def with_a_shift(base: Study) -> Study:
    """Return a study that speaks of one sector before 2021 and of another, in requests, after."""
    study = study_of(base, 120, actors=STATES, stance=shifted)
    said = study.statements
    early = said["date"].dt.year < 2021
    said = said.assign(
        sector=said["sector"].mask(early, "trade").where(early, "culture"),
        relation=said["relation"].mask(early, "request"),
    )
    request = {"relation_id": "request", "quad": "verbal conflict", **dict.fromkeys(NAMES, "ask")}
    relations = table_like(base.relations, [*base.relations.to_dict("records"), request])
    package = study.package | {"turns": ["2021"]}
    return replace(study, statements=said, relations=relations, package=package)


def with_camps(base: Study) -> Study:
    """Return a study of two camps of speakers who contradict each other, in few documents."""
    speakers = tuple(f"voice {n}" for n in range(8))
    study = study_of(base, 160, families=4, speakers=speakers, roles={})
    warm = study.statements["speaker"].isin(speakers[:4])
    return replace(study, statements=study.statements.assign(stance=warm.map({True: 1, False: -1})))


def with_acts(base: Study) -> Study:
    """Return a study in which each statement between the states is told of the other side too."""
    study = study_of(base, 60, actors=STATES)
    said = study.statements.assign(act=study.statements["document_id"] + "a")
    turned = said.assign(
        statement_id=said["document_id"] + "-02", actor=said["target"], target=said["actor"]
    )
    both = pd.concat([said, turned]).sort_values("statement_id", ignore_index=True)
    return replace(study, statements=both)


def partly_dated(base: Study) -> Study:
    """Return a study of which every third statement has no date."""
    study = study_of(base, 60)
    dates = study.statements["date"].mask(study.statements.index % 3 == 0)
    return replace(study, statements=study.statements.assign(date=dates))


many = tuple(f"actor {n}" for n in range(30))
fields = tuple(f"field {n}" for n in range(25))

STUDIES: dict[str, Callable[[Study], Study]] = {
    "one": lambda base: study_of(base, 1, actors=STATES),
    "three": lambda base: study_of(base, 3),
    "forty": lambda base: study_of(base, 40),
    "four hundred": lambda base: study_of(base, 400),
    "one actor": lambda base: study_of(base, 40, actors=("france",)),
    "neutral": lambda base: study_of(base, 40, stance=lambda *_: 0),
    "strained": lambda base: study_of(base, 40, stance=lambda *_: -1),
    "one leader": lambda base: study_of(base, 40, speakers=("minister",)),
    "no leader": lambda base: study_of(base, 40, speakers=("press", "union")),
    "leaders apart": lambda base: split_by_voice(
        study_of(base, 120, actors=STATES, stance=warm_leader, leaders={"en": ["mayor", "mayors"]})
    ),
    "joint texts": lambda base: study_of(
        base, 80, actors=STATES, roles={"minister": "leader", "union": "joint_text"}
    ),
    "only joint texts": lambda base: study_of(base, 40, roles={"minister": "joint_text"}),
    "shared places": one_of_each,
    "no dates": lambda base: study_of(base, 40, dated=False),
    "partly dated": partly_dated,
    "no states": lambda base: study_of(base, 60, states=(), actors=("union", "press", "guild")),
    "one family": lambda base: study_of(base, 40, families=1),
    "four families": lambda base: study_of(base, 40, families=4),
    "two": lambda base: study_of(base, 2, actors=STATES, sectors=("trade",)),
    "stops": lambda base: study_of(base, 40, named=lambda each: f"{each.title()} etc."),
    "braces": lambda base: study_of(base, 40, named=lambda each: f"{{{each}}} {{0}}"),
    "trimmed": lambda base: study_of(base, 300, actors=(*STATES, *many), sectors=fields),
    "third left out": third_on_a_rare_sector,
    "a shift": with_a_shift,
    "camps": with_camps,
    "acts": with_acts,
    "two states": lambda base: study_of(base, 60, actors=STATES),
}
