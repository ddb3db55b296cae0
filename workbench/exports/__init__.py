"""The ledger as files: one module a suffix, each entered as a writer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.audit import EXPORTS, Audit
from workbench.errors import ExportError
from workbench.exports import csv, json, xlsx
from workbench.review import Ledger, ledger_of

Writer = Callable[[Ledger, Path], None]

WRITERS: dict[str, Writer] = {".xlsx": xlsx.write, ".csv": csv.write, ".json": json.write}
"""What writes a ledger, by the suffix of the file."""


def writer(path: Path) -> Writer:
    """What writes files of that suffix. Raises ExportError where nothing does."""
    if path.suffix.lower() not in WRITERS:
        raise ExportError(f"不能写出“{path.name}”：文件名须以 {'、'.join(WRITERS)} 结尾。")
    return WRITERS[path.suffix.lower()]


def export(ledger: Ledger, *paths: str | Path) -> None:
    """Write a ledger in the form that each path's suffix asks for.

    Raises ExportError where a suffix is not known or a file cannot be written.
    """
    writers = [(writer(Path(path)), Path(path)) for path in paths]
    for write, path in writers:
        _write(write, ledger, path)


def _write(write: Writer, ledger: Ledger, path: Path) -> None:
    try:
        write(ledger, path)
    except PermissionError as error:
        raise ExportError(f"无法写出 {path}：没有写入权限，或文件正被其他程序打开，请关闭后重试。") from error
    except FileNotFoundError as error:
        raise ExportError(f"无法写出 {path}：文件夹不存在，请先建立。") from error
    except OSError as error:
        raise ExportError(f"无法写出 {path}，请检查磁盘空间和路径。") from error


def _of_audit(audit: Audit, *paths: Path) -> None:
    export(ledger_of(audit), *paths)


EXPORTS.append(_of_audit)
