"""JupyterLab on the notebooks, in Chinese and without a question to the network; no setting of a user's is changed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.errors import WorkbenchError

HERE = Path(__file__).parent
_ROOT = HERE.parents[1]
_CARRIED = HERE / "examples"
"""Where an installed package has what a clone has at its top."""
PARTS = ("notebooks", "data")
_QUIET = (
    "--LabApp.default_url=/lab/tree/notebooks",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
"""The notebooks first; nothing that would ask other machines for news, versions or extensions."""


def home() -> Path:
    """The folder with the notebooks: this one, else the clone that the package runs from.

    Raises WorkbenchError where there is none.
    """
    for folder in (Path.cwd(), _ROOT):
        if (folder / "notebooks").is_dir():
            return folder
    raise WorkbenchError(
        "当前文件夹中没有 notebooks。用 workbench lab --copy 把随附的笔记本和示例数据复制到当前文件夹，"
        "或者在已有笔记本的文件夹中运行。"
    )


def copy(folder: Path) -> tuple[Path, ...]:
    """Copy the notebooks and the bundled data to a folder; the files that were written.

    Nothing that is there is touched. Raises WorkbenchError where it cannot be written.
    """
    source = _CARRIED if _CARRIED.is_dir() else _ROOT
    written = []
    for path in sorted(one for part in PARTS for one in (source / part).rglob("*") if _is_ours(one)):
        target = folder / path.relative_to(source)
        if not target.exists():
            _copy(path, target)
            written.append(target)
    return tuple(written)


def _is_ours(path: Path) -> bool:
    return path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)


def _copy(path: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as error:
        raise WorkbenchError(f"无法写入 {target}，请检查磁盘空间和权限。") from error


def command(options: Sequence[str]) -> list[str]:
    """The command that starts JupyterLab; ``options`` are its own and come last, so that they prevail."""
    return [sys.executable, "-P", "-m", "jupyterlab", *_QUIET, *options]


def environment() -> dict[str, str]:
    """The environment of the server: the defaults of this package, below which the user's own settings stand."""
    config = os.environ.get("JUPYTER_CONFIG_PATH")
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, (str(HERE / "lab"), config)))}
