"""Which tests are slow, how they are shared out, and where notebooks write their figures."""

import gc
import os
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from zlib import crc32

import nbval.kernel
import pytest
from hypothesis import settings
from jupyter_client import KernelManager
from xdist.scheduler import LoadScopeScheduling

# Of a hundred examples how many a test tries: drawn anew, or the same ones each time. Untimed, for
# a busy machine is no failure.
settings.register_profile("full", deadline=None, max_examples=100)
settings.register_profile("some", deadline=None, max_examples=6, derandomize=True)

# A worker has one core; threads of its own would wait for each other there, busily.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SLOW = (
    *("browser", "explorer", "publish", "runs", "uncertainty"),
    *(
        "charts/test_alluvial",
        "charts/test_beside",
        "charts/test_chart",
        "charts/test_coding_errors",
    ),
    *("charts/test_course", "charts/test_example_stamp", "charts/test_findings"),
    *("charts/test_layout", "charts/test_needs", "charts/test_network_periods"),
    *("charts/test_overview", "charts/test_plain_tables", "charts/test_sentences"),
    *("coding/incoming", "coding/test_adjudication", "coding/test_annotations"),
    *("coding/test_journal", "coding/test_many_coders", "coding/test_session", "coding/test_texts"),
    *("exchange/test_statement_files", "indicators/test_fetch"),
    *("measures/test_codewise", "measures/test_concepts", "measures/test_dyads"),
    *("measures/test_hand_and_machine", "measures/test_nulls"),
    *(
        "networks/test_doors",
        "networks/test_exact",
        "networks/test_graphs",
        "networks/test_periods",
    ),
    *("networks/test_smoothed", "networks/test_statements"),
    *("sources/test_events", "sources/test_refresh", "sources/test_study_from"),
    *("study/test_doubts", "study/test_mutations", "study/test_repair", "study/test_seal"),
    *("tables/test_pruned", "test_agreement", "test_any_study", "test_benchmarks", "test_engines"),
    *("test_gallery", "test_guides", "test_locale", "test_main", "test_notebooks", "test_readme"),
    *("test_report", "test_site", "test_stance_words", "test_types", "test_writers"),
)
"""What starts kernels and other processes, builds pages or draws much, as it stands in `tests/`."""

SAMPLED = (
    *("charts", "coding", "explorer", "publish", "runs", "study", "uncertainty"),
    *("indicators", "measures/test_communities", "measures/test_concepts", "measures/test_nulls"),
    *("networks/test_cells", "networks/test_doors", "networks/test_smoothed"),
    *("sources/test_events", "sources/test_refresh", "sources/test_study_from"),
    *("tables/test_reading", "tables/test_study_tables", "tables/test_vague_dates"),
    *("test_any_study", "test_engines", "test_locale", "test_site", "test_stance_words"),
)
"""Where a case takes longer than a look: of a test's cases one runs, unless it asks for more."""

CASES = 1

TESTS = Path(__file__).parent / "tests"

FIGURES = re.compile(r"tests/test_notebooks\.py::\w+_byte_for_byte\[(.+)\]")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector of garbage pass over what is imported, and look at the rest more rarely.

    It takes a tenth of all time else.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(20_000, 20, 100)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of Ibis' engine while Python still runs: what pytest keeps outlives its modules."""
    gc.unfreeze()
    if ibis := sys.modules.get("ibis"):
        ibis.options.default_backend = None


def pytest_configure(config: pytest.Config) -> None:
    if "ATLAS_OUTPUT_ROOT" not in os.environ:  # the workers take that of who starts them
        folder = tempfile.mkdtemp(prefix="atlas-tests-")
        os.environ["ATLAS_OUTPUT_ROOT"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    if sys.platform == "linux":
        sockets = tempfile.mkdtemp(prefix="atlas-nbval-")
        config.add_cleanup(lambda: shutil.rmtree(sockets, ignore_errors=True))
        nbval.kernel.KernelManager = partial(_with_sockets, Path(sockets), count())


def _with_sockets(folder: Path, numbers: Iterator[int], **given: object) -> KernelManager:
    """Return a manager whose kernel has sockets of its own, as those of `atlas run` have.

    Kernels that start at the same instant, as those of two workers, take each other's ports.
    """
    place = folder / str(next(numbers))
    return KernelManager(connection_file=f"{place}.json", transport="ipc", ip=str(place), **given)


def is_slow(path: Path) -> bool:
    return _lies_in(path, SLOW)


def _lies_in(path: Path, places: tuple[str, ...]) -> bool:
    return path.is_relative_to(TESTS) and path.relative_to(TESTS).as_posix().startswith(places)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what is not asked for before it is imported, which takes as long as its tests."""
    return True if "not slow" in config.option.markexpr and is_slow(collection_path) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if is_slow(item.path):
            item.add_marker("slow")
    for item in _beyond_samples(items):
        item.add_marker("long")


def _beyond_samples(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield what is left to the long run of tests of which a sample is taken: their other cases.

    Drawn by a hash of the names, so that the sample is the same each time and not the first ones.
    """
    cases = defaultdict(list)
    for item in items:
        if not item.get_closest_marker("long") and (number := _sample_size(item)):
            cases[item.path, item.originalname, number].append(item)
    for (*_, number), each in cases.items():
        yield from sorted(each, key=lambda item: crc32(item.name.encode()))[number:]


def _sample_size(item: pytest.Item) -> int | None:
    if marker := item.get_closest_marker("sample"):
        return marker.args[0]
    has_cases = isinstance(item, pytest.Function) and hasattr(item, "callspec")
    return CASES if has_cases and _lies_in(item.path, SAMPLED) else None


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
