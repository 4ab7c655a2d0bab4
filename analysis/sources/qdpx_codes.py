"""The tree of codes in a REFI-QDA project, and the branches of it that a user names."""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from analysis.errors import InputError, Problem, one_of
from analysis.sources.qdpx_file import guid, own_name
from analysis.tables.normal import normal


class Code(NamedTuple):
    """A code, by the names that lead to it and the id of the code above; empty at the top."""

    id: str
    path: tuple[str, ...]
    above: str


class Branch(NamedTuple):
    """The codes below one: what each is called, by its id, and the one above it in the branch."""

    names: dict[str, str]
    above: dict[str, str]


def codes_of(project: Element) -> list[Code]:
    """Return the codes of a project, each after the code above it.

    ATLAS.ti writes a tree into flat names, as in `Coke::diet Coke`; that is a tree too.
    """
    waiting = deque((each, "", ()) for each in _top(project))
    found: list[Code] = []
    while waiting:
        element, above, path = waiting.popleft()
        names = [normal(part) for part in element.get("name", "").split("::")]
        here = (*path, *(name for name in names if name))
        found.append(Code(guid(element.get("guid")), here, above))
        below = [each for each in element if own_name(each) == "Code"]
        waiting += [(each, found[-1].id, here) for each in below]
    of_path = {code.path: code.id for code in reversed(found)}
    return [
        code._replace(above=of_path.get(code.path[:-1], code.above)) if not code.above else code
        for code in found
    ]


def sets_of(project: Element) -> dict[str, set[str]]:
    """Return the ids of the codes in each set, by its name; ATLAS.ti groups codes in sets."""
    found: dict[str, set[str]] = {}
    for each in _children(project, "Sets", "Set"):
        members = [guid(part.get("targetGUID")) for part in each if own_name(part) == "MemberCode"]
        if members:
            found.setdefault(normal(each.get("name", "")), set()).update(members)
    return found


def branch(
    file: str, codes: list[Code], sets: dict[str, set[str]], field: str, name: str
) -> Branch:
    """Return the codes below the code or in the set of a name, or of a path such as `Codes/Actors`.

    A code is called by its own name, or by its path below the branch where two have one name.
    Raises `InputError` for a name that no code or set has, or several have.
    """
    asked = normal(name)
    roots = [code for code in codes if asked in (code.path[-1:] or ("",)) or asked == _path(code)]
    exact = [code for code in roots if asked == _path(code)]
    roots = exact[:1] or roots
    if len(roots) > 1:
        wrong, expected = "names several codes", f"expected one of: {', '.join(map(_path, roots))}"
        raise InputError(_asked(file, field, name, wrong, expected))
    if not roots and asked not in sets:
        tops = [_path(code) for code in codes if not code.above or _has_parts(code, codes)]
        expected = one_of(asked, [*dict.fromkeys([*tops, *sets])])
        raise InputError(_asked(file, field, name, "names no code", expected))
    first = {roots[0].id} if roots else sets[asked]
    inside = _below(codes, first, within=not roots)
    if not inside:
        wrong, expected = "has no codes below it", "expected the code above those that are meant"
        raise InputError(_asked(file, field, name, wrong, expected))
    return _named(inside, len(roots[0].path) if roots else 0)


def code_named(file: str, codes: list[Code], field: str, name: str) -> set[str]:
    """Return the ids of the codes of a name or path; raises `InputError` where none has it."""
    asked = normal(name)
    found = {
        code.id for code in codes if asked in (code.path[-1:] or ("",)) or asked == _path(code)
    }
    if not found:
        expected = one_of(asked, [*dict.fromkeys(code.path[-1] for code in codes if code.path)])
        raise InputError(_asked(file, field, name, "names no code", expected))
    return found


def _below(codes: list[Code], first: set[str], *, within: bool) -> list[Code]:
    inside = set(first)
    for code in _downward(codes):
        if code.above in inside:
            inside.add(code.id)
    return [code for code in codes if code.id in inside and (within or code.id not in first)]


def _downward(codes: list[Code]) -> list[Code]:
    return sorted(codes, key=lambda code: len(code.path))


def _named(inside: list[Code], depth: int) -> Branch:
    own = [code.path[-1] for code in inside]
    names = {
        code.id: code.path[-1] if own.count(code.path[-1]) == 1 else " / ".join(code.path[depth:])
        for code in inside
    }
    return Branch(names, {each.id: each.above for each in inside if each.above in names})


def _has_parts(code: Code, codes: Iterable[Code]) -> bool:
    return any(each.above == code.id for each in codes)


def _path(code: Code) -> str:
    return "/".join(code.path)


def _top(project: Element) -> list[Element]:
    books = [book for book in project if own_name(book) == "CodeBook"]
    return [code for book in books for code in _children(book, "Codes", "Code")]


def _children(root: Element, group: str, name: str) -> list[Element]:
    groups = [part for part in root if own_name(part) == group]
    return [each for part in groups for each in part if own_name(each) == name]


def _asked(file: str, field: str, name: str, wrong: str, expected: str) -> Problem:
    return Problem(
        f"{file}: {field} {name!r} {wrong}; {expected}",
        file=file,
        field=field,
        value=name,
        wrong=wrong,
        expectation=expected,
    )
