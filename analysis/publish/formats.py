"""Renders a figure as the bytes of a file, and reads such a file back to see that it is right.

The same figure gives the same bytes each time, in every format.
"""

import re
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.style
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis.publish.scripts import embedding, isolated
from analysis.publish.words import Words

STYLE = Path(__file__).parent / "atlas.mplstyle"
POINT = 25.4 / 72  # mm
_OTHER = (
    "; expected fonts with TrueType outlines, such as those of the Debian package "
    "fonts-wqy-microhei, in a folder named in ATLAS_FONTS"
)


def render(figure: Figure, ending: str, words: Words) -> bytes:
    """Return a figure as the bytes of a PDF, SVG or PNG file with title and alt text inside."""
    metadata = {
        "pdf": {"Title": words.title, "Subject": words.alt, "CreationDate": None},
        "svg": {"Title": words.title, "Date": None},
        "png": {"Title": words.title, "Description": words.alt, "Software": None},
    }[ending]
    buffer = BytesIO()
    with matplotlib.style.context([STYLE, embedding(figure)]):
        figure.savefig(buffer, format=ending, metadata=metadata)
    if ending != "svg":
        return buffer.getvalue()
    return _accessible(isolated(buffer.getvalue().decode()).encode(), words)


def render_all(figure: Figure, endings: list[str], words: Words, dpi: int) -> dict[str, bytes]:
    """Return a figure as the bytes of each format, by its ending.

    PNG and TIFF hold the same RGB pixels without alpha; TIFF is compressed by LZW. EPS knows no
    transparency: what shines through elsewhere is opaque there.
    """
    rendered = {
        ending: render(figure, ending, words) for ending in endings if ending in ("pdf", "svg")
    }
    if {"png", "tiff"} & set(endings):
        pixels = _pixels(figure, dpi)
        rendered |= {
            ending: _image(pixels, ending, words, dpi)
            for ending in endings
            if ending in ("png", "tiff")
        }
    if "eps" in endings:
        rendered["eps"] = _eps(figure)
    return {ending: rendered[ending] for ending in endings}


def unprintable(figure: Figure, name: str, endings: list[str]) -> list[str]:
    """Return a line where a font of the figure is none that printers take."""
    if not embedding(figure) or {"pdf", "eps"}.isdisjoint(endings):
        return []
    return [f"figure {name!r}: holds a font with outlines of PostScript, not TrueType{_OTHER}"]


def check_file(
    path: Path, width: float, height: float, dpi: int, *, printed: bool = True
) -> list[str]:
    """Return a line for each thing in which a file is not as promised.

    These are width and height in mm (to a hundredth, or a pixel), the resolution, that fonts are
    embedded, as TrueType where the file is to be `printed`, and that pixels are RGB without alpha.
    """
    ending = path.suffix[1:]
    if ending in ("png", "tiff"):
        problems = _check_image(path, width, height, dpi)
    else:
        read_pdf = partial(_read_pdf, printed=printed)
        read = {"pdf": read_pdf, "svg": _read_svg, "eps": _read_eps}[ending]
        size, problems = read(path.read_bytes())
        if max(abs(size[0] - width), abs(size[1] - height)) > 0.01:
            problems.append(
                f"is {size[0]:.2f} by {size[1]:.2f} mm, not {width:.2f} by {height:.2f} mm"
            )
    return [f"{path.name}: {problem}" for problem in problems]


def _accessible(svg: bytes, words: Words) -> bytes:
    """Give an SVG the role of an image, a title and a description, for who cannot see it."""
    head, tail = svg.split(b"<svg ", 1)
    attributes, body = tail.split(b">", 1)
    told = f"<title>{escape(words.title)}</title><desc>{escape(words.alt)}</desc>"
    role = f'role="img" lang="{words.language}" '
    return head + b"<svg " + role.encode() + attributes + b">\n " + told.encode() + body


def _pixels(figure: Figure, dpi: int) -> Image.Image:
    """Draw a figure once as RGB pixels, on white where it is transparent."""
    before = figure.dpi
    canvas = FigureCanvasAgg(figure)
    try:
        figure.dpi = dpi
        with matplotlib.style.context(STYLE):
            canvas.draw()
        drawn = np.array(canvas.buffer_rgba())
    finally:
        figure.dpi = before
    if (drawn[..., 3] == 255).all():  # as a figure on white is
        return Image.fromarray(np.ascontiguousarray(drawn[..., :3]))
    shining = Image.fromarray(drawn)
    return Image.alpha_composite(Image.new("RGBA", shining.size, "white"), shining).convert("RGB")


def _image(pixels: Image.Image, ending: str, words: Words, dpi: int) -> bytes:
    buffer = BytesIO()
    if ending == "tiff":
        pixels.save(buffer, format="tiff", compression="tiff_lzw", dpi=(dpi, dpi))
    else:
        told = PngInfo()
        told.add_text("Title", words.title)
        told.add_text("Description", words.alt)
        pixels.save(buffer, format="png", pnginfo=told, dpi=(dpi, dpi))
    return buffer.getvalue()


def _eps(figure: Figure) -> bytes:
    """Return the bytes of an EPS without the day and the program that wrote it."""
    buffer = BytesIO()
    with matplotlib.style.context([STYLE, embedding(figure)]):
        figure.savefig(buffer, format="eps")
    return re.sub(rb"%%(Creator|CreationDate):.*\n", b"", buffer.getvalue(), count=2)


def _read_pdf(content: bytes, printed: bool) -> tuple[tuple[float, float], list[str]]:
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", content)
    fonts = re.findall(rb"/Subtype /(Type\d\w*|TrueType|CIDFontType\d\w*)", content)
    drawn = 0 if printed else content.count(b"/Subtype /Type3")  # its letters are in the page
    allowed = {"Type0", "TrueType", "CIDFontType2"} | ({"Type3"} if drawn else set())
    wrong = {font.decode() for font in fonts} - allowed
    problems = [f"holds a font of {each}, not TrueType{_OTHER}" for each in sorted(wrong)]
    described = len(re.findall(rb"/Type /FontDescriptor", content))
    files = content.count(b"/FontFile2 ")
    if not described or not files <= described <= files + drawn:
        problems.append("holds a font that is not embedded, or none")
    return _millimetres(box and box.groups()), problems


def _read_svg(content: bytes) -> tuple[tuple[float, float], list[str]]:
    root = ElementTree.fromstring(content)
    size = [re.fullmatch(r"([\d.]+)pt", root.get(side, "")) for side in ("width", "height")]
    there = {element.tag.rpartition("}")[2] for element in root.iter()}
    missing = sorted({"title", "desc", "text"} - there)
    return (
        _millimetres([each[1] for each in size] if all(size) else None),
        [f"holds no <{each}>" for each in missing],
    )


def _read_eps(content: bytes) -> tuple[tuple[float, float], list[str]]:
    box = re.search(rb"%%HiResBoundingBox: 0\.0+ 0\.0+ ([\d.]+) ([\d.]+)", content)
    kinds = set(re.findall(rb"/FontType (\d+) def", content))
    problems = [] if kinds == {b"42"} else ["holds a font that is not TrueType, or none"]
    return _millimetres(box and box.groups()), problems


def _check_image(path: Path, width: float, height: float, dpi: int) -> list[str]:
    problems = []
    with Image.open(path) as image:
        wanted = [side / 25.4 * dpi for side in (width, height)]
        if any(abs(side - want) > 1 for side, want in zip(image.size, wanted, strict=True)):
            problems.append(
                f"is {image.size[0]} by {image.size[1]} pixels, not {wanted[0]:.0f} "
                f"by {wanted[1]:.0f}"
            )
        if any(abs(float(each) - dpi) > 0.1 for each in image.info.get("dpi", (0, 0))):
            problems.append(f"tells a resolution of {image.info.get('dpi')}, not {dpi} dpi")
        if image.mode != "RGB" or "transparency" in image.info:
            problems.append(f"holds {image.mode} pixels, not RGB without alpha")
        if path.suffix == ".tiff" and image.info.get("compression") != "tiff_lzw":
            problems.append(f"is compressed by {image.info.get('compression')}, not LZW")
        if getattr(image, "n_frames", 1) != 1:
            problems.append(f"holds {image.n_frames} pages, not one")
    return problems


def _millimetres(points: object) -> tuple[float, float]:
    """Return a size given in points, in mm; nothing is no size."""
    width, height = points or (0, 0)
    return float(width) * POINT, float(height) * POINT
