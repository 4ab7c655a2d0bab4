"""Seconds that textnets takes to project the two-mode network of a Parquet file.

Runs in an environment of its own, into which `benchmarks.networks` has it installed.
"""

import sys
from time import perf_counter

import pandas as pd
import textnets

counts = pd.read_parquet(sys.argv[1])
net = textnets.Textnet(textnets.network.BiadjacencyMatrix(counts))
net.graph, net.m  # noqa: B018, both are made when first asked for
start = perf_counter()
net.project(node_type="doc")
print(perf_counter() - start)
