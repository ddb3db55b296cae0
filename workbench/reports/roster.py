"""The roster 名册: the units under inspection."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.errors import DocumentError
from workbench.text import normalise

COLUMNS = ("unit", "level", "kind", "parent", "region")


@dataclass(frozen=True, slots=True)
class Unit:
    """One organ of the roster: name, level (街道, 县级…), kind (政府, 部门…), parent, region."""

    unit: str
    level: str = ""
    kind: str = ""
    parent: str = ""
    region: str = ""


@dataclass(frozen=True)
class Roster:
    """All organs under inspection, in the order of their list."""

    units: tuple[Unit, ...]

    def find(self, name: str) -> Unit | None:
        """The organ of that name, spaces and width aside; None where the roster has none."""
        wanted = normalise(name)
        return next((unit for unit in self.units if normalise(unit.unit) == wanted), None)


def read_roster(path: str | Path) -> Roster:
    """The roster in a CSV file with the columns unit, level, kind, parent, region.

    Raises DocumentError where the file cannot be read or lacks a column.
    """
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except OSError as error:
        raise DocumentError(f"无法打开名册 {path}，请检查路径和权限。") from error
    except ValueError as error:
        raise DocumentError(f"名册 {path} 不是 UTF-8 编码的 CSV 表，请另存后重试。") from error
    lacking = [column for column in COLUMNS if column not in frame.columns]
    if lacking:
        raise DocumentError(f"名册 {path} 缺少列：{'、'.join(lacking)}。")
    rows = frame.loc[:, list(COLUMNS)].itertuples(index=False)
    return Roster(tuple(Unit(*(str(field).strip() for field in row)) for row in rows))
