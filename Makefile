# Two commands: `make audit` and `make test`. What they install goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
LEDGER := out/ledger.xlsx

.PHONY: audit test lab app clean

# Status 1 says that there are findings of severity error: a result, and no failure of make.
audit: .venv/.installed
	@mkdir -p $(dir $(LEDGER))
	@$(BIN)/workbench audit data/reports --roster data/roster.csv --out $(LEDGER) || [ $$? -eq 1 ]
	@echo
	@echo "问题台账：$(LEDGER)"
	@echo "逐个处理问题：make app（在浏览器中打开），或 make lab（JupyterLab，先运行 notebooks/01-首次核查.ipynb）"

# All run, and any of them can fail the whole. Types are checked beside the first tests, which wait for programs now and then;
# browsers share the machine with nothing but one another.
test: .venv/.installed-test .system-test
	@status=0; \
	$(BIN)/ruff check || status=1; \
	$(BIN)/ruff format --check || status=1; \
	$(BIN)/lint-imports || status=1; \
	mkdir -p out; $(BIN)/mypy >out/types.txt 2>&1 & types=$$!; \
	$(BIN)/python -m pytest -n auto --ignore=tests/browser || status=1; \
	wait $$types || status=1; cat out/types.txt; \
	$(BIN)/python -m pytest -n auto tests/browser || status=1; \
	exit $$status

# What some tests make documents with; those tests are passed over, and say so, where it cannot be installed.
.PHONY: .system-test
.system-test:
	@command -v soffice >/dev/null && command -v chromium >/dev/null && [ -d /usr/share/fonts/opentype/noto ] && \
		ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else as=none; fi; \
	if [ "$$as" = none ] || ! command -v apt-get >/dev/null; then \
		echo "未安装 LibreOffice、Chromium、PostgreSQL 或中文字体，相关测试将被跳过。" >&2; exit 0; fi; \
	$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		libreoffice-writer libreoffice-calc chromium fonts-noto-cjk postgresql >/dev/null

lab: .venv/.installed
	$(BIN)/workbench lab $(OPTIONS)

# The bundled reports at the desk, in a browser.
app: .venv/.installed
	@mkdir -p out
	$(BIN)/workbench app data/reports --roster data/roster.csv --store out/audit.db $(OPTIONS)

clean:
	rm -rf .venv out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.installed: pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/.installed-test: pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch .venv/.installed $@

# Debian ships python3 without what a virtual environment needs; it is installed where that is allowed.
.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 指定。" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory .system-venv
	@rm -rf .venv
	$(PYTHON) -m venv .venv

.PHONY: .system-venv
.system-venv:
	@if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else as=none; fi; \
	if [ "$$as" = none ] || ! command -v apt-get >/dev/null; then \
		echo "缺少 Python 的 venv 模块，又无权安装。请管理员执行：apt-get install python3-venv" >&2; exit 2; fi; \
	$$as apt-get update -qq && \
	$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv
