"""Lets the notebooks that the tests execute write their figures elsewhere than into the project."""

import os
import shutil
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if "ATLAS_OUTPUT_ROOT" not in os.environ:
        folder = tempfile.mkdtemp(prefix="atlas-tests-")
        os.environ["ATLAS_OUTPUT_ROOT"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
