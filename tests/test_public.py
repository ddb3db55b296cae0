"""The public names: found where they should be, and no more loaded than was asked for."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import workbench as wb

HEAVY = ("altair", "camelot", "cv2", "docx", "ipywidgets", "openpyxl", "pandas", "pypdfium2", "scipy", "sqlalchemy")


@pytest.mark.parametrize("name", wb.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Under its own name, and named to whoever completes names."""
    found = getattr(wb, name)
    assert name in dir(wb)
    assert name == "charts" or not isinstance(found, ModuleType)


def test_a_room_hides_no_function_of_its_name() -> None:
    """``wb.audit`` is what audits, whoever has loaded the room before."""
    for name in ("workbench.audit", "workbench.picture"):
        __import__(name)
    assert callable(wb.audit)
    assert callable(wb.picture)


def test_a_name_that_is_none() -> None:
    """It is said as Python says it."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        wb.nothing  # type: ignore[attr-defined]  # noqa: B018 - to ask is all


def test_a_process_that_reads_files_loads_little() -> None:
    """Every file may be read in a process of its own, which should be there at once."""
    told = f"import sys, workbench.batch; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    asked = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert "" == asked.stdout.strip()
