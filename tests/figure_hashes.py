"""The hash of every figure in every language, of the environment in `uv.lock`.

A hash changes only in a commit that names the figure and the reason. After such a change
`python tests/figure_hashes.py` writes the table anew.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

TABLE = Path(__file__).with_suffix(".csv")
FORMATS = ("csv", "pdf", "png", "svg")
LANGUAGES = ("en", "fr", "ru", "kk")


def drawn(folder: Path) -> pd.DataFrame:
    """Draw all figures in each language below a folder, and return their hashes."""
    grid = folder / "languages.yaml"
    grid.write_text(f"language: [{', '.join(LANGUAGES)}]\n")
    words = ["run", "--grid", str(grid), "--output", str(folder)]
    subprocess.run([sys.executable, "-m", "analysis", *words], check=True, capture_output=True)
    return pd.concat(hashes(folder / language) for language in LANGUAGES)


def hashes(folder: Path) -> pd.DataFrame:
    """Return the SHA-256 of each file of a figure in the folder of a language."""
    paths = sorted(path for path in folder.iterdir() if path.suffix[1:] in FORMATS)
    rows = [
        (path.stem, folder.name, path.suffix[1:], hashlib.sha256(path.read_bytes()).hexdigest())
        for path in paths
    ]
    return pd.DataFrame(rows, columns=["figure", "language", "format", "sha256"])


def kept() -> pd.DataFrame:
    """Return the hashes that the figures should have."""
    return pd.read_csv(TABLE, dtype=str)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        order = ["figure", "language", "format"]
        drawn(Path(name)).sort_values(order).to_csv(TABLE, index=False, lineterminator="\n")
