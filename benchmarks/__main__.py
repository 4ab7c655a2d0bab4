"""Runs every benchmark: the modules of this package that measure, in order of name, or those named.

`python -m benchmarks networks cells` runs two of them.
"""

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks

every = sorted(module.name for module in iter_modules(benchmarks.__path__))
for name in sys.argv[1:] or [name for name in every if name not in ("__main__", "synthetic")]:
    import_module(f"benchmarks.{name}").main()
