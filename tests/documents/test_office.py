"""Files that LibreOffice makes readable: one process for many, ended in time, without macros and without network."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.appearances.making import convert as converted
from tests.documents.pdfs import needed
from tests.documents.test_archive import packed_from
from tests.ole import ole
from tests.pages import distinct
from tests.words import body, docx
from workbench import isolation
from workbench.batch import load
from workbench.documents import Document, Paragraph, read_document
from workbench.documents.office import process as programs
from workbench.errors import DocumentError
from workbench.isolation import workers
from workbench.reports import read

pytestmark = pytest.mark.xdist_group("office")

DRAFTS = [distinct(seed) for seed in (11, 12)]
ODT = "application/vnd.oasis.opendocument.text"
_OASIS = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "script": "script"}
_OTHERS = {
    "xlink": "http://www.w3.org/1999/xlink",
    "dom": "http://www.w3.org/2001/xml-events",
    "ooo": "http://openoffice.org/2004/office",
}
NAMES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in (
        *((name, f"urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0") for name, urn in _OASIS.items()),
        *_OTHERS.items(),
    )
)
MANIFEST = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two old Word files, the second one with the suffix of WPS."""
    needed("soffice")
    folder = tmp_path_factory.mktemp("doc")
    for at, draft in enumerate(DRAFTS):
        (folder / f"{at}.docx").write_bytes(docx(body(draft)))
    first, second = converted([folder / "0.docx", folder / "1.docx"], "doc", folder)
    return [first, second.rename(second.with_suffix(".wps"))]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """No LibreOffice is left behind."""
    yield
    programs._OFFICE.close()  # noqa: SLF001 - it is closed when the program ends, and here before


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _rtf(words: str, more: str = "") -> bytes:
    coded = "".join(f"\\u{ord(letter)}?" for letter in words)
    return f"{{\\rtf1\\ansi {more}{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {coded}\\par}}".encode()


def _odt(words: str, content: str = "", manifest: str = "", **parts: str) -> bytes:
    whole = f'<?xml version="1.0"?><office:document-content {NAMES} office:version="1.2">{content}<office:body>'
    whole += f"<office:text><text:p>{words}</text:p></office:text></office:body></office:document-content>"
    listed = f'<?xml version="1.0"?><manifest:manifest {MANIFEST} manifest:version="1.2"><manifest:file-entry '
    listed += (
        f'manifest:full-path="/" manifest:media-type="{ODT}"/><manifest:file-entry manifest:full-path="content.xml" '
    )
    listed += f'manifest:media-type="text/xml">{manifest}</manifest:file-entry>'
    listed += "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>' for name in parts)
    members = [("mimetype", ODT), ("content.xml", whole), ("META-INF/manifest.xml", listed + "</manifest:manifest>")]
    return packed_from([*members, *parts.items()])


def _office() -> int | None:
    """The number of the process that is held ready."""
    process = programs._OFFICE._process  # noqa: SLF001 - nobody else is to know
    return process.pid if process else None


# -- one for many -----------------------------------------------------------------------------------------


def test_one_process_reads_many_files(docs: list[Path], tmp_path: Path) -> None:
    """DOC, WPS, RTF and ODT are read by one LibreOffice that is held ready."""
    (tmp_path / "报告.rtf").write_bytes(_rtf("本年度报告。"))
    (tmp_path / "报告.odt").write_bytes(_odt("本年度报告。"))
    for draft, path in zip(DRAFTS, docs, strict=True):
        assert list(draft.values.values()) == [fact.raw for fact in read(path).cells.values()]
    first = _office()
    assert ["本年度报告。"] == _texts(read_document(tmp_path / "报告.rtf"))
    assert ["本年度报告。"] == _texts(read_document(tmp_path / "报告.odt"))
    if first is None:
        pytest.skip("this LibreOffice cannot be held ready")
    assert first == _office()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_one_process_reads_a_batch(docs: list[Path]) -> None:
    """In a batch, the process that reads files holds one LibreOffice, which ends with it."""
    isolation.stop()
    batch = load([*docs, *docs], jobs=1)
    assert 4 == len(batch)
    (worker,) = workers._ALL  # noqa: SLF001 - as above
    offices = _children(worker._process.pid)  # noqa: SLF001 - as above
    isolation.stop()
    assert 1 >= len(offices)
    assert all(not Path(f"/proc/{number}").exists() or _is_dead(number) for number in offices)


def _children(parent: int) -> list[int]:
    """The processes that a process has started for LibreOffice."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        number = int(path.parent.name)
        fields = _stat(number)
        if fields and int(fields[1]) == parent and b"office/kit.py" in Path(f"/proc/{number}/cmdline").read_bytes():
            found.append(number)
    return found


def _stat(number: int) -> list[str]:
    """State and parent of a process, and what follows; nothing where it is gone."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _is_dead(number: int) -> bool:
    fields = _stat(number)
    return not fields or fields[0] == "Z"


def test_a_file_that_takes_too_long_is_given_up(docs: list[Path], tmp_path: Path) -> None:
    """LibreOffice is ended, the reason says what to do, and the next file is read."""
    read_document(docs[0])
    with pytest.raises(DocumentError, match=r"转换超过.*另存为 DOCX"):
        programs.convert(docs[0], tmp_path / "made.docx", 0.001)
    assert _office() is None
    assert DRAFTS[0].unit == read(docs[0]).unit


def test_not_installed(docs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the message names the package, and another way."""
    programs._OFFICE.close()  # noqa: SLF001 - as above
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DocumentError, match=r"请安装 libreoffice-writer.*另存为 DOCX"):
        read_document(docs[0])


# -- files that are locked or broken ------------------------------------------------------------------------


def _with_password(data: bytes) -> bytes:
    """The old Word file with the mark that says it is encrypted."""
    at = data.index(b"\xec\xa5") + 11
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


ENCRYPTED = '<manifest:encryption-data manifest:checksum="a"/>'

DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "密码.doc": (_with_password, "解除密码"),
    "截断.doc": (lambda data: data[: len(data) * 2 // 3], "文件不完整"),
    "截断一半.doc": (lambda data: data[: len(data) // 2], "文件不完整"),
    "只有头.doc": (lambda data: data[:600], "文件不完整"),
    "演示文稿.doc": (lambda _: ole({"PowerPoint Document": bytes(5000)}), "不是 Word"),
    "密码.odt": (lambda _: _odt("报告。", manifest=ENCRYPTED), "解除密码"),
    "截断.odt": (lambda _: _odt("报告。" * 999)[:-200], "重新取得"),
    "截断.rtf": (lambda _: _rtf("报告。" * 999)[:-20], "文件不完整"),
    "截断.xml": (
        lambda _: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
        "已损坏",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_locked_and_broken_files(docs: list[Path], tmp_path: Path, name: str) -> None:
    """They are refused before LibreOffice is asked, which would read what is left, or ask for the password."""
    damage, said = DAMAGES[name]
    (tmp_path / name).write_bytes(damage(docs[0].read_bytes()))
    with pytest.raises(DocumentError, match=said) as refused:
        read_document(tmp_path / name)
    assert "请" in str(refused.value)


# -- nothing is run and nothing is fetched ------------------------------------------------------------------

MACRO = """<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/script" script:name="M"
 script:language="StarBasic">Sub Run
 Open "{}" For Output As #1
 Print #1, "run"
 Close #1
End Sub</script:module>"""
LIBRARY = """<?xml version="1.0"?><library:library{} xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"{}"""
EVENT = """<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"
 script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.Run?language=Basic&amp;location=document"
 xlink:type="simple"/></office:event-listeners></office:scripts>"""


def _with_macro(target: Path) -> bytes:
    """A file that runs a macro when it is opened, which writes another file."""
    listed = LIBRARY.format("", '><library:element library:name="M"/></library:library>')
    libraries = LIBRARY.format("", ' library:link="false"/>').replace("<library:library", (
        '<library:libraries xmlns:library="http://openoffice.org/2000/library"><library:library'
    )) + "</library:libraries>"  # fmt: skip
    parts = {"Basic/script-lc.xml": libraries, "Basic/Standard/script-lb.xml": listed}
    return _odt("报告。", EVENT, **parts, **{"Basic/Standard/M.xml": MACRO.format(target)})


def _linked(address: str) -> dict[str, bytes]:
    """Files that refer to pictures, templates and parts elsewhere."""
    image = f'<draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{address}/{{}}"/></draw:frame>报告。'
    section = f'</text:p><text:section text:name="s"><text:section-source xlink:href="{address}/part.odt"/><text:p>旧'
    section += "</text:p></text:section><text:p>报告。"
    picture = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/f.png" \\\\d}}{{\\fldrslt}}}}'
    return {
        "图.odt": _odt(image.format("a.png")),
        "节.odt": _odt(section),
        "模板.rtf": _rtf("报告。", f"{{\\*\\template {address}/t.dot}}"),
        "图.rtf": _rtf("报告。", picture),
    }


def test_macros_are_not_run(tmp_path: Path) -> None:
    """A macro that is due when the file is opened does nothing."""
    needed("soffice")
    path = tmp_path / "宏.odt"
    path.write_bytes(_with_macro(tmp_path / "run"))
    assert ["报告。"] == _texts(read_document(path))
    assert not (tmp_path / "run").exists()


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """Linked pictures, parts and templates are not asked for; the text is read."""
    needed("soffice")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        for name, data in _linked(f"http://127.0.0.1:{server.getsockname()[1]}").items():
            (tmp_path / name).write_bytes(data)
            assert "报告。" in "".join(_texts(read_document(tmp_path / name)))
        with pytest.raises(TimeoutError):
            server.accept()
