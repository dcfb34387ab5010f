# `make demo` and `make test` are all that a newcomer needs; both create .venv on first use.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types imports check eval bench lock clean

$(VENV)/core.stamp: requirements/core.txt pyproject.toml
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/core.txt
	touch $@

# The build backend stands in the pinned development set, so nothing unpinned is fetched to build the package.
$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: $(VENV)/core.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .
	mkdir -p out
	$(BIN)/variorum compare examples/fictional-ferry --published 2031-03-12 --out out/ferry.html --out out/ferry.json
	@echo "The page is out/ferry.html - open it in a browser (it needs no network)."

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests evals benchmarks

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

check: lint types imports test

eval: $(VENV)/dev.stamp
	$(BIN)/python -m evals

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.compare

# Needs uv. Pins by version and hash; no index and no host is written into the files.
lock:
	uv pip compile pyproject.toml -q --generate-hashes --python-version 3.11 --universal --no-annotate --no-header -o requirements/core.txt
	uv pip compile pyproject.toml requirements/dev.in -q --generate-hashes --python-version 3.11 --universal --no-annotate --no-header -c requirements/core.txt -o requirements/dev.txt
	uv pip compile requirements/build.in -q --generate-hashes --python-version 3.11 --universal --no-annotate --no-header -c requirements/dev.txt -o requirements/build.txt

clean:
	rm -rf $(VENV) out dist build
