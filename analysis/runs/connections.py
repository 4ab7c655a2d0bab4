"""How kernels are reached: through sockets in a folder of the run's own, which goes when it ends.

Kernels that start at the same instant take each other's TCP ports, and whoever is on the machine
may listen there. Files in a fresh folder that its owner alone may enter are nobody else's.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.files.temporary import temporary_folder

PREFIX = "atlas-kernels-"
LONGEST = 90  # bytes in the name of the folder: the system allows 107 in that of a socket


@contextmanager
def folder_of_sockets() -> Iterator[Path | None]:
    """Make a folder for the sockets of a run, and remove it and those of runs that were killed.

    Gives None where kernels must be reached by TCP: not on Linux, or with too long a name.
    """
    with temporary_folder(PREFIX) as folder:
        yield folder if sys.platform == "linux" and len(bytes(folder)) <= LONGEST else None
