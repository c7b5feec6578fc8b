# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# Everything that they install lives in .venv; `make help` lists the rest.

# The first Python that is 3.11, 3.12 or 3.13; name another with `make demo PYTHON=python3.12`.
SUPPORTED := import sys; (3, 11) <= sys.version_info[:2] <= (3, 13) or sys.exit(1)
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	"$$name" -c '$(SUPPORTED)' >/dev/null 2>&1 && { echo "$$name"; break; }; done)
endif

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python

# Labelled data for the tests marked "shared"; those skip, and say so, where there is none.
GEOMAP_EVAL_DATA ?= $(abspath ../shared)
export GEOMAP_EVAL_DATA

# What the default gazetteer and the installation are made from.
SOURCES := pyproject.toml $(wildcard hatch_build.py gazetteer/*.tsv gazetteer/*.toml) \
	$(wildcard geomap/text.py geomap/geo.py geomap/gazetteer/*.py geomap/gazetteer/*.tsv geomap/gazetteer/default/*.py geomap/rendering/basemap_build.py geomap/rendering/disputed.*)

.DEFAULT_GOAL := help
.PHONY: help demo test test-heavy check lint lint-js lint-js-if types arch format browser gis screenshots gazetteer \
	bench bench-export bench-gazetteer bench-map bench-tables \
	bench-gazetteer-quick eval eval-ablation eval-incidents eval-places train-rows \
	train-event-places train-linking train-recogniser train-resolver wheel docs clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-21s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## install geomap and map the bundled article and table into outputs/
	$(BIN)/geomap demo

test: check browser gis ## everything: install, lint, types, layers, tests, real-browser tests
	$(PY) -m pytest --durations=8

test-heavy: $(VENV)/developing ## exported files opened with QGIS and LibreOffice (installs them where that is allowed)
	@sh scripts/install_gis.sh heavy
	$(PY) -m pytest tests/heavy -m heavy

check: lint lint-js-if types arch ## the static checks

lint: $(VENV)/developing ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

screenshots: $(VENV)/developing ## take the README's pictures of the map again (needs a Chromium)
	$(PY) scripts/screenshots.py

ESLINT := 9.39.1

lint-js-if: $(VENV)/created
	@if command -v npm >/dev/null 2>&1 && $(MAKE) --no-print-directory lint-js; then :; \
	elif [ -f $(VENV)/eslint/$(ESLINT) ]; then exit 1; \
	else echo "*** ESLint cannot be had (no npm, or npm cannot fetch it): the front end's scripts are NOT linted ***" >&2; fi

lint-js: $(VENV)/eslint/$(ESLINT) ## ESLint over the front end's scripts (fetches it from npm once)
	node $(VENV)/eslint/node_modules/eslint/bin/eslint.js --max-warnings=0 geomap/rendering/static tests/js

$(VENV)/eslint/$(ESLINT): | $(VENV)/created
	npm install --silent --fetch-retries=1 --fetch-timeout=20000 --no-fund --no-audit --ignore-scripts --prefix $(VENV)/eslint eslint@$(ESLINT)
	@touch $@

types: $(VENV)/developing ## mypy, strict
	$(BIN)/mypy

arch: $(VENV)/developing ## import-linter: the layers of ARCHITECTURE.md
	$(BIN)/lint-imports

format: $(VENV)/developing ## let ruff rewrite the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: ## find a Chromium for the browser tests, or install one where that is allowed
	@sh scripts/install_browser.sh

gis: ## find ogrinfo and PostGIS for the tests of exported files, or install them where that is allowed
	@sh scripts/install_gis.sh

gazetteer: $(VENV)/installed ## build the default place index again
	$(BIN)/geomap gazetteer build -o geomap/_data/gazetteer.db
	$(BIN)/geomap gazetteer info

# Of the large index; the folder for files that go in the end; a GeoNames-format file whose builds are killed.
PLACES ?= 12000000
WORK ?=
CITIES ?=
BENCH = $(PY) -m benchmarks.gazetteer $(if $(WORK),--work "$(WORK)") $(if $(CITIES),--cities "$(CITIES)")

bench-gazetteer: $(VENV)/installed ## speed, size, accuracy and robustness of the gazetteer (an hour, 6 GB; PLACES, WORK, CITIES)
	$(BENCH) --places $(PLACES)

bench-gazetteer-quick: $(VENV)/installed ## the same with a large index of 300,000 places
	$(BENCH) --places 300000

eval: $(VENV)/developing ## the quality gate: whole labelled corpora against their pinned floors (minutes)
	$(PY) -m pytest tests/eval -m slow_eval

eval-incidents: $(VENV)/developing ## dates, counts, kinds, places, links and whole incidents on labelled data (minutes)
	@for part in dates counts types event_places linking articles muc; do \
		echo "== $$part"; $(PY) -m benchmarks.$$part || true; done

eval-places: $(VENV)/developing ## place strings of labelled tables, with the default gazetteer and a larger one (minutes)
	$(PY) -m benchmarks.places

# Which corpora, and each so-manieth document of them.
CORPORA ?= $(wildcard $(GEOMAP_EVAL_DATA)/eval/geoparse/*.jsonl.gz)
EVERY ?= 1

eval-ablation: $(VENV)/installed ## what each scoring feature is worth on gold spans (CORPORA, EVERY)
	$(BIN)/geomap evaluate --ablation --source-location --every $(EVERY) $(CORPORA)

bench: $(VENV)/installed ## speed and memory of geoparsing and extraction on labelled news (minutes)
	$(PY) -m benchmarks.geoparsing

# Of the map that is measured beside folium's.
INCIDENTS ?= 100000

bench-map: $(VENV)/developing ## size, opening time and frames of large maps, beside folium's clusters (minutes; INCIDENTS)
	$(PY) -m benchmarks.map --incidents $(INCIDENTS)

# Of the large table; places that differ in any cell of place, units and country.
TABLE_ROWS ?= 1000000
TABLE_PLACES ?= 100000

bench-tables: $(VENV)/developing ## speed and memory of geocoding a large table (minutes; TABLE_ROWS, TABLE_PLACES)
	$(PY) -m benchmarks.tables --rows $(TABLE_ROWS) --places $(TABLE_PLACES)

bench-export: $(VENV)/installed ## speed of writing incidents, beside pyogrio alone (a minute; INCIDENTS)
	$(PY) -m benchmarks.export --incidents $(INCIDENTS)

train-recogniser: $(VENV)/installed ## train the recogniser of place names on the labelled data (minutes)
	$(PY) -m training.recogniser --data "$(GEOMAP_EVAL_DATA)/eval"

train-event-places: $(VENV)/installed ## fit the weights that say where an event happened (minutes)
	$(PY) -m training.event_places --data "$(GEOMAP_EVAL_DATA)/eval"

train-rows: $(VENV)/installed ## fit the weights that say where table rows are (minutes)
	$(PY) -m training.rows --write

train-resolver: $(VENV)/installed ## fit the weights of the resolver on the labelled data (minutes)
	$(PY) -m training.resolver

docs: $(VENV)/developing ## write the generated pages of docs/ again
	$(PY) scripts/write_docs.py

train-linking: $(VENV)/installed ## fit the weights of the linker on half of the labelled headlines (minutes)
	$(PY) -m training.linking --write

wheel: $(VENV)/installed ## build the wheel, gazetteer included, into dist/
	$(PY) -m pip wheel --no-deps --wheel-dir dist .
	@ls -l dist/*.whl

clean: ## remove what was built and written
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find outputs -mindepth 1 ! -name README.md -delete
	find geomap tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## clean, and remove the virtual environment and the built place index
	rm -rf $(VENV)
	find geomap/_data -mindepth 1 ! -name README.md -delete

$(VENV)/created:
	@if [ -z "$(PYTHON)" ]; then \
		echo "geomap needs Python 3.11, 3.12 or 3.13, and none was found as python3." >&2; \
		echo "Install one, or name one: make $(or $(firstword $(MAKECMDGOALS)),demo) PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi
	@"$(PYTHON)" -c '$(SUPPORTED)' || { \
		echo "geomap needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { \
		echo "No virtual environment could be made; on Debian or Ubuntu: apt install python3-venv" >&2; \
		rm -rf $(VENV); exit 1; }
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

$(VENV)/installed: $(VENV)/created $(SOURCES)
	$(PY) -m pip install --quiet --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	$(PY) -m pip install --quiet --group dev
	@touch $@
