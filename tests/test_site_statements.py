"""Each statement stands on a page of the site, where its search finds it."""

import re
from collections import defaultdict
from dataclasses import replace

from analysis.explorer.record import record
from analysis.pages.site.statements import statement_pages
from analysis.publish.captions import markdown


def test_every_statement_stands_once_on_the_page_of_its_year(study):
    pages = statement_pages(study)
    years = {f"statements/{year}.md" for year in study.statements["date"].dt.year.unique()}
    assert set(pages) == years | {"statements.md"}
    whole = "\n".join(pages[name] for name in sorted(years))
    lines = defaultdict(list)
    for line in re.findall(r"^- .*$", whole, re.MULTILINE):
        for name in set(re.findall(r"(?<=\W)[\w-]+(?=[;)])", line)):
            lines[name].append(line)
    for key, told in record(study, "en").items():
        [line] = lines[key]
        assert markdown(told["told"]) in line
        assert line in pages[f"statements/{told['day'][:4]}.md"]
    assert sum(map(int, re.findall(r"\((\d+)\)$", pages["statements.md"], re.MULTILINE))) == len(
        study.statements
    )


def test_markup_in_a_statement_or_an_address_is_text(study):
    said = study.statements.head(1).assign(paraphrase_en="<b>*x*</b> [a](b)")
    documents = study.documents.assign(url="https://a.org/x) <script>\\", title="# <i>T</i>")
    pages = statement_pages(replace(study, statements=said, documents=documents))
    [name] = set(pages) - {"statements.md"}
    assert "\\<b\\>\\*x\\*\\</b\\> \\[a\\](b)" in pages[name]
    assert "[source](<https://a.org/x)%20%3Cscript%3E%5C>)" in pages[name]
    assert "<script>" not in pages[name] and "<i>" not in pages[name]


def test_statements_of_which_little_is_told_have_a_page(study):
    said = study.statements.head(2)[["statement_id", "actor", "sector"]]
    pages = statement_pages(replace(study, statements=said))
    assert set(pages) == {"statements.md", "statements/undated.md"}
    assert pages["statements/undated.md"].startswith("# Statements without a date")


def test_names_from_right_to_left_turn_nothing_beside_them(study):
    told = "يؤيد في الغاز."
    said = study.statements.head(1).assign(paraphrase_en=told)
    documents = study.documents.assign(publisher="جريدة", title="Note 3")
    pages = statement_pages(replace(study, statements=said, documents=documents))
    [name] = set(pages) - {"statements.md"}
    assert f"- \N{FIRST STRONG ISOLATE}{told}\N{POP DIRECTIONAL ISOLATE} *" in pages[name]
    assert "## \N{FIRST STRONG ISOLATE}جريدة\N{POP DIRECTIONAL ISOLATE}: Note 3" in pages[name]
