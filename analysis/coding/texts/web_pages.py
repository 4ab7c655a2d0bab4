"""Pages of the web: the article without menus and advertisements, and the downloads of Factiva.

The article is found by trafilatura, which of five libraries tried kept all paragraphs of news in
three scripts and let the least of menus and comments through.
"""

import re
from pathlib import Path

from analysis.coding.texts.article import Article, as_date, extra, lines
from analysis.coding.texts.plain_text import unknown
from analysis.errors import InputError

LANGUAGE = re.compile(rb"<html[^>]*\blang=[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
FACTIVA = re.compile(rb"class=[\"'][^\"']*\b[a-z]{2}Article\b")
DECLARED = re.compile(r"^\s*<\?xml[^>]*>")
LABELS = {"HD": "title", "PD": "date", "SN": "publisher", "LA": "language"}
"""What Factiva calls things where it lists them by label."""
TEXT_LABELS = ("LP", "TD")
LONGEST_CODE = 5  # of a source, in capitals


def read_page(path: Path) -> list[Article]:
    """Return the article of a page, or the articles of a download of Factiva.

    Raises `InputError` for a page without an article.
    """
    raw = path.read_bytes()
    if FACTIVA.search(raw):
        return factiva(raw, path.name)
    extract = extra("trafilatura").bare_extraction
    found = extract(raw, include_comments=False, favor_precision=True, with_metadata=True)
    told = found.as_dict() if found else {}
    paragraphs = lines((told.get("text") or "").split("\n"))
    if not paragraphs:
        raise InputError(f"{path.name}: no article was found in it; expected a page with one")
    language = match[1].decode().lower() if (match := LANGUAGE.search(raw)) else ""
    site = told.get("sitename") or told.get("hostname") or ""
    title, date, url = (told.get(name) or "" for name in ("title", "date", "url"))
    return [Article(path.name, 0, title, date, site, url, language, paragraphs)]


def factiva(raw: bytes, name: str) -> list[Article]:
    """Return the articles of a download of Factiva, laid out as read or by labels."""
    text, _ = unknown(raw, name)
    tree = extra("lxml.html").fromstring(DECLARED.sub("", text))
    found = tree.xpath("//div[contains(@class, 'Article') and starts-with(@class, 'article ')]")
    articles = [_by_label(each) or _as_read(each) for each in found]
    return [
        each._replace(file=name, part=place if len(articles) > 1 else 0)
        for place, each in enumerate(articles, 1)
    ]


def _as_read(tree) -> Article:
    """Read an article whose head is lines: headline, author, words, date, hour, source, code."""
    language = tree.get("class").split()[1][:2].lower()
    head = [line for line in lines(each.text_content() for each in tree.xpath(".//div"))]
    title = " ".join(
        lines(each.text_content() for each in tree.xpath(".//*[contains(@class, 'Headline')]"))
    )
    paragraphs = [
        each.text_content() for each in tree.xpath(".//p[contains(@class, 'articleParagraph')]")
    ]
    at = next((place for place, line in enumerate(head) if as_date(line)), None)
    after = head[at + 1 :] if at is not None else []
    publisher = next((line for line in after if re.search(r"[^\W\d_]{2}", line)), "")
    date = as_date(head[at]) if at is not None else ""
    return Article("", 0, title, date, publisher, "", language, lines(paragraphs))


def _by_label(tree) -> Article | None:
    """Read an article whose head is a table of labels, such as HD and PD."""
    found: dict[str, list[str]] = {}
    for row in tree.xpath(".//tr[td]"):
        label = " ".join(row[0].text_content().split())
        if label.isupper() and len(label) <= LONGEST_CODE and len(row) > 1:
            parts = row[1].xpath(".//p") or [row[1]]
            found[label] = list(lines(each.text_content() for each in parts))
    if "HD" not in found:
        return None
    told = {field: " ".join(found.get(label, [])) for label, field in LABELS.items()}
    told["date"] = as_date(told["date"])
    told["language"] = tree.get("class").split()[1][:2].lower()
    body = tuple(line for label in TEXT_LABELS for line in found.get(label, []))
    return Article("", paragraphs=body, **told)
