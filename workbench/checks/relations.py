"""Where the relations of a form must hold, and between which cells: in each row, in each column, or once."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.forms import Form
from workbench.forms.model import Carry, Sum
from workbench.reports import Report
from workbench.reports.amounts import Amount
from workbench.values import Interval, State

Relation = Sum | Carry


def was_found(report: Report, table: str) -> bool:
    """Whether anything of a table was read."""
    return any(report.fact(key).state is not State.MISSING for key in report.form.cells if key.startswith(f"{table}."))


def places(form: Form, relation: Relation) -> list[str]:
    """The rows, or the columns, in which the relation must hold; one empty name where it is over the whole form."""
    if relation.each == "form":
        return [""]
    table = form.table(relation.table)
    if isinstance(relation, Carry) and relation.rows:
        return list(relation.rows)
    columns = [column.key for block in table.blocks for column in block.columns]
    return list(dict.fromkeys([row.key for row in table.rows] if relation.each == "row" else columns))


def cells(form: Form, relation: Relation, names: Iterable[str], place: str) -> list[tuple[int, str]]:
    """The cells that one side of a relation names at a place, with their signs. Raises KeyError for an unknown one."""
    return [cell for name in names for cell in form.expand(_key(relation, name, place))]


def _key(relation: Relation, name: str, place: str) -> str:
    sign, bare = ("-", name[1:]) if name.startswith("-") else ("", name.lstrip("+"))
    parts = {"row": (relation.table, place, bare), "column": (relation.table, bare, place), "form": (bare,)}
    return sign + ".".join(parts[relation.each])


def subject(form: Form, relation: Relation, place: str) -> str:
    """The row or column of a relation as an inspector says it."""
    if relation.each == "form":
        return relation.id
    table = form.table(relation.table)
    return f"表{table.section}“{label(form, relation, place)}”{'行' if relation.each == 'row' else '列'}"


def label(form: Form, relation: Relation, place: str) -> str:
    """The name of the row or column of a relation at a place."""
    table = form.table(relation.table)
    items = table.rows if relation.each == "row" else [c for block in table.blocks for c in block.columns]
    return next(item.label for item in items if item.key == place)


def opened(left: Amount, right: Amount) -> Interval | None:
    """What the left side may be, seen from the right, if blank cells of either may be anything; None without blanks."""
    if left.interval is None or right.interval is None or not (left.lenient or right.lenient):
        return None
    return (left.lenient or left.interval) - (right.lenient or right.interval) + right.interval
