"""The place of a figure looked at: cut out of the page with a red frame, or marked in its block, always escaped."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import openpyxl
import pytest
from PIL import Image

import workbench as wb
from tests.builders import Draft, as_text
from tests.documents.prints import printed
from tests.documents.test_archive import packed_from
from tests.pages import distinct, site, table
from tests.test_html import ATTACKS, ATTRIBUTES, ELEMENTS, Page
from tests.words import body, docx
from workbench.batch import load
from workbench.documents import Grid, PagePlace, read_document
from workbench.documents.pictures import crop_png
from workbench.errors import DocumentError
from workbench.picture import drawn
from workbench.reports import Report, read

DRAFT = distinct(8, 9_999)
KEYS = ("disclosure.fees.charged", "applications.new.total", "applications.granted.natural_person",
        "applications.not_processed.petition.business", "disputes.litigation_after_review.total")  # fmt: skip
_RED = (214, 30, 30)
_SCALE, _FRAME, _MARGIN = 2.0, 3, 48.0

Pixels = npt.NDArray[np.uint8]


def _pixels(png: bytes | None) -> Pixels:
    assert png is not None
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def _frame(pixels: Pixels) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is red in a picture."""
    ys, xs = np.nonzero((pixels == np.array(_RED)).all(axis=2))
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def _inside(pixels: Pixels) -> Pixels:
    """What stands within the frame."""
    left, top, right, bottom = _frame(pixels)
    return pixels[top + _FRAME : bottom - _FRAME, left + _FRAME : right - _FRAME]


def _report(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    return read(path)


# -- pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "/Rotate 90", "/Rotate 180", "/CropBox [20 30 575 820]"])
def test_a_frame_around_the_figure(tmp_path: Path, page: str) -> None:
    """The picture shows the figure in a red frame with the page around it, however the page is turned or cropped."""
    report = _report(tmp_path / "报告.pdf", printed(DRAFT, page=page))
    whole = {key: _inside(_pixels(wb.picture(report, key).png)) for key in KEYS}
    for key in KEYS:
        picture = wb.picture(report, key)
        place = report.fact(key).location
        assert isinstance(place, PagePlace)
        left, top, right, bottom = _frame(_pixels(picture.png))
        assert pytest.approx((place.box[2] - place.box[0]) * _SCALE, abs=12) == right - left
        assert pytest.approx((place.box[3] - place.box[1]) * _SCALE, abs=12) == bottom - top
        assert (whole[key].min(axis=2) < 100).sum() > 20
        assert picture._repr_html_() is None
        assert f"第{place.page}页" in picture.html
    assert len({inside.tobytes() for inside in whole.values()}) == len(KEYS)


def test_the_frame_is_cut_from_the_page_around_it(tmp_path: Path) -> None:
    """The margin shows what stands beside; at the edge of a page the picture ends with it."""
    path = tmp_path / "报告.pdf"
    report = _report(path, printed(DRAFT))
    place = report.fact(KEYS[1]).location
    assert isinstance(place, PagePlace)
    wide = (place.box[2] - place.box[0] + 2 * _MARGIN) * _SCALE
    assert pytest.approx(wide, abs=4) == _pixels(wb.picture(report, KEYS[1]).png).shape[1]
    corner = _pixels(crop_png(path, 1, (0, 0, 10, 10)))
    assert pytest.approx((10 + _MARGIN) * _SCALE, abs=4) == corner.shape[0]
    for beyond in (0, 9):
        with pytest.raises(DocumentError, match="没有这一页"):
            crop_png(path, beyond, place.box)


# -- other files ------------------------------------------------------------------------------------------


def _workbook(draft: Draft) -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for line in as_text(draft).splitlines():
        book.worksheets[0].append(line.split("\t"))
    book.save(out)
    return out.getvalue()


KINDS: dict[str, Callable[[Draft], bytes]] = {
    "txt": lambda draft: as_text(draft).encode(),
    "html": lambda draft: site(draft).encode(),
    "docx": lambda draft: docx(body(draft)),
    "xlsx": _workbook,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_block_with_the_figure_marked(tmp_path: Path, kind: str) -> None:
    """In a file without pages the rows around the figure are shown, and it alone is marked."""
    report = _report(tmp_path / f"报告.{kind}", KINDS[kind](DRAFT))
    for key in KEYS:
        picture = wb.picture(report, key)
        page = Page(picture.html)
        assert [DRAFT.values[key]] == page.texts["mark"]
        assert (None, picture.html) == (picture.png, picture._repr_html_())
        assert str(report.fact(key).location) in picture.html
        assert len(page.texts["td"]) > len(page.texts["mark"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_documents_put_nothing_into_the_page(tmp_path: Path, kind: str, attack: str) -> None:
    """Text of the file is text of the block, whatever it looks like."""
    draft = DRAFT.with_values(**{"applications.granted.business": attack})
    report = _report(tmp_path / f"报告.{kind}", KINDS[kind](draft))
    html = wb.picture(report, "applications.granted.natural_person").html
    page = Page(html)
    assert attack in page.texts["td"]
    assert ELEMENTS >= page.elements
    assert ATTRIBUTES >= page.attributes


# -- what cannot be shown ---------------------------------------------------------------------------------


def test_files_that_have_changed_or_gone(tmp_path: Path) -> None:
    """A figure is never shown in a file that is not the one that was read."""
    path = tmp_path / "报告.pdf"
    report = _report(path, printed(DRAFT))
    path.write_bytes(printed(distinct(9, 9_999)))
    with pytest.raises(DocumentError, match=r"内容已变.*重新读取"):
        wb.picture(report, KEYS[1])
    path.unlink()
    with pytest.raises(DocumentError, match=r"不在原处.*重新读取"):
        wb.picture(report, KEYS[1])


def test_unknown_cells(tmp_path: Path) -> None:
    """A key that no form has, and a cell that was not read, are named."""
    lines = [line for line in as_text(DRAFT).splitlines() if not line.startswith("行政强制")]
    report = _report(tmp_path / "报告.txt", "\n".join(lines).encode())
    for key in ("applications.unknown.total", "disclosure.coercion.decided"):
        with pytest.raises(DocumentError, match=key):
            wb.picture(report, key)


def test_attachments_and_archives(tmp_path: Path) -> None:
    """What stands in another file than the report's own is not looked for in that."""
    folder = tmp_path / "一份"
    folder.mkdir()
    (folder / "报告.html").write_text(site(DRAFT, "<p>一、总体情况</p><p>本年度无。</p>"), "utf-8")
    (folder / "附件.html").write_text("".join(table(DRAFT, one) for one in DRAFT.form.tables), "utf-8")
    (tmp_path / "包.zip").write_bytes(packed_from([("甲.txt", as_text(DRAFT)), ("乙.txt", "另一份。")]))
    batch = load([folder, tmp_path / "包.zip"])
    said = ("请打开附件查看", "请解压")
    for report, words in zip(batch.reports, said, strict=True):
        with pytest.raises(DocumentError, match=words):
            wb.picture(report, KEYS[1])


def test_merged_cells_leave_figures_under_their_columns(tmp_path: Path) -> None:
    """What reaches over columns takes as many, and where a cell above reaches down its place stays open."""
    path = tmp_path / "表.html"
    path.write_text(
        "<table><tr><td rowspan=3>一</td><td colspan=3>申请人</td><td rowspan=2>总计</td></tr>"
        "<tr><td>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td><td>3</td><td>6</td></tr></table>",
        "utf-8",
    )
    grid = next(block for block in read_document(path).blocks if isinstance(block, Grid))
    expected = [
        [("一", 1), ("申请人", 3), ("总计", 1)],
        [("", 1), ("甲", 1), ("乙", 1), ("", 2)],
        [("", 1), ("1", 1), ("2", 1), ("3", 1), ("6", 1)],
    ]
    assert expected == [[(cell.text if cell else "", span) for cell, span in row] for row in drawn(grid.rows)]
