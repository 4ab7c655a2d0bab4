"""Lets the notebooks that the tests execute write their figures elsewhere than into the project."""

import os
import tempfile


def pytest_configure() -> None:
    os.environ.setdefault("ATLAS_OUTPUT_ROOT", tempfile.mkdtemp(prefix="atlas-tests-"))
