"""A small study that tests of coding may write to: two documents, one of them coded in part."""

import csv
import shutil
from pathlib import Path

import pytest

ACTORS = {
    *("kazakhstan", "russia", "central_asia", "putin", "tokayev", "kazakh_government"),
    *("gazprom", "gazprom_neft", "reuters", "sports_news_times", "united_kingdom"),
}
"""Who is named; of each one more every answer of the desk would take longer."""

KEPT = {
    "actors": ("actor_id", ACTORS),
    "layout": ("node", ACTORS),
    "documents": ("document_id", {"D000", "D005"}),
    "indicators": ("document_id", {"D005"}),
    "projects": ("document_id", {"D005"}),
    "routes": ("document_id", set()),
    "frame": ("document_id", set()),
    "frame_statements": ("document_id", set()),
    "statements": ("statement_id", {f"D000-{n:02d}" for n in range(1, 13)} | {"D005-01"}),
}


@pytest.fixture
def small(folder: Path) -> Path:
    """The folder of the small study."""
    shutil.rmtree(folder / "codings")
    for table, (field, ids) in KEPT.items():
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            lines = [line for line in reader if line[field] in ids]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, reader.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
    return folder


@pytest.fixture
def row() -> dict[str, str]:
    """A row of `D000` that can be added."""
    return {
        "document_id": "D000",
        "locator": "par 3",
        "date": "2024-11-27",
        "date_precision": "day",
        "speaker": "tokayev",
        "actor": "kazakhstan",
        "target": "russia",
        "sector": "oil",
        "relation": "agree",
        "stance": "1",
        "paraphrase_en": "Kazakhstan, says Tokayev, is to sell more oil.",
        "paraphrase_fr": "Le Kazakhstan, selon « Tokaïev », vendra plus de pétrole.",
        "coder": "c1",
        "act": "",
        "because": "",
    }
