# rumpy's commands; `make help` lists them. What is missing is fetched into .cache/, what is built
# lands in build/ and dist/.

PYTHON ?= python3
TOOLCHAIN := $(PYTHON) pyodide-build/toolchain.py
VENV := .cache/venv/bin/python

# Targets that need none of the toolchain; all others see where it is as variables (NODE, EMCC, ...).
BARE := help clean distclean
ifneq ($(filter-out $(BARE),$(or $(MAKECMDGOALS),help)),)
include .cache/env.mk
export
endif

.DEFAULT_GOAL := help
.PHONY: help run test test-c test-sanitized test-wasm test-native test-node test-node20 \
        test-chromium test-not-isolated bench bench-quick lint format toolchain native wheel \
        clean distclean

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1@\2/p' Makefile | column -t -s @

.cache/env.mk: $(wildcard pyodide-build/*.py pyodide-build/pieces/*.py pyodide-build/*.json \
                          pyodide-build/requirements*.txt)
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed (python3)"; exit 1; }
	@$(TOOLCHAIN)
	@$(TOOLCHAIN) env > $@.new && mv $@.new $@

# --- build ----------------------------------------------------------------------------------------

SOURCES := $(shell find libarray/src libarray/include pyrumpy -type f -not -name '*.pyc') \
           setup.py pyproject.toml pyodide-build/build_wheel.py pyodide-build/pool.py

toolchain: .cache/env.mk ## fetch what is missing: compiler, Node, Pyodide, browser, packages

wheel: build/wheel.stamp ## the wheels for Pyodide: dist/*.whl and what they need in dist/deps

build/wheel.stamp: $(SOURCES) .cache/env.mk
	@mkdir -p build
	$(VENV) pyodide-build/build_wheel.py
	@touch $@

native: build/native.stamp ## rumpy for this machine's own Python, in .cache/venv

build/native.stamp: $(SOURCES) .cache/env.mk
	@mkdir -p build
	$(VENV) -m pip install --quiet --no-build-isolation --no-deps --force-reinstall .
	@touch $@

# --- run ------------------------------------------------------------------------------------------

run: wheel ## build everything, then show rumpy at work inside Pyodide with a table of figures
	$(NODE) pyodide-build/run_node.mjs --wheel "$(NUMPY_WASM_WHEEL)" pyodide-build/demo.py

bench: wheel ## compare with NumPy and TensorFlow.js in Chromium; the table lands in benchmarks/
	$(NODE) benchmarks/run.mjs

# --- test -----------------------------------------------------------------------------------------

test: test-c test-sanitized test-wasm test-native test-node test-node20 test-chromium \
      test-not-isolated lint ## everything (about 10 minutes on two cores)
	@echo "all tests passed"

RECORDS := build/records.pickle

test-c: .cache/env.mk ## C unit tests
	$(MAKE) -C libarray test

test-sanitized: .cache/env.mk ## C unit tests under AddressSanitizer and UndefinedBehaviorSanitizer
	$(MAKE) -C libarray test SANITIZE=1

test-native: native ## pytest beside NumPy on this machine
	$(VENV) -m pytest -q tests --records $(RECORDS)

clean: ## remove what was built
	rm -rf build dist *.egg-info pyrumpy/*.egg-info

distclean: clean ## remove what was fetched, too
	rm -rf .cache
