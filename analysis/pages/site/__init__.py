"""A static site of the notebooks as stored, the figures and the codebook, built by Sphinx."""

import importlib.util
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.files.folders import making, put_folder
from analysis.places import how_to_install

if TYPE_CHECKING:
    from analysis.pages.edition import Edition

CONFIGURATION = Path(__file__).parent
MARK = "objects.inv"  # stands in every site, and tells it from a folder of other things
_PACKAGES = {"sphinx": "Sphinx", "myst_nb": "MyST-NB", "furo": "Furo"}
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


def build(output: Path, root: Path | None = None, *, study: str | Path | None = None) -> Path:
    """Build the site of the project in `root` into the folder `output`, and return its front page.

    Given a `study`, the site is of its figures and of the notebooks executed for it.
    `output` is made anew, and put in place whole: an earlier site stays until then, and goes then.
    Same sources, same bytes. Raises `InputError` when the extra `site` is not installed, when
    `output` holds anything but a site or cannot be written, and for every link of a source that
    leads nowhere.
    """
    require()
    output = output.resolve()
    if output.exists() and not (output / MARK).is_file() and any(output.iterdir()):
        raise InputError(f"output: {output} holds other things; expected a new folder, or a site")
    from analysis.pages.edition import edition

    with making(output) as folder:
        put_folder(_built(edition(root, study), folder), output)
    return output / "index.html"


def require() -> None:
    """Raise `InputError` with one line when a package that builds the site is not installed."""
    missing = [name for module, name in _PACKAGES.items() if not importlib.util.find_spec(module)]
    if missing:
        raise InputError(f"site: {', '.join(missing)} not installed; {how_to_install('site')}")


def _built(made: "Edition", folder: Path) -> Path:
    """Run Sphinx on the gathered sources; what it warns of is an error, told by file and line."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from analysis.pages.site.sources import gather

    source, files, built = folder / "source", folder / "files", folder / "built"
    gather(made, source, files)
    told, own = io.StringIO(), {"html_extra_path": [str(files)], **_names(made)}
    with patch_docutils(CONFIGURATION), docutils_namespace():
        Sphinx(
            source,
            CONFIGURATION,
            built,
            folder / "doctrees",
            "html",
            own,
            status=None,
            warning=told,
        ).build(force_all=True)
    if problems := _COLOURS.sub("", told.getvalue()).replace(f"{source}/", "").splitlines():
        raise InputError(problems)
    (built / ".buildinfo").unlink(missing_ok=True)
    return built


def _names(made: "Edition") -> dict[str, str]:
    """Return whose name stands on every page, where it is not the project's own study."""
    if made.own:
        return {}
    from analysis.pages import stored

    people = ", ".join(map(stored.person, made.citation["authors"]))
    people = people or f"the makers of {made.study.name}"
    title, version = made.citation["title"], made.citation.get("version", "")
    own = {"project": title, "html_title": title, "version": version, "release": version}
    return own | {"author": people, "copyright": people, "project_copyright": people}
