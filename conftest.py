"""How the tests are shared out, and where the notebooks that they execute write their figures."""

import os
import re
import shutil
import tempfile

import pytest
from xdist.scheduler import LoadScopeScheduling

FIGURES = re.compile(r"tests/test_notebooks\.py::\w+_byte_for_byte\[(.+)\]")


def pytest_configure(config: pytest.Config) -> None:
    if "ATLAS_OUTPUT_ROOT" not in os.environ:  # the workers take that of who starts them
        folder = tempfile.mkdtemp(prefix="atlas-tests-")
        os.environ["ATLAS_OUTPUT_ROOT"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> "ByWhatIsShared":
    return ByWhatIsShared(config, log)


class ByWhatIsShared(LoadScopeScheduling):
    """Gives a worker a file of tests at a time, and with it what uses the same costly thing."""

    def _split_scope(self, nodeid: str) -> str:
        if told := FIGURES.match(nodeid):  # of a notebook that nbval has just executed
            return f"notebooks/{told[1]}.ipynb"
        if nodeid.startswith("tests/browser/"):  # one browser and one JupyterLab
            return "tests/browser"
        return nodeid.split("::", 1)[0]
