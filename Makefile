# Commensal: `make run` brings up the product, `make test` runs its tests.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3) python3)
LOCK := requirements/$(if $(filter postgres%,$(DATABASE_URL)),postgres,run).txt
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

export COMMENSAL_URL ?= http://127.0.0.1:$(PORT)
export PYTHONUNBUFFERED = 1

.PHONY: help run demo test test-browser check bench calibrate format

help:  ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.with-$(notdir $(basename $(LOCK)))  ## Bring up the product on http://127.0.0.1:8000 (PORT= changes it)
	@exec $(BIN)/python manage.py serve --port $(PORT)

demo: $(VENV)/.with-$(notdir $(basename $(LOCK)))  ## The same, with a demo account holding a made-up year
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo_person --if-missing
	@exec $(BIN)/python manage.py serve --port $(PORT)

test: $(VENV)/.with-dev  ## Run the test-suite (no browser needed)
	@$(BIN)/python -m pytest --numprocesses auto -m "not browser" --ignore tests/browser

test-browser: $(VENV)/.with-browser  ## Run the tests that drive a real Chromium
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m browser tests/browser

check: $(VENV)/.with-dev  ## Lint, types, import contracts, migrations, deploy check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	COMMENSAL_URL=https://commensal.example $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.with-dev  ## Print speed and search figures
	@$(BIN)/python -m benchmarks

calibrate: $(VENV)/.with-dev  ## Simulate many diaries: false findings, power, coverage (half an hour; can be stopped and resumed)
	@$(BIN)/python -m benchmarks.calibration --long --store var/calibration.jsonl

format: $(VENV)/.with-dev  ## Put the code into house form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; ok = sys.version_info >= (3, 11); \
	  sys.exit(None if ok else "Commensal needs Python 3.11 or newer, but $(PYTHON) is " \
	  + sys.version.split()[0] + ". Name another: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python cannot make a virtual environment. On Debian: apt install python3-venv" >&2; \
	  rm -rf $(VENV); exit 1; }

$(VENV)/.with-%: requirements/%.txt | $(VENV)/bin/python
	@echo "Installing what requirements/$*.txt pins (once; later starts skip this) ..."
	@$(INSTALL) -r $<
	@touch $@
