"""Runs every benchmark: the modules of this package that measure, in order of name, or those named.

`python -m benchmarks networks cells` runs two of them.
"""

import sys
from importlib import import_module

from benchmarks import measuring

for name in sys.argv[1:] or measuring():
    import_module(f"benchmarks.{name}").main()
