"""The reader in JupyterLab: marks in the form's look, the source beside it, and nothing that a report says runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import Watched, page
from tests.browser.pages import _RUN as RUN
from tests.browser.serving import lab, notebook
from tests.builders import as_text, empty
from tests.documents.prints import printed_by_office  # noqa: F401

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.filterwarnings("default")]
