"""The statutory tables as offices draw them: the same form in different hands."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tests.builders import Draft
from workbench.forms.model import Table

BREAK = "\n"
_NUMBER = re.compile(r"^([（(][一二三四五六七][）)]|\d\.)")
_RESULTS = "三、本年度办理结果"


class Box(NamedTuple):
    """A box of a table: its text, how many columns and rows it covers, and its key where it is a statutory cell."""

    text: str
    across: int = 1
    down: int = 1
    key: str = ""


Rows = list[list[Box]]


class Look(NamedTuple):
    """The hand of an office: how it sets brackets, spaces and line breaks in labels, and which words it takes."""

    half: bool = False
    gap: str = ""
    spread: str = ""
    broken: bool = False
    quantity: bool = False
    corner: bool = True
    even: bool = False

    @classmethod
    def drawn(cls, rng: random.Random) -> Look:
        """Any of them."""
        return cls(
            half=rng.random() < 0.4,
            gap=rng.choice(["", "", " "]),
            spread=rng.choice(["", "", " ", "　", "  "]),
            broken=rng.random() < 0.5,
            quantity=rng.random() < 0.4,
            corner=rng.random() < 0.8,
            even=rng.random() < 0.5,
        )


def tables(draft: Draft, look: Look, rng: random.Random) -> dict[str, Rows]:
    """The rows of the three tables by the number of the section that they stand in."""
    drawn = (_disclosure, _applications, _disputes)
    plain = {
        table.section: make(table, draft.values, look) for make, table in zip(drawn, draft.form.tables, strict=True)
    }
    return {number: [[_styled(box, look, rng) for box in row] for row in rows] for number, rows in plain.items()}


def _disclosure(table: Table, values: dict[str, str], look: Look) -> Rows:
    rows = []
    wide = 1 if look.even else 3
    for block in table.blocks:
        rows.append([Box(block.heading, wide * 3 + 1)])
        each = 3 * wide // len(block.columns)
        columns = [_quantity(column.label) if look.quantity else column.label for column in block.columns]
        rows.append([Box("信息内容"), *(Box(label, each) for label in columns)])
        for row in block.rows:
            keys = [f"{table.key}.{row.key}.{column.key}" for column in block.columns]
            rows.append([Box(row.label), *(Box(values[key], each, 1, key) for key in keys)])
    return rows


def _quantity(label: str) -> str:
    return label.replace("制发件数", "制发数量").replace("废止件数", "废止数量")


def _applications(table: Table, values: dict[str, str], look: Look) -> Rows:
    block = table.blocks[0]
    labels = [column.label for column in block.columns]
    rows = [
        [Box(table.header[0] if look.corner else "", 3, 3), Box("申请人情况", 7)],
        [Box(labels[0], 1, 2), Box("法人或其他组织", 5), Box(labels[-1], 1, 2)],
        [Box(label) for label in labels[1:-1]],
    ]
    inside = [row for row in block.rows if row.group]
    for group, members in groupby(block.rows, key=lambda row: row.group):
        family = list(members)
        for row in family:
            lead = [Box(_RESULTS, 1, len(inside))] if row is inside[0] else []
            if group in ("", _RESULTS):
                lead.append(Box(row.label, 2 if group else 3))
            else:
                lead += [Box(group, 1, len(family))] if row is family[0] else []
                lead.append(Box(row.label))
            keys = [f"{table.key}.{row.key}.{column.key}" for column in block.columns]
            rows.append([*lead, *(Box(values[key], key=key) for key in keys)])
    return rows


def _disputes(table: Table, values: dict[str, str], _look: Look) -> Rows:
    block = table.blocks[0]
    labels = [Box(column.label) for column in block.columns]
    keys = [f"{table.key}.{row.key}.{column.key}" for row in block.rows for column in block.columns]
    review, direct, after = (Box(row.label, 5) for row in block.rows)
    return [
        [review._replace(down=2), Box("行政诉讼", 10)],
        [direct, after],
        labels * 3,
        [Box(values[key], key=key) for key in keys],
    ]


def _styled(box: Box, look: Look, rng: random.Random) -> Box:
    return box if box.key or not box.text else box._replace(text=_label(box.text, look, rng))


def _label(text: str, look: Look, rng: random.Random) -> str:
    text = _NUMBER.sub(rf"\1{look.gap}", text)
    if look.half:
        text = text.translate(str.maketrans("（）", "()"))
    if len(text) == 2:
        text = look.spread.join(text)
    if not look.broken:
        return text
    if len(text) == 4:
        return text[:2] + BREAK + text[2:]
    at = rng.randint(5, len(text) - 2) if len(text) > 9 else 0
    return text[:at] + BREAK + text[at:] if at else text


def grid(rows: Rows) -> list[list[Box | None]]:
    """The rows as a sheet of equal places; those that a merged box covers are None."""
    width = sum(box.across for box in rows[0])
    sheet: list[list[Box | None]] = [[None] * width for _ in rows]
    for at, column, box in placed(rows):
        sheet[at][column] = box
    return sheet


def placed(rows: Rows) -> Iterator[tuple[int, int, Box]]:
    """Each box with the row and column, from 0, of its first place."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for box in row:
            while (at, column) in taken:
                column += 1
            taken.update((at + i, column + j) for i in range(box.down) for j in range(box.across))
            yield at, column, box


def cut(rows: Rows, at: int, head: int) -> tuple[Rows, Rows]:
    """A table in two: boxes that reach over the cut end there and go on, empty, in the second, under the head again."""
    first = [[box._replace(down=min(box.down, at - i)) for box in row] for i, row in enumerate(rows[:at])]
    over = [
        (column, box._replace(text="", down=i + box.down - at))
        for i, column, box in placed(rows)
        if i < at < i + box.down
    ]
    second = [list(row) for row in rows[at:]]
    second[0] = [box for _, box in over] + second[0]
    return first, [*rows[:head], *second]
