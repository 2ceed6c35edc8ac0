# The commands of a checkout. Each works alone; the first makes the environment that the others use.
PYTHON ?= python3
BIN = .venv/bin

help:  ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/\1 \2/p' $(MAKEFILE_LIST) | while read -r name about; do printf '%-10s %s\n' "$$name" "$$about"; done

$(BIN)/pytest: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -e '.[dev]'
	touch $@

test: $(BIN)/pytest  ## all tests
	$(BIN)/pytest

coverage: $(BIN)/pytest  ## all tests, and which lines and branches they and the processes that they start reach
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --show-missing

check: $(BIN)/pytest  ## what has to hold before a change is taken in, in this checkout
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/malibrief check
	$(BIN)/python docs/gallery.py --check
	$(BIN)/python docs/manpage.py --check
	$(BIN)/python docs/fields.py --check
	$(BIN)/pytest

format: $(BIN)/pytest  ## format and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: $(BIN)/pytest  ## write snapshots, sessions, pictures, man page and fields anew; look at the difference
	$(BIN)/pytest --snapshot-update
	$(BIN)/python docs/gallery.py
	$(BIN)/python docs/manpage.py
	$(BIN)/python docs/fields.py

hardship: $(BIN)/pytest  ## the whole numbers of tests/hardship (minutes); the table of SECURITY.md
	$(BIN)/python -m tests.hardship

lowest:  ## tests with the lowest versions that pyproject allows (needs uv)
	uv venv --quiet --clear --python 3.11 build/lowest
	uv pip install --quiet --python build/lowest --resolution lowest-direct -e '.[dev]'
	build/lowest/bin/pytest

.PHONY: help test coverage check format snapshots hardship lowest
