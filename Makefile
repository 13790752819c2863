# Centralita. Two commands are enough: `make up` to run it, `make test` to test it.
# Needed: Python 3.11 or later, pip, git and make. Everything else is installed into .venv and node_modules.

.DEFAULT_GOAL := help
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

# The newest that the locked dependencies were tried on comes last.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
# Compiled once and kept: without, each of the many processes that the tests start takes twice as long to begin.
export PYTHONDONTWRITEBYTECODE :=
ARGS ?=

.PHONY: help up demo test check format generate bench lock package clean
.PHONY: ready ready-dev runtime dev front check-python check-locks check-types check-imports check-web check-widget check-generated test-web test-widget test-python

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ready ## Install what is missing, build, start everything and print the address
	@exec $(BIN)/centralita up $(ARGS)

demo: runtime ## Fill an organization by running conversations through the engine
	@exec $(BIN)/centralita demo $(ARGS)

test: ready-dev test-web test-widget test-python ## Run every test (ARGS="tests/kit -k money" for some)

check: dev ## Check format, lint, types, import contracts and generated files
	@$(MAKE) -j2 -k --output-sync=target check-python check-imports check-types check-web check-widget check-locks check-generated

format: dev ## Format the code and mend what lint can mend
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

generate: dev ## Write the generated files anew
	@$(BIN)/python scripts/generated.py write

bench: ready-dev ## Measure, and print a table beside the bare limit
	@exec $(BIN)/python -m bench $(ARGS)

lock: ## Resolve the dependencies anew (needs uv; ARGS=--upgrade for newer ones)
	@UV="$${UV:-uv}" $(SHELL) scripts/lock.sh $(ARGS)

package: ready-dev ## Build the wheel into dist/
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && $(BIN)/python -m pip wheel --disable-pip-version-check --no-deps --quiet --wheel-dir dist . \
		|| $(PYTHON) -m pip wheel --disable-pip-version-check --no-deps --quiet --wheel-dir dist .

clean: ## Remove everything that was installed or built (data in .centralita stays)
	@rm -rf .venv .stamps dist build web/dist web/node_modules widget/dist widget/node_modules \
		.mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- parts

ready: # both at once: each mostly waits for its registry
	@$(MAKE) -j2 runtime front

ready-dev:
	@$(MAKE) -j2 dev front

runtime dev:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed." >&2; exit 1; }
	@$(PYTHON) scripts/environment.py $@

front:
	@$(PYTHON) scripts/front.py build

check-python:
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .

check-types:
	@$(BIN)/mypy --no-error-summary

check-imports:
	@$(BIN)/lint-imports --no-logo

check-web check-widget: check-%:
	@$(PYTHON) scripts/front.py run $* check

check-locks: # an address in a lock file would tie every installation to one registry
	@! grep -sE '"resolved"|^(--|-i |-f )' requirements/*.txt web/package-lock.json widget/package-lock.json \
		|| { echo "A lock file names a registry." >&2; exit 1; }

check-generated:
	@$(BIN)/python scripts/generated.py check

test-web test-widget: test-%: | ready-dev
	@$(PYTHON) scripts/front.py run $* test

# In the order of the folders: the journeys in a browser, few and long, would else be left to one process at the end.
test-python: | ready-dev
	@browser="$$($(PYTHON) scripts/browser.py)" || exit 1; \
	marks=(); [ -n "$$browser" ] || marks=(-m 'not browser'); \
	CENTRALITA_CHROMIUM="$$browser" $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder "$${marks[@]}" $(ARGS)
