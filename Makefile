# make site   both editions of the demo site, in output/
# make test   every check there is
#
# Needs Python 3.11 or newer; make test also Node.js with npm, and on Debian installs the rest.
# Both take a fresh clone all the way, and start where they left off the next time.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := site

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INVOKE := $(BIN)/python -m invoke
TOOLS := tests/tools/node_modules
# Arguments for pytest: make test ARGS="tests/variants -x"
ARGS ?=
# Where the peers of bench/site/run.py are installed.
PEERS ?= .cache/bench-site

.PHONY: site test check serve publish lint types imports unit soak bench-peers machine lock clean

site: $(BIN)/.site
	$(INVOKE) build

# The last line that this prints is pytest's.
test: machine $(TOOLS)/.installed lint types imports unit

lint: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.dev
	$(BIN)/mypy

imports: $(BIN)/.dev
	$(BIN)/lint-imports

unit: $(BIN)/.dev
	$(BIN)/python -m pytest $(ARGS)

check: $(BIN)/.site
	$(INVOKE) check

serve: $(BIN)/.site
	$(INVOKE) serve

publish: $(BIN)/.site
	$(INVOKE) publish --to "$(or $(TO),$(error say where: make publish TO=/srv/site))"

# Chromium, Chinese fonts, Java, nginx: installed by apt-get where it may, asked for elsewhere.
machine:
	@tests/tools/machine.sh

# Write all lock files anew: hashes, no addresses. The last two are for what bench/ compares with.
lock: $(BIN)/.dev
	$(call compile,pyproject.toml --group build,requirements.lock)
	$(call compile,pyproject.toml --group dev --constraints requirements.lock,requirements-dev.lock)
	$(call compile,pyproject.toml --extra dask --constraints requirements.lock,requirements-dask.lock)
	$(call compile,bench/peers/requirements.in,bench/peers/requirements.lock)
	$(call compile,bench/site/requirements.in,bench/site/requirements.lock)

define compile
	UV_NO_CONFIG=1 UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile $(1) \
	  --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	  --upgrade --quiet --output-file $(2)
endef

# Hundreds of random edits, kills and damages: hours of luck in some twenty minutes.
soak: $(BIN)/.dev
	HUTONG_SOAK=1 $(BIN)/python -m pytest -x tests/build/test_incremental.py tests/build/test_safety.py tests/build/test_remote.py tests/site/test_axe.py

# The generators that bench/site/run.py measures Hutong against; needs Node.js and npm.
bench-peers:
	$(PYTHON) -m venv $(PEERS)/venv
	$(PEERS)/venv/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes --requirement bench/site/requirements.lock
	cp bench/site/peers/package.json bench/site/peers/package-lock.json $(PEERS)
	npm ci --prefix $(PEERS) --no-audit --no-fund --loglevel=error

clean:
	rm -rf output .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The environment. requirements-dev.lock holds everything in requirements.lock, and more.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hutong needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

$(BIN)/.site: $(BIN)/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q -j 0 plugins .venv/lib
	touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.site
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	touch $@

$(TOOLS)/.installed: tests/tools/package-lock.json
	npm ci --prefix tests/tools --no-audit --no-fund --loglevel=error
	touch $@
