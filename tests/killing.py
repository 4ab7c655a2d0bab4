"""Kills a process that writes, at one of its steps or at each, and leaves what it left.

A step is a call that changes a folder: the process is killed just before it. Each kill has a copy
of the folder of its own, so that a test can look at what lies there, and let the next run heal it.
"""

import json
import subprocess
import sys
from pathlib import Path

from analysis.places import ROOT

SCRIPT = """
import json, os, random, shutil, signal, sys
from pathlib import Path

folder, setup, deed, wanted = Path(sys.argv[1]), *sys.argv[2:4], json.loads(sys.argv[4])
exec(setup)
CHANGES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod",
           "os.truncate", "shutil.copyfile"}

def run(target, step):
    "Run the writer in a child that dies before a step, and return how many steps it took."
    child = os.fork()
    if not child:
        taken = 0
        def count(event, arguments):
            nonlocal taken
            if event not in CHANGES or str(arguments[0]).find(str(target)) < 0:
                return
            if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
                return
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        exec(deed, globals() | {"target": target})
        target.with_name(target.name + "-steps").write_text(str(taken))
        os._exit(0)
    return os.waitpid(child, 0)[1]

def copy(name):
    target = folder.with_name(f"{folder.name}-{name}")
    shutil.copytree(folder, target, symlinks=True)
    return target

whole = copy("whole")
assert run(whole, 0) == 0, "the writer failed"
steps = range(1, int(whole.with_name(whole.name + "-steps").read_text()) + 1)
if wanted:
    steps = sorted(random.Random(wanted).sample(steps, min(wanted, len(steps))))
killed = [copy(step) for step in steps]
for target, step in zip(killed, steps):
    assert run(target, step) == signal.SIGKILL, step
print(json.dumps([str(whole), *map(str, killed)]))
"""


def kill(folder: Path, setup: str, write: str, steps: int = 0) -> tuple[Path, list[Path]]:
    """Return the folder after `write` ran whole, and one for each of some `steps` (0: of all).

    `write` is code that finds in `target` the copy of the folder that it is to change, and what
    `setup` made.
    """
    arguments = [str(folder), setup, write, json.dumps(steps)]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], cwd=ROOT, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    whole, *killed = map(Path, json.loads(done.stdout.splitlines()[-1]))
    assert killed, "the writer changed nothing"
    return whole, killed


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path there, but for those of hidden ones."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in named.items()
        if not any(part.startswith(".") for part in name.split("/"))
    }


def leftovers(folder: Path) -> list[str]:
    """Return the hidden files and folders below a folder."""
    return [str(path) for path in folder.rglob(".*")]
