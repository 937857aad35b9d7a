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
.PHONY: help run lite serve bench bench-quick operations linalg programs small engines startup \
        analyze study coverage accuracy c-coverage fuzz fuzz-c fuzz-py soak sanitize sanitize-threads \
        test test-c test-sanitized test-arm64 test-wasm test-failing \
        test-native test-node test-node20 test-chromium test-lite test-not-isolated lint format \
        toolchain native wheel clean distclean

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1@\2/p' Makefile | column -t -s @

.cache/env.mk: $(wildcard pyodide-build/*.py pyodide-build/pieces/*.py pyodide-build/*.json \
                          pyodide-build/requirements*.txt)
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed (python3)"; exit 1; }
	@$(TOOLCHAIN)
	@$(TOOLCHAIN) env > $@.new && mv $@.new $@

# --- build ----------------------------------------------------------------------------------------

SOURCES := $(shell find libarray/src libarray/include pyrumpy licenses -type f -not -name '*.pyc') \
           setup.py pyproject.toml pyodide-build/build_wheel.py pyodide-build/pool.py

toolchain: .cache/env.mk ## fetch what is missing: compiler, Node, Pyodide, browser, packages

wheel: build/wheel.stamp ## the wheels for Pyodide: dist/*.whl and what they need in dist/deps

build/wheel.stamp: $(SOURCES) .cache/env.mk
	@mkdir -p build dist
	$(VENV) pyodide-build/build_wheel.py
	@touch $@

native: build/native.stamp ## rumpy for this machine's own Python, in .cache/venv

build/native.stamp: $(SOURCES) .cache/env.mk
	@mkdir -p build
	$(VENV) -m pip install --quiet --no-build-isolation --no-deps --force-reinstall .
	@touch $@

# --- run ------------------------------------------------------------------------------------------

RUN_NODE := $(NODE) pyodide-build/run_node.mjs
RUN_CHROMIUM := $(NODE) pyodide-build/run_chromium.mjs

run: wheel ## build everything, then show rumpy at work inside Pyodide with a table of figures
	$(RUN_NODE) --wheel "$(NUMPY_WASM_WHEEL)" pyodide-build/demo.py
	@echo "In a notebook: make serve builds the JupyterLite site with rumpy in it, and says where to open it."

lite: build/lite.stamp ## the JupyterLite site with rumpy in it, for any static host: dist/lite

build/lite.stamp: build/wheel.stamp $(wildcard notebooks/*) $(shell find pyodide-build/lite \
                  benchmarks/visitor benchmarks/page benchmarks/peers benchmarks/guest -type f)
	$(VENV) pyodide-build/lite/build_site.py
	@touch $@

PORT ?= 8000
serve: lite ## serve that site on this machine, with the headers that threads need
	$(NODE) pyodide-build/server.mjs --port $(PORT) dist/lite

bench: wheel ## compare with NumPy and all peers in Chromium (half an hour); results in build/bench and README.md
	$(NODE) benchmarks/run.mjs --update-readme

bench-quick: wheel ## a first impression of the same, in three minutes; changes no file of the repository
	$(NODE) benchmarks/run.mjs --quick

operations linalg programs: wheel ## that part of it: elementwise and other operations; linalg, fft; programs
	$(NODE) benchmarks/run.mjs --only $@

small: wheel ## that part of it that is calls on few elements, and a hundred more of them
	$(NODE) benchmarks/run.mjs --only calls,common

engines: lite ## rumpy's kernel, threads and GFLOP/s in each browser and Node; the table of README.md
	$(NODE) benchmarks/engines.mjs --update-readme $(addprefix --node ,$(NODE26))

startup: lite ## what rumpy adds to the time from opening a notebook to its first result
	$(NODE) benchmarks/startup.mjs

analyze: wheel ## disassemble rumpy's and the peers' WebAssembly: docs/analysis.md
	$(NODE) benchmarks/analyze/run.mjs

study: .cache/env.mk ## measure what docs/gemm.md shows: block sizes, powers of two, the roofline
	$(VENV) benchmarks/study/run.py

# --- test -----------------------------------------------------------------------------------------

# First the builds, each on all cores, then the tests, two at a time, what is quick and closest to the
# cause first. A target's output comes when it has ended.
test: native wheel lite build/counted.stamp ## everything (some 20 minutes on two cores)
	$(MAKE) --no-print-directory -j2 -Otarget lint test-c test-native test-failing test-sanitized test-node \
	    test-chromium test-node20 test-not-isolated test-wasm test-lite
	@echo "all tests passed"

coverage: native ## which of NumPy's public names there are: docs/coverage.md
	$(VENV) tests/public_names.py > docs/coverage.md.new && mv docs/coverage.md.new docs/coverage.md

ACCURACY := build/accuracy

accuracy: native wheel ## errors beside the truth, for each instruction set: docs/accuracy.md
	@mkdir -p $(ACCURACY)
	$(VENV) tests/accuracy.py truth $(ACCURACY)/cases.npz
	$(VENV) tests/accuracy.py measure $(ACCURACY)/cases.npz $(ACCURACY)/native.json
	$(RUN_NODE) --wheel "$(NUMPY_WASM_WHEEL)" --mount $(ACCURACY):/accuracy \
	    tests/accuracy.py measure /accuracy/cases.npz /accuracy/wasm.json
	$(VENV) tests/accuracy.py table $(ACCURACY)/native.json $(ACCURACY)/wasm.json > docs/accuracy.md.new
	mv docs/accuracy.md.new docs/accuracy.md

# Its files are compiled, and its tests run, on all cores, unless make was told how many there are ("+": as it
# is told).
CORES := $(shell nproc 2>/dev/null || echo 2)
LIBARRAY = $(MAKE) -s -k $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(CORES)) -C libarray

test-c: .cache/env.mk ## C unit tests on this machine
	+$(LIBARRAY) test CC=$(NATIVE_CC)

test-sanitized: .cache/env.mk ## the same under AddressSanitizer and UndefinedBehaviorSanitizer
	+$(LIBARRAY) test CC=$(NATIVE_CC) SANITIZE=1

test-arm64: .cache/env.mk ## the same on 64-bit ARM, cross-compiled, in QEMU; not part of make test
	@$(TOOLCHAIN) arm64
	+$(LIBARRAY) test CC=$(ARM64_CC) RUN=$(ARM64_RUN) BUILD=$(CURDIR)/build/libarray-arm64

test-wasm: wheel ## the same in WebAssembly; the worker pool without Python
	+$(LIBARRAY) test CC=$(EMCC) AR=$(dir $(EMCC))emar RUN=$(NODE)
	$(VENV) pyodide-build/pool.py build/pool/out --cc $(EMCC) \
	    -I $(PYTHON_WASM_INCLUDE) -I $(NUMPY_SOURCE)/numpy/linalg/lapack_lite \
	    -I $(NUMPY_SOURCE)/numpy/fft/pocketfft
	$(NODE) --test tests/wasm/*.test.mjs

# pytest: the same files natively and inside Pyodide. NumPy's results are recorded for where NumPy
# isn't.
RECORDS := build/records
PYTEST_PYODIDE := --wheel "$(PYODIDE_WHEELS)" --mount tests:/tests --mount $(RECORDS):/records
PYTEST := pyodide-build/run_pytest.py -q --records /records/numpy.pickle

test-native: $(RECORDS)/numpy.pickle ## pytest beside NumPy on this machine

$(RECORDS)/numpy.pickle: build/native.stamp $(wildcard tests/*.py)
	@mkdir -p $(RECORDS)
	$(VENV) -m pytest -q tests --records $@.new
	mv $@.new $@

test-node: wheel $(RECORDS)/numpy.pickle ## pytest inside Pyodide, beside NumPy where it can be had
	$(RUN_NODE) --wheel "$(NUMPY_WASM_WHEEL)" $(PYTEST_PYODIDE) $(PYTEST)

test-chromium: wheel $(RECORDS)/numpy.pickle ## the same in a worker of an isolated page
	$(RUN_CHROMIUM) --timeout 900 $(PYTEST_PYODIDE) $(PYTEST)

test-node20: wheel $(RECORDS)/numpy.pickle ## an engine without relaxed SIMD: the fallback is taken
	$(NODE20) pyodide-build/run_node.mjs --env RUMPY_EXPECT=no-relaxed $(PYTEST_PYODIDE) $(PYTEST) \
	    test_config.py test_linalg_kernels.py test_matmul.py test_threads.py

test-not-isolated: wheel $(RECORDS)/numpy.pickle ## pages that forbid threads: the fallback is taken
	$(RUN_CHROMIUM) --no-isolation --env RUMPY_EXPECT=no-threads $(PYTEST_PYODIDE) $(PYTEST) \
	    test_config.py test_threads.py
	$(RUN_CHROMIUM) --strict-csp --env "RUMPY_EXPECT=no-threads strict-csp" $(PYTEST_PYODIDE) $(PYTEST) \
	    test_config.py
	$(RUN_CHROMIUM) --main-thread $(PYTEST_PYODIDE) $(PYTEST) test_config.py

EXAMPLES ?= 1000
TIME ?= 0

fuzz: native fuzz-c fuzz-py ## fuzz-c, fuzz-py, then property tests with EXAMPLES=1000 new examples a test, for TIME=0 seconds each
	@end=$$(( $$(date +%s) + $(TIME) )); while true; do \
	    RUMPY_EXAMPLES=fuzz EXAMPLES=$(EXAMPLES) \
	        $(VENV) -m pytest -q tests/test_properties_*.py || exit 1; \
	    [ $$(date +%s) -lt $$end ] || break; \
	done

# From the inputs in the repository; new ones are kept in build/fuzz/corpus. TIME=0 runs the former only.
# $(call fuzz_all,FOLDER of corpora,COMMAND that takes a name and libFuzzer's options)
FUZZ_ONLY ?= *
define fuzz_all
	@for name in $(notdir $(wildcard $1/$(FUZZ_ONLY))); do \
	    mkdir -p build/fuzz/corpus/$$name; echo "fuzz_$$name"; \
	    $2$$name -max_len=600 -verbosity=0 -print_final_stats=1 -artifact_prefix=build/fuzz/$$name- \
	        $(if $(filter-out 0,$(TIME)),-max_total_time=$(TIME) build/fuzz/corpus/$$name,-runs=0) \
	        $1/$$name || exit 1; \
	done
endef

fuzz-c: .cache/env.mk ## libFuzzer on libarray (clang, both sanitizers): TIME seconds a program; 0: known inputs only
	+$(LIBARRAY) fuzzers CC=$(NATIVE_CLANG) CFLAGS="-O1 -g" SANITIZE=fuzzer BUILD=$(CURDIR)/build/fuzz
	$(call fuzz_all,libarray/tests/fuzz/corpus,build/fuzz/tests/fuzz/fuzz_)

# $(call EXTENSION_BY_CLANG,FOLDER,FLAGS): the extension so built, in FOLDER/lib, for PYTHONPATH.
EXTENSION_BY_CLANG = CC="$(NATIVE_CLANG)" CXX="$(NATIVE_CLANG)++" CFLAGS="$2" LDFLAGS="$2" \
                     $(VENV) setup.py -q build --build-base $1 --build-lib $1/lib

# The extension with libFuzzer's counters and both sanitizers. AVX2 kernels are left out of that, see there.
FUZZED := build/fuzz/python
FUZZED_FLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
                -fno-omit-frame-pointer -shared-libasan \
                $(addsuffix =$(CURDIR)/tests/fuzz/ignored.txt,-fsanitize-ignorelist -fsanitize-coverage-ignorelist)
CLANG_RUNTIME = $$($(NATIVE_CLANG) -print-file-name=libclang_rt.$1)

build/fuzz/python.stamp: $(SOURCES) tests/fuzz/ignored.txt .cache/env.mk
	@mkdir -p $(FUZZED)
	$(call EXTENSION_BY_CLANG,$(FUZZED),$(FUZZED_FLAGS))
	$(NATIVE_CLANG)++ -shared -o build/fuzz/libfuzzer.so \
	    -Wl,--whole-archive $(call CLANG_RUNTIME,fuzzer_no_main-x86_64.a) -Wl,--no-whole-archive
	@touch $@

fuzz-py: build/fuzz/python.stamp ## the same of what Python reaches: files, texts, buffers, einsum, dtypes (tests/fuzz)
	$(call fuzz_all,tests/fuzz/corpus,env LIBFUZZER=$(CURDIR)/build/fuzz/libfuzzer.so \
	    LD_PRELOAD="$(CURDIR)/build/fuzz/libfuzzer.so $(call CLANG_RUNTIME,asan-x86_64.so)" \
	    ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0:external_symbolizer_path=$(dir $(NATIVE_CLANG))llvm-symbolizer \
	    PYTHONMALLOC=malloc PYTHONPATH=$(FUZZED)/lib $(VENV) tests/fuzz/run.py )

# The extension with the memory of libarray/tests/failing.c: what is allocated is counted, and fails on
# demand. The native build's objects, linked again. For PYTHONPATH.
COUNTED := build/counted/lib

build/counted.stamp: build/native.stamp $(wildcard libarray/tests/failing*)
	+$(LIBARRAY) failing CC=$(NATIVE_CC)
	LDFLAGS="$(LDFLAGS) @libarray/tests/failing.flags build/libarray/tests/failing.o build/libarray/tests/failing_new.o" \
	    $(VENV) setup.py -q build --build-lib $(COUNTED)
	@touch $@

test-failing: build/counted.stamp ## calls from Python in which each of libarray's allocations fails
	PYTHONPATH=$(COUNTED) RUMPY_EXPECT=counted $(VENV) -m pytest -q tests/test_allocation_failures.py

N ?= 50000

soak: build/counted.stamp ## N=50000 random operations beside NumPy, every result and the memory compared; SEED=1
	PYTHONPATH=$(COUNTED) $(VENV) tests/soak.py --operations $(N) $(addprefix --seed ,$(SEED))

# A forked child starts threads of its own (test_fork): ThreadSanitizer would end it there, as not every program
# gets that right. And it would end a program that asks for more memory than there can be.
sanitize-threads: .cache/env.mk ## the C tests under ThreadSanitizer
	+TSAN_OPTIONS=die_after_fork=0:allocator_may_return_null=1 $(LIBARRAY) test CC=$(NATIVE_CC) SANITIZE=thread

# Those of pytest's files that run rumpy.
RUN_RUMPY := tests $(patsubst %,--ignore tests/test_%.py,analyze benchmark build_vars runners)

# -fno-wrapv: CPython's flags, which setup.py takes over, define what signed overflow gives.
SANITIZED := build/sanitized
SANITIZED_FLAGS := -O1 -g -fno-wrapv -fsanitize=address,undefined -fno-sanitize-recover=all \
                   -fno-omit-frame-pointer -shared-libasan
TESTS ?=

build/sanitized.stamp: build/native.stamp
	$(call EXTENSION_BY_CLANG,$(SANITIZED),$(SANITIZED_FLAGS))
	@touch $@

sanitize: $(if $(TESTS),,test-sanitized sanitize-threads) build/sanitized.stamp ## C tests and pytest under sanitizers; TESTS=tests/test_x.py: that only
	$(VENV) tests/sanitized.py --clang $(NATIVE_CLANG) --lib $(SANITIZED)/lib --logs $(SANITIZED)/logs \
	    $(or $(TESTS),$(RUN_RUMPY))

# Counters of lines and branches in libarray, as its own tests and pytest run it. -O1: loops stay loops.
COVERED := build/c-coverage
COVERED_FLAGS := -O1 -g -fprofile-instr-generate -fcoverage-mapping

c-coverage: build/native.stamp ## lines and branches of libarray that C tests and pytest reach: build/c-coverage
	rm -rf $(COVERED)/profiles
	+LLVM_PROFILE_FILE=$(CURDIR)/$(COVERED)/profiles/c-%m.profraw $(LIBARRAY) test CC="$(NATIVE_CLANG)" \
	    CFLAGS="$(COVERED_FLAGS)" BUILD=$(CURDIR)/$(COVERED)/libarray
	$(call EXTENSION_BY_CLANG,$(COVERED),$(COVERED_FLAGS))
	PYTHONPATH=$(COVERED)/lib LLVM_PROFILE_FILE=$(CURDIR)/$(COVERED)/profiles/python-%m.profraw \
	    $(VENV) -m pytest -q $(RUN_RUMPY); status=$$?; \
	$(VENV) tests/c_coverage.py --llvm $(dir $(NATIVE_CLANG)) --profiles $(COVERED)/profiles --out $(COVERED) \
	    $(COVERED)/lib/rumpy/_core.abi3.so $(patsubst libarray/tests/%.c,$(COVERED)/libarray/tests/%, \
	        $(wildcard libarray/tests/test_*.c)) && \
	exit $$status

test-lite: lite ## each notebook in the JupyterLite site itself, the visitor's benchmark, bad cases
	$(NODE) tests/lite/run.mjs --shots build/lite
	$(NODE) tests/lite/run.mjs --shots build/lite --browser firefox 02 04
	$(NODE) tests/lite/bench.mjs --shots build/lite
	$(NODE) tests/lite/bench.mjs --shots build/lite --browser firefox
	$(NODE) --test tests/lite/*.test.mjs

# --- lint -----------------------------------------------------------------------------------------

C_FILES := $(shell find libarray pyrumpy/src benchmarks -name '*.[ch]')
TIDY_FLAGS := -std=gnu11 -Ilibarray/include -Ilibarray/src -Ipyrumpy/src \
              -Ilibarray/src/random/third_party -I$(NUMPY_SOURCE) \
              -I$(NUMPY_SOURCE)/numpy/linalg/lapack_lite -I$(NUMPY_SOURCE)/numpy/random \
              -I$(NUMPY_SOURCE)/numpy/_core/include \
              $(addprefix -I,$(shell test -x $(VENV) && $(VENV) -c \
                  'import sysconfig; print(sysconfig.get_path("include"))'))
TIDIED := $(wildcard libarray/src/*.c libarray/src/gemm/*.c libarray/src/loops/*.c \
                     libarray/src/lapack/*.c \
                     libarray/src/random/*.c libarray/src/sort/*.c \
                     libarray/src/kernels/ref/*.c libarray/src/threads/pthreads.c \
                     pyrumpy/src/*.c)
TIDY_FILES := $(TIDIED)
# TIDY_FILES=changed: those of them that differ from main.
ifeq ($(TIDY_FILES),changed)
override TIDY_FILES := $(filter $(TIDIED),$(shell git diff --name-only --diff-filter=d main))
endif

lint: .cache/env.mk ## clang-format, clang-tidy and ruff, as CI runs them
	@.cache/venv/bin/clang-format --dry-run --Werror $(C_FILES)
	.cache/venv/bin/ruff check -q .
	.cache/venv/bin/ruff format -q --check .
	@printf '%s\n' $(TIDY_FILES) | xargs -r -P 2 -n 4 sh -c \
	    '.cache/venv/bin/clang-tidy --quiet "$$@" -- $(TIDY_FLAGS) 2>/dev/null' clang-tidy

format: .cache/env.mk ## have clang-format and ruff lay out all files
	.cache/venv/bin/clang-format -i $(C_FILES)
	.cache/venv/bin/ruff check -q --fix .
	.cache/venv/bin/ruff format -q .

clean: ## remove what was built
	rm -rf build dist *.egg-info pyrumpy/*.egg-info

distclean: clean ## remove what was fetched, too
	rm -rf .cache
