"""A reader of UCINET DL, written from the help of UCINET (DL LANGUAGE) and not from our writer.

Tokens stand between spaces, line ends, commas and equal signs, or between quotation marks.
"""

import re

import pandas as pd


def read_dl(text: str) -> dict[str, pd.DataFrame]:
    tokens = [word or quoted for quoted, word in re.findall(r'"([^"]*)"|([^\s,="]+)', text)]
    assert tokens.pop(0).lower() == "dl"
    size, labels = {"nm": 1}, {}
    while (word := tokens.pop(0).lower()) != "data:":
        if word == "format":
            assert tokens.pop(0).lower() == "fullmatrix"
        elif word in ("n", "nr", "nc", "nm"):
            size[word] = int(tokens.pop(0))
        else:
            kind = "n" if word == "labels:" else {"row": "nr", "column": "nc", "matrix": "nm"}[word]
            assert word == "labels:" or tokens.pop(0).lower() == "labels:"
            labels[kind] = [tokens.pop(0) for _ in range(size[kind])]
    rows, columns = ("n", "n") if "n" in size else ("nr", "nc")
    values = iter(map(float, tokens))
    found = {}
    for name in labels.get("nm", [""]):
        x = [[next(values) for _ in range(size[columns])] for _ in range(size[rows])]
        found[name] = pd.DataFrame(x, labels[rows], labels[columns], dtype=float)
    assert next(values, None) is None
    return found
