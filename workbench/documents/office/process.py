"""LibreOffice as a process: held ready for a batch where it can be called as a library, else started for each file.

It lives and dies with the process that reads files, has a folder of its own for all that it writes, and is ended where
it takes too long. It is renewed after some files, for it does not give back all of the memory that it takes.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, Self

from workbench.documents.office import kit
from workbench.documents.office.profile import make_profile
from workbench.errors import DocumentError

SECONDS = 60.0
"""The longest that a file may take, less than the process that reads it is given."""
MOST_FILES = 100
"""Files after which it is renewed."""
_STARTED = 40.0
_RESTARTS = 2
_RESTART = frozenset({79, 81})
"""The exit codes by which it wants to be started once more, for its profile is new."""
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
"""What it is called where it can be found, and where it is put on systems that do not find it by its name."""
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_MISSING = (
    "读取 DOC、WPS、RTF、ODT 文件，以及有隐藏行列等情形的 XLS、ODS 文件需要 LibreOffice：请安装 libreoffice-writer、"
    "libreoffice-calc（Debian、Ubuntu 用 apt-get install），或用 Office、WPS 将文件另存为 DOCX、XLSX 后重试。"
)


class OfficeError(Exception):
    """What LibreOffice says of a file that it cannot convert."""


class _EndedError(Exception):
    """The process has ended."""


def program() -> str:
    """The path of LibreOffice's program. Raises DocumentError, which names the package, where there is none."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if not found:
        raise DocumentError(_MISSING)
    return found


def convert(source: Path, target: Path, seconds: float = SECONDS) -> None:
    """Make a DOCX or XLSX file, by the suffix of ``target``, of another.

    Raises OfficeError where LibreOffice cannot, DocumentError where it takes too long.
    """
    with _LOCK:
        _OFFICE.convert(source, target, seconds)


class _Late(threading.Timer):
    """Ends a process after a while, and knows whether it did."""

    def __init__(self, seconds: float, process: subprocess.Popen[str]) -> None:
        super().__init__(seconds, self._end)
        self.daemon = True
        self.came = False
        self._process = process

    def _end(self) -> None:
        self.came = True
        self._process.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()
        self.join()


class _Office:
    """LibreOffice with its folder; the process is there while it is held ready."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._process: subprocess.Popen[str] | None = None
        self._files = 0
        self._cold = sys.platform == "win32"

    def convert(self, source: Path, target: Path, seconds: float) -> None:
        """As above, one at a time; where it ended before or amid the file, once more."""
        until = time.monotonic() + seconds
        for _ in range(2):
            try:
                if self._ready():
                    return self._ask(source, target, until - time.monotonic())
                return self._once(source, target, until - time.monotonic())
            except _EndedError:
                self._end()
        raise OfficeError("ended")

    # -- held ready ---------------------------------------------------------------------------------------

    def _ready(self) -> bool:
        """Whether it is held ready, or can be."""
        if self._process and (self._files >= MOST_FILES or self._process.poll() is not None):
            self._end()
        if self._process is None and not self._cold:
            self._start()
        return self._process is not None

    def _start(self) -> None:
        folder, programs = self._own(), Path(program()).resolve().parent
        if not any((programs / name).exists() for name in kit.LIBRARIES):
            self._cold = True
            return
        self._files = 0
        self._process = self._popen([sys.executable, "-I", kit.__file__, str(programs), _profile(folder)])
        try:
            self._cold = bool(self._answer("", _STARTED))
        except (_EndedError, DocumentError):
            self._cold = True
        if self._cold:
            self._end()

    def _ask(self, source: Path, target: Path, seconds: float) -> None:
        self._files += 1
        request = json.dumps([source.as_uri(), target.as_uri(), target.suffix[1:]]) + "\n"
        wrong = self._answer(request, seconds)
        if wrong:
            raise OfficeError(wrong)

    def _answer(self, request: str, seconds: float) -> str:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise _EndedError
        line = ""
        with _Late(seconds, process) as late, suppress(OSError):
            process.stdin.write(request)
            process.stdin.flush()
            line = process.stdout.readline()
        if not line.endswith("\n"):
            self._end()
            _stopped(late, seconds)
        return str(json.loads(line))

    # -- started for each file ----------------------------------------------------------------------------

    def _once(self, source: Path, target: Path, seconds: float) -> None:
        made = source.with_suffix(target.suffix)
        command = [_binary(program()), f"-env:UserInstallation={_profile(self._own())}", "--headless", "--norestore"]
        command += ["--nologo", "--nodefault", "--nolockcheck", "--convert-to", made.suffix[1:]]
        command += ["--outdir", str(made.parent)]
        for _ in range(_RESTARTS + 1):
            process = self._popen([*command, str(source)])
            with _Late(seconds, process) as late:
                said, _nothing = process.communicate()
            if process.returncode not in _RESTART:
                break
        if late.came:
            _stopped(late, seconds)
        if not made.exists():
            raise OfficeError(said)
        made.replace(target)

    # -- both ---------------------------------------------------------------------------------------------

    def _own(self) -> Path:
        """The folder of its own, made when it is first needed."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="office-")).resolve()
            make_profile(self._folder / "profile")
        return self._folder

    def _popen(self, command: Sequence[str]) -> subprocess.Popen[str]:
        own = str(self._own())
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), own)
        return subprocess.Popen(  # noqa: S603 - LibreOffice, or what calls it
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=own,
            env=kept | places | {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
            encoding="utf-8",
            errors="replace",
        )

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    with suppress(OSError):  # what was still to be written goes nowhere
                        stream.close()
        self._process = None

    def close(self) -> None:
        """End it and remove its folder."""
        self._end()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None

    def forget(self) -> None:
        """Leave it to the process from which this one was forked."""
        if self._process:
            self._process.returncode = 0
            self._end()
        self._folder = None


def _stopped(late: _Late, seconds: float) -> NoReturn:
    if late.came:
        raise DocumentError(f"转换超过{seconds:.0f}秒，已中止；请用 Word 或 WPS 打开，另存为 DOCX 或 XLSX 后重试。")
    raise _EndedError


def _profile(folder: Path) -> str:
    return (folder / "profile").as_uri()


def _binary(found: str) -> str:
    """The program itself, which is one process, and not the script that starts it, where they are two."""
    real = Path(found).resolve().with_name("soffice.bin")
    return str(real) if real.exists() else found


_LOCK = threading.Lock()
_OFFICE = _Office()
atexit.register(_OFFICE.close)


def _forget() -> None:
    """Leave LibreOffice to the process from which this one was forked."""
    global _LOCK  # noqa: PLW0603 - it may have been held at the fork
    _LOCK = threading.Lock()
    _OFFICE.forget()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget)
