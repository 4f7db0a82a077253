# `make` shows what there is. Only Python (3.11 or newer) is needed beforehand.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
STAMP := $(VENV)/.ready

# Without compiled files every process would start three times slower.
unexport PYTHONDONTWRITEBYTECODE
# A home that cannot be written to (a container's) must not stop the set-up.
export UV_CACHE_DIR ?= $(shell d="$${XDG_CACHE_HOME:-$$HOME/.cache}/uv"; mkdir -p "$$d" 2>/dev/null && test -w "$$d" && echo "$$d" || echo "$(CURDIR)/$(VENV)/uv-cache")

.PHONY: help setup run demo test check format bench chaos shots messages lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## Make .venv with the locked packages

$(STAMP): requirements.lock pyproject.toml
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m uv --version 2>/dev/null | grep -q ' $(UV_VERSION)' || $(BIN)/python -m pip install -q --disable-pip-version-check "uv==$(UV_VERSION)"
	@$(BIN)/python -m uv pip sync -q --require-hashes requirements.lock
	@$(BIN)/python -m uv pip install -q --no-build-isolation --no-deps -e .
	@touch $@

run: $(STAMP) ## Start the whole site with demo data (PORT=8000)
	@DEBUG=1 $(BIN)/vlavirgem run

demo: $(STAMP) ## Load the demo data
	@DEBUG=1 $(BIN)/vlavirgem demo

test: $(STAMP) ## Run every test on servers of its own
	@$(BIN)/pytest -n 2 --dist loadgroup

check: $(STAMP) ## Format, lint, types, import contracts, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vlavirgem makemigrations --check --dry-run
	$(BIN)/vlavirgem translations --check

format: $(STAMP) ## Put the code in its format
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

bench: $(STAMP) ## Measure: prints JSON lines with ratios
	@$(BIN)/python -m tests.bench

chaos: $(STAMP) ## Kill the worker a hundred times and count
	@CHAOS_KILLS=100 $(BIN)/pytest tests/chaos -q -p no:randomly

shots: $(STAMP) ## Picture every named screen and hold it against axe (var/shots)
	@$(BIN)/python -m tests.shots

messages: $(STAMP) ## Collect and compile the translations
	@$(BIN)/vlavirgem translations

lock: ## Renew requirements.lock
	@$(BIN)/python -m uv pip compile -q pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 --upgrade -o requirements.lock

clean: ## Throw away .venv and var
	@rm -rf $(VENV) var
