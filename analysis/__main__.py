"""The command line: run notebooks, check, refresh, export or show a study, start another."""

import argparse
import sys
import warnings
from pathlib import Path

from analysis import __version__
from analysis.errors import InputError, counted, one_of
from analysis.places import NOTEBOOKS, ROOT

FIRST_STUDY = "kazakhstan-russia"
LONGEST_TIMEOUT = 1e6  # seconds, eleven days


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; what a user can mend is told without a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(_held(words) if words[:1] == ["run"] else words)
    warnings.showwarning = lambda message, *_: print(f"note: {message}", file=sys.stderr)
    try:
        return options.command(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.stdout = None
        return 0
    except OSError as error:
        print(f"{error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def run(options: argparse.Namespace) -> int:
    """Execute notebooks, once or for each point of a grid."""
    from analysis.runs import execute, grid, jobs, parameters

    notebooks = _notebooks(options.notebooks)
    given = parameters.from_texts(notebooks, options.parameters)
    points = grid.grid(options.grid) if options.grid else None
    planned = jobs.plan(notebooks, given, options.output, points)
    if options.plan:
        print("\n".join(jobs.command(job, options.timeout) for job in planned))
        return 0
    results = execute.run(planned, options.workers, timeout=options.timeout)
    return 1 if any(result.status == "failed" for result in results) else 0


def store(options: argparse.Namespace) -> int:
    """Execute notebooks with their defaults and store the outputs in them."""
    from analysis.runs import execute

    results = execute.store(_notebooks(options.notebooks))
    return 1 if any(result.status == "failed" for result in results) else 0


def check(options: argparse.Namespace) -> int:
    """Validate a study, and its further codings."""
    from analysis.measures.agreement import codings
    from analysis.study.load import load_study
    from analysis.study.repair import fix

    if options.fix and not fix(options.study, yes=options.yes):
        return 1
    study = load_study(options.study)
    further = codings(study)
    print(f"{study}: no problem found")
    for coder, coding in further.items():
        print(f"{coder}, {counted(len(coding), 'statement')}: no problem found")
    return 0


def fetch(options: argparse.Namespace) -> int:
    """Fetch open series into a study's cache."""
    from analysis.indicators.fetch import fetch as fetch_series
    from analysis.study.load import load_study

    for path in fetch_series(load_study(options.study)):
        print(path)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the network, the statements or a matrix to a file."""
    from analysis.study.load import load_study
    from analysis.study.selection import select

    chosen = select(
        load_study(options.study),
        since=options.since,
        until=options.until,
        actors=options.actors,
        sectors=options.sectors,
    )
    path, told = _write(chosen, options.what, options.file, options.language)
    print(f"{path}: {told}")
    return 0


def _write(study, what: str, file: Path, language: str) -> tuple[Path, str]:
    from analysis.exchange import export as write
    from analysis.networks.graphs import graph
    from analysis.networks.matrices import one_mode, two_mode

    if what == "network":
        network = graph(study, "party")
        nodes, edges = network.number_of_nodes(), network.number_of_edges()
        told = f"{counted(nodes, 'node')}, {counted(edges, 'edge')}"
        return write(network, file, language=language), told
    if what == "statements":
        told = counted(len(study.statements), "statement")
        return write(study, file, language=language), told
    one = what == "one-mode"
    matrix = one_mode(study.statements, scale=study.scale) if one else two_mode(study.statements)
    return write(matrix, file), f"{len(matrix)} by {len(matrix.columns)}"


def new(options: argparse.Namespace) -> int:
    """Start the folder of a new study."""
    from analysis.study.new import new_study

    languages = [code.strip() for code in options.languages.split(",")]
    folder = new_study(options.name, options.states, languages=languages)
    print(f"{folder}\nFill in documents, actors, sectors and statements, then:")
    print(f"  python -m analysis check {options.name}")
    print(f"  python -m analysis run -p study {options.name} --output figures/{options.name}")
    return 0


def site(options: argparse.Namespace) -> int:
    """Build a static site of the stored notebooks, the figures and the codebook."""
    from analysis.pages.site import build

    print(build(options.output))
    return 0


def report(options: argparse.Namespace) -> int:
    """Set the stored notebooks, the figures, the codebook and the documents as one PDF."""
    from analysis.pages.report import build

    print("setting the report ...", file=sys.stderr, flush=True)
    print(build(options.output))
    return 0


def layout(options: argparse.Namespace) -> int:
    """Compute the order of actors and sectors in drawn networks anew, and store it."""
    from analysis.charts.layout import store_order
    from analysis.study.load import load_study

    print(store_order(load_study(options.study, without=["layout"])))
    return 0


def _notebooks(names: list[str]) -> list[Path]:
    """Find notebooks by path or by their name in `notebooks/`; none given means all of them."""
    known = {path.stem: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    found = {name: known.get(name.removesuffix(".ipynb"), Path(name)) for name in names}
    wrong = [
        f"notebook {name!r}: no such file; {one_of(name, known)}"
        for name, path in found.items()
        if not path.is_file()
    ]
    if wrong:
        raise InputError(wrong)
    return list(found.values()) if names else list(known.values())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(_command(commands, "run", run))
    _add_notebooks(_command(commands, "store", store))
    for name, function in (("check", check), ("fetch", fetch), ("layout", layout)):
        command = _command(commands, name, function)
        command.add_argument(
            "study", nargs="?", default=FIRST_STUDY, help="name in data/, or a path (%(default)s)"
        )
        if function is check:
            told = "rewrite what a spreadsheet has written in canonical form, after showing it"
            command.add_argument("--fix", action="store_true", help=told)
            command.add_argument("--yes", action="store_true", help="rewrite without asking")
    _add_export(_command(commands, "export", export))
    _add_new(_command(commands, "new", new))
    _command(commands, "site", site).add_argument(
        "--output", type=Path, default=ROOT / "site", metavar="DIR", help="its folder (site/)"
    )
    _command(commands, "report", report).add_argument(
        "--output", type=Path, default=ROOT / "report.pdf", metavar="FILE", help="(report.pdf)"
    )
    return parser


def _command(commands, name: str, function) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=function.__doc__, description=function.__doc__)
    command.set_defaults(command=function)
    return command


def _add_notebooks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "notebooks", nargs="*", metavar="NOTEBOOK", help="name in notebooks/, or a path (all)"
    )


def _add_run(command: argparse.ArgumentParser) -> None:
    _add_notebooks(command)
    add = command.add_argument
    add(
        "-p",
        dest="parameters",
        nargs=2,
        action="append",
        default=[],
        type=_freed,
        metavar=("NAME", "VALUE"),
        help="set a parameter; a list is written a,b,c",
    )
    add("--grid", type=Path, metavar="FILE", help="YAML file of many parameter sets")
    add(
        "--output",
        type=Path,
        default=ROOT / "figures",
        metavar="DIR",
        help="where figures and executed notebooks go (figures/)",
    )
    add("--workers", type=_count, metavar="N", help="notebooks at once (one a core)")
    add("--timeout", type=_seconds, metavar="SECONDS", help="the most a cell may take (no limit)")
    add("--plan", action="store_true", help="print a command for each job, and run none")


def _add_export(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add(
        "file",
        type=Path,
        help="a network ends in .gexf, .graphml, .cyjs, .dl or .csv, statements "
        "in .csv, .xlsx or .parquet, a matrix in .csv or .dl",
    )
    add(
        "--what",
        choices=("network", "statements", "two-mode", "one-mode"),
        default="network",
        help="two-mode: statements of each actor on each sector; one-mode: congruence of actors "
        "(%(default)s)",
    )
    add("--study", default=FIRST_STUDY, help="name in data/, or a path (%(default)s)")
    add("--language", default="en", help="of the labels: en, fr, ru or kk (%(default)s)")
    add("--since", metavar="DATE", help="first day, month or year kept")
    add("--until", metavar="DATE", help="last day, month or year kept")
    add("--actors", nargs="+", metavar="ID", help="keep what they do or what is done to them")
    add("--sectors", nargs="+", metavar="ID", help="keep these and their parts")


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", help="name of the folder, such as france-japan")
    command.add_argument(
        "states", nargs="*", metavar="STATE", help="ISO 3166-1 alpha-3 codes of two; none: a debate"
    )
    command.add_argument(
        "--languages", default="en", metavar="CODES", help="of names, the first first: en,zh-Hant"
    )


HOLD = "="
"""Stands before the words of -p: argparse takes a value that begins with - for an option."""


def _held(words: list[str]) -> list[str]:
    held, rest = [], list(words)
    while rest and rest[0] != "--":
        word = rest.pop(0)
        held.append(word)
        if word == "-p" and len(rest) > 1:
            held += [HOLD + rest.pop(0), HOLD + rest.pop(0)]
    return held + rest


def _freed(word: str) -> str:
    return word.removeprefix(HOLD)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise argparse.ArgumentTypeError(f"{text!r}; expected seconds, more than 0")
    return seconds


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}; expected a whole number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
