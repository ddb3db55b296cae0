"""ZIP archives: what is in them, and what must not come out of them."""

from __future__ import annotations

import gzip
import io
import plistlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders import as_text
from tests.pages import distinct, site
from workbench.documents import read_document
from workbench.documents.archive import unpacked
from workbench.errors import DocumentError
from workbench.reports import recognise


def packed_from(members: Sequence[tuple[str, str | bytes]]) -> bytes:
    """An archive of members in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_saved_page(tmp_path: Path) -> None:
    """A page packed with its images and style sheets is one report."""
    draft = distinct()
    members: list[tuple[str, str | bytes]] = [
        ("页/报告.html", site(draft)),
        ("页/a.css", "x"),
        ("页/b.png", b"\x89PNG"),
        ("__MACOSX/._x", "y"),
    ]
    path = tmp_path / "页.zip"
    path.write_bytes(packed_from(members))
    report = recognise(read_document(path))
    assert list(draft.values.values()) == [fact.raw for fact in report.cells.values()]
    assert str(path) == report.source


def test_several_reports_are_no_single_one(tmp_path: Path) -> None:
    """An archive of two reports is to be read as a batch."""
    path = tmp_path / "两份.zip"
    path.write_bytes(packed_from([("甲.txt", as_text(distinct(1))), ("乙.txt", as_text(distinct(2)))]))
    with pytest.raises(DocumentError, match="有2个文件"):
        read_document(path)


@pytest.mark.parametrize("name", ["../外.txt", "/etc/外.txt", "a/../../外.txt", "C:\\外.txt", "..\\外.txt"])
def test_nothing_is_put_outside(tmp_path: Path, name: str) -> None:
    """A member whose path leads out of the archive is refused, and the others are unpacked."""
    folder = tmp_path / "in"
    folder.mkdir()
    out, kept = unpacked(packed_from([(name, "坏"), ("好.txt", "好")]), folder)
    assert (None, True) == (out.path, "疑似恶意" in out.reason)
    assert kept.path is not None
    assert [folder] == list(tmp_path.iterdir())


def test_names_of_windows(tmp_path: Path) -> None:
    """Names in GBK without any mark are read as such."""
    data = packed_from([("aaaa.txt", "正文")]).replace(b"aaaa.txt", "年报".encode("gbk") + b".txt")
    assert ["年报.txt"] == [one.name for one in unpacked(data, tmp_path)]


def test_bombs_and_broken_archives(tmp_path: Path) -> None:
    """A bomb is refused before it is unpacked; a cut or an encrypted archive says what to do."""
    bomb = packed_from([("a.txt", b"0" * 50_000_000)])
    assert len(bomb) < 100_000
    with pytest.raises(DocumentError, match="异常庞大"):
        list(unpacked(bomb, tmp_path))
    with pytest.raises(DocumentError, match="重新取得"):
        list(unpacked(packed_from([("a.txt", "正文" * 999)])[:-30], tmp_path))
    locked = bytearray(packed_from([("a.txt", "正文")]))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DocumentError, match="加密"):
        list(unpacked(bytes(locked), tmp_path))


def test_the_folder_of_a_saved_page(tmp_path: Path) -> None:
    """What browsers put beside a page that they save is no report of its own, pages of frames included."""
    draft = distinct()
    members: list[tuple[str, str | bytes]] = [
        ("报告.htm", site(draft)),
        ("报告_files/saved_resource.html", "<html></html>"),
        ("报告_files/a.js.下载", "x"),
    ]
    path = tmp_path / "页.zip"
    path.write_bytes(packed_from(members))
    assert list(draft.values.values()) == [fact.raw for fact in recognise(read_document(path)).cells.values()]


def test_a_page_compressed_alone(tmp_path: Path) -> None:
    """What programs fetch from the web may still be compressed; cut off, or a bomb, it is refused."""
    draft, path = distinct(), tmp_path / "报告.html"
    whole = gzip.compress(site(draft).encode())
    path.write_bytes(whole)
    assert list(draft.values.values()) == [fact.raw for fact in recognise(read_document(path)).cells.values()]
    half = len(site(draft).encode()) // 2
    path.write_bytes(b"".join(map(gzip.compress, (site(draft).encode()[:half], site(draft).encode()[half:]))))
    assert list(draft.values.values()) == [fact.raw for fact in recognise(read_document(path)).cells.values()]
    for data in (whole + b"x", whole[:-400], whole[:99] + b"x" + whole[100:], gzip.compress(b" " * 50_000_000)):
        path.write_bytes(data)
        with pytest.raises(DocumentError, match="压缩包"):
            read_document(path)


def test_a_page_archived_by_a_browser_of_apple(tmp_path: Path) -> None:
    """The page stands in a list of the files that belong to it."""
    draft, path = distinct(), tmp_path / "报告.webarchive"
    listed = {"WebMainResource": {"WebResourceData": site(draft).encode(), "WebResourceMIMEType": "text/html"}}
    path.write_bytes(plistlib.dumps(listed, fmt=plistlib.FMT_BINARY))
    assert list(draft.values.values()) == [fact.raw for fact in recognise(read_document(path)).cells.values()]
    broken = (
        path.read_bytes()[:-50],
        plistlib.dumps({"WebMainResource": 3}, fmt=plistlib.FMT_BINARY),
        plistlib.dumps({"WebMainResource": {"WebResourceData": "x"}}, fmt=plistlib.FMT_BINARY),
    )
    for data in broken:
        path.write_bytes(data)
        with pytest.raises(DocumentError, match=r"网页归档.*再试"):
            read_document(path)


CURES = {
    "EPUB": b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0oa\xab,\x14\0\0\0\x14\0\0\0\x08\0\0\0mimetypeapplication/epub+zip",
    "UOF": b'<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof">',
    "SYLK": b'ID;PSCALC3\r\nB;Y2;X2\r\nC;X1;Y1;K"1"\r\nE\r\n',
    "DIF": b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n',
    "AbiWord": b'<abiword version="3">',
}


@pytest.mark.parametrize("kind", CURES)
def test_formats_that_are_not_read_are_named(tmp_path: Path, kind: str) -> None:
    """What no reader is for is named, with the way to a file that can be read."""
    path = tmp_path / "报告"
    path.write_bytes(CURES[kind])
    with pytest.raises(DocumentError, match=rf"{kind}.*另存为.*再试"):
        read_document(path)


def test_archives_within_archives(tmp_path: Path) -> None:
    """A report in an archive in an archive is read; an archive that holds itself would never end."""
    data = packed_from([("报告.txt", as_text(distinct()))])
    path = tmp_path / "层.zip"
    for _ in range(2):
        data = packed_from([("内.zip", data)])
    path.write_bytes(data)
    assert read_document(path).source == str(path)
    path.write_bytes(packed_from([("内.zip", data)]))
    with pytest.raises(DocumentError, match="层层嵌套"):
        read_document(path)
