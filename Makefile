# The commands of the house. They need Python 3.11 or newer, git and make; everything else goes into .venv.

PORT ?= 8000
BIN := .venv/bin
TRANSLATIONS := policyspace/translations
PYTEST_OPTIONS ?= -n 3 --maxschedchunk 25

.DEFAULT_GOAL := help
.PHONY: help run test lint bench bench-full lock assets translations docs

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

# A demonstration always uses the database in .data/, whatever the environment says about another one.
run: export POLICYSPACE_MODE = demonstration
run: export DATABASE_URL =
run: export PUBLIC_URL = http://127.0.0.1:$(PORT)
run: .venv/runtime.stamp ## Serve the demonstration at http://127.0.0.1:8000 (PORT=9000 for another port)
	@mkdir -p .data
	@$(BIN)/policyspace migrate
	@$(BIN)/policyspace demo
	@exec $(BIN)/policyspace serve --port $(PORT)

test: lint ## The whole gate: lint, then every test
	@$(BIN)/python -m pytest $(PYTEST_OPTIONS)

lint: .venv/test.stamp ## Style, types and floors only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/test.stamp ## Measure side by side: prints a table, writes bench/results/latest.json
	@$(BIN)/python -m bench

bench-full: .venv/test.stamp ## The same with a million comments in the database: takes about an hour
	@$(BIN)/python -m bench full

lock: ## Write .locks/ again from pyproject.toml (UPGRADE=1 takes the newest versions)
	@.ci/lock $(if $(UPGRADE),--upgrade)

assets: ## Build static/dist/ from static/src/ (needs Node)
	@npm --prefix static/src ci --no-audit --no-fund
	@npm --prefix static/src run build

translations: .venv/runtime.stamp ## Collect the sentences to translate, and put the translations to use
	@mkdir -p $(TRANSLATIONS)
	@$(BIN)/pybabel -q extract -F pyproject.toml -k lazy -k plural:1,2 --add-location=file \
		--sort-by-file -o $(TRANSLATIONS)/messages.pot .
	@if ls $(TRANSLATIONS)/*/LC_MESSAGES/messages.po >/dev/null 2>&1; then \
		$(BIN)/pybabel -q update -i $(TRANSLATIONS)/messages.pot -d $(TRANSLATIONS) --no-fuzzy-matching && \
		$(BIN)/pybabel -q compile -d $(TRANSLATIONS); fi

.venv/bin/python:
	@python="$$(.ci/find-python)" && "$$python" -m venv --clear .venv

.venv/%.stamp: .locks/%.txt pyproject.toml | .venv/bin/python
	@echo "Installing what $< lists"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-index --no-build-isolation -e .
	@touch $@

docs: .venv/runtime.stamp ## Write the generated tables of the README again
	@$(BIN)/policyspace docs
