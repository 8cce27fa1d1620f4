# Pullquote. `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.
# Everything is installed into .venv, from lock files with hashes; nothing else on the machine is
# touched.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
DEPENDENCIES := $(VENV)/.dependencies
STAMP := $(VENV)/.installed
LOCKS := requirements/build.lock requirements/dev.lock
# How many processes run the tests: one more than two cores, for a test often waits for a server or a
# child.
JOBS ?= 3

# The first Python that is new enough. Set PYTHON to choose another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$p"; break; }; done)

# A person's own set-up must not leak into this one. How the package registry is reached (index,
# proxy, certificates, cache) is theirs to say, so those variables stay.
KEEP := PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_TRUSTED_HOST PIP_PROXY PIP_CERT \
	PIP_CLIENT_CERT PIP_CACHE_DIR PIP_NO_CACHE_DIR PIP_DEFAULT_TIMEOUT PIP_TIMEOUT PIP_RETRIES \
	PIP_CONFIG_FILE
unexport $(filter-out $(KEEP),$(filter PIP_%,$(.VARIABLES)))
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONOPTIMIZE VIRTUAL_ENV CONDA_PREFIX MYPYPATH
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# numpy's threads only get into each other's way on vectors as short as ours.
export OPENBLAS_NUM_THREADS := 1

PIP := $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation
PYTEST := $(BIN)/python -m pytest

.PHONY: help run demo test test-slow check audit bench bench-parts scaling quality docs pictures lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

run: $(STAMP) ## start the bot if a Discord token is set, else the preview in a browser
	@$(BIN)/python -m config; case $$? in \
	0) exec $(BIN)/pullquote run ;; \
	3) echo "No Discord token is set, so this is the preview; README.md says how to add the bot to a server."; \
	   exec $(BIN)/pullquote demo ;; \
	*) exit 2 ;; esac

demo: $(STAMP) ## open the preview in a browser: no token, no network
	@exec $(BIN)/pullquote demo

test: $(STAMP) ## run the fast tests
	@$(PYTEST) -q -n $(JOBS) -m "not slow" --ignore=tests/benchmarks

test-slow: $(STAMP) ## run the tests that take longer, most of them waiting for processes that are killed
	@$(PYTEST) -q -n $(JOBS) -m slow --ignore=tests/benchmarks

check: $(STAMP) ## style, types, the direction of imports, and the dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.supply

audit: $(STAMP) ## look the dependencies up in the database of advisories; fails without it
	@$(BIN)/python -m tests.supply --strict

bench: $(STAMP) ## measure libraries of several sizes, in one table; writes docs/performance.md
	@$(BIN)/python -m tests.benchmarks.scale

bench-parts: $(STAMP) ## measure time and memory, part by part
	@$(PYTEST) -q -s --benchmark-columns=median,max,rounds tests/benchmarks

scaling: $(STAMP) ## work out what a million servers would need; writes docs/scaling.md
	@$(BIN)/python -m tests.benchmarks.scaling

quality: $(STAMP) ## measure the briefs against the hand-made answers
	@$(BIN)/python -m tests.quality

docs: $(STAMP) ## write the pages of docs/ that follow from the code
	@$(BIN)/python -m tests.docs.write

pictures: $(STAMP) ## take the pictures of docs/pictures/ anew, with the installed Chromium
	@$(BIN)/python -m tests.pictures.take

lock: ## look for newer dependencies and write the lock files anew
	@command -v uv >/dev/null || { echo "make lock needs the tool uv: install it, for example with 'pipx install uv'."; exit 1; }
	@for part in "dev --extra demo --extra charts --extra documents --extra metrics --extra postgres --group dev pyproject.toml" \
		"run --extra charts --extra documents --extra metrics --extra postgres -c requirements/dev.lock pyproject.toml" \
		"build -c requirements/dev.lock --group build"; do \
		set -- $$part; name=$$1; shift; \
		uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-annotate --custom-compile-command "make lock" "$$@" \
			-o requirements/$$name.lock || exit 1; done

clean: ## remove what make and the tests leave behind (your data folder stays)
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks \
		.import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Done anew when a lock file changes, and when it did not finish.
$(DEPENDENCIES): $(LOCKS)
	@[ -n "$(PYTHON)" ] || { echo "Pullquote needs Python 3.11 or newer with venv (on Debian: apt install python3 python3-venv); none was found."; exit 1; }
	@echo "Setting up with $$($(PYTHON) --version); the first time takes a minute or two."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements/build.lock
	@$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@

# The project itself: a second or two.
$(STAMP): $(DEPENDENCIES) pyproject.toml
	@$(PIP) --editable .
	@touch $@
