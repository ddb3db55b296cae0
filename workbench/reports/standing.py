"""The level and the kind of an organ: as the roster has them, else as its name tells."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from workbench.reports.roster import Unit
from workbench.text import normalise
from workbench.wordlists import from_yaml

CITY = "市县级"
"""The level of a city, or of an organ of it, of which the name does not say which it is."""


def standing(name: str, known: Unit | None = None) -> Unit:
    """The unit with level and kind in the words of this project, each empty where neither roster nor name tells.

    Levels are 国家级, 省级, 市级, 县级, 乡镇, 街道 and CITY; kinds 政府, 政府派出机关 and 部门. ``known`` is the
    roster's entry.
    """
    unit = known or Unit(name)
    told = next((one for one in _rules("names") if one["words"].search(normalise(name))), {})
    level = _worded("level", unit.level) or told.get("level", "")
    return replace(unit, level=level, kind=_worded("kind", unit.kind) or told.get("kind", ""))


def _worded(column: str, text: str) -> str:
    """The word of this project for what stands in a column of the roster."""
    return next((str(one[column]) for one in _rules(f"{column}s") if one["words"].search(text)), "") if text else ""


@cache
def _rules(name: str) -> tuple[dict[str, Any], ...]:
    declared = from_yaml(files("workbench.reports").joinpath("standing.yaml").read_text("utf-8"))
    return tuple({**one, "words": re.compile(str(one["words"]).replace(" ", ""))} for one in declared[name])
