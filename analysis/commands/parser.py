"""What the command line takes: the commands, their words and options."""

import argparse
from collections.abc import Callable
from pathlib import Path

from analysis import __version__
from analysis.commands import listing, running, showing, studies
from analysis.commands.arguments import count, ends, freed, seconds

Function = Callable[[argparse.Namespace], int]
ABOUT = "Run notebooks, check, refresh, export or show a study, start another."
STUDY = "name in data/, or a path (the only one of the project, or else the first study)"
SEVERAL = {"nargs": "+", "action": "extend"}
"""Words after one option, or after the same option again."""


def parser(name: str = "atlas") -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    whole = argparse.ArgumentParser(prog=name, description=ABOUT)
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    _add_run(_command(commands, "run", running.run))
    _add_store(_command(commands, "store", running.store))
    _add_list(_command(commands, "list", listing.list_all))
    _add_check(_command(commands, "check", studies.check))
    _add_study(_command(commands, "fetch", studies.fetch))
    _add_study(_command(commands, "layout", studies.layout))
    _add_new(_command(commands, "new", studies.new))
    _add_notebooks(_command(commands, "notebooks", studies.notebooks))
    _add_export(_command(commands, "export", showing.export))
    _add_explore(_command(commands, "explore", showing.explore))
    _add_page(_command(commands, "site", showing.site), "DIR", "its folder (site/)")
    _add_page(_command(commands, "report", showing.report), "FILE", "its file (report.pdf)")
    return whole


def _command(commands, name: str, function: Function) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=function.__doc__, description=function.__doc__)
    command.set_defaults(command=function)
    return command


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_study(command)
    told = "rewrite tables that a spreadsheet has saved its own way, after showing what changes"
    command.add_argument("--fix", action="store_true", help=told)
    command.add_argument("--yes", action="store_true", help="rewrite without asking")
    told = "what is likely wrong is an error, not a note"
    command.add_argument("--strict", action="store_true", help=told)
    told = "at a release: write the hash and size of each table into datapackage.json"
    command.add_argument("--seal", action="store_true", help=told)


def _add_study(command: argparse.ArgumentParser) -> None:
    """Take a study by its place or by --study."""
    command.add_argument("study", nargs="?", metavar="STUDY", help=STUDY)
    command.add_argument("--study", dest="named", metavar="STUDY", help="the same, as an option")


def _add_books(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "notebooks", nargs="*", metavar="NOTEBOOK", help="name in notebooks/, or a path (all)"
    )


def _add_volume(command: argparse.ArgumentParser) -> None:
    add = command.add_mutually_exclusive_group().add_argument
    add("-q", dest="level", action="store_const", const=-1, default=0, help="tell failures only")
    add("-v", dest="level", action="store_const", const=1, help="tell parameters and copies too")


def _add_store(command: argparse.ArgumentParser) -> None:
    _add_books(command)
    command.add_argument(
        "--study", metavar="STUDY", help="of another than the first, copies go beside its figures"
    )
    _add_volume(command)


def _add_run(command: argparse.ArgumentParser) -> None:
    _add_books(command)
    add = command.add_argument
    add(
        "-p",
        dest="parameters",
        nargs=2,
        action="append",
        default=[],
        type=freed,
        metavar=("NAME", "VALUE"),
        help="set a parameter, also as NAME=VALUE; a list is written a,b,c",
    )
    add("--params", type=Path, metavar="FILE", help="YAML or JSON of parameters; -p goes before it")
    add("--study", metavar="STUDY", help="the same as -p study STUDY")
    add("--grid", type=Path, metavar="FILE", help="YAML file of many parameter sets")
    add(
        "--output",
        type=Path,
        metavar="DIR",
        help="where figures and executed notebooks go (figures/; of another study than the first, "
        "figures/STUDY/)",
    )
    add("--jobs", "--workers", dest="workers", type=count, metavar="N", help=JOBS)
    add("--timeout", type=seconds, metavar="SECONDS", help="the most a cell may take (no limit)")
    add("--force", action="store_true", help="run what is up to date too")
    add("--yes", action="store_true", help=f"ask nothing before more than {running.MANY} runs")
    add("--dry-run", action="store_true", help="tell what would be run, and why, and run nothing")
    add(
        "--plan",
        nargs="?",
        const=running.PLANS[0],
        metavar="json",
        help="print a command for each job, or all that is to be known of it, and run none",
    )
    add("--relative", action="store_true", help="of a plan in JSON: paths as seen from here")
    _add_volume(command)


JOBS = "notebooks at once (one a core)"


def _add_list(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "what", nargs="*", metavar="WHAT", help=f"{', '.join(listing.WHATS)} (all of them)"
    )


def _add_notebooks(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="DIR", help="where they go")
    command.add_argument("--force", action="store_true", help="write over those that are there")


def _add_explore(command: argparse.ArgumentParser) -> None:
    _add_study(command)
    command.add_argument("--output", type=Path, metavar="DIR", help="its folder (explored/STUDY/)")


def _add_page(command: argparse.ArgumentParser, metavar: str, told: str) -> None:
    _add_study(command)
    command.add_argument("--output", type=Path, metavar=metavar, help=told)


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
        help="two-mode: statements of each actor on each sector; one-mode: congruence of actors, "
        "without stances how often two meet on a sector (%(default)s)",
    )
    add("--study", metavar="STUDY", help=STUDY)
    add(
        "--language",
        default="en",
        help="of the labels, one that `list parameters` names (%(default)s)",
    )
    add("--since", metavar="DATE", help="first day, month or year kept")
    add("--until", metavar="DATE", help="last day, month or year kept")
    add("--actors", **SEVERAL, metavar="ID", help="keep what they do or what is done to them")
    add("--sectors", **SEVERAL, metavar="ID", help="keep these and their parts")


def _add_new(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("name", help="name of the folder, such as france-japan")
    add(
        "states",
        nargs="*",
        metavar="STATE",
        help="two, as ISO 3166-1 alpha-3, or of a file as it writes them; none: a debate",
    )
    add(
        "--languages",
        default="en",
        metavar="CODES",
        help="of names, the first first: en,zh-Hant; of a file, the one (en)",
    )
    _add_new_of_file(command)


def _file_or_address(text: str) -> Path | str:
    return text if "://" in text else Path(text)


def _add_new_of_file(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    told = "coded statements, see --map, or the address of a database of DNA"
    add("--from", dest="source", type=_file_or_address, metavar="FILE", help=told)
    add("--refresh", action="store_true", help="make the study anew of its file, or a new copy")
    add("--map", **SEVERAL, default=[], metavar="FIELD=COLUMN", help="actor=Organisation ...")
    add("--values", **SEVERAL, default=[], metavar="FIELD:TEXT=VALUE,...")
    add(
        "--split", **SEVERAL, default=[], metavar="FIELD=SIGN", help="signs between names in a cell"
    )
    add("--scale", type=ends, metavar="LOW,HIGH", help="of stances (as the data show it)")
    add("--date-format", metavar="FORM", help="of dates, such as %%d.%%m.%%Y")
    add("--sheet", metavar="NAME", help="of a workbook (the first)")
    add("--encoding", metavar="NAME", help="of a CSV file")
    add("--statement-type", metavar="NAME", help="of a DNA database")
    add("--cells", choices=("counts", "stances"), help="what a matrix holds")
