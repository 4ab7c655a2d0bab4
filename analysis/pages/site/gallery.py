"""The gallery: a small picture of each figure, its caption, and the way to each of its files."""

from collections.abc import Collection
from html import escape
from pathlib import Path
from urllib.parse import quote

import nbformat
from PIL import Image

from analysis.pages import stored
from analysis.publish.captions import markdown, one_line

SMALL = "thumbnails"  # the folder of the small pictures
WIDTH, QUALITY = 400, 50
"""Pixels, and WebP's measure: of 32 figures all are 270 kB, the pictures for print 9 MB."""


def thumbnails(figures: dict[str, dict], drawings: Path, folder: Path) -> set[str]:
    """Write a small picture of each figure that has a PNG, and return of which one could be read.

    A figure whose picture cannot be is shown as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {name for name in figures if _shrunk(drawings / f"{name}.png", folder / f"{name}.webp")}


def _shrunk(picture: Path, small: Path) -> bool:
    try:
        with Image.open(picture) as opened:
            shrunk = opened if opened.mode == "RGBA" else opened.convert("RGBA")
            shrunk.thumbnail((WIDTH, 4 * WIDTH), Image.Resampling.LANCZOS)
    except OSError:
        return False
    on_white = Image.alpha_composite(Image.new("RGBA", shrunk.size, "white"), shrunk)
    on_white.convert("RGB").save(small, "WEBP", quality=QUALITY, method=6)
    return True


def gallery(
    figures: dict[str, dict],
    books: dict[Path, nbformat.NotebookNode],
    licence: str = "",
    small: Collection[str] = (),
) -> str:
    """Return the gallery: each figure under the notebook that draws it, the others at the end.

    The `licence` is that of another study than the project's own; `small` are the figures of which
    there is a small picture.
    """
    told = licence or "Each may be taken as it is, under CC BY 4.0."
    parts = ["# Figures", f"{told} The network can be [explored](explore.md)."]
    for path, drawn in stored.drawn(books, figures).items():
        if drawn and path:
            title = stored.title(books[path])
            link = f"[{title}](notebooks/{quote(path.name)})"
            parts += [f"## {title}", f"Drawn and read in the notebook {link}."]
        elif drawn:
            parts.append("## Other figures")
        parts += [_entry(each, each["figure"] in small) for each in drawn.values()]
    return "\n\n".join(parts) + "\n"


def _entry(told: dict, small: bool) -> str:
    """Return a figure as HTML: picture, caption and a link to each of its files."""
    name, here = told["figure"], f"figures/{told['figure']}"
    files = " ".join(
        f'<a href="{here}.{end}" download>{stored.FORMATS[end]}</a>' for end in told["there"]
    )
    alt, caption = (escape(one_line(told[part])) for part in ("alt", "caption"))
    lines = [
        f'<figure class="atlas" id="figure-{name}">',
        _picture(here, told, alt, small),
        f"<figcaption><p>{caption}</p>",
        f'<p class="downloads">{files}</p></figcaption>',
        "</figure>",
    ]
    return "\n".join([f"### {markdown(told['title'])}", "", "```{raw} html", *lines, "```"])


def _picture(here: str, told: dict, alt: str, small: bool) -> str:
    """Return the picture, which leads to the PNG; the SVG's font may be missing where it is read.

    A figure for print alone, which no browser shows, is told by its alt text.
    """
    shown = next((f"{here}.{end}" for end in ("png", "svg") if end in told["there"]), None)
    if shown is None:
        return f"<p>{alt}</p>"
    source = f"{SMALL}/{told['figure']}.webp" if small else shown
    return f'<a href="{shown}"><img src="{source}" alt="{alt}" loading="lazy"></a>'
