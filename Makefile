# Everything happens in .venv; `make` alone prints what there is.
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile pyproject.toml - --universal --generate-hashes --python-version 3.12 \
	--no-emit-index-url --no-annotate --no-header --quiet $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test lint bench lock check-wheels words wheel wheel-compiled clean

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

setup: ## make .venv with what leakledger needs
	@deploy/setup.sh run

setup-test:
	@deploy/setup.sh test

run: setup ## set up and start the audit (more options: make run ARGS="...")
	@exec $(BIN)/leakledger run $(ARGS)

# three hosts count the bytes of their headers: with other tests beside it a host that waits acknowledges in other packets
ALONE := tests/test_three_hosts.py

test: setup-test lint ## set up, lint, and run all tests (a part: make test ARGS="tests/analysis")
# without bytecode, each of the hundreds of processes that the tests start would compile all
	@$(BIN)/python -m compileall -q analysis dashboard proxy_addons benchmarks
ifeq ($(ARGS),)
	@$(BIN)/pytest -q $(ALONE)
	@$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder $(ALONE:%=--ignore=%)
else
	@$(BIN)/pytest -n 4 --dist loadfile $(ARGS)
endif

lint: setup-test ## types, style, and who may import whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup-test ## run every benchmark; each prints a ratio against a peer (one: make bench ARGS=benchmarks/proxy.py)
	@for script in $(or $(ARGS),$(wildcard benchmarks/*.py)); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

lock: setup-test ## write the lock files anew from pyproject.toml (newer versions: make lock UPGRADE=--upgrade)
	@printf 'setuptools>=77\n' | $(LOCK) -o requirements.lock
	@printf 'setuptools>=77\nuv>=0.5\n' | $(LOCK) --extra test -c requirements.lock -o requirements-test.lock

check-wheels: setup-test ## ask the package index for a wheel of every package (Python 3.12 to 3.14, x86-64 and 64-bit ARM)
	@for python in 3.12 3.13 3.14; do for machine in x86_64 aarch64; do for lock in requirements.lock requirements-test.lock; do \
		$(BIN)/uv pip install --quiet --dry-run --target .venv/none --python-version $$python \
			--python-platform $$machine-manylinux_2_28 --only-binary :all: --require-hashes -r $$lock || exit 1; \
		echo "$$lock: wheels for all, Python $$python, $$machine"; done; done; done; rm -rf .venv/none

words: setup-test ## bring the catalogues of messages (docs/translating.md) up to date with the source, and compile them
	@$(BIN)/python tests/translations.py $(ARGS)

wheel: setup-test ## build dist/leakledger-*.whl, to be installed with pipx or uv tool install
	@$(BIN)/python -m pip wheel -q --no-deps --no-build-isolation --no-index -w dist .
	@ls dist/*.whl

wheel-compiled: setup-test ## the same with reading and analysing compiled for this machine (needs a C compiler; minutes)
	@LEAKLEDGER_COMPILE=1 $(BIN)/python -m pip wheel -q --no-deps --no-build-isolation --no-index -w dist .
	@ls dist/*.whl

clean: ## remove caches and what was built; .venv stays
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find analysis proxy_addons dashboard tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
