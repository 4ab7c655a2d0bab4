"""Which tests are slow, how they are shared out, and where notebooks write their figures."""

import os
import re
import shutil
import tempfile

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# Of a hundred examples how many a test tries: drawn anew, or the same ones each time. Untimed, for
# a busy machine is no failure.
settings.register_profile("full", deadline=None, max_examples=100)
settings.register_profile("some", deadline=None, max_examples=40, derandomize=True)
settings.register_profile("few", deadline=None, max_examples=10, derandomize=True)

SLOW = [
    *("browser", "explorer", "publish", "runs", "networks/test_doors", "coding/test_append"),
    *("charts/test_alluvial", "charts/test_charts", "charts/test_course", "charts/test_findings"),
    *("charts/test_network_periods", "charts/test_overview", "charts/test_plain_tables"),
    *("indicators/test_fetch", "test_benchmarks", "test_gallery", "test_notebooks", "test_readme"),
    *("test_report", "test_site", "test_types", "test_writers", "study/test_mutations"),
]
"""What starts kernels and other processes, builds pages or draws much, as it stands in `tests/`."""

FIGURES = re.compile(r"tests/test_notebooks\.py::\w+_byte_for_byte\[(.+)\]")


def pytest_configure(config: pytest.Config) -> None:
    if "ATLAS_OUTPUT_ROOT" not in os.environ:  # the workers take that of who starts them
        folder = tempfile.mkdtemp(prefix="atlas-tests-")
        os.environ["ATLAS_OUTPUT_ROOT"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = tuple(f"tests/{name}" for name in SLOW)
    for item in items:
        if item.nodeid.startswith(slow):
            item.add_marker("slow")


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
