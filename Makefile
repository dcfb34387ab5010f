# `make demo` and `make test` are all that a newcomer needs; both create .venv on first use.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types imports docs check eval bench lock clean

$(VENV)/core.stamp: requirements/core.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/core.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

# The build backend is pinned too, so nothing unpinned is fetched to build the package.
$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

STORY := examples/fictional-ferry

demo: $(VENV)/core.stamp
	mkdir -p out
	$(BIN)/variorum compare "Meridian=$(STORY)/01-meridian-wire.txt" "The Orlo Courier=$(STORY)/02-orlo-courier.txt" \
	  "Kesmar Broadcasting=$(STORY)/03-kesmar-broadcasting.txt" "The Halvik Ledger=$(STORY)/04-halvik-ledger.txt" \
	  "Strait Mercury=$(STORY)/05-strait-mercury.txt" "The Northern Post=$(STORY)/06-northern-post.txt" \
	  --published 2031-03-12 --out out/ferry.html --out out/ferry.json
	@echo "The page is out/ferry.html - open it in a browser (it needs no network)."

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests evals benchmarks fuzz docs

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

# A broken link, a missing anchor and a page that nothing leads to are errors.
docs: $(VENV)/dev.stamp
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -c docs/site -d out/doctrees docs out/site
	@echo "The documentation is out/site/index.html - open it in a browser (it needs no network)."

check: lint types imports docs test

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
