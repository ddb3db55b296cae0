"""The reports that are drawn: such whose 200 cells all differ, and the bundled ones."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path

from tests.builders import NUMERALS, Draft, empty
from tests.generators.truthful import truthful

ROOT = Path(__file__).parents[2]
UNITS = ("临河县农业农村局", "青石县水利局", "云台区人民政府办公室", "白塔镇人民政府", "平川市医疗保障局")
_DIGITS = ((1, 9, 6), (10, 99, 54), (100, 999, 60), (1000, 9999, 50), (10000, 99999, 40))
"""The lowest and highest of the numbers with one to five digits, and how many of each are drawn."""
_HEADING = re.compile(r"^[#\s]*([一二三四五六])、(.+)$")
_PROSE = frozenset("一五六")
_WIDE = (
    "本年度，本机关通过门户网站、“两微一端”等渠道主动公开政府信息，严格执行《中华人民共和国政府信息公开条例》（国令第711号）"
    "第二十条规定，做到“以公开为常态、不公开为例外”，及时回应社会关切，不断提升政府信息公开工作的制度化、标准化、信息化水平。"
)


def different(seed: int) -> Draft:
    """A report whose 200 cells all differ, of one to five digits, the fees with decimals; no sum holds."""
    rng = random.Random(seed)
    numbers = [str(one) for low, high, many in _DIGITS for one in rng.sample(range(low, high + 1), many)]
    rng.shuffle(numbers)
    draft = empty(unit=UNITS[seed % len(UNITS)], year=2022 + seed % 3)
    values = dict(zip(draft.values, numbers, strict=False))
    values["disclosure.fees.charged"] = f"{rng.randint(1, 999)}.{rng.randint(1, 9)}{rng.choice(['', '3', '7'])}"
    texts = {number: tuple(text) for number, text in truthful(seed).draft.texts.items()}
    first = texts.get("一", ())
    return Draft(draft.form, draft.unit, draft.year, values, texts | {"一": (*first[:1], _WIDE, *first[1:])})


def bundled() -> list[Draft]:
    """The bundled reports, their cells as the golden file has them and their prose as it stands."""
    golden: dict[str, dict[str, str]] = {}
    with (ROOT / "tests" / "golden" / "cells.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            golden.setdefault(row["report"], {})[row["key"]] = row["raw"]
    paths = sorted((ROOT / "data" / "reports").glob("*.txt"))
    return [_bundled(path, golden.get(path.name[:3], {})) for path in paths]


def _bundled(path: Path, cells: dict[str, str]) -> Draft:
    blank = empty()
    texts: dict[str, list[str]] = {number: [] for number in NUMERALS}
    for number, text in _prose(path.read_text("utf-8")):
        texts[number].append(text)
    _, unit, year = path.stem.split(" ")
    kept = {number: tuple(text) for number, text in texts.items()}
    return Draft(blank.form, unit, int(year), blank.values | cells, kept)


def _prose(text: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of the sections that are prose, each with the number of its section."""
    number = ""
    for line in text.splitlines():
        match = _HEADING.match(line)
        if match and "\t" not in line and NUMERALS.find(match[1]) == (NUMERALS.find(number) + 1 if number else 0):
            number = match[1]
        elif number in _PROSE and line.strip():
            yield number, line.strip(" \t#*　")


def narrative(draft: Draft) -> str:
    """What of a report is no table: its headings and paragraphs in their order."""
    parts = []
    for section in draft.form.sections:
        parts += [f"{section.number}、{section.heading}", *draft.texts.get(section.number, ())]
    return "\n".join(parts)
