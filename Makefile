# docqa: `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench corpus docs lock clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */  make \1\t/' | expand -t 18

setup: $(STAMP)  ## make .venv and install everything

$(STAMP): pyproject.toml constraints.txt
	@PYTHON=""; for p in python3.13 python3.12 python3.11 python3; do \
	  if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))' 2>/dev/null; then PYTHON=$$p; break; fi; done; \
	if [ -z "$$PYTHON" ]; then echo "docqa needs Python 3.11, 3.12 or 3.13, and none was found. Install one and run make again." >&2; exit 2; fi; \
	if [ ! -x $(PY) ] || ! $(PY) -c '' 2>/dev/null; then echo "setup: making $(VENV) with $$PYTHON"; rm -rf $(VENV); \
	  $$PYTHON -m venv $(VENV) || { echo "The venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }; fi
	@echo "setup: installing packages (some minutes the first time)"
	@$(PY) -m pip install --quiet --upgrade pip setuptools wheel --constraint constraints.txt
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(STAMP)
	@echo "setup: done"

run: $(STAMP)  ## build the index from corpus/ if needed and open the screen (without a terminal: three sample answers)
	@$(PY) -m docqa build --if-needed
	@if [ -t 0 ] && [ -t 1 ]; then exec $(PY) -m docqa tui; else $(PY) -m sample.questions; fi

test: $(STAMP)  ## run the tests
	@$(PY) -m pytest

check: $(STAMP)  ## linters, types and contracts, as in CI
	$(PY) -m ruff check src tests bench sample
	$(PY) -m mypy
	PYTHONPATH=src $(VENV)/bin/lint-imports
	$(PY) -m codespell_lib src tests bench docs README.md CHANGELOG.md CONTRIBUTING.md

bench: $(STAMP)  ## measure quality and speed on what is present (long)
	@$(PY) -m bench

corpus: $(STAMP)  ## make the sample papers again from sample/
	@$(PY) -m sample.appendices
	@$(PY) -m sample.build

docs: $(STAMP)  ## write docs/commands.md from --help
	@$(PY) -m bench.commands > docs/commands.md

lock: $(STAMP)  ## write constraints.txt from what is installed
	@$(PY) -m pip freeze --exclude-editable | sed -E 's/\+cpu$$//' | grep -vE '^(-e|docqa)' > constraints.new && mv constraints.new constraints.txt

clean:  ## remove the index and caches (not .venv)
	@rm -rf index/generation-* index/CURRENT index/cache .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
