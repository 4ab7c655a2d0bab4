# Everything runs in .venv, built from uv.lock the first time it is needed.

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
FIND_PYTHON := for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done
SYNC := $(BIN)/uv sync --quiet --frozen --inexact --compile-bytecode

export PYTHONUTF8 := 1
# Compiled files are kept, or each worker, kernel and command would compile its own again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help figures test test-fast test-long engines lab site report check notebooks benchmark lint lowest deposit clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

figures: $(VENV)/.ready  ## execute the notebooks and write every figure into figures/
	@$(BIN)/python -m analysis run --output figures

test: $(VENV)/.ready-dev  ## run the tests, every notebook among them
	@$(BIN)/python -m pytest

test-fast: $(VENV)/.ready-dev  ## run what a coder needs at work: no kernels, browsers, site or report
	@$(BIN)/python -m pytest -m 'not long and not slow' tests analysis

test-long: $(VENV)/.ready-dev  ## run the tests that take long: full mutations, kills, engines, examples
	@$(BIN)/python -m pytest -m 'long or hypothesis' --hypothesis-profile full tests

engines: $(VENV)/.ready-engines  ## run events and databases on servers and on Spark, installed here
	@$(BIN)/python -m pytest -m 'long or not long' tests/test_engines.py tests/test_engines_running.py \
	  tests/sources/test_dna_server.py tests/runs/test_elsewhere.py tests/test_guide_engines.py

lab: $(VENV)/.ready  ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab notebooks

site: $(VENV)/.ready-site  ## build a site of notebooks and figures in site/
	@$(BIN)/python -m analysis site

report: $(VENV)/.ready-site  ## set notebooks and figures as one PDF, report.pdf
	@$(BIN)/python -m analysis report

check: $(VENV)/.ready  ## validate the study's tables
	@$(BIN)/python -m analysis check

notebooks: $(VENV)/.ready  ## execute the notebooks in place, to store new outputs
	@$(BIN)/python -m analysis store

benchmark: $(VENV)/.ready-dev  ## measure speed, as ratios
	@$(BIN)/python -m benchmarks

lint: $(VENV)/.ready-dev  ## check the style of the code
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

lowest: $(BIN)/uv  ## run the tests with the lowest versions allowed
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-lowest
	@$(BIN)/uv pip install --quiet --python .venv-lowest --resolution lowest-direct --editable '.[fetch,site,texts]' --group dev --group archives --group access
	@.venv-lowest/bin/python -m pytest

deposit:  ## pack the data, as committed, into deposit.zip for an archive
	@git archive --format=zip --output=deposit.zip HEAD CITATION.cff data/LICENSE data/README.md \
	  data/README-REPLICATION.md data/kazakhstan-russia

clean:  ## remove the environment and everything generated
	rm -rf $(VENV) .venv-lowest .venv-snakemake .pytest_cache site report.pdf deposit.zip figures/notebooks figures/.atlas

$(VENV)/.ready: pyproject.toml uv.lock | $(BIN)/uv
	@echo "Installing packages into $(VENV) ..."
	@$(SYNC) --no-dev
	@touch $@

$(VENV)/.ready-dev: pyproject.toml uv.lock $(VENV)/.ready
	@echo "Installing test packages into $(VENV) ..."
	@$(SYNC) --group archives --group access --extra fetch --extra site --extra texts
	@touch $@

# What is no Python package comes from Debian. Snakemake has an environment of its own: in ours it
# would hold other packages back.
$(VENV)/.ready-engines: pyproject.toml uv.lock $(VENV)/.ready-dev
	@echo "Installing servers of databases, Java and clients ..."
	@for each in psql:postgresql mariadbd:mariadb-server java:default-jre-headless; do \
	  PATH=$$PATH:/usr/sbin command -v $${each%%:*} >/dev/null || missing="$$missing $${each##*:}"; \
	done; test -z "$$missing" || { apt-get update -qq && apt-get install -qq -y $$missing >/dev/null; }
	@$(SYNC) --group archives --group access --group engines --extra fetch --extra site --extra texts --extra servers
	@$(BIN)/uv venv --quiet --allow-existing .venv-snakemake --python $(BIN)/python
	@$(BIN)/uv pip install --quiet --python .venv-snakemake 'snakemake>=9'
	@touch $@

$(VENV)/.ready-site: pyproject.toml uv.lock $(VENV)/.ready
	@echo "Installing the packages of the site into $(VENV) ..."
	@$(SYNC) --no-dev --extra site
	@touch $@

$(BIN)/uv:
	@python=$$($(FIND_PYTHON)); \
	test -n "$$python" || { echo "Python 3.11 or newer is needed, and none was found." >&2; exit 1; }; \
	$$python -m venv $(VENV) && $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
