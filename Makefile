# Two commands matter: `make run` (build the sample corpus) and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
OUT ?= out

.PHONY: run test lint types evaluate bench golden clean

run: $(VENV)/.installed
	$(BIN)/kg build data/communiques -o $(OUT)/graph
	$(BIN)/kg report $(OUT)/graph
	$(BIN)/kg export $(OUT)/graph --format turtle -o $(OUT)/graph.ttl
	$(BIN)/kg view $(OUT)/graph -o $(OUT)/graph.html
	@echo
	@echo "Graph    $(OUT)/graph       query it:  $(BIN)/kg ask $(OUT)/graph"
	@echo "Turtle   $(OUT)/graph.ttl"
	@echo "View     $(OUT)/graph.html  open it in a browser"

test: $(VENV)/.tested
	@sh tests/system.sh
	$(BIN)/python -m pytest -n auto -ra

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

evaluate: $(VENV)/.tested
	$(BIN)/python -m pytest -ra -m evaluate tests

golden: $(VENV)/.tested
	$(BIN)/python -m tests.test_golden

bench: $(VENV)/.tested
	$(BIN)/python tests/bench/run.py
	@echo
	$(BIN)/python -m tests.bench.scale $(TEXTS)
	@echo
	$(BIN)/python tests/bench/view.py
	@echo
	$(BIN)/python tests/bench/store.py $(GRAPH)
	$(BIN)/python -m pytest -ra -m bench tests
	@echo
	$(BIN)/python tests/bench/model.py

$(VENV)/bin/python:
	$(PYTHON) tests/venv.py $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tested: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(OUT) $(VENV) build *.egg-info
