"""The roster 名册: the units under inspection."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from io import StringIO
from pathlib import Path

from workbench.errors import DocumentError
from workbench.text import normalise
from workbench.wordlists import from_yaml

COLUMNS = ("unit", "level", "kind", "parent", "region")
"""The columns that every roster has."""
OPTIONAL = ("former", "from", "to", "published", "scope")
"""The columns that a roster may have."""
SCOPES = ("", "汇总", "本级")
"""What a parent's report is over: all its organs, or itself alone; empty where the roster does not say."""

_BETWEEN = re.compile(r"[;；、,，|]")
_ENDING = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """One organ of the roster: name, level (街道, 县级…), kind (政府, 部门…), parent, region.

    ``former`` are names that it had before, or the organs that were merged into it; ``first`` and ``last`` the
    reporting years that it exists in; ``published`` the day on which its report was published, as the supervising
    office noted it; ``scope`` is one of SCOPES.
    """

    unit: str
    level: str = ""
    kind: str = ""
    parent: str = ""
    region: str = ""
    former: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    published: date | None = None
    scope: str = ""

    def exists(self, year: int) -> bool:
        """Whether the organ has to report for a year."""
        return (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True)
class Roster:
    """All organs under inspection, in the order of their list."""

    units: tuple[Unit, ...]

    def find(self, name: str) -> Unit | None:
        """The organ of that name, spaces, width and the region before it aside; None where it is none, or several."""
        wanted = normalise(name)
        return self._named.get(wanted) or self._regional(wanted)

    def _regional(self, name: str) -> Unit | None:
        """The one organ whose name is the same but for the province, city or county written before one of the two."""
        near = self._endings.get(name[-_ENDING:], ())
        found = [unit for unit in near if _same_but_region(name, normalise(unit.unit), normalise(unit.region))]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _endings(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(normalise(unit.unit)[-_ENDING:], []).append(unit)
        return found

    @cached_property
    def _named(self) -> dict[str, Unit]:
        return {normalise(unit.unit): unit for unit in reversed(self.units)}

    def count(self, name: str) -> int:
        """How many organs have a name, which in several regions there may be."""
        wanted = normalise(name)
        return sum(normalise(unit.unit) == wanted for unit in self._endings.get(wanted[-_ENDING:], ()))

    def organs(self, parent: str, year: int) -> tuple[Unit, ...]:
        """The organs of a parent that have to report for a year."""
        wanted = normalise(parent)
        return tuple(unit for unit in self._children.get(wanted, ()) if unit.exists(year))

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """The names of all parents, in the order in which they are first named."""
        return tuple(dict.fromkeys(unit.parent for unit in self.units if unit.parent))

    @cached_property
    def _children(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.parent:
                found.setdefault(normalise(unit.parent), []).append(unit)
        return found


def _same_but_region(one: str, other: str, region: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    before = longer.removesuffix(shorter)
    return bool(shorter) and before != longer and before in region


def read_roster(path: str | Path) -> Roster:
    """The roster in a CSV file with the columns unit, level, kind, parent, region, or what roster.yaml calls them.

    The file is in UTF-8, or in GB18030 as Excel writes it.
    It may also have the columns former (names parted by ；), from, to (years), published (such as 2024-01-25) and
    scope (汇总 where a parent's report is over all its organs, 本级 where it is over itself alone).
    Raises DocumentError where the file cannot be read, lacks a column, or a year, day or scope is none.
    """
    import pandas as pd  # noqa: PLC0415 - a process that only reads files reads no roster

    try:
        frame = pd.read_csv(StringIO(_text(path)), dtype=str, keep_default_na=False)
    except OSError as error:
        raise DocumentError(f"无法打开名册 {path}，请检查路径和权限。") from error
    except ValueError as error:
        how = "请在 Excel 或 WPS 表格中打开，另存为“CSV UTF-8（逗号分隔）”后重试"
        raise DocumentError(f"名册 {path} 不是 CSV 表，{how}。") from error
    frame = frame.rename(columns=_columns(path, [str(name) for name in frame.columns]))
    lacking = [column for column in COLUMNS if column not in frame.columns]
    if lacking:
        named = "、".join(f"{_names()[column][0]}（{column}）" for column in lacking)
        raise DocumentError(f"名册 {path} 缺少列：{named}。第一行应为列名；没有内容的列也要保留列名。")
    rows = frame.reindex(columns=[*COLUMNS, *OPTIONAL], fill_value="").to_dict("records")
    return Roster(tuple(_unit(path, {str(k): str(v).strip() for k, v in row.items()}) for row in rows))


def _text(path: str | Path) -> str:
    """What a file says. Raises ValueError where it is no text, OSError where it cannot be opened."""
    data = Path(path).read_bytes()
    if b"\0" in data:
        raise ValueError(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _columns(path: str | Path, headings: list[str]) -> dict[str, str]:
    """Which column each heading is; one that is none of a roster's stays as it is."""
    known = {normalise(name): column for column, names in _names().items() for name in (column, *names)}
    found = {heading: known[normalise(heading)] for heading in headings if normalise(heading) in known}
    doubled = next((column for column, times in Counter(found.values()).items() if times > 1), None)
    if doubled:
        both = "、".join(heading for heading, column in found.items() if column == doubled)
        raise DocumentError(f"名册 {path} 有几列都是“{_names()[doubled][0]}”：{both}。请只留一列。")
    return found


@cache
def _names() -> dict[str, list[str]]:
    named: dict[str, list[str]] = from_yaml(files("workbench.reports").joinpath("roster.yaml").read_text("utf-8"))
    return named


def _unit(path: str | Path, row: dict[str, str]) -> Unit:
    former = tuple(name.strip() for name in _BETWEEN.split(row["former"]) if name.strip())
    try:
        first, last = (int(row[name]) if row[name] else None for name in ("from", "to"))
        published = date.fromisoformat(row["published"]) if row["published"] else None
    except ValueError as error:
        wanted = "起始年度（from）、终止年度（to）应为年份，公开日期（published）应为 2024-01-25 样式的日期"
        raise DocumentError(f"名册 {path} 中“{row['unit']}”一行有误：{wanted}。") from error
    if row["scope"] not in SCOPES:
        raise DocumentError(f"名册 {path} 中“{row['unit']}”一行有误：汇总范围（scope）只能是汇总、本级或空白。")
    named = row["unit"], row["level"], row["kind"], row["parent"], row["region"]
    return Unit(*named, former, first, last, published, row["scope"])
