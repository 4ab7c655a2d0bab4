"""Each sentence that a chart can say, read back: what it claims is counted anew from the record.

A template is a pattern of the sentence and a check. The checks count statements by plain loops and
know nothing of the library but the tables of a study. A sentence that no template reads is an
error, so that a new sentence needs a check.
"""

import re
from collections import Counter
from collections.abc import Callable
from itertools import combinations

import numpy as np

from analysis.charts.chart import Chart
from analysis.study.load import Study

FEW = 5
Check = Callable[["Record", re.Match], None]


class Record:
    """A study as lists of plain lines, with the chart that speaks of it."""

    def __init__(self, study: Study, chart: Chart) -> None:
        self.study, self.chart = study, chart
        documents = study.documents.set_index("document_id")["family"].to_dict()
        self.said = study.statements.to_dict("records")
        for line in self.said:
            line["family"] = documents[line["document_id"]]
        self.role = dict(zip(study.actors["actor_id"], study.actors["role"], strict=True))
        self.whole = {
            line["actor_id"]: line["part_of"] if isinstance(line["part_of"], str) else None
            for line in study.actors.to_dict("records")
        }
        tables = (study.actors, study.sectors)
        self.names = {
            key: name for t in tables for key, name in zip(t.iloc[:, 0], t["name_en"], strict=True)
        }

    def name(self, key: str) -> str:
        return self.names[key]

    def state(self, actor: object) -> object:
        return self.whole.get(actor) or actor

    def between(self) -> list[dict]:
        """The statements between the two states and their parts."""
        return [
            line
            for line in self.said
            if {self.state(line["actor"]), self.state(line["target"])} == set(self.study.states)
        ]

    def voice(self, line: dict) -> str:
        return "leaders" if isinstance(self.role.get(line["speaker"]), str) else "others"

    def ties(self, lines: list[dict] | None = None, rolled: bool = False) -> Counter:
        """The number of statements by party and sector."""
        found: Counter = Counter()
        for line in self.said if lines is None else lines:
            ends = [line["actor"], line["target"]]
            ends = [self.state(end) for end in ends] if rolled else ends
            if rolled and ends[0] == ends[1]:
                continue
            for end in {end for end in ends if isinstance(end, str)}:
                found[end, line["sector"]] += 1
        return found

    def means(self, lines: list[dict]) -> list[float]:
        """The mean stance of each family of documents."""
        kin: dict[str, list[int]] = {}
        for line in lines:
            kin.setdefault(line["family"], []).append(line["stance"])
        return [sum(each) / len(each) for each in kin.values()]


def signs(lines: list[dict]) -> tuple[int, int, int]:
    stances = [line["stance"] for line in lines]
    return (
        sum(each > 0 for each in stances),
        sum(each < 0 for each in stances),
        sum(each == 0 for each in stances),
    )


def named_in(text: str, names: list[str]) -> None:
    """All of few names stand in a text, of more than five the first four with a count."""
    there = [name for name in names if name.rstrip(".") in text]
    assert len(there) == len(names) or f"{len(names) - 4} others" in text, (text, names)


def first_places(counts: dict) -> list:
    top = max(counts.values(), default=0)
    return [key for key, count in counts.items() if count == top and top > 0]


def by_sector(record: Record, lines: list[dict], good: Callable[[int], bool]) -> dict[str, int]:
    found = dict.fromkeys((record.name(line["sector"]) for line in lines), 0)
    for line in lines:
        found[record.name(line["sector"])] += good(line["stance"])
    return found


# Counts of sectors and of words


def balance(record: Record, match: re.Match) -> None:
    warm = by_sector(record, acts(record.said), lambda stance: stance > 0)
    cold = by_sector(record, acts(record.said), lambda stance: stance < 0)
    count = sum(warm[sector] > cold[sector] for sector in warm)
    assert (int(match["x"]), int(match["y"])) == (count, len(warm))
    assert any(cold[each] > warm[each] for each in warm) == ("With more" in record.chart.finding)


def rubs(record: Record, match: re.Match) -> None:
    warm = by_sector(record, acts(record.said), lambda stance: stance > 0)
    cold = by_sector(record, acts(record.said), lambda stance: stance < 0)
    named_in(match[0], [each for each in warm if cold[each] > warm[each]])


def bars(record: Record, match: re.Match) -> None:
    friendly, strained, neutral = signs(acts(record.said))
    sectors = len({line["sector"] for line in record.said})
    told = [int(match[each]) for each in ("n", "f", "s", "z")]
    assert told == [sectors, friendly, strained, neutral]


def _rates(record: Record) -> dict[str, tuple[float, list[dict]]]:
    """The strained share of what takes a side by sector, where five families do, and the acts."""
    lines = acts(record.between() if "whole" in _panels(record) else record.said)
    found = {}
    for sector in dict.fromkeys(line["sector"] for line in lines):
        sided = [line for line in lines if line["sector"] == sector and line["stance"]]
        if len({line["family"] for line in sided}) >= FEW:
            rate = sum(line["stance"] < 0 for line in sided) / len(sided)
            found[record.name(sector)] = rate, sided
    return found


def too_few_sectors(record: Record, _: re.Match) -> None:
    assert len(_rates(record)) < 2


def none_strained(record: Record, _: re.Match) -> None:
    rates = _rates(record)
    assert len(rates) > 1 and all(rate == 0 for rate, _ in rates.values())


def strained_most(record: Record, match: re.Match) -> None:
    rates = _rates(record)
    top = max(rate for rate, _ in rates.values())
    firsts = [name for name, (rate, _) in rates.items() if rate == top]
    named_in(match["names"] + match[0], firsts)
    assert len(rates) > 1 and top > 0 and int(match["rate"]) == round(100 * top)
    assert (match["low"] is not None) == (len(firsts) == 1)
    if match["low"]:
        assert int(match["low"]) <= round(100 * top) <= int(match["high"])
        assert int(match["low"]) < int(match["high"])  # never as if certain
    if not match["sure"]:
        others = [rate for name, (rate, _) in rates.items() if name not in firsts]
        assert int(match["low"]) > 100 * max(others) - 1


def acts(lines: list[dict]) -> list[dict]:
    """The lines with one for each act of two sides."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        act = line.get("act")
        if not (isinstance(act, str) and act in seen):
            kept.append(line)
        seen |= {act} if isinstance(act, str) else set()
    return kept


def acts_once(record: Record, _: re.Match) -> None:
    assert any(isinstance(line.get("act"), str) for line in record.said)


def caption_sums(record: Record, match: re.Match) -> None:
    assert tuple(int(match[each]) for each in ("f", "s", "z")) == signs(acts(record.said))


def _quads(record: Record) -> Counter:
    relations = record.study.relations
    quad = dict(zip(relations["relation_id"], relations["quad"], strict=True))
    return Counter(quad[line["relation"]] for line in record.said)


def words_and_deeds(record: Record, match: re.Match) -> None:
    quads = _quads(record)
    words = sum(count for quad, count in quads.items() if quad.startswith("verbal"))
    deeds = sum(count for quad, count in quads.items() if quad.startswith("material"))
    told = [int(match[each]) for each in ("w", "d", "s")]
    assert told == [words, deeds, quads["structural"]]


def quad_bars(record: Record, match: re.Match) -> None:
    quads = _quads(record)
    names = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
    assert [int(each) for each in match.groups()[1:]] == [
        quads[each] for each in [*names, "structural"]
    ]


def requests(record: Record, _: re.Match) -> None:
    assert any(line["relation"] == "request" for line in record.said)


def dependence(record: Record, match: re.Match) -> None:
    ways = Counter(
        (record.name(line["actor"]), record.name(line["target"]))
        for line in record.said
        if line["relation"] == "depend"
    )
    sectors = Counter(
        (record.name(line["sector"]), record.name(line["actor"]), record.name(line["target"]))
        for line in record.said
        if line["relation"] == "depend"
    )
    told = re.findall(r"(?:^|, |; |and )([^→;]+?) → ([^→;]+?) \((\d+)\)", match["ties"])
    assert told
    for actor, target, count in told:
        sector, _, name = actor.rpartition(" · ")
        counts = sectors[sector, name, target] if sector else ways[name, target]
        assert counts == int(count), (actor, target)
    highest = max((sectors if " · " in match["ties"] else ways).values())
    assert int(told[0][2]) == highest


# Networks


def drawn_ties(record: Record, match: re.Match) -> None:
    ties = record.ties()
    total, *counts = (int(each) for each in match.groups())
    assert total == sum(counts) <= len(ties)
    assert total == len(ties) or _is_trimmed(record)
    if total == len(ties):
        assert tuple(counts) == _tie_signs(record)


def _tie_signs(record: Record) -> tuple[int, int, int, int]:
    found: Counter = Counter()
    for party, sector in record.ties():
        lines = [
            line
            for line in record.said
            if party in (line["actor"], line["target"]) and line["sector"] == sector
        ]
        friendly, strained, _ = signs(lines)
        sides = friendly + strained
        kind = "mixed" if sides else "neutral"
        if sides and friendly / sides > 0.6666:
            kind = "friendly"
        elif sides and strained / sides > 0.6666:
            kind = "strained"
        found[kind] += 1
    return found["friendly"], found["strained"], found["mixed"], found["neutral"]


def _is_trimmed(record: Record) -> bool:
    return "Shown are the most often named" in record.chart.words.caption


def heaviest(record: Record, match: re.Match) -> None:
    ties = {(record.name(a), record.name(s)): count for (a, s), count in record.ties().items()}
    told = (match["a"], match["b"])
    if _is_trimmed(record):
        table = record.chart.table
        drawn = set(zip(table["row_name"], table["column_name"], strict=True))
        ties = {ends: count for ends, count in ties.items() if ends in drawn}
    assert first_places(ties) == [told]


def heaviest_of_all(record: Record, match: re.Match) -> None:
    assert not _is_trimmed(record)
    heaviest(record, match)


def network_sizes(record: Record, match: re.Match) -> None:
    assert int(match["t"]) == sum(int(match[each]) for each in ("f", "s", "m", "z"))
    parties, sectors = ({ends[side] for ends in record.ties()} for side in (0, 1))
    if not _is_trimmed(record):
        assert [int(match["a"]), int(match["b"])] == [len(parties), len(sectors)]


def most_connected(record: Record, match: re.Match) -> None:
    if _is_trimmed(record):
        return  # it tells of the nodes drawn
    for side, part in ((0, match["actors"]), (1, match["sectors"])):
        strength: Counter = Counter()
        for ends, count in record.ties().items():
            strength[record.name(ends[side])] += count
        order = sorted(strength.values(), reverse=True)
        if part:
            named = [name for name in strength if name in part]
            assert len(named) < len(order), "all are no foremost ones"
            assert min(strength[name] for name in named) > order[len(named)], part


def shown_of(record: Record, match: re.Match) -> None:
    parties, sectors = ({ends[side] for ends in record.ties()} for side in (0, 1))
    assert [int(match["b"]), int(match["d"])] == [len(parties), len(sectors)]
    assert int(match["a"]) < len(parties) or int(match["c"]) < len(sectors)


def width(record: Record, match: re.Match) -> None:
    assert _is_trimmed(record) or int(match["n"]) == max(record.ties().values())


def lone_ties(record: Record, _: re.Match) -> None:
    assert _is_trimmed(record) or set(record.ties().values()) == {1}


def ways_shown(record: Record, match: re.Match) -> None:
    words = {"vulnerability": "orange", "plain": "grey", "asset": "blue"}
    used = {each for each in words if record.chart.table[each].any()}
    assert {each for each, colour in words.items() if colour in match["w"]} == used


def sign_parts(record: Record, match: re.Match) -> None:
    words = {"friendly": "blue", "strained": "orange", "mixed": "purple", "neutral": "grey"}
    used = set(record.chart.table["sign"])
    assert {each for each, colour in words.items() if colour in match[0]} == used


def cells(record: Record, match: re.Match) -> None:
    table = record.chart.table
    assert int(match["n"]) == len(table)
    trimmed = _is_trimmed(record)
    assert trimmed == ("shown" in match[0] or "A table" in match[0]) or not trimmed
    weights = {
        ends: count
        for ends, count in record.ties().items()
        if not trimmed or ends in set(zip(table["row"], table["column"], strict=True))
    }
    assert len(weights) == len(table)
    firsts = first_places(weights)
    if match["a"]:
        [(actor, sector)] = firsts
        assert [match["a"], match["b"]] == [record.name(actor), record.name(sector)]
        assert int(match["w"]) == weights[actor, sector]
    else:
        assert len(firsts) > 1


def periods(record: Record, match: re.Match) -> None:
    """Heaviest ties of each period; a date of a year alone lies in the period of that year."""
    assert match["drawn"] is None or _is_trimmed(record)
    assert match["drawn"] is not None or not _is_trimmed(record)
    for told in match["ties"].split("; "):
        period, _, rest = told.partition(": ")
        first, last = (int(period[:4]), int(period[-4:]))
        lines = [line for line in record.said if first <= line["date"].year <= last]
        counts = record.ties(lines)
        if _is_trimmed(record):
            continue
        share = re.search(r"\((\d+)%\)$", rest)
        firsts = first_places(counts)
        assert int(share[1]) == round(100 * counts[firsts[0]] / len(lines))
        named_in(rest, [f"{record.name(a)} – {record.name(s)}" for a, s in firsts])


def same_network(record: Record, match: re.Match) -> None:
    """Ties told of a period are heavier than each that is not told."""
    table = record.chart.table
    for told in match["ties"].split("; "):
        period, _, rest = told.partition(": ")
        if rest == "none":
            continue
        lines = table[[each.split("/")[0][:4] == period[:4] for each in table["period"]]]
        if "none heavier" in rest:
            assert lines["weight"].nunique() == 1, told
            continue
        if alike := re.fullmatch(r"(\d+) ties?, the heaviest (\d+) alike\.?", rest):
            first = (lines["weight"] == lines["weight"].max()).sum()
            assert [int(each) for each in alike.groups()] == [len(lines), first] and first > 1
            continue
        named = [f"{line.row_name} – {line.column_name}" in rest for line in lines.itertuples()]
        weights = lines["weight"].to_numpy()
        inside, outside = weights[named], weights[~np.array(named)]
        assert len(outside) == 0 or inside.min() > outside.max(), told


# Changes, pairs, choices


def clear_changes(record: Record, match: re.Match) -> None:
    table = record.chart.table
    assert int(match["y"]) == len(table)
    clear = [line for line in table.to_dict("records") if line["low"] * line["high"] > 0]
    clear = [line for line in clear if line["families"] >= FEW and line["clear"]]
    assert int(match["x"]) == len(clear) > 0
    chance = round(0.05 * len(table))
    assert (match["z"] is None) == (len(clear) > chance)
    assert match["z"] is None or int(match["z"]) == chance
    families = {line["family"] for line in record.said}
    assert len(families) >= FEW
    for line in clear:
        assert np.sign(line["later"] - line["earlier"]) == np.sign(line["low"])


def no_clear_change(record: Record, _: re.Match) -> None:
    table = record.chart.table
    assert not (table["clear"] & ~table["thin"]).any()


def chance(record: Record, match: re.Match) -> None:
    assert int(match["n"]) == (record.chart.table["families"] >= FEW).sum() > 0


def pairs(record: Record, match: re.Match) -> None:
    closer = apart = 0
    for line in record.chart.table.to_dict("records"):
        if line["q"] < 0.05:
            closer += line["estimate"] > line["expected"]
            apart += line["estimate"] <= line["expected"]
    speakers = {line["speaker"] for line in record.said}
    assert [int(match["x"]), int(match["z"])] == [closer, apart]
    p = sorted(record.chart.table["p"])
    passed = [rank for rank, each in enumerate(p, 1) if each * len(p) / rank < 0.05]
    assert closer + apart == max(passed, default=0)
    assert int(match["y"]) == len(record.chart.table) <= len(list(combinations(speakers, 2)))


def thin_pairs(record: Record, match: re.Match) -> None:
    count = 0
    for line in record.chart.table.to_dict("records"):
        behind = []
        sectors = [
            {s["sector"] for s in record.said if s["speaker"] == line[end]}
            for end in ("row", "column")
        ]
        for end in ("row", "column"):
            behind.append(
                {
                    s["family"]
                    for s in record.said
                    if s["speaker"] == line[end] and s["sector"] in sectors[0] & sectors[1]
                }
            )
        count += line["q"] < 0.05 and min(map(len, behind)) < FEW
    assert int(match["n"]) == count > 0


def triangle(record: Record, match: re.Match) -> None:
    table = record.chart.table
    assert int(match["n"]) == len(table)
    camps = set(table["row_camp"]) | set(table["column_camp"])
    assert ("The camps" in match[0]) == (len(camps) == 2)
    assert ("the two camps" in record.chart.words.caption) == (len(camps) == 2)


def stand_out(record: Record, match: re.Match) -> None:
    table = record.chart.table
    unsure = sum(line.share < 0.95 or line.families < FEW for line in table.itertuples())
    assert int(match["n"]) == len(table)
    assert ("well supported" in match[0]) == (unsure == 0)
    assert ("all of them unsure" in match[0] or "it is unsure" in match[0]) == (
        unsure == len(table)
    )


def arcs(record: Record, match: re.Match) -> None:
    table = record.chart.table
    unsure = sum(line.share < 0.95 or line.families < FEW for line in table.itertuples())
    assert [int(match["b"]), int(match["c"])] == [len(table), unsure]
    assert ("Dotted: " in record.chart.words.caption) == (unsure > 0)


def lowest_correlation(record: Record, match: re.Match) -> None:
    known = [v for v in record.chart.table["correlation"] if v == v]
    assert round(min(known), 2) == _number(match["x"])
    assert min(known) < 1


def full_correlation(record: Record, _: re.Match) -> None:
    known = [v for v in record.chart.table["correlation"] if v == v]
    assert known and min(known) > 1 - 1e-6


def no_correlation(record: Record, _: re.Match) -> None:
    assert record.chart.table["correlation"].isna().all()


def few_ties(record: Record, _: re.Match) -> None:
    """Two speakers are tied who take one side of one sector; ends of a scale alone part sides."""
    takes: dict[str, set] = {}
    for line in record.said:
        if isinstance(line["speaker"], str):
            takes.setdefault(line["speaker"], set()).add((line["sector"], line["stance"]))
    tied = [pair for pair in combinations(takes.values(), 2) if pair[0] & pair[1]]
    assert 0 < len(tied) < 5


# Voices


def speaks(record: Record) -> set[str]:
    return {record.voice(line) for line in record.between()}


def only_one(record: Record, match: re.Match) -> None:
    assert speaks(record) == ({"others"} if "No leading" in match[0] else {"leaders"})


def apart(record: Record, match: re.Match) -> None:
    """A voice is warmer in words: by means of families, with an interval drawn anew."""
    way = 1 if match["way"] == "warmer" else -1
    kinds = match.groupdict().get("kinds") or "Words"
    names = {"verbal": "Words", "material": "Deeds", "structural": "Dependence"}
    relations = record.study.relations
    quad = dict(zip(relations["relation_id"], relations["quad"], strict=True))
    for kind, word in names.items():
        if word not in kinds:
            continue
        ends = []
        for voice in ("leaders", "others"):
            lines = [
                line
                for line in record.between()
                if record.voice(line) == voice and quad[line["relation"]].startswith(kind)
            ]
            means = record.means(lines)
            assert len(means) >= FEW
            drawn = np.random.default_rng(7).choice(means, (2000, len(means))).mean(axis=1)
            ends.append(np.quantile(drawn, [0.025, 0.975]))
        low, high = (ends[0], ends[1]) if way < 0 else (ends[1], ends[0])
        assert low[1] < high[0] + 0.1, word


def not_apart(record: Record, _: re.Match) -> None:
    assert speaks(record) == {"leaders", "others"}


def _words(record: Record) -> list[dict]:
    relations = record.study.relations
    quad = dict(zip(relations["relation_id"], relations["quad"], strict=True))
    lines = acts(record.between())
    return [
        line | {"voice": record.voice(line)}
        for line in lines
        if quad[line["relation"]].startswith("verbal")
    ]


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


def gap_left(record: Record, match: re.Match) -> None:
    lines = _words(record)
    usual: dict[str, list[int]] = {}
    for line in lines:
        usual.setdefault(line["relation"], []).append(line["stance"])
    beside = [
        line | {"stance": line["stance"] - float(np.mean(usual[line["relation"]]))}
        for line in lines
    ]
    means = [
        np.mean(record.means([line for line in beside if line["voice"] == voice]))
        for voice in ("leaders", "others")
    ]
    assert abs(_number(match["gap"]) - (means[0] - means[1])) < 0.006
    assert _number(match["low"]) <= _number(match["gap"]) <= _number(match["high"])


def gap_within(record: Record, match: re.Match) -> None:
    apart_by, lines = [], _words(record)
    for family in {line["family"] for line in lines}:
        parts = [
            [s["stance"] for s in lines if s["family"] == family and s["voice"] == voice]
            for voice in ("leaders", "others")
        ]
        if all(parts):
            apart_by.append(np.mean(parts[0]) - np.mean(parts[1]))
    assert len(apart_by) >= FEW and abs(_number(match["gap"]) - np.mean(apart_by)) < 0.006


def pale_cells(record: Record, _: re.Match) -> None:
    assert any(line.weight < FEW for line in record.chart.table.itertuples())


def agreed_marks(record: Record, _: re.Match) -> None:
    assert any(line.low == line.high for line in record.chart.table.itertuples())


def course(record: Record, match: re.Match) -> None:
    count = 0
    for year in {line["date"].year for line in record.between()}:
        lines = [line for line in record.between() if line["date"].year == year]
        families = [
            {line["family"] for line in lines if record.voice(line) == voice}
            for voice in ("leaders", "others")
        ]
        count += min(map(len, families)) >= FEW
    told = match.groupdict(default="0")
    assert int(match["n"]) == count >= int(told.get("w", 0)) + int(told.get("c", 0))


def thin_marks(record: Record, _: re.Match) -> None:
    assert any(line.families < FEW for line in record.chart.table.itertuples())


def voice_marks(record: Record, match: re.Match) -> None:
    assert {"diamonds": "leaders", "circles": "others"}.keys() >= set()
    told = {"leaders"} if "lue diamonds" in match[0] else set()
    told |= {"others"} if "range circles" in match[0] else set()
    assert told == set(record.chart.table["voice"])
    roles = {record.role.get(line["speaker"]) for line in record.between()}
    assert ("joint texts" in match[0]) == ("joint_text" in roles)


# Coverage, sequence, influence


def coverage(record: Record, match: re.Match) -> None:
    years = [line["date"].year for line in record.said if line["date"] == line["date"]]
    assert int(match["n"]) == len(years or record.said)
    assert int(match["y"] or 0) == len({*years})


def undated(record: Record, match: re.Match) -> None:
    assert int(match["n"]) == sum(line["date"] != line["date"] for line in record.said) > 0


def thin_years(record: Record, match: re.Match) -> None:
    years: dict[str, set] = {}
    for line in record.said:
        if line["date"] == line["date"]:
            years.setdefault(str(line["date"].year), set()).add(line["family"])
    named_in(match[0], sorted(year for year, families in years.items() if len(families) < FEW))


def panels_of(record: Record, match: re.Match) -> None:
    assert int(match["n"]) == len(record.said)
    count = {"Four": 4}.get(match["p"]) or int(match["p"])
    assert count == record.chart.table["dimension"].nunique()


def busiest(record: Record, match: re.Match) -> None:
    years = Counter(str(line["date"].year) for line in record.said if line["date"] == line["date"])
    assert first_places(years) == [match["y"]] and len(years) > 1
    assert int(match["s"]) == round(100 * years[match["y"]] / len(record.said))


def as_long(record: Record, match: re.Match) -> None:
    lengths = [*Counter(line["document_id"] for line in record.said).values()]
    assert int(match["n"]) == lengths.count(max(lengths)) - 1


def sequence(record: Record, match: re.Match) -> None:
    documents = Counter(line["document_id"] for line in record.said)
    assert int(match["n"]) == max(documents.values())
    read = set(record.chart.table["statement_id"])
    lines = [line for line in record.said if line["statement_id"] in read]
    told = tuple(int(match[each]) for each in ("f", "s", "z"))
    assert told == signs(lines) and len({line["document_id"] for line in lines}) == 1


def strained_places(record: Record, match: re.Match) -> None:
    table = record.chart.table
    places = [str(line.place) for line in table.itertuples() if line.sign == "strained"]
    assert match["n"].split(", ") == places and places


def _headline(lines: list[dict]) -> float:
    """The mean stance, each family counting once what one says on a sector in one spirit."""
    once = {(s["family"], s["voice"], s["sector"], s["stance"]) for s in lines}
    return sum(stance for *_, stance in once) / len(once) if once else 0.0


def _heard(record: Record) -> list[dict]:
    """The statements with who repeats whom: leaders and others, or each actor without leaders."""
    lines = [line | {"voice": record.voice(line)} for line in record.said]
    apart = len({line["voice"] for line in lines}) == 2
    return lines if apart else [line | {"voice": line["actor"]} for line in lines]


def influence(record: Record, match: re.Match) -> None:
    lines = _heard(record)
    families = {line["family"] for line in lines}
    assert ("One family" in match[0]) == (len(families) == 1)
    without = [
        _headline([line for line in lines if line["family"] != family]) for family in families
    ]
    kept = len({np.sign(each) for each in [*without, _headline(lines)]}) == 1
    if "keep" in match[0]:
        assert kept
    elif re.search(r": mean stance(,| and|\.)", match[0]):
        assert not kept


def estimates(record: Record, match: re.Match) -> None:
    lines = _heard(record)
    assert (
        _number(match["x"]) == round(_headline(lines), 2) + 0.0
        or abs(_number(match["x"]) - _headline(lines)) < 0.006
    )


def founding(record: Record, _: re.Match) -> None:
    family = record.study.package.get("founding")
    assert family and any(line["family"] == family for line in record.said)


# The page


def _panels(record: Record) -> set[str]:
    table = record.chart.table
    return set(table["panel"]) if "panel" in table else set()


def whole(record: Record, match: re.Match) -> None:
    lines = acts(record.between())
    friendly, strained, _ = signs(lines)
    families = {line["family"] for line in lines}
    named = [record.name(state) in match["states"] for state in record.study.states]
    assert all(named)
    if match.groupdict().get("n"):
        assert len(families) < FEW
        told = [int(match[each]) for each in ("f", "s", "n")]
        assert told == [friendly, strained, len(lines)]
    else:
        assert len(families) >= FEW
        shares = [round(100 * each / len(lines)) for each in (friendly, strained)]
        assert [int(match["f"]), int(match["s"])] == shares
        assert match["sample"] == "documents chosen for this record"
        for sign, way in (("f", 1), ("s", -1)):
            ends = [int(match[f"{sign}_low"]), int(match[f"{sign}_high"])]
            assert ends[0] <= int(match[sign]) <= ends[1] and ends[0] < ends[1]
            if 0 < int(match[sign]) < 100:
                assert np.allclose(ends, _drawn_share(lines, way), atol=14)


def _drawn_share(lines: list[dict], way: int) -> np.ndarray:
    """The interval of a share in per cent, families drawn anew."""
    kin: dict[str, list[int]] = {}
    for line in lines:
        kin.setdefault(line["family"], []).append(line["stance"] * way > 0)
    counts = np.array([(sum(each), len(each)) for each in kin.values()])
    places = np.random.default_rng(5).integers(len(counts), size=(2000, len(counts)))
    drawn = counts[places].sum(axis=1)
    return 100 * np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])


def few_to_compare(record: Record, _: re.Match) -> None:
    assert speaks(record) == {"leaders", "others"}


def only_states(record: Record, _: re.Match) -> None:
    parties = {party for party, _ in record.ties(rolled=True)}
    assert parties == set(record.study.states)


def third_elsewhere(record: Record, _: re.Match) -> None:
    assert any(party not in record.study.states for party, _ in record.ties(rolled=True))


def projects(record: Record, match: re.Match) -> None:
    last: dict[str, tuple] = {}
    for line in record.study.projects.to_dict("records"):
        if line["project"] not in last or line["date"] >= last[line["project"]][0]:
            last[line["project"]] = (line["date"], line["state"])
    states = Counter(state for _, state in last.values())
    stuck = states["stalled"] + states["cancelled"]
    assert [int(each) for each in match.groups()] == [len(last), states["opened"], stuck]


def page_caption(record: Record, match: re.Match) -> None:
    panels = _panels(record)
    figures, stances = bool(panels & {"promises", "share"}), "voices" in panels
    assert ("stances" in match[0] or "families" in match[0]) == stances
    assert ("sources" in match[0]) == figures


def page_about(record: Record, match: re.Match) -> None:
    assert ("figures" in match[0]) == bool(_panels(record) & {"promises", "share"})


def joint(record: Record, _: re.Match) -> None:
    roles = {record.role.get(line["speaker"]) for line in record.between()}
    assert {"leader", "joint_text"} <= roles


# Emptiness, and what only explains the marks of a picture


def nothing(record: Record, _: re.Match) -> None:
    assert record.chart.table.empty


def needed(record: Record, match: re.Match) -> None:
    fields = {field for line in record.said for field in line}
    lacking = {
        "two states": len(record.study.states) != 2,
        "speakers, some of them leading voices or joint texts": "speaker" not in fields
        or not any(isinstance(role, str) for role in record.role.values()),
        "dates of its statements": "date" not in fields,
        "stances of its statements": "stance" not in fields,
        "targets of its statements": "target" not in fields,
    }
    told = [thing for thing in lacking if thing in match["things"]]
    assert record.chart.table.empty and told and all(lacking[thing] for thing in told)


def few_of_frame(record: Record, match: re.Match) -> None:
    texts = record.study.frame_statements["document_id"].nunique()
    assert int(match["n"]) <= texts and int(match["n"]) < int(match["few"])


def events(record: Record, match: re.Match) -> None:
    frame = record.study.frame
    assert int(match["n"]) == len(frame)
    assert int(match["t"]) == sum(isinstance(each, str) for each in frame["document_id"])


def no_dependence(record: Record, _: re.Match) -> None:
    assert not any(line["relation"] == "depend" for line in record.between())


def explains(_: Record, __: re.Match) -> None:
    """A sentence on how to read the picture, which claims nothing of the record."""
