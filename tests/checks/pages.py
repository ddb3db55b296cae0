"""The examples of the catalogue's pages, taken from the executed cases; run as a module it writes them."""

from __future__ import annotations

from pathlib import Path

import yaml

import workbench.checks
from tests.checks.test_cases import CASES, outcomes
from workbench import pages
from workbench.checks import catalogue
from workbench.explain import agreement, explanation, message
from workbench.findings import Verdict
from workbench.values import ZERO

EXAMPLES = Path(workbench.checks.__file__).parent / "examples.yaml"
PAGES = Path(__file__).parents[2] / "docs" / "checks.md"
_LONGEST = 400


def examples() -> dict[str, dict[str, str]]:
    """For each check what it says of its first case that agrees and of its first that differs."""
    codes = [one.code for one in catalogue()]
    return {code: {kind: _said(code, kind) for kind in ("agrees", "differs")} for code in codes}


def _said(code: str, kind: str) -> str:
    declared = yaml.safe_load((CASES / f"{code}.yaml").read_text("utf-8"))
    cases = [case for case in declared[kind] if case] or declared[kind]
    wanted = Verdict.AGREES if kind == "agrees" else Verdict.DIFFERS
    all_found = [one for case in cases[:2] for one, how in outcomes(code, case) if how is wanted]
    found = next((one for one in all_found if one.expected != ZERO), all_found[0])
    if wanted is Verdict.AGREES:
        return _short(agreement(found))
    return _short(message(found, wanted) + explanation(found, wanted))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"


def as_yaml() -> str:
    """The examples as they are kept."""
    return "# Made by tests/checks/pages.py from the executed cases.\n" + yaml.safe_dump(
        examples(), allow_unicode=True, width=110
    )


if __name__ == "__main__":
    EXAMPLES.write_text(as_yaml(), "utf-8")
    pages._declared.cache_clear()  # noqa: SLF001 - what was just written is to be read
    PAGES.parent.mkdir(exist_ok=True)
    PAGES.write_text(pages.markdown(catalogue()), "utf-8")
