"""What a site or a report is made of: a study, its executed notebooks and figures, its words.

The project's own study is told by README, citation file and codebook of the project, any other by
its data package and the codebook in its folder.
"""

import re
from pathlib import Path
from typing import NamedTuple

from analysis import __version__
from analysis.errors import InputError
from analysis.pages import stored
from analysis.places import DATA, figures_of, find_study, project, study_name
from analysis.publish.captions import markdown
from analysis.study.load import Study, load_study
from analysis.study.new import codebook as generated
from analysis.study.resources import MODEL

_SAID = "\n## What the study says"
"""With this begins what is no prompt in the codebook of a new study."""

CODEBOOK, README = "data/README.md", "README.md"
OWN = ("CITATION.cff", CODEBOOK, README)
"""What a project has that tells its own study."""


class Edition(NamedTuple):
    """The parts; `places` are the folders from which links of README and codebook are seen."""

    study: Study
    books: stored.Books
    figures: dict[str, dict]
    drawings: Path
    readme: str
    citation: dict
    codebook: str
    places: dict[str, Path]
    own: bool


def edition(root: Path | None = None, study: str | Path | None = None) -> Edition:
    """Return what is to be set of a study or, without one, of the project in `root`.

    Raises `InputError` when a figure or notebook is missing, or is of another study.
    """
    if study is None:
        return _of_project(root or project())
    folder, drawings = find_study(study), figures_of(study)
    if drawings == project() / "figures" and all((project() / name).is_file() for name in OWN):
        return _of_project(project())
    return _of_study(load_study(folder), drawings)


def _of_project(root: Path) -> Edition:
    books, figures = stored.read(root)
    return Edition(
        study=load_study(find_study(root / "data" / stored.study(figures))),
        books=books,
        figures=figures,
        drawings=root / "figures",
        readme=_text(root / README),
        citation=stored.citation(root),
        codebook=_text(root / CODEBOOK),
        places={README: root, CODEBOOK: root / "data"},
        own=True,
    )


def _text(path: Path) -> str:
    if not path.is_file():
        raise InputError(f"{path}: no such file; expected it beside the figures, or name a study")
    return stored.text(path)


def _of_study(study: Study, drawings: Path) -> Edition:
    hint = f"none there; atlas run -p study {study_name(study.folder)} makes them"
    books, figures = stored.read_folders(drawings, drawings / "notebooks", hint)
    if (drawn := stored.study(figures)) != study.name:
        raise InputError(f"{drawings}: figures of {drawn}; expected those of {study.name}")
    codebook, place = _codebook(study)
    return Edition(
        study=study,
        books=books,
        figures=figures,
        drawings=drawings,
        readme=_readme(study),
        citation=_citation(study),
        codebook=codebook,
        places={README: study.folder, CODEBOOK: place},
        own=False,
    )


def _codebook(study: Study) -> tuple[str, Path]:
    """Return the codebook of a study and its folder: its own, the package's, or its fields."""
    paths = [study.folder / README] + [DATA / README] * (study.folder.parent == DATA)
    for path in paths:
        if path.is_file() and (text := stored.text(path).strip()):
            titled = text.startswith("# ")  # a page must have one
            text = without_prompts(text)
            return text if titled else f"# Codebook\n\n{text}", path.parent
    made = generated(study.package | {"title": markdown(study.title)})
    return without_prompts(made), study.folder


def without_prompts(codebook: str) -> str:
    """Return a codebook without what it came with and nobody has filled in.

    >>> without_prompts("# A\\n\\n## Who coded\\n\\nIda.\\n")
    '# A\\n\\n## Who coded\\n\\nIda.\\n'
    """
    prompts = (MODEL / "codebook.md").read_text(encoding="utf-8").split(_SAID)[0]
    for section in re.split(r"\n(?=## )", prompts):
        codebook = codebook.replace(section.strip() + "\n", "", 1)
    return re.sub(r"\n{3,}", "\n\n", codebook)


def licence_of(study: Study) -> str:
    """Return the licences that a data package names, as Markdown, or that it names none."""
    told = [
        str(each.get("title") or each.get("name") or each.get("path"))
        for each in study.package.get("licenses", [])
        if isinstance(each, dict)
    ]
    none = "The study names no licence: ask its makers before taking anything."
    return f"Data and figures: {markdown(', '.join(told))}." if told else none


def _readme(study: Study) -> str:
    about = markdown(str(study.package.get("description") or ""))
    return f"# {markdown(study.title)}\n\n{about}\n\n## Cite\n\n{licence_of(study)}\n"


def _citation(study: Study) -> dict:
    """Return of a data package what a citation file has."""
    package = study.package
    people = [
        {"name": str(each["title"])}
        for each in package.get("contributors", [])
        if isinstance(each, dict) and each.get("title")
    ]
    silent = "" if people else " Its data package names no contributors."
    parts = {
        "title": study.title,
        "authors": people,
        "message": f"Cite the study, and Bilateral Atlas {__version__} for the figures.{silent}",
        "date-released": str(package.get("created") or ""),
        "version": str(package.get("version") or ""),
        "keywords": package.get("keywords", []),
        "url": package.get("homepage"),
        "kind": "misc",
        "key": study.name.replace("-", "_"),
    }
    return {name: part for name, part in parts.items() if part or name == "authors"}
