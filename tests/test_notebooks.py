"""The notebooks: committed without outputs, and run from their own folder as a reader runs them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(path: Path) -> Any:  # noqa: ANN401 - nbformat has no types
    """A notebook as it stands on disk."""
    return nbformat.reads(path.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the notebooks beside the bundled data, so that a run changes nothing here."""
    copy = tmp_path_factory.mktemp("clone")
    for part in ("notebooks", "data"):
        shutil.copytree(ROOT / part, copy / part)
    return copy / "notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    """What a run showed belongs to the run."""
    notebook = read(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


@pytest.mark.filterwarnings("default")  # those of the kernel's own libraries
def test_the_first_notebook_shows_findings_with_their_evidence(folder: Path) -> None:
    """It runs from its folder and shows audit, finding and report as HTML; the ledger is written."""
    notebook = read(folder / "01-首次核查.ipynb")
    here = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=here).execute()
    shown = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    audit = next(html for html in shown if "dw-audit" in html)
    assert "卫滨区人民政府办公室" in audit
    finding = next(html for html in shown if "dw-finding" in html and "dw-audit" not in html)
    assert "NT301" in finding
    assert "<mark>" in finding
    assert any("dw-report" in html for html in shown)
    assert (folder.parent / "out" / "ledger.xlsx").is_file()
