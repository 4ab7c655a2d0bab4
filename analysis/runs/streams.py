"""What a cell prints, gathered in time and space that grow with its length and no faster.

nbclient, asked to join streams, copies all there is for each piece that comes, and looks for
carriage returns from every letter of a line: a line of a million letters would take hours.
"""

import re
from itertools import pairwise

from nbformat import NotebookNode

TEMPORARY_FILE = re.compile(r"(?<!\S)\S*ipykernel_\d+[/\\]\d+\.py")  # in warnings


def fold(outputs: list[NotebookNode]) -> None:
    """Add the last output to the one before it, where both are of one stream, as a further part."""
    last = outputs[-1]
    before = outputs[-2] if len(outputs) > 1 else last
    if before is not last and before.get("name") == last.name and _is_stream(before):
        before.text.append(last.text)
        outputs.pop()
    else:
        last.text = [last.text]


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return outputs with one text a stream, where its first part stood, as a terminal shows it.

    The order in which the two streams come is chance, so stdout stands before stderr.
    """
    parts: dict[str, list[str]] = {}
    first: dict[str, NotebookNode] = {}
    kept = []
    for output in outputs:
        if not _is_stream(output):
            kept.append(output)
            continue
        if output.name not in first:
            first[output.name] = output
            kept.append(output)
        parts.setdefault(output.name, []).extend(_parts(output))
    for name, output in first.items():
        output.text = TEMPORARY_FILE.sub("<cell>", _shown("".join(parts[name])))
    return _in_order(kept)


def _is_stream(output: NotebookNode) -> bool:
    return output.output_type == "stream"


def _parts(output: NotebookNode) -> list[str]:
    return output.text if isinstance(output.text, list) else [output.text]


def _shown(text: str) -> str:
    """Take out what carriage returns have overwritten."""
    if "\r" not in text:
        return text
    return "\n".join(line[line.rfind("\r", 0, -1) + 1 :] for line in text.split("\n"))


def _in_order(outputs: list[NotebookNode]) -> list[NotebookNode]:
    for place, (one, other) in enumerate(pairwise(outputs)):
        if (one.get("name"), other.get("name")) == ("stderr", "stdout"):
            outputs[place : place + 2] = [other, one]
    return outputs
