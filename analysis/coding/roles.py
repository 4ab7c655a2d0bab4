"""Who may write what: the coders that a study declares, and the table of each.

In `datapackage.json`, beside `languages`: `"coders": [{"coder": "c1", "role": "first"}, …]`. The
first coder writes `statements`; a second one a file of their own, and sees nothing of the first; an
adjudicator one too, and sees both. A study that declares none lets anybody code.
"""

from pathlib import Path

from analysis.errors import InputError, check_choice, problem
from analysis.files import write_whole
from analysis.measures.agreement import STUDYS_OWN
from analysis.places import PACKAGE_FILE
from analysis.study.resources import by_name

FIRST, SECOND, ADJUDICATOR = "first", "second", "adjudicator"
ROLES = (FIRST, SECOND, ADJUDICATOR)


def role_of(package: dict, coder: str) -> str:
    """Return the role of a coder, or nothing where the study declares none.

    Raises `InputError` for a coder that a study with coders does not declare, and for what is no
    role.

    >>> role_of({"coders": [{"coder": "c2", "role": "second"}]}, "c2"), role_of({}, "c2")
    ('second', '')
    """
    declared = package.get("coders", [])
    if not isinstance(declared, list) or not all(isinstance(each, dict) for each in declared):
        raise InputError(
            problem(PACKAGE_FILE, None, "coders", declared, "expected a list of coders")
        )
    roles = {each.get("coder"): each.get("role", FIRST) for each in declared}
    if not roles:
        return ""
    check_choice("coder", coder, [str(each) for each in roles], wrong="is no coder of the study")
    check_choice(f"role of {coder}", roles[coder], ROLES)
    return roles[coder]


def with_own_table(folder: Path, package: dict, coder: str) -> None:
    """Make the table of a second coder or adjudicator who has none yet."""
    own = folder / "codings" / f"{coder}.csv"
    if role_of(package, coder) not in (SECOND, ADJUDICATOR) or own.is_file():
        return
    fields = by_name(package)["statements"]["schema"]["fields"]
    names = [each["name"] for each in fields if each["name"] not in STUDYS_OWN]
    write_whole(own, ",".join(names) + "\n")
