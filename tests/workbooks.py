"""Workbooks as people have them, made cell by cell."""

import re
import zipfile

import openpyxl


def workbook(folder, rows, name="codings.xlsx", formats=None):
    """Write rows to a workbook, with number formats by the address of a cell."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for address, code in (formats or {}).items():
        book.active[address].number_format = code
    book.save(folder / name)
    return folder / name


def edited(path, changes, part="xl/worksheets/sheet1.xml"):
    """Change the XML of a workbook's part: each pattern once or more."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    for pattern, replacement in changes.items():
        text, count = re.subn(pattern, replacement, text)
        assert count, f"{pattern} is not in {part}: {text[:2000]}"
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
