"""Writes a study as a folder: its data package, a codebook, and its tables in their one form."""

import hashlib
import json
import os
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import InputError, problem
from analysis.files import write_together
from analysis.files.folders import making, put_folder
from analysis.places import PACKAGE_FILE
from analysis.study.load import IN_FILE_ORDER, TABLES, Study
from analysis.study.new import codebook
from analysis.study.resources import by_name, field_names, keys, model_package
from analysis.study.seal import without_seal

CODEBOOK = "README.md"


def write_study(study: Study, folder: str | Path) -> Path:
    """Write a study into a new folder, and return it.

    It holds the data package, a codebook of its fields and the tables that the package declares, as
    CSV sorted by id. Of a study made from a file the package remembers the file, by its way from
    the folder, and what was written, so that a refresh can tell what was edited since. Raises
    `InputError` where the folder is there already or cannot be written.
    """
    folder = Path(folder)
    if os.path.lexists(folder):
        expected = "expected a new folder"
        raise InputError(problem(str(folder), wrong="is there already", expectation=expected))
    files = study_files(study, folder)
    with making(folder) as beside:
        write_together(beside, files)
        put_folder(beside, folder)
    return folder


def study_files(study: Study, folder: Path) -> dict[str, str]:
    """Return the files of a study's folder, by their names."""
    package = deepcopy(study.package)
    package["resources"] = [without_seal(resource) for resource in package["resources"]]
    texts = {resource["path"]: _text(study, resource) for resource in package["resources"]}
    if "origin" in package:
        package["origin"] |= {"tables": written_tables(package, texts)}
        _seen_from(folder, package["origin"])
    return {PACKAGE_FILE: package_text(package), CODEBOOK: codebook(package), **texts}


def _text(study: Study, resource: Mapping[str, Any]) -> str:
    """Return the text of a table; one that no function reads is taken over as it is."""
    if resource["name"] in TABLES or study.folder is None:
        return table_text(getattr(study, resource["name"]), resource)
    return (study.folder / resource["path"]).read_text(encoding="utf-8")


def package_text(package: Mapping[str, Any]) -> str:
    """Return a data package as the file has it."""
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def with_table(package: Mapping[str, Any], name: str) -> tuple[str, str]:
    """Return the path of a table, and the package as it is to be written, empty where it has it.

    A table that is not declared is declared as the model has it.
    """
    declared = by_name(dict(package))
    if name in declared:
        return declared[name]["path"], ""
    resource = by_name(model_package())[name]
    return resource["path"], package_text({**package, "resources": [*declared.values(), resource]})


def written_tables(package: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, dict]:
    """Return what is remembered of tables: their fields, and the SHA-256 of their text."""
    return {
        resource["name"]: {
            "fields": field_names(resource),
            "sha256": digest(texts[resource["path"]]),
        }
        for resource in package["resources"]
    }


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def table_text(table: pd.DataFrame, resource: Mapping[str, Any]) -> str:
    """Return a table as CSV, the rows in the order of their keys; what is missing is empty."""
    names = field_names(resource)
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    key = [name for name in keys(resource["schema"].get("primaryKey", [])) if name in names]
    if resource["name"] not in IN_FILE_ORDER and key:
        table = table.sort_values(key, kind="stable")
    cells = pd.DataFrame({name: _written(table[name], kinds[name]) for name in names})
    return cells.to_csv(index=False, lineterminator="\n")


def _written(column: pd.Series, kind: str) -> pd.Series:
    if kind == "date":
        return column.dt.strftime("%Y-%m-%d")
    if kind not in ("integer", "number"):
        return column
    codes, values = pd.factorize(column)
    texts = [np.format_float_positional(float(value), trim="-") for value in values]
    taken = pd.api.extensions.take(pd.array(texts, dtype="str"), codes, allow_fill=True)
    return pd.Series(taken, column.index)


def _seen_from(folder: Path, origin: dict[str, Any]) -> None:
    """Give a file by its way from the folder, so that both can move together."""
    if "file" not in origin or not os.path.isabs(origin["file"]):
        return
    try:
        way = os.path.relpath(origin["file"], folder.resolve())
    except ValueError:  # another drive
        return
    origin["file"] = Path(way).as_posix()
