"""The most memory that a process has held."""

import re
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak() -> float:
    """Return the most memory in GiB that this process has held so far.

    `getrusage` would tell that of the process which started it, where that is larger: Linux hands
    the mark on.
    """
    if STATUS.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", STATUS.read_text())[0]) / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
