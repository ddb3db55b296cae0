"""An office's own checks and forms, added without touching the package.

They come from installed packages, by the entry point groups ``workbench.checks`` (a module that declares checks) and
``workbench.forms`` (the path of a form's YAML file), and from folders: ``*.py`` are modules of checks and
``forms/*.yaml`` editions of the form. Such a folder is the office's own program and is run as such; it must
never come from the reports.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.metadata import EntryPoint, entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from workbench.checks.catalogue import catalogue
from workbench.errors import CatalogueError, WorkbenchError
from workbench.forms import add

_FOLDERS: dict[Path, None] = {}
_FAULTS: dict[str, str] = {}


def use(folder: str | Path) -> None:
    """Add the checks and forms of a folder, for as long as this process runs; a second time changes nothing.

    What of it cannot be used is told by :func:`faults` and stops nothing else. Raises CatalogueError where there is no
    such folder.
    """
    place = Path(folder).absolute()
    if not place.is_dir():
        raise CatalogueError(f"没有名为 {folder} 的规则文件夹，请检查路径。")
    if place in _FOLDERS:
        return
    catalogue()  # the package's own checks first, so that none of their codes can be taken
    _FOLDERS[place] = None
    use_forms(place)
    for path in sorted(place.glob("*.py")):
        _try(str(path), partial(_run, path))


def use_forms(folder: Path) -> None:
    """Add the forms of a folder alone: all that reading needs."""
    for path in sorted((folder / "forms").glob("*.yaml")):
        _try(str(path), partial(add, path))


def folders() -> tuple[Path, ...]:
    """The folders in use, in the order in which they were added."""
    return tuple(_FOLDERS)


def faults() -> tuple[tuple[str, str], ...]:
    """What could not be used: the name of the file or the entry point, and why, in Chinese."""
    installed()
    return tuple(_FAULTS.items())


@cache
def installed() -> None:
    """Add the checks and forms that installed packages offer, once."""
    catalogue()
    installed_forms()
    for one in _offered("workbench.checks"):
        _try(f"{one.group}: {one.name}", one.load)


@cache
def installed_forms() -> None:
    """Add the forms that installed packages offer, once: all that reading needs."""
    for one in _offered("workbench.forms"):
        _try(f"{one.group}: {one.name}", partial(_add, one))


def _offered(group: str) -> Iterator[EntryPoint]:
    yield from sorted(entry_points(group=group), key=lambda one: one.name)


def _add(offered: EntryPoint) -> None:
    add(offered.load())


def _run(path: Path) -> None:
    """Run a file as a module, whose decorators declare its checks."""
    name = f"workbench_rules_{path.stem}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise CatalogueError("不是 Python 文件。")
    module = module_from_spec(spec)
    sys.modules[name] = module  # what a check's argument is, is looked up in its module
    spec.loader.exec_module(module)


def _try(name: str, action: Callable[[], object]) -> None:
    """Take an office's own part in, and note why where that fails."""
    try:
        action()
    except WorkbenchError as error:
        _FAULTS[name] = f"自定义规则未能使用：{error}"
    except (Exception, SystemExit) as error:  # noqa: BLE001 - others' programs may fail in any way
        _FAULTS[name] = f"自定义规则未能使用（{type(error).__name__}：{error}），请联系编写人员。"
