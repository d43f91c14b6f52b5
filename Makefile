# `make run` and `make test` are all one needs; either sets up everything first.

SHELL := /bin/sh
bin := .venv/bin
lock := requirements.lock requirements-uv.lock
compile := $(bin)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-annotate

# A folder that was moved, or a Python that was removed, leaves an environment that only looks right.
whole := $(shell test -x $(bin)/python && test "$$(cat .venv/made 2>/dev/null)" = "$$(pwd)" && echo yes)

.DEFAULT_GOAL := help
.PHONY: help run test check lock schema metrics clean again

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: .venv/browser ## set up everything, then watch the demo market for three days and write its reports
	@$(bin)/rivals demo

test: .venv/browser ## set up everything, then run all tests
	@$(bin)/python -m pytest -n 2 --dist loadfile $(TESTS)

check: .venv/made ## lint, format, types, import contracts, and whether the documents say what is there
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/mypy
	@$(bin)/lint-imports
	@$(bin)/python -m pytest -q tests/test_documents.py

lock: .venv/made ## write the lock files from pyproject.toml; versions stay unless UPGRADE=1
	@$(compile) $(if $(UPGRADE),--upgrade) --group dev pyproject.toml --output-file requirements.lock >/dev/null
	@echo "uv==$$($(bin)/uv --version | cut -d' ' -f2)" | $(compile) - --output-file requirements-uv.lock >/dev/null

schema: .venv/made ## write docs/competitors.schema.json, which editors use, from the code
	@$(bin)/python -m crawler.configuration.competitors > docs/competitors.schema.json

metrics: .venv/made ## write docs/metrics.md, the table of all metrics, from the code
	@$(bin)/python -m dossier.metrics.document > docs/metrics.md

clean: ## remove the environment and all caches; data and reports stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build rivals.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Chromium, for pages that exist only after their scripts have run; without one the others are read all the same.
.venv/browser: .venv/made
	@$(bin)/python -m crawler.rendering.install
	@touch $@

.venv/made: pyproject.toml $(lock) $(if $(whole),,again)
	@for python in .venv/bin/python python3.13 python3.12 python3.11 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	test -n "$$python" || { echo "rivals needs Python 3.11 or newer; none was found as python3" >&2; exit 1; }; \
	echo "setting up .venv with $$($$python --version)"; \
	test "$$python" = .venv/bin/python && test "$$(cat .venv/made 2>/dev/null || pwd)" = "$$(pwd)" \
		|| $$python -m venv --clear .venv \
		|| { echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(bin)/python -m pip install --quiet --require-hashes --no-deps -r requirements-uv.lock
	@$(bin)/uv pip install --quiet --python $(bin)/python --require-hashes -r requirements.lock
	@$(bin)/uv pip install --quiet --python $(bin)/python --offline --no-deps --editable .
	@pwd > $@
