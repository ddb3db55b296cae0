"""The policy 核查规则: what an office decides for itself, in one YAML file that can be copied and changed."""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from workbench.errors import PolicyError
from workbench.reports.roster import Unit
from workbench.wordlists import from_yaml

_DAY = re.compile(r"(\d{2})-(\d{2})")
_LEAP = 2000
_LOW = ("乡镇", "街道")
_FAULTS = {
    "extra_forbidden": "是不认识的键，请检查拼写",
    "string_type": "应为文字",
    "model_type": "应为一组键和值",
    "dict_type": "应为一组键和值",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
}


def _day(text: str) -> str:
    """A month and a day such as 01-31. Raises ValueError."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    date(_LEAP, int(match[1]), int(match[2]))
    return text


def _date(year: int, day: str) -> date:
    """The day of a year; 29 February of another than a leap year is the day before."""
    month, number = map(int, day.split("-"))
    return date(year, month, min(number, monthrange(year, month)[1]))


Day = Annotated[str, AfterValidator(_day)]
Share = Annotated[float, Field(gt=0, le=1)]
Reason = Annotated[str, Field(min_length=1)]
Grade = Annotated[str, Field(pattern="^(error|warning|notice)$")]


class _Declared(BaseModel):
    """Frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LocalDeadline(_Declared):
    """Other days for the units of a region (its name or the beginning of it), a level or a kind, or for one unit."""

    region: str = ""
    level: str = ""
    kind: str = ""
    unit: str = ""
    departments: Day | None = None
    governments: Day | None = None
    others: Day | None = None

    def covers(self, unit: Unit) -> bool:
        """Whether it is for that unit."""
        equal = all(not mine or mine == its for mine, its in self._pairs(unit))
        return equal and unit.region.startswith(self.region)

    def _pairs(self, unit: Unit) -> tuple[tuple[str, str], ...]:
        return (self.level, unit.level), (self.kind, unit.kind), (self.unit, unit.unit)


class Deadlines(_Declared):
    """The days by which organs publish, in the year after the reporting year.

    ``departments`` are those of governments of county level and above, ``governments`` these themselves; ``others`` are
    townships, street offices and other agencies of governments, for which the law sets no day.
    """

    departments: Day = "01-31"
    governments: Day = "03-31"
    others: Day | None = None
    local: tuple[LocalDeadline, ...] = ()

    def due(self, unit: Unit, year: int) -> date | None:
        """The last day for a unit's report; None where its kind is not known or no day is set for it."""
        group = _group(unit)
        set_here = (getattr(one, group) for one in self.local if group and one.covers(unit))
        day = next((day for day in set_here if day), getattr(self, group) if group else None)
        return _date(year + 1, day) if day else None


def _group(unit: Unit) -> str:
    """Which of the days is a unit's, by level and kind; empty where that is not known."""
    if unit.level in _LOW or unit.kind == "政府派出机关":
        return "others"
    return {"部门": "departments", "政府": "governments"}.get(unit.kind, "")


class Lengths(_Declared):
    """Lengths of text in characters, without punctuation and spaces."""

    hollow: int = Field(default=15, ge=0)
    sentence: int = Field(default=15, ge=1)


class Thresholds(_Declared):
    """Bounds of figures."""

    swing: float = Field(default=10, gt=1)
    swing_least: int = Field(default=50, ge=0)


class Likeness(_Declared):
    """From which share of copied text on a section is reported, and how much own text it must have.

    ``figures`` is how many digits the figures of a table, zeros and totals aside, must have for its likeness to be none
    of chance.
    """

    last_year: Share = 0.8
    others: Share = 0.8
    least: int = Field(default=80, ge=1)
    figures: int = Field(default=8, ge=1)


class Review(_Declared):
    """How findings are decided on: the severities whose dismissal is final only when a second reviewer agrees."""

    second_reviewer: tuple[Grade, ...] = ()


class Letters(_Declared):
    """What an office's letters say of itself, and the templates that they are made from; no finding depends on it.

    ``days`` are given to put things right, from the day on that the letter is ``dated``, which is the day of writing
    where none is set. ``questions`` lets notices ask for explanations as well, apart from what was confirmed.
    ``notice`` and ``circular`` are the paths of an office's own templates.
    """

    office: str = ""
    number: str = ""
    recipients: str = "各有关单位"
    contact: str = ""
    days: int = Field(default=15, ge=1)
    dated: date | None = None
    questions: bool = False
    notice: str | None = None
    circular: str | None = None

    def beside(self, folder: Path) -> Letters:
        """The same, the paths of templates being those beside a file in a folder."""
        named = {name: path for name in ("notice", "circular") if (path := getattr(self, name))}
        return self.model_copy(update={name: str(folder / path) for name, path in named.items()})


class Policy(_Declared):
    """What an office decides: checks switched off with reasons, severities, deadlines, bounds, review, letters.

    The letters have no part in ``digest`` and ``changes``, which tell how findings came about.
    """

    disabled: dict[str, Reason] = Field(default_factory=dict)
    severity: dict[str, Grade] = Field(default_factory=dict)
    deadlines: Deadlines = Deadlines()
    lengths: Lengths = Lengths()
    thresholds: Thresholds = Thresholds()
    likeness: Likeness = Likeness()
    review: Review = Review()
    letters: Letters = Letters()

    @property
    def digest(self) -> str:
        """16 hexadecimal digits over all that is decided."""
        return hashlib.sha256(self.model_dump_json(exclude={"letters"}).encode()).hexdigest()[:16]

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """What it decides otherwise than the package's own policy, checks switched off aside: keys and values."""
        usual = dict(_flat(default().model_dump(mode="json")))
        mine = _flat(self.model_dump(mode="json", exclude={"disabled", "letters"}, exclude_defaults=True))
        return tuple((key, value) for key, value in mine if usual.get(key) != value)


def _flat(values: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """The values of nested groups, each under its keys joined by points."""
    for name, value in values.items():
        key = f"{before}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{key}.")
        else:
            yield key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def template() -> str:
    """The package's own policy as text, to be copied."""
    return files("workbench").joinpath("policy.yaml").read_text("utf-8")


@cache
def default() -> Policy:
    """The package's own policy."""
    return parse(template(), "policy.yaml")


def read_policy(path: str | Path) -> Policy:
    """The policy in a YAML file. Raises PolicyError where it cannot be read or has a key that is not known."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"无法读取核查规则 {path}，请检查路径、权限，并以 UTF-8 编码保存。") from error
    found = parse(text, str(path))
    return found.model_copy(update={"letters": found.letters.beside(Path(path).parent)})


def parse(text: str, source: str) -> Policy:
    """A policy from YAML text; ``source`` names it in the message. Raises PolicyError."""
    try:
        return Policy.model_validate(from_yaml(text) or {})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else "某处"
        raise PolicyError(f"核查规则 {source} 有误：{place}不是有效的 YAML，请检查缩进和括号。") from error
    except ValidationError as error:
        listed = "；".join(
            f"{'.'.join(map(str, one['loc'])) or '全文'} {_FAULTS.get(one['type'], '的值不合要求')}"
            for one in error.errors()
        )
        raise PolicyError(f"核查规则 {source} 有误：{listed}。") from error
