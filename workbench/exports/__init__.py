"""The ledger as files: one module a suffix, and the registry of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.audit import Audit
from workbench.errors import ExportError
from workbench.exports import csv, json, xlsx

Writer = Callable[[Audit, Path], None]

WRITERS: dict[str, Writer] = {".xlsx": xlsx.write, ".csv": csv.write, ".json": json.write}
"""What writes a ledger, by the suffix of the file."""


def export(audit: Audit, path: Path) -> None:
    """Write the ledger to a file. Raises ExportError where its suffix is unknown or it cannot be written."""
    write = writer(path)
    try:
        write(audit, path)
    except OSError as error:
        raise ExportError(f"无法写出 {path}：{_reason(error)}。") from error


def writer(path: Path) -> Writer:
    """What writes files of that suffix. Raises ExportError where nothing does."""
    if path.suffix.lower() not in WRITERS:
        raise ExportError(f"不能写出“{path.name}”：文件名须以 {'、'.join(WRITERS)} 结尾。")
    return WRITERS[path.suffix.lower()]


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被其他程序打开，请关闭后重试"
    if isinstance(error, FileNotFoundError):
        return "文件夹不存在，请先建立"
    return error.strerror or str(error)


__all__ = ["WRITERS", "Writer", "export", "writer"]
