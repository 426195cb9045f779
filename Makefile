# make run    every notebook on the seeds → reports/index.html
# make test   all tests, the examples in docstrings too
# make check  style, types, dead code
# make lab    JupyterLab on working copies of the notebooks
# make docs   README and docs/ as a site with a search → site/index.html
# PYTHON names the interpreter (3.11 or newer) the environment is made with.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: run test lab outputs docs pictures figures check lock bench bench-full fuzz train licences sbom clean

run: $(READY)
	$(BIN)/workbench run

# two processes; a file's tests stay together, for they share what is slow to make
test: $(READY)
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

lab: $(READY)
	$(BIN)/workbench lab

# the notebooks' stored outputs made anew, for their default parameters: what a reader sees and nbval compares
outputs: $(READY)
	$(BIN)/python notebooks/store_outputs.py

# every warning is an error: a link that leads nowhere, a page that no other leads to
docs: $(READY)
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --conf-dir docs . site
	@echo site/index.html

# of README and docs/; needs chromium
pictures: $(READY)
	$(BIN)/python docs/make_pictures.py

# those in README, docs/ and the notebooks' texts, from tests/benchmarks/results.json
figures: $(READY)
	$(BIN)/python tests/benchmarks/figures_in_words.py

# what CI runs besides the tests
check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tests/dead_code.py

bench: $(READY)
	$(BIN)/python tests/benchmarks/run.py $(if $(CORPORA),--corpora $(CORPORA)) $(if $(CODED),--coded $(CODED))

bench-full: $(READY)
	$(BIN)/python tests/benchmarks/run.py --full $(if $(CORPORA),--corpora $(CORPORA))

# each reader of the intake and each layer of the extraction for SECONDS seconds
SECONDS ?= 60
fuzz: $(READY)
	$(BIN)/python tests/fuzz.py --seconds $(SECONDS)

# of what is in requirements.lock: docs/licences.md, and a bill of materials (CycloneDX) in sbom.cdx.json
licences sbom: $(READY)
	$(BIN)/python docs/bill_of_materials.py $@

# the model of stances and attitudes from data/training into workbench/model; DIRECTED: the directed sentiment sentences
train: $(READY)
	$(BIN)/python -m pip install --quiet --requirement data/training/requirements.txt
	$(BIN)/python data/training/train_model.py $(if $(DIRECTED),--directed $(DIRECTED))

# new versions of the dependencies, with a hash for every file
lock: $(READY)
	$(BIN)/python -m pip install uv
	$(BIN)/python -m uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade --output-file requirements.lock

# the environment is made anew when the lock changes; a half-made one has no `ready` and is made again
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'workbench needs Python 3.11 or newer; make PYTHON=python3.12 …')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV): some minutes, the first time"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) reports site .cache .pytest_cache .ruff_cache .mypy_cache .hypothesis
