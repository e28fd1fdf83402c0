# Every target sets up what it needs: a fresh machine has to bring python3 (3.11 or later), make and git, nothing else.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/ready
DEMO := build/demo
# Hostile files that `make hostile` reads.
N ?= 500
PRODUCT := schemas extractor evaluation
# Exit code of extract when files could not be read: some samples are broken on purpose, their records say how.
SOME_FAILED := 3
# mypy refuses a folder without Python in it, and corpus/ is mostly documents.
TYPED := $(PRODUCT) $(if $(wildcard corpus/*.py corpus/*/*.py),corpus) scripts tests

.PHONY: help setup demo test bench speed hostile check lint types layers licences gate docs format lock clean

help: ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)$$/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) ## make .venv with the pinned distributions

$(READY): pyproject.toml requirements.lock scripts/setup.sh scripts/office.sh
	@bash scripts/office.sh
	@bash scripts/setup.sh
	@touch $@

demo: $(READY) ## read the documents of corpus/samples and say where the results are
	@rm -rf $(DEMO)
	$(BIN)/vanthu extract corpus/samples -o $(DEMO) || [ $$? -eq $(SOME_FAILED) ]
	@echo
	@echo "The failed ones are broken on purpose: their records say how, and the others are read all the same."
	@echo "Results are in $(DEMO):"
	@echo "  records.jsonl   one record a line, every value with its place in the document"
	@echo "  findings.csv    what is missing or contradictory"
	@echo "  batch.json      counts by status, versions, times"
	@echo "Read one document: $(BIN)/vanthu show FILE"

test: $(READY) ## pass every test, with the coverage floor of pyproject.toml
	@mkdir -p build/coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

bench: $(READY) ## measure speed against other engines into docs/measured/speed.json
	$(BIN)/python -m evaluation.bench

speed: $(READY) ## fail where a ratio of speed is a fifth worse than in docs/measured/speed.json
	$(BIN)/python -m evaluation.bench --check --rounds 2

hostile: $(READY) ## read N=500 hostile files behind the fence and count how they end; goes on where it was stopped
	$(BIN)/python -m scripts.hostile --count $(N)

check: lint types layers licences gate ## lint, types, layers, licences and the pinned floors

lint: $(READY) ## style, docstrings, likely bugs, sizes
	$(BIN)/python -m ruff check --output-format concise .
	$(BIN)/python -m scripts.check_shape

types: $(READY) ## mypy, strict for all but tests
	$(BIN)/python -m mypy $(TYPED)

layers: $(READY) ## the direction of imports
	$(BIN)/lint-imports --no-logo --cache-dir build/import-linter
	$(BIN)/python -m scripts.check_imports

licences: $(READY) ## no GPL or AGPL at run time
	$(BIN)/python -m scripts.check_licences

gate: $(READY) ## the floors of evaluation/results/floors.json on the samples
	$(BIN)/vanthu evaluate gate --run corpus/samples

docs: $(READY) ## write the generated pages and blocks anew
	$(BIN)/python -m scripts.write_docs

format: $(READY) ## order imports and apply the safe fixes of the linter
	$(BIN)/python -m ruff check --fix .

lock: ## write requirements.lock anew from the bounds in pyproject.toml
	bash scripts/lock.sh

clean: ## remove what was built; keeps .venv
	rm -rf build dist *.egg-info
