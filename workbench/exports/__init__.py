"""The ledger as files: one module a suffix, each entered as a writer of a kind of document."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from workbench.audit import Audit
from workbench.errors import ExportError
from workbench.policy import Letters
from workbench.review import Ledger, ledger_of

Writer = Callable[[Ledger, Path], None]
LetterWriter = Callable[[Letters, Ledger, Path], None]


def _by(module: str, function: str = "write") -> Callable[..., None]:
    """A function of a module here, which is loaded when something is to be written; each needs a library of its own."""

    def write(*arguments: object) -> None:
        getattr(import_module(f"{__name__}.{module}"), function)(*arguments)

    return write


LEDGERS: dict[str, Writer] = {".xlsx": _by("xlsx"), ".csv": _by("csv"), ".json": _by("json"), ".sarif": _by("sarif")}
"""What writes the ledger 问题台账, by the suffix of the file."""
PAPERS: dict[str, Writer] = {".html": _by("html"), ".pdf": _by("pdf")}
"""What writes the working paper 底稿."""
NOTICES: dict[str, LetterWriter] = {".docx": _by("docx", "write_notices"), ".zip": _by("zip")}
"""What writes the notices 整改通知: all in one file, or one file a unit in an archive."""
CIRCULARS: dict[str, LetterWriter] = {".docx": _by("docx", "write_circular")}
"""What writes the circular 通报."""

KINDS = {"ledger": "问题台账", "paper": "底稿", "notice": "整改通知", "circular": "通报"}
"""The kinds of document and their Chinese names; a suffix without a kind means the first that has it."""

SUFFIXES = tuple(dict.fromkeys((*LEDGERS, *PAPERS, *NOTICES, *CIRCULARS)))
"""All suffixes that can be written."""


def writer(path: Path, kind: str = "", letters: Letters | None = None) -> Writer:
    """What writes files of that suffix and kind; ``letters`` is what an office's letters say of it.

    Raises ExportError where nothing does, or where there is no such folder.
    """
    if kind and kind not in KINDS:
        raise ExportError(f"没有名为“{kind}”的文书，可用的有：{'、'.join(KINDS)}。")
    known: dict[str, Writer] = {}
    for name, writers in _writers(letters or Letters()).items():
        known = writers | known if kind in ("", name) else known
    if path.suffix.lower() not in known:
        endings = "、".join(suffix for suffix in SUFFIXES if suffix in known)
        raise ExportError(f"不能写出“{path.name}”：{KINDS.get(kind, '')}文件名须以 {endings} 结尾。")
    if not path.absolute().parent.is_dir():
        raise ExportError(f"无法写出 {path}：文件夹不存在，请先建立。")
    return known[path.suffix.lower()]


def _writers(letters: Letters) -> dict[str, dict[str, Writer]]:
    """Everything that writes, by kind and suffix."""
    return {
        "ledger": LEDGERS,
        "paper": PAPERS,
        "notice": {suffix: partial(write, letters) for suffix, write in NOTICES.items()},
        "circular": {suffix: partial(write, letters) for suffix, write in CIRCULARS.items()},
    }


def export(ledger: Ledger, *paths: str | Path, kind: str = "", letters: Letters | None = None) -> None:
    """Write a ledger in the form that each path's suffix, and the kind where it is given, asks for.

    A file is there whole or as it was. Raises ExportError where a suffix is not known or a file cannot be written.
    """
    writers = [(writer(Path(path), kind, letters), Path(path)) for path in paths]
    for write, path in writers:
        _write(write, ledger, path)


def _write(write: Writer, ledger: Ledger, path: Path) -> None:
    """Write beside the file's place, and put it there once it is whole: where that fails, what was there stays."""
    place = path.resolve()  # what a link leads to, and not the link, is written anew
    try:
        with tempfile.TemporaryDirectory(prefix=".workbench-", dir=place.parent) as folder:
            made = Path(folder, path.name)
            write(ledger, made)
            if place.exists():
                shutil.copymode(place, made)
            made.replace(place)
    except PermissionError as error:
        raise ExportError(f"无法写出 {path}：没有写入权限，或文件正被其他程序打开，请关闭后重试。") from error
    except FileNotFoundError as error:
        raise ExportError(f"无法写出 {path}：文件夹不存在，请先建立。") from error
    except OSError as error:
        raise ExportError(f"无法写出 {path}，请检查磁盘空间和路径。") from error


def export_audit(audit: Audit, *paths: Path, kind: str = "") -> None:
    """Write what an audit has found, undecided; raises as :func:`export` does."""
    export(ledger_of(audit), *paths, kind=kind, letters=audit.policy.letters)
