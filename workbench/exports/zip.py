"""The notices 整改通知 as an archive of Word files, one a unit, with a note of what no notice holds."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.exports.docx import notices, summary
from workbench.policy import Letters
from workbench.review import Ledger
from workbench.text import printable

_NOTE = "说明.txt"
_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 60


def write(office: Letters, ledger: Ledger, path: Path) -> None:
    """Write the archive; its files are numbered and named for their units."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for at, (unit, letter) in enumerate(notices(office, ledger), 1):
            with archive.open(f"{at:04} {named(unit)}.docx", "w") as file:
                letter.save(file)
        archive.writestr(_NOTE, "\n".join(summary(office, ledger)) + "\n")
    path.write_bytes(out.getvalue())


def named(unit: str) -> str:
    """A unit's name as that of a file: no path, nothing that a file system refuses, not too long."""
    return _UNFIT.sub(" ", printable(unit)).strip(" .")[:_LONGEST].strip(" .") or "单位"
