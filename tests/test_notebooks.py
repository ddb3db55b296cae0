"""The notebooks: committed without outputs, and run from their own folder as a reader runs them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient import NotebookClient

from workbench.review import Status
from workbench.review.store import open_store

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"
MOST = 20_000
"""Characters of plain text beside what a cell shows: nobody sees it, and yet it is sent and saved."""
WRITTEN = ("问题台账.xlsx", "问题台账.csv", "问题台账.json", "底稿.html", "整改通知.docx", "整改通知.zip", "通报.docx")

pytestmark = [pytest.mark.xdist_group("notebooks"), pytest.mark.filterwarnings("default")]
"""The warnings are those of the kernel's own libraries."""


def read(path: Path) -> Any:  # noqa: ANN401 - nbformat has no types
    """A notebook as it stands on disk."""
    return nbformat.reads(path.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the notebooks beside the bundled data, so that a run changes nothing here; files are read once."""
    clone = tmp_path_factory.mktemp("clone")
    for part in ("notebooks", "data"):
        shutil.copytree(ROOT / part, clone / part)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CACHE", str(clone / "cache"))
        yield clone / "notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    """What a run showed belongs to the run."""
    notebook = read(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


def shown(notebook: Any) -> list[str]:  # noqa: ANN401 - as above
    """What the cells of a notebook that was run have shown, as HTML or as text."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    data = [output.get("data", {}) for output in outputs]
    assert [] == [one["text/plain"][:100] for one in data if len(one.get("text/plain", "")) > MOST]
    printed = [output.get("text", "") for output in outputs]
    return printed + [one.get("text/html") or one.get("text/plain", "") for one in data]


def widgets(notebook: Any) -> set[str]:  # noqa: ANN401 - as above
    """The kinds of what the cells of a notebook have shown."""
    return {kind for cell in notebook.cells for output in cell.get("outputs", ()) for kind in output.get("data", {})}


@pytest.fixture(scope="module")
def run(folder: Path) -> Callable[[str], Any]:
    """Runs a notebook from its folder, as a reader does."""

    def running(name: str) -> Any:  # noqa: ANN401 - as above
        notebook = read(folder / f"{name}.ipynb")
        here = {"metadata": {"path": str(folder)}}
        return NotebookClient(notebook, timeout=300, kernel_name="python3", resources=here).execute()

    return running


def test_the_first_notebook_shows_findings_with_their_evidence(run: Callable[[str], Any], folder: Path) -> None:
    """It runs from its folder and shows audit, finding and report as HTML; the ledger is written."""
    outputs = shown(run("01-首次核查"))
    audit = next(html for html in outputs if "dw-audit" in html)
    assert "卫滨区人民政府办公室" in audit
    finding = next(html for html in outputs if '"dw dw-finding' in html)
    assert "NT301" in finding
    assert "<mark>" in finding
    assert any("dw-report" in html for html in outputs)
    assert (folder.parent / "out" / "ledger.xlsx").is_file()


def test_the_batch_is_counted_by_unit_and_by_check(run: Callable[[str], Any]) -> None:
    """Failures, units, checks and coverage."""
    notebook = run("02-批量核查")
    outputs = shown(notebook)
    assert WIDGET in widgets(notebook)
    assert any("核查 5 份报告" in text for text in outputs)
    assert any("NT301" in text and "卫滨区人民政府办公室" in text for text in outputs)


def test_the_desk_opens_in_a_notebook(run: Callable[[str], Any], folder: Path) -> None:
    """The store has the run once the notebook was run; nobody has decided anything."""
    assert WIDGET in widgets(run("03-复核工作台"))
    with open_store(folder.parent / "out" / "audit.db", readonly=True) as store:
        assert {Status.UNDECIDED} == {entry.status for entry in store.ledger().entries}


def test_years_and_summaries_are_compared(run: Callable[[str], Any]) -> None:
    """What cannot be compared says why."""
    outputs = shown(run("04-跨年与汇总"))
    assert any("RF101" in text for text in outputs)
    assert any("AG201" in text for text in outputs)
    assert any("dw-compare" in text for text in outputs)


def test_what_was_decided_is_exported(run: Callable[[str], Any], folder: Path) -> None:
    """Every document is written, and the journal is whole."""
    outputs = shown(run("05-导出与通报"))
    assert any("0 处异常" in text for text in outputs)
    assert all((folder.parent / "out" / name).stat().st_size for name in WRITTEN)


def test_an_offices_own_rules_take_effect(run: Callable[[str], Any]) -> None:
    """A severity, a check switched off with its reason, an own check."""
    outputs = shown(run("06-自定规则"))
    assert any("severity.TM201" in text for text in outputs)
    assert any("报告应当写明联系方式" in text for text in outputs)


@pytest.mark.parametrize("unit", ["卫滨区人民政府办公室", "老城区西关街道办事处"])
def test_a_dossier_is_made_for_a_unit(folder: Path, unit: str) -> None:
    """By papermill, with the unit as its parameter; of that unit alone."""
    made = papermill.execute_notebook(
        folder / "单位档案.ipynb", folder / f"{unit}.ipynb", {"单位": unit}, cwd=folder, progress_bar=False
    )
    outputs = shown(made)
    others = {"健康路街道", "虎溪街道", "释之街道", "卫滨区人民政府办公室", "西关街道"} - {unit, unit[-7:-3]}
    assert any(unit in text for text in outputs)
    assert any("dw-report" in text for text in outputs)
    assert not [other for other in others for text in outputs if other in text and "dw-report" not in text]


def test_a_dossier_of_nobody_says_who_there_is(folder: Path) -> None:
    """A name that is misspelt is told, with those that can be meant."""
    with pytest.raises(papermill.PapermillExecutionError, match=r"没有“青石县”的报告.*老城区西关街道办事处"):
        papermill.execute_notebook(
            folder / "单位档案.ipynb", folder / "无.ipynb", {"单位": "青石县"}, cwd=folder, progress_bar=False
        )
