"""What GEXF and GraphML share: typed attributes, and XML that is the same each time.

NetworkX writes both formats, but not the whole of what is asked here: it has no way for lists,
calls an integer of any size `long`, numbers GraphML's keys `d0`, `d1` and on, some of which Gephi
takes for labels, keeps the order in which a graph was made, and puts the day into GEXF. Its readers
read in the tests what is written here.
"""

from xml.etree.ElementTree import Element, indent, tostring

from analysis.exchange.values import Record

TYPES = {bool: "boolean", int: "long", float: "double", str: "string", tuple: "string"}

LONG = 2**63 - 1
"""The greatest whole number that a `long` holds."""


def columns(records: list[Record], own: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the type of each attribute that a record has, but for those that are markup's own."""
    found = {name: type(value) for record in records for name, value in record.items()}
    types = {name: TYPES[kind] for name, kind in found.items() if name not in own}
    if types.get("weight") == "long" and _great(records):
        types["weight"] = "double"
    return types


def _great(records: list[Record]) -> bool:
    return any(abs(record.get("weight", 0)) > LONG for record in records)


def serialized(root: Element) -> bytes:
    """Return an XML document in UTF-8."""
    indent(root)
    document = tostring(root, encoding="utf-8", xml_declaration=True)
    # ElementTree leaves this one as it is in the text of an element; a reader takes it for "\n".
    return document.replace(b"\r", b"&#13;") + b"\n"
