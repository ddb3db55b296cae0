"""Files that came through the browser, kept where the evidence can be shown from."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path, PurePosixPath

from workbench.documents.files import LIMIT
from workbench.errors import DocumentError

FOLDER = "上传的报告"
_STRANGE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\ud800-\udfff]")
_LONGEST, _DEEPEST = 240, 8
"""Bytes of a name, of which no file system takes more than 255, and folders in one another."""


def new_folder(root: Path) -> Path:
    """A folder of its own for each time that something is uploaded."""
    name = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    made = next(one for at in range(1000) if not (one := root / f"{name}{f'-{at}' if at else ''}").exists())
    made.mkdir(parents=True)
    return made


def append(folder: Path, name: str, at: int, data: bytes) -> None:
    """Add a piece to a file, from its character ``at`` on. Raises DocumentError where it does not fit there."""
    path = folder / safe(name)
    if at + len(data) > LIMIT:
        raise DocumentError(f"{name} 过大（上限 {LIMIT // 1_000_000} MB），请拆分后重试。")
    try:
        if (path.stat().st_size if path.exists() else 0) != at:
            raise DocumentError(f"{name} 上传中断，请重新上传。")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        raise DocumentError(f"{name} 未能保存，请检查磁盘空间和文件夹权限：{folder}") from error


def safe(name: str) -> PurePosixPath:
    """A path within the folder, whatever the browser says that the file is called."""
    parts = [_part(part) for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part][-_DEEPEST:]
    return PurePosixPath(*(kept or ["未命名"]))


def _part(part: str) -> str:
    """A name without what is no part of one; of a long one its digest, and its end, which says what the file is."""
    name = _STRANGE.sub("", part).strip(" .")
    if len(data := name.encode()) <= _LONGEST:
        return name
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"{digest}-{data[len(digest) + 1 - _LONGEST :].decode(errors='ignore')}"
