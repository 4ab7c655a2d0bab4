"""Documents of Word, by mammoth, and the downloads of Nexis Uni, which are such documents."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from analysis.coding.texts.article import Article, as_date, beginning, extra, lines
from analysis.errors import InputError

OLD = b"\xd0\xcf\x11\xe0"
END = "End of Document"
BODY = ("Body", "Corps", "Textkörper", "Volltext")
AFTER = ("Load-Date:", "Graphic", "Classification", "Notes")
"""Lines with which the text of an article of Nexis ends."""
HEAD = 12
"""Within so many lines from the end of a list stands the date of an article."""


def read_word(path: Path) -> list[Article]:
    """Return the article of a document, or the articles of a download of Nexis Uni.

    Raises `InputError` for an old or protected document, and for what is none.
    """
    if beginning(path, 4) == OLD:
        raise InputError(
            f"{path.name}: is protected, or of Word before 2007; expected it saved as .docx "
            "without a password"
        )
    try:
        with ZipFile(path) as archive:
            archive.getinfo("word/document.xml")
        with path.open("rb") as file:
            html = extra("mammoth").convert_to_html(file, convert_image=_no_image()).value
    except (BadZipFile, KeyError):
        raise InputError(f"{path.name}: is no document of Word; expected .docx") from None
    found = blocks(html)
    if any(line.endswith(END) for line in found):
        return nexis(found, path.name)
    if not found:
        raise InputError(f"{path.name}: holds no text; expected a document with some")
    return [Article(path.name, paragraphs=found)]


def _no_image():
    return extra("mammoth").images.img_element(lambda image: {"src": ""})


def blocks(html: str) -> tuple[str, ...]:
    """Return the paragraphs, headings, items and cells of HTML in their order."""
    tree = extra("lxml.html").fromstring(f"<div>{html}</div>")
    parts = tree.xpath(".//p | .//li[not(p)] | .//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6")
    for each in tree.xpath(".//br"):
        each.tail = f" {each.tail or ''}"
    return lines(each.text_content() for each in parts)


def nexis(found: tuple[str, ...], name: str) -> list[Article]:
    """Return the articles of a download of Nexis Uni, of which each has an end of its own."""
    parts: list[list[str]] = [[]]
    for line in found:
        if line.endswith(END):
            parts.append([])
        else:
            parts[-1].append(line)
    articles = [_article(part) for part in parts if part]
    told = [each for each in articles if each.paragraphs]
    return [
        each._replace(file=name, part=place if len(told) > 1 else 0)
        for place, each in enumerate(told, 1)
    ]


def _article(part: list[str]) -> Article:
    """Read an article: title, source, date, copyright, lines with labels, body."""
    body = next((at for at, line in enumerate(part) if line in BODY), None)
    end = body if body is not None else len(part)
    dated = (at for at in range(end - 1, max(0, end - HEAD) - 1, -1) if as_date(part[at]))
    at = next(dated, None)
    if at is None or at < 2:
        return Article("", paragraphs=())
    start = body + 1 if body is not None else at + 1
    text = part[start:]
    stop = next((n for n, line in enumerate(text) if line.startswith(AFTER)), len(text))
    return Article(
        "", 0, part[at - 2], as_date(part[at]), part[at - 1], paragraphs=tuple(text[:stop])
    )
