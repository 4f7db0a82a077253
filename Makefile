# `make` shows what there is. Only Python (3.11 or newer) is needed beforehand.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# The first Python that is new enough; name another with PYTHON=…
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
STAMP := $(VENV)/.ready

# Without compiled files every process would start three times slower.
unexport PYTHONDONTWRITEBYTECODE
# The certificates of this machine count, also those an organisation added to it.
export UV_SYSTEM_CERTS ?= 1
# A home that cannot be written to (a container's) must not stop the set-up.
export UV_CACHE_DIR ?= $(shell d="$${XDG_CACHE_HOME:-$$HOME/.cache}/uv"; mkdir -p "$$d" 2>/dev/null && test -w "$$d" && echo "$$d" || echo "$(CURDIR)/$(VENV)/uv-cache")

# Made anew after Python was upgraded or the folder was moved: the mark alone would not tell.
WHOLE := $(shell $(BIN)/python -c 'import vlavirgem' 2>/dev/null && grep -qxF "$$(pwd -P)" $(STAMP) 2>/dev/null && echo yes)
ifneq ($(WHOLE),yes)
.PHONY: $(STAMP)
endif

.PHONY: help setup run demo test check format bench chaos shots messages lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## Make .venv with the locked packages

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 of nieuwer is nodig (of noem het: PYTHON=pad make $(MAKECMDGOALS))." >&2; exit 1; }
	@test -n "$(WHOLE)" || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m uv --version 2>/dev/null | grep -q ' $(UV_VERSION)' || $(BIN)/python -m pip install -q --disable-pip-version-check "uv==$(UV_VERSION)"
	@$(BIN)/python -m uv pip sync -q --require-hashes requirements.lock
	@$(BIN)/python -m uv pip install -q --no-build-isolation --no-deps -e .
	@pwd -P > $@

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

chaos: $(STAMP) ## Kill the worker a hundred times, knock over what it leans on, and count
	@CHAOS_KILLS=100 CHAOS_LONG=1 $(BIN)/pytest tests/chaos -q -s -p no:randomly

shots: $(STAMP) ## Picture every named screen and hold it against axe (var/shots)
	@$(BIN)/python -m tests.shots

messages: $(STAMP) ## Collect and compile the translations
	@$(BIN)/vlavirgem translations

lock: ## Renew requirements.lock
	@$(BIN)/python -m uv pip compile -q pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 --upgrade -o requirements.lock

clean: ## Throw away .venv and var
	@test ! -e var/servers.users || $(PYTHON) -c 'import fcntl; fcntl.flock(open("var/servers.users"), fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null || { echo "De servers onder var/ zijn in gebruik: stop eerst wat draait." >&2; exit 1; }
	@rm -rf $(VENV) var
