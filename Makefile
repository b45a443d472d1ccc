# Two commands: `make demo` installs and runs the main job on corpus/, `make test` installs and runs all tests.
# Everything is installed into .venv; nothing outside this folder is touched.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORT ?= report

.PHONY: help demo test site install install-dev check clean

help:
	@echo "make demo   install into $(VENV) and write the bilingual report of corpus/ to $(REPORT)/"
	@echo "make test   install into $(VENV) and run every check and test"
	@echo "make site   install into $(VENV) and write the documentation site to site/"
	@echo "make clean  remove $(VENV), $(REPORT)/ and site/"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("summitalign needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[zh]'
	@touch $@

$(VENV)/.installed-dev: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[zh,dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-docs: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

demo: install
	$(BIN)/summitalign report corpus --output $(REPORT)

# The theme prints a notice about its successor, which is for us to read and not for each build.
site: $(VENV)/.installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir site

test: install-dev
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) $(REPORT) site
