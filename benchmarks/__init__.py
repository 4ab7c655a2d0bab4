"""Measurements of speed: `python -m benchmarks` runs them all."""

from pkgutil import iter_modules

HELPERS = {"__main__", "peak", "synthetic"}


def measuring() -> list[str]:
    """Return the names of the modules that measure, in order."""
    return sorted({module.name for module in iter_modules(__path__)} - HELPERS)
