# Every target sets up what it needs, from Python 3.11 or newer and make alone. `make` lists the targets.

PYTHON ?= python3
WORKERS ?= 2
export HYPOTHESIS_PROFILE ?= ci

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
RULES := sim/rules sim/draw.py $(wildcard tests/rules)

.DEFAULT_GOAL := help
.PHONY: help setup demo report test warm lint schema words validate calibrations fronts bench fonts docs assumptions lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

setup: $(READY) ## build .venv from requirements.lock
	@echo ".venv is ready"

demo: $(READY) ## a first study, from the scenario to the report
	@$(BIN)/fission demo

report: $(READY) ## make docs/example-report, the demo's report in both languages
	@$(BIN)/fission demo --out .venv/demo
	@for lang in en zh; do $(BIN)/fission report .venv/demo --lang $$lang --out docs/example-report; done
	@$(BIN)/python -m tests.docs.example

test: $(READY) warm ## all tests: the rules compiled, then once more as plain Python
	@echo "All tests, rules compiled"
	@$(BIN)/python -m pytest -q -n $(WORKERS)
	@echo "The rules once more, as plain Python"
	@NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -q $(RULES)
	@echo "make test: all tests passed, with the rules compiled and as plain Python."

warm: $(READY) # compile the model once, so that the tests' workers all find it compiled
	@$(BIN)/fission run baitiao_consumer --persons 200 --days 40 --json > /dev/null

lint: $(READY) ## style, types, the direction of imports, and whether the schema is current
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	@$(BIN)/python -m scenarios.schema | cmp -s - scenarios/schema.json \
	  || { echo "scenarios/schema.json is not current: make schema" >&2; exit 1; }
	@echo "make lint: style, types, imports and schema are in order."

schema: $(READY) ## write scenarios/schema.json from the terms of the model
	@$(BIN)/python -m scenarios.schema > .venv/schema.json
	@cp .venv/schema.json scenarios/schema.json

words: $(READY) ## take new messages of the reports into the catalogues of reports/locales, and compile them
	@$(BIN)/python -m tests.words.catalogue

validate: $(READY) ## hold the model against what has been observed (long)
	@rm -rf .venv/validation
	@$(BIN)/fission validate --workers $(WORKERS) --out .venv/validation --page docs/validation.md --page docs/search.md
	@$(BIN)/python -m experiments.validation.shipped .venv/validation

calibrations: $(READY) ## fit the shipped calibrations anew and write docs/calibrated.md (long)
	@$(BIN)/python tools/calibrations.py

fronts: $(READY) ## how much of the true front a search finds, by sampler (long)
	@$(BIN)/python -m tests.benchmarks.fronts $(WORKERS) docs/search.md

bench: $(READY) ## measure speed and memory
	@$(BIN)/python -m tests.benchmarks --write

assumptions: $(READY) ## make the shipped assumption register anew (ten minutes of work), and its page; then: make report
	@rm -rf .venv/assumptions
	@$(BIN)/fission assumptions cash_for_invites --persons 20000 --days 720 --workers $(WORKERS) --out .venv/assumptions
	@$(BIN)/python -m experiments.assumptions.shipped .venv/assumptions
	@$(BIN)/python -m tests.docs.refresh assumptions

fonts: $(READY) ## cut the fonts of the reports anew (needs npm)
	@rm -rf build/fonts && mkdir -p build/fonts
	@cd build/fonts && npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 > /dev/null && tar -xzf *.tgz
	@$(BIN)/python tools/subset_fonts.py build/fonts/package

docs: $(READY) ## run the examples of the documentation and write their output anew
	@$(BIN)/python -m tests.docs.refresh
	@$(BIN)/python tests/market/test_extending.py

lock: ## choose the newest versions anew and write requirements.lock, for every Python from 3.11 on
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip --quiet --disable-pip-version-check install uv
	@build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --only-binary :all: \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --group dev \
	  --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
	@rm -r build/lock
	@! grep -n '://' requirements.lock

clean: ## remove .venv, caches and what was built; runs/ stays
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { \
	  echo "Fission needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another: make PYTHON=python3.13 setup" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version) (a minute or two, once)"
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PIP) install --only-binary :all: --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
