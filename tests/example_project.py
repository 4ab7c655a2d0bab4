"""The debate of `data/examples` as a REFI-QDA project and as a matrix of actors by concepts."""

import zipfile
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

SIDES = {1: "Positive", -1: "Negative"}


def guid(*names: object) -> str:
    """Return an id that is the same whenever the project is written."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, names)))).upper()


def matrix(path: Path, statements: list[tuple]) -> None:
    """Write how often each organization speaks of each concept."""
    actors = sorted({row[2] for row in statements})
    concepts = sorted({row[3] for row in statements})
    pairs = [(row[2], row[3]) for row in statements]
    lines = [",".join(["", *concepts])]
    lines += [",".join([a, *(str(pairs.count((a, c))) for c in concepts)]) for a in actors]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def project(path: Path, statements: list[tuple]) -> None:
    """Write the debate as a project: articles, a sentence a statement, each coded three times."""
    articles = list(dict.fromkeys(row[1] for row in statements))
    sources = "".join(_source(title, statements) for title in articles)
    cases = "".join(_case(title, statements) for title in articles)
    names = {
        "Actors": sorted({row[2] for row in statements}),
        "Concepts": sorted({row[3] for row in statements}),
        "Stance": [*SIDES.values()],
    }
    codes = "".join(_code(top, below) for top, below in names.items())
    variable = f'<Variable guid="{guid("Date")}" name="Date" typeOfVariable="Date"/>'
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<Project xmlns="urn:QDA-XML:project:1.0" name="A plant by the lake">'
        f'<Users><User guid="{guid("c1")}" name="c1"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook><Variables>{variable}</Variables>"
        f"<Cases>{cases}</Cases><Sources>{sources}</Sources></Project>\n"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("project.qde"), text)


def _code(name: str, below: list[str]) -> str:
    inside = "".join(
        f'<Code guid="{guid(name, each)}" name={quoteattr(each)} isCodable="true"/>'
        for each in below
    )
    return f'<Code guid="{guid(name)}" name="{name}" isCodable="false">{inside}</Code>'


def _source(title: str, statements: list[tuple]) -> str:
    text, selections = "", ""
    for number, row in enumerate(row for row in statements if row[1] == title):
        said = f"{row[2]} is {'for' if row[4] > 0 else 'against'} it: {row[3]}. "
        codes = [("Actors", row[2]), ("Concepts", row[3]), ("Stance", SIDES[row[4]])]
        codings = "".join(
            f'<Coding guid="{guid(title, number, *code)}" creatingUser="{guid("c1")}">'
            f'<CodeRef targetGUID="{guid(*code)}"/></Coding>'
            for code in codes
        )
        selections += (
            f'<PlainTextSelection guid="{guid(title, number)}" startPosition="{len(text)}" '
            f'endPosition="{len(text + said.rstrip())}">{codings}</PlainTextSelection>'
        )
        text += said
    return (
        f'<TextSource guid="{guid(title)}" name={quoteattr(title)}>'
        f"<PlainTextContent>{text.rstrip()}</PlainTextContent>{selections}</TextSource>"
    )


def _case(title: str, statements: list[tuple]) -> str:
    day = next(row[0] for row in statements if row[1] == title)
    return (
        f'<Case guid="{guid("case", title)}" name={quoteattr(title)}><VariableValue>'
        f'<VariableRef targetGUID="{guid("Date")}"/><DateValue>{day}</DateValue></VariableValue>'
        f'<SourceRef targetGUID="{guid(title)}"/></Case>'
    )
