"""The working paper 底稿 as PDF: the page of HTML printed by a browser, or by LibreOffice where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.errors import ExportError
from workbench.exports import html
from workbench.review import Ledger

SECONDS = 300
"""The longest that printing may take."""

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)  # fmt: skip
OFFICES = "soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"

# The page is the package's own and holds no script; what a report says is kept from the net once more all the same.
_QUIET = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip
_MISSING = (
    "写出 PDF 需要 Chromium 或 LibreOffice：请安装 chromium 或 libreoffice-writer"
    "（Debian、Ubuntu 用 apt-get install chromium），或先写出 .html，再用浏览器打印为 PDF。"
)


def write(ledger: Ledger, path: Path) -> None:
    """Print the working paper. Raises ExportError where no program for it is installed, or it fails."""
    program = next(_programs(), None)
    if program is None:
        raise ExportError(_MISSING)
    with TemporaryDirectory(prefix="paper-", ignore_cleanup_errors=True) as folder:
        source = Path(folder).resolve() / "paper.html"
        html.write(ledger, source)
        made = source.with_suffix(".pdf")
        _run(_command(program, source, made), made)
        shutil.copyfile(made, path)


def _programs() -> Iterator[str]:
    """The programs that can print, browsers before LibreOffice."""
    return (found for name in (*BROWSERS, *OFFICES) if (found := shutil.which(name)))


def _command(program: str, source: Path, made: Path) -> list[str]:
    profile = made.parent / "profile"
    if "office" in Path(program).name:
        place = f"-env:UserInstallation={profile.as_uri()}"
        return [program, place, "--headless", "--convert-to", "pdf", "--outdir", str(made.parent), str(source)]
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses root a sandbox
    return [program, *_QUIET, *root, f"--user-data-dir={profile}", f"--print-to-pdf={made}", source.as_uri()]


def _run(command: Sequence[str], made: Path) -> None:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)  # noqa: S603 - no shell
    except subprocess.TimeoutExpired as error:
        raise ExportError(f"{Path(command[0]).name} 用时超过{SECONDS}秒，没有写出 PDF；请先写出 .html。") from error
    if not made.is_file() or not made.stat().st_size:
        refused = ExportError(f"{Path(command[0]).name} 没有写出 PDF；请先写出 .html，再用浏览器打印为 PDF。")
        refused.add_note(done.stderr.decode("utf-8", "replace"))
        raise refused
