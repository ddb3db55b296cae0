"""The programs that print and convert: LibreOffice, all files of one kind in one start, and Chromium."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_FILTERS = {
    "doc": "doc:MS Word 97",
    "docx": "docx:MS Word 2007 XML",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "fodt": "fodt:OpenDocument Text Flat XML",
    "xml": "xml:MS Word 2003 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "fods": "fods:OpenDocument Spreadsheet Flat XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "pdf": "pdf",
}


def there(program: str) -> bool:
    """Whether a program is on this machine; none needed counts as there."""
    return not program or shutil.which(program) is not None


def convert(sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Files converted by LibreOffice into a folder."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - a program of the machine on files of the benchmark
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", _FILTERS[kind],  # noqa: S607 - found by the path
             "--outdir", str(folder), *map(str, sources)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return [folder / f"{source.stem}.{kind}" for source in sources]


def printed(source: Path, folder: Path, *, margins: bool = False) -> Path:
    """A page printed to PDF by Chromium into a folder, with its own head and foot where margins are wanted."""
    out = folder / f"{source.stem}.pdf"
    plain = [] if margins else ["--no-pdf-header-footer"]
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - as above
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",  # noqa: S607 - as above
             "--no-first-run", f"--user-data-dir={profile}", *plain, f"--print-to-pdf={out}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return out
