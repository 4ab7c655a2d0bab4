"""PDF that holds text, by PDFium, which keeps columns and directions of writing in order."""

import re
from pathlib import Path

from analysis.coding.texts.article import Article, beginning, extra, lines
from analysis.errors import InputError

HYPHEN = re.compile("[\u00ad\ufffe\u0002](?:\r?\n)?|(?<=[^\\W\\d_])-\r?\n(?=[^\\W\\d_])")
"""What parts a word at the end of a line."""
ENDS = (".", "!", "?", "…", "»", "”", ":", "。", "؟", "।")
SHORT = 0.75
"""A line that ends a sentence and is shorter than this part of the longest ends a paragraph."""


def read_pdf(path: Path) -> list[Article]:
    """Return the article of a PDF.

    Raises `InputError` for one that is scanned, protected, or none.
    """
    pdfium = extra("pypdfium2")
    if b"%PDF" not in beginning(path, 1024):
        raise InputError(f"{path.name}: is no PDF; expected one")
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        protected = "password" in str(error).lower()
        wrong = "is protected by a password" if protected else "is a damaged PDF"
        raise InputError(f"{path.name}: {wrong}; expected one that opens") from None
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        title = document.get_metadata_value("Title") or ""
    finally:
        document.close()
    text = tuple(line for page in pages for line in joined(page))
    if not text:
        raise InputError(
            f"{path.name}: holds no text, only pictures of pages; expected it run through "
            "recognition of letters (OCR)"
        )
    return [Article(path.name, title=title, paragraphs=text)]


def joined(page: str) -> tuple[str, ...]:
    """Return the paragraphs of a page, whose lines are joined and whose words are whole.

    >>> joined("The two sides agreed on coop-\\nera\\u00adtion.\\n\\nTwo.")
    ('The two sides agreed on cooperation.', 'Two.')
    """
    page = HYPHEN.sub("", page.replace("\r\n", "\n"))
    found = page.split("\n")
    longest = max(map(len, found), default=0)
    blocks: list[list[str]] = [[]]
    for line in found:
        blocks[-1].append(line)
        ended = line.rstrip().endswith(ENDS) and len(line) < SHORT * longest
        if ended or not line.strip():
            blocks.append([])
    return lines(" ".join(block) for block in blocks)
