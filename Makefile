# `make verify`, `make test` and `make bench` need Python 3.11 or newer and nothing else: they install into .venv when it is missing or stale.
# PYTHON chooses the interpreter, ARGS is passed on: make verify ARGS="theorem3", make test ARGS="-k windows".
# `make approve` writes every recorded text anew, and shows the difference; `WHOLE=1 make test` leaves no case out.

PYTHON ?= python3
ARGS ?=

VENV := .venv
INSTALLED := $(VENV)/.installed
# around a command that says nothing: a dot every two seconds, as long as it runs or until it is interrupted
SHOWING = ( while sleep 2 > /dev/null 2>&1 && kill -0 $$$$ 2> /dev/null; do printf . >&2; done ) & dots=$$!;
SHOWN = status=$$?; kill $$dots; echo >&2; exit $$status

.PHONY: verify formal test test-newest docs approve lint bench mutants clean

verify: $(INSTALLED)
	@$(VENV)/bin/flowproof verify $(ARGS)

# needs Coq: FORMAL.md says how to get it
formal: $(INSTALLED)
	@$(VENV)/bin/flowproof formal $(ARGS)

# compiled tests are kept, whatever the environment says: else every process of theirs compiles all of them anew
test: $(INSTALLED)
	@PYTHONDONTWRITEBYTECODE= $(VENV)/bin/pytest -n auto --dist loadfile $(ARGS)

# the same with the newest versions of all that is needed, in an environment of their own
test-newest:
	@echo "installing the newest versions into $(VENV)-newest: a minute or two ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)-newest
	@$(SHOWING) $(VENV)-newest/bin/python -m pip install -q --disable-pip-version-check -e ".[dev]"; $(SHOWN)
	@PYTHONDONTWRITEBYTECODE= $(VENV)-newest/bin/pytest -n auto --dist loadfile $(ARGS)

# the pages, from docs/ and notebooks/, into build/docs; offline, and a warning is an error
docs: $(INSTALLED)
	@$(VENV)/bin/sphinx-build -q -W --keep-going -j auto -d build/doctrees docs build/docs $(ARGS)
	@echo "the pages are in build/docs/index.html"

approve: $(INSTALLED)
	@$(VENV)/bin/python tests/approved.py $(ARGS)

lint: $(INSTALLED)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(INSTALLED)
	@$(VENV)/bin/python -m benchmarks $(ARGS)

mutants: $(INSTALLED)
	@$(VENV)/bin/python -m mutants $(ARGS)

clean:
	rm -rf $(VENV) $(VENV)-newest build dist report .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The mark is written last and holds the folder's path, so an environment that was interrupted, was copied from another
# folder, or has lost its Python does not count as installed.
ifneq ($(shell $(VENV)/bin/python -c 'print(open("$(INSTALLED)").read().strip())' 2>/dev/null),$(CURDIR))
$(shell rm -f $(INSTALLED))
endif

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "flowproof needs Python 3.11 or newer; try make PYTHON=python3.11")'
	@echo "installing flowproof and what it needs into $(VENV), once: a minute or two ..." >&2
	@test -f $@ || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@
	@$(SHOWING) $(VENV)/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev]"; $(SHOWN)
	@pwd -P > $@
