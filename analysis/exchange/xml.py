"""What GEXF and GraphML share: typed attributes, and XML that is the same each time."""

from xml.etree.ElementTree import Element, indent, tostring

from analysis.exchange.values import Record

TYPES = {bool: "boolean", int: "long", float: "double", str: "string", tuple: "string"}


def columns(records: list[Record], own: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the type of each attribute that a record has, but for those that are markup's own."""
    found = {name: type(value) for record in records for name, value in record.items()}
    return {name: TYPES[kind] for name, kind in found.items() if name not in own}


def serialized(root: Element) -> bytes:
    """Return an XML document in UTF-8."""
    indent(root)
    document = tostring(root, encoding="utf-8", xml_declaration=True)
    # ElementTree leaves this one as it is in the text of an element; a reader takes it for "\n".
    return document.replace(b"\r", b"&#13;") + b"\n"
