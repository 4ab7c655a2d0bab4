"""A static site of the notebooks as stored, the figures and the codebook, built by Sphinx."""

import importlib.util
import io
import re
from pathlib import Path

from analysis.errors import InputError
from analysis.files.folders import making, put_folder
from analysis.places import ROOT

CONFIGURATION = Path(__file__).parent
MARK = "objects.inv"  # stands in every site, and tells it from a folder of other things
_PACKAGES = {"sphinx": "Sphinx", "myst_nb": "MyST-NB", "furo": "Furo"}
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


def build(output: Path, root: Path = ROOT) -> Path:
    """Build the site of the project in `root` into the folder `output`, and return its front page.

    `output` is made anew, and put in place whole: an earlier site stays until then, and goes then.
    Same sources, same bytes. Raises `InputError` when the extra `site` is not installed, when
    `output` holds anything but a site or cannot be written, and for every link of a source that
    leads nowhere.
    """
    require()
    output = output.resolve()
    if output.exists() and not (output / MARK).is_file() and any(output.iterdir()):
        raise InputError(f"output: {output} holds other things; expected a new folder, or a site")
    with making(output) as folder:
        put_folder(_built(root, folder), output)
    return output / "index.html"


def require() -> None:
    """Raise `InputError` with one line when a package that builds the site is not installed."""
    missing = [name for module, name in _PACKAGES.items() if not importlib.util.find_spec(module)]
    if missing:
        raise InputError(
            f"site: {', '.join(missing)} not installed; python -m pip install --editable '.[site]'"
        )


def _built(root: Path, folder: Path) -> Path:
    """Run Sphinx on the gathered sources; what it warns of is an error, told by file and line."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from analysis.pages.site.sources import gather

    source, files, built = folder / "source", folder / "files", folder / "built"
    gather(root, source, files)
    told, own = io.StringIO(), {"html_extra_path": [str(files)]}
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
