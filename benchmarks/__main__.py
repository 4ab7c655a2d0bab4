"""Runs every benchmark: each module of this package but this one, in order of name."""

from importlib import import_module
from pkgutil import iter_modules

import benchmarks

for name in sorted(module.name for module in iter_modules(benchmarks.__path__)):
    if name != "__main__":
        import_module(f"benchmarks.{name}").main()
