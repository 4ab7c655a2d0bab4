"""Where a figure may go, and what is asked of it there: sizes, text, resolution, formats, colours.

Publishers change these: check before submitting. `sources` names the pages whose rules they are, as
they stood in November 2026; those of Science, Elsevier and the W3C were taken as others quote them.
"""

from typing import NamedTuple

from analysis.errors import Problem, check_choice, is_choice, one_of, problem

FORMATS = ("pdf", "svg", "png", "tiff", "eps")


class Target(NamedTuple):
    """What is asked of a figure; None where nothing was found that asks for it."""

    name: str
    widths: tuple[float, ...]  # mm, from single to double column
    between: bool  # any width from the first to the last will do
    height: float | None  # mm, at most
    least: float  # pt, of text
    most: float | None  # pt, of text
    text: float  # pt, in which our charts are drawn for it
    dpi: int  # of what we write as pixels, within what is asked
    takes: tuple[str, ...]  # formats, the best first
    colours: str
    sources: tuple[str, ...]


TARGETS = {
    target.name: target
    for target in (
        Target(
            "nature",
            (89, 183),
            False,
            170,
            5,
            7,
            7,
            450,
            ("pdf", "eps", "tiff"),
            "RGB",
            (
                "https://research-figure-guide.nature.com/figures/building-and-exporting-figure-panels",
                "https://research-figure-guide.nature.com/figures/preparing-figures-our-specifications",
            ),
        ),
        # No greatest height or text size is given.
        Target(
            "science",
            (57, 121, 184),
            False,
            None,
            5,
            None,
            7,
            600,
            ("pdf", "eps", "tiff"),
            "RGB",
            (
                "https://www.science.org/content/page/instructions-preparing-revised-manuscript",
                "http://www.sciencemag.org/site/feature/contribinfo/prep/prep_revfigs.xhtml",
            ),
        ),
        Target(
            "plos",
            (66.8, 190.5),
            True,
            222.3,
            8,
            12,
            8,
            600,
            ("tiff", "eps"),
            "RGB",
            ("https://journals.plos.org/plosmedicine/s/figures",),
        ),
        # 500 dpi is asked of lines and tints together, 1000 of black lines alone.
        Target(
            "elsevier",
            (90, 140, 190),
            False,
            240,
            7,
            None,
            8,
            500,
            ("pdf", "eps", "tiff"),
            "RGB",
            (
                "https://www.elsevier.com/about/policies-and-standards/author/"
                "artwork-and-media-instructions/artwork-sizing",
                "https://rdrr.io/cran/lehuynh/man/ggsave_elsevier.html",
            ),
        ),
        # A wide slide of 13.333 by 7.5 inches; 288 dpi make it 3840 pixels wide.
        Target(
            "slide",
            (338.7,),
            False,
            190.5,
            18,
            None,
            18,
            288,
            ("svg", "png", "pdf"),
            "RGB",
            (
                "https://docs.devexpress.com/OfficeFileAPI/DevExpress.Docs.Presentation.SlideSize.Default",
                "https://www.diversity.pitt.edu/disability-resources-services/digital-accessibility/"
                "digital-accessibility-accessible-content-2",
            ),
        ),
        # Our own choice: the printed width, two dots to the pixel of a page (1/96 inch).
        Target(
            "web",
            (183,),
            False,
            None,
            8,
            None,
            8,
            192,
            ("svg", "png"),
            "RGB",
            ("https://www.w3.org/TR/css-values-3/#absolute-lengths",),
        ),
    )
}


def find_target(name: str) -> Target:
    """Return the target of that name, or raise `InputError`.

    >>> find_target("nature").widths
    (89, 183)
    """
    return TARGETS[check_choice("target", name, TARGETS)]


def check_size(target: Target, width: float, height: float) -> list[str]:
    """Return a line for the width and one for the height, in mm, that the target does not take.

    >>> check_size(find_target("nature"), 120, 200)[1]
    'height: 200.0 mm; nature takes at most 170 mm: plot fewer rows'
    """
    problems = []
    if not fits(target, width):
        problems.append(f"width: {width:.1f} mm; {target.name} takes {_widths(target)}")
    if target.height is not None and height > target.height + 0.01:
        problems.append(
            f"height: {height:.1f} mm; {target.name} takes at most "
            f"{target.height:g} mm: plot fewer rows"
        )
    return problems


def fits(target: Target, width: float) -> bool:
    """Say whether the target takes a figure of this width in mm, to a hundredth."""
    if target.between:
        return target.widths[0] - 0.01 <= width <= target.widths[-1] + 0.01
    return any(abs(width - each) <= 0.01 for each in target.widths)


def check_formats(target: Target, formats: list[str]) -> list[Problem]:
    """Return a line for each format that nobody knows or the target does not take."""
    unknown = [
        problem("", None, "formats", each, one_of(each, FORMATS))
        for each in formats
        if not is_choice(each, FORMATS)
    ]
    refused = [
        problem("", None, "formats", each, f"{target.name} takes {', '.join(target.takes)}")
        for each in formats
        if is_choice(each, FORMATS) and each not in target.takes
    ]
    return unknown + refused


def _widths(target: Target) -> str:
    shown = [f"{width:g}" for width in target.widths]
    return f"{shown[0]} to {shown[-1]} mm" if target.between else f"{' or '.join(shown)} mm"
