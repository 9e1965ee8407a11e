# make run, make test: see README.md. Everything is made inside this folder (and, for root, in /var/lib/jingzhun).

PYTHON3 ?= python3
PYTHON := .venv/bin/python
PIP := .venv/bin/pip --disable-pip-version-check
export PATH := $(CURDIR)/.venv/bin:$(PATH)
BROWSER_PACKAGES := chromium fonts-noto-cjk
CJK_FONT := /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

.PHONY: run stop services status test check browser bench forget constraints
.DEFAULT_GOAL := run

run: .venv/.installed node_modules/.installed services var/static/staticfiles.json
	@echo "→ Database"
	@$(PYTHON) manage.py migrate --no-input --verbosity 0
	@$(PYTHON) manage.py load_regions
	@$(PYTHON) manage.py demo --verbosity 0
	@$(PYTHON) -m config.services run
	@echo "→ http://127.0.0.1:$${WEB_PORT:-8000}   accounts, also in var/demo-accounts.txt:"
	@cat var/demo-accounts.txt

stop:
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m config.services stop; fi

services: .venv/.installed
	@$(PYTHON) -m config.services start

status:
	@$(PYTHON) -m config.services status

test: check browser
	@echo "→ Tests"
	$(PYTHON) -m pytest -n 2

# The fast part: style, types, architecture, templates, migrations, deployment.
check: .venv/.installed-dev node_modules/.installed services
	ruff check .
	ruff format --check .
	mypy
	djlint --check --lint templates
	lint-imports
	JINGZHUN_DB_ROLE=owner $(PYTHON) manage.py makemigrations --check --dry-run
	HTTPS=1 $(PYTHON) manage.py check --deploy --fail-level WARNING

# The browser tests drive Debian's Chromium; a machine that has none gets it, if we may.
browser:
	@if [ -n "$$JINGZHUN_NO_BROWSER" ] || { command -v chromium >/dev/null && [ -e $(CJK_FONT) ]; }; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "→ Chromium and Chinese fonts" && apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(BROWSER_PACKAGES) >/dev/null; \
	else \
		echo "The browser tests need: sudo apt-get install $(BROWSER_PACKAGES)   (or leave them out: JINGZHUN_NO_BROWSER=1)"; \
	fi

# make bench NAME=adjustment
bench: .venv/.installed services
	@$(PYTHON) manage.py bench $(NAME)

# Stops everything and deletes database, files and keys of this checkout.
forget:
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m config.services forget; fi

# After a change of requirements*.txt: install, then pin all that came with it.
constraints:
	@{ head -1 constraints.txt; .venv/bin/pip freeze; } > constraints.new && mv constraints.new constraints.txt

.venv/bin/pip:
	@$(PYTHON3) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON3=…" if sys.version_info < (3, 11) else 0)'
	@echo "→ Virtual environment"
	@$(PYTHON3) -m venv .venv

.venv/.installed: requirements.txt constraints.txt | .venv/bin/pip
	@echo "→ Python packages"
	@$(PIP) install -qq --requirement requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt requirements.txt constraints.txt | .venv/.installed
	@echo "→ Python packages for checks and tests"
	@$(PIP) install -qq --requirement requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | .venv/.installed
	@echo "→ Front-end packages and the divisions of China"
	@command -v npm >/dev/null || $(PIP) install -qq --requirement requirements-node.txt
	@npm ci --loglevel=error
	@touch $@

var/static/staticfiles.json: $(shell find static -type f) config/static.py node_modules/.installed | services
	@echo "→ Static files"
	@$(PYTHON) manage.py collectstatic --no-input --verbosity 0
	@touch $@
