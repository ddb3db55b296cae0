"""Grids of style sheets whose boxes say at which of its lines they stand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.appearances import web
from benchmarks.appearances.drafts import different
from benchmarks.appearances.scoring import outcomes
from benchmarks.appearances.tables import Rows, grid, placed
from workbench.documents import Grid, read_document
from workbench.reports import read


@pytest.mark.parametrize(
    "written",
    [
        "grid-area:{0}/{1}/{2}/{3}",
        "grid-row:{0}/{2};grid-column:{1}/{3}",
        "grid-row:{0}/span {4};grid-column:{1}/span {5}",
    ],
)
def test_boxes_at_lines_of_their_grid(tmp_path: Path, written: str) -> None:
    """Boxes may stand in any order in the file where each says at which lines of the grid it is."""

    def drawn(rows: Rows) -> str:
        boxes = []
        for row, column, box in placed(rows):
            lines = (row + 1, column + 1, row + 1 + box.down, column + 1 + box.across, box.down, box.across)
            boxes.append(f"<div style='{written.format(*lines)}'>{box.text}</div>")
        random.Random(3).shuffle(boxes)
        style = f"display:grid;grid-template-columns:repeat({len(grid(rows)[0])},1fr)"
        return f"<div style='{style}'>{''.join(boxes)}</div>"

    draft = different(3)
    path = tmp_path / "page.html"
    path.write_text(web.page(draft, web.article(draft, random.Random(3), drawn)), "utf-8")
    assert {"exact"} == set(outcomes(draft, read(path)).values())


def test_boxes_at_some_lines_of_their_grid(tmp_path: Path) -> None:
    """Those that say nothing stand where there is room; a place without a box before another is an empty cell."""
    styles = ["grid-area:2/2/3/3", "grid-column:3", "grid-row:4/span 1", "", "grid-column:2", *[""] * 8]
    boxes = "".join(f"<span style='{style}'>{at}</span>" for at, style in enumerate(styles))
    page = f"<p>政府信息公开</p><div style='display:grid;grid-template-columns:1fr 1fr 1fr'>{boxes}</div>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (found,) = (block for block in read_document(tmp_path / "page.html").blocks if isinstance(block, Grid))
    assert [["", "", "1"], ["3", "0"], ["", "4", "5"], ["2", "6", "7"], ["8", "9", "10"], ["11", "12"]] == [
        [cell.text for cell in row] for row in found.rows
    ]


def test_a_grid_beyond_all_measure_is_left_as_it_is(tmp_path: Path) -> None:
    """Its boxes are read where they stand in the file."""
    boxes = "".join(f"<div style='grid-row:1/span 60'>{at}</div>" for at in range(2_000))
    page = f"<p>政府信息公开</p><div style='display:grid;grid-template-columns:repeat(60,1fr)'>{boxes}</div>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert not any(isinstance(block, Grid) for block in read_document(tmp_path / "page.html").blocks)
