"""What a person names becomes sources: folders, archives, saved pages, attachments."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.builders import as_text
from tests.documents.test_archive import packed_from
from tests.pages import article, distinct, page
from workbench.documents import Paragraph, read_document
from workbench.reports import recognise
from workbench.sources import Source, Unreadable, combined, expanded


def _names(paths: list[Path], workspace: Path, root: Path) -> list[str]:
    return [str(Path(one.name).relative_to(root)) for one in expanded(paths, workspace)]


def _write(path: Path, data: str | bytes = "正文。") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def test_a_folder(tmp_path: Path) -> None:
    """All files in their order, but none that is hidden, an operating system's or part of a saved page."""
    root = tmp_path / "in"
    for name in ("b/乙.txt", "甲.txt", ".DS_Store", "~$甲.docx", "Thumbs.db", "丙.html", "丙_files/a", "丙.files/x"):
        _write(root / name)
    assert ["b/乙.txt", "丙.html", "甲.txt"] == sorted(_names([root], tmp_path / "w", root))
    (root / "断.html").symlink_to(tmp_path / "nowhere")
    assert "断.html" in _names([root], tmp_path / "w", root)
    (tmp_path / "空").mkdir()
    (nothing,) = expanded([tmp_path / "空"], tmp_path)
    assert isinstance(nothing, Unreadable)
    assert "没有报告文件" in nothing.reason


def test_links_to_folders(tmp_path: Path) -> None:
    """One to a folder elsewhere is followed, once; those to a folder within and back up read nothing twice."""
    root, other = tmp_path / "in", tmp_path / "别处"
    _write(root / "甲" / "甲.txt")
    _write(other / "深" / "乙.txt")
    for name, target in {"1": other, "2": other / "深", "3": root / "甲", "4": root, "5": tmp_path}.items():
        (root / name).symlink_to(target)
    (other / "回").symlink_to(other)
    assert ["1/深/乙.txt", "甲/甲.txt"] == _names([root], tmp_path / "w", root)


def test_a_closed_folder_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reports cannot be read, and that is not passed over."""
    _write(tmp_path / "in" / "甲.txt")
    _write(tmp_path / "in" / "内部" / "乙.txt")
    opened = os.scandir

    def guarded(folder: str) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "内部":
            raise PermissionError(13, "Permission denied", str(folder))
        return opened(folder)

    monkeypatch.setattr(os, "scandir", guarded)  # for nothing is closed to root
    closed, found = expanded([tmp_path / "in"], tmp_path / "w")
    assert isinstance(closed, Unreadable)
    assert "读取权限" in closed.reason
    assert found.name.endswith("甲.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """Nobody may ever write into it: it is not waited for, be it named or found."""
    os.mkfifo(tmp_path / "报告.txt")
    for named in (tmp_path / "报告.txt", tmp_path):
        (refused,) = expanded([named], tmp_path / "w")
        assert isinstance(refused, Unreadable)
        assert "不是普通文件" in refused.reason


def test_archives(tmp_path: Path) -> None:
    """Members are named by archive and path; an archive within is unpacked too, three deep is refused."""
    inner = packed_from([("丙.txt", "丙"), ("深.zip", packed_from([("丁.txt", "丁")]))])
    _write(tmp_path / "全部.zip", packed_from([("甲/乙.txt", "乙"), ("内.zip", inner), ("../外.txt", "外")]))
    found = list(expanded([tmp_path / "全部.zip"], tmp_path / "w"))
    names = {one.name.removeprefix(f"{tmp_path}/全部.zip/"): one for one in found}
    assert {"../外.txt", "甲/乙.txt", "内.zip/丙.txt", "内.zip/深.zip"} == set(names)
    assert "层层嵌套" in getattr(names["内.zip/深.zip"], "reason", "")
    assert all(one.path.is_relative_to(tmp_path / "w") for one in found if isinstance(one, Source))


def test_attachments_go_with_their_report(tmp_path: Path) -> None:
    """By the report's name, or to the only report of a folder; reports of their own are never joined."""
    one, flat = tmp_path / "一份", tmp_path / "多份"
    for name in ("报告.txt", "附件1.统计表.xlsx"):
        _write(one / name)
    for name in ("甲局.txt", "乙局.txt", "甲局附表.xlsx", "附件.xlsx"):
        _write(flat / name)
    (joined,) = expanded([one], tmp_path / "w")
    assert isinstance(joined, Source)
    assert ["附件1.统计表.xlsx"] == [name for name, _ in joined.attachments]
    found = {Path(one.name).name: one for one in expanded([flat], tmp_path / "w") if isinstance(one, Source)}
    assert {"甲局.txt", "乙局.txt", "附件.xlsx"} == set(found)
    assert (1, 0) == (len(found["甲局.txt"].attachments), len(found["乙局.txt"].attachments))


def test_combined(tmp_path: Path) -> None:
    """The tables of an attachment fill the report, and their places name it."""
    draft = distinct(9)
    main, tables = tmp_path / "报告.html", tmp_path / "附件.html"
    _write(main, page(draft, article(draft, drawn=lambda *_: "")))
    _write(tables, page(draft))
    assert 0 == sum(fact.location is not None for fact in recognise(read_document(main)).cells.values())
    attached = read_document(tables)
    whole = combined(read_document(main), [("附件.html", attached), ("坏.doc", "文件已损坏。")])
    assert "坏.doc" in whole.remarks[-1].text
    assert {"附件.html"} == {
        cell.location.file
        for block in whole.blocks[20:]
        if not isinstance(block, Paragraph)
        for row in block.rows
        for cell in row
    }


def test_what_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    """A workbook, which is packed too, is a file as any other; so is one that cannot be read."""
    openpyxl.Workbook().save(tmp_path / "表.xlsx")
    _write(tmp_path / "报告.txt", as_text(distinct()))
    found = list(expanded([tmp_path / "表.xlsx", tmp_path / "报告.txt", tmp_path / "无.txt"], tmp_path / "w"))
    assert [Source, Source, Unreadable] == [type(one) for one in found]
