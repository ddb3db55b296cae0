"""The catalogue's pages: complete, in Chinese, and as the cases have it."""

from __future__ import annotations

import re

import pytest

from tests.checks.pages import EXAMPLES, PAGES, as_yaml
from workbench import pages
from workbench.checks import catalogue

_CHINESE = re.compile(r"[一-鿿]")


def test_the_examples_are_what_the_checks_say() -> None:
    """``python -m tests.checks.pages`` was run after the last change."""
    assert as_yaml() == EXAMPLES.read_text("utf-8")


def test_the_document_is_current() -> None:
    """``python -m tests.checks.pages`` was run after the last change."""
    assert pages.markdown(catalogue()) == PAGES.read_text("utf-8")


@pytest.mark.parametrize("code", [one.code for one in catalogue()])
def test_every_page_is_chinese(code: str) -> None:
    """What is compared, when it cannot be told, and what is innocent stand in Chinese."""
    page = next(pages.page(one) for one in catalogue() if one.code == code)
    assert all(_CHINESE.search(part) for part in (page.compares, page.undetermined, page.innocent))


def test_no_page_is_left_over() -> None:
    """The Chinese pages are of checks that exist."""
    assert set(pages._declared("pages")) <= {one.code for one in catalogue()}  # noqa: SLF001 - the file is meant
