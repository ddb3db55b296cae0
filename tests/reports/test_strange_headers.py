"""Headers by hands that nobody thought of: several years, halves beside one another, names in another order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest

from tests.builders import Draft, drawn
from tests.pages import article, distinct, page, table
from tests.reading import report_of
from tests.reports.test_damage import wrong
from workbench.documents import Cell, PagePlace
from workbench.forms import forms
from workbench.forms.model import Table
from workbench.reports import Report, read
from workbench.reports.tables.by_name import BY_NAME
from workbench.reports.tables.column_order import is_mixed
from workbench.reports.tables.lines import Line
from workbench.values import State

NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
KINDS = ("行政复议", "未经复议直接起诉", "复议后起诉")
Lines = Iterable[Sequence[str]]


def _exact(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


def _drawn(lines: Lines) -> str:
    """A table; what ends in a number behind a bar spans as many columns."""
    rows = []
    for line in lines:
        cells = (text.partition("|") for text in line)
        rows.append("".join(f"<td colspan='{count or 1}'>{escape(text)}</td>" for text, _, count in cells))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _read(folder: Path, draft: Draft, which: str, lines: Lines) -> Report:
    """The report as a page with one of its tables drawn otherwise."""

    def drawn(one: Draft, known: Table, cell: object) -> str:
        del cell
        return _drawn(lines) if known.key == which else table(one, known)

    path = folder / "报告.html"
    path.write_text(page(draft, article(draft, drawn=drawn)), "utf-8")
    return read(path)


def _rows(draft: Draft, which: str) -> list[list[str]]:
    """The rows of a table: label and values."""
    known = draft.form.table(which)
    return [
        [row.label, *(draft.values[f"{which}.{row.key}.{column.key}"] for column in block.columns)]
        for block in known.blocks
        for row in block.rows
    ]


HEADS = {
    "drawn": [["项目|1", "法人或其他组织|5", "自然人", "总计"], ["", *NAMES[1:6], "", ""]],
    "one line": [["项目", *NAMES[1:6], "自然人", "总计"]],
}


@pytest.mark.parametrize("head", HEADS)
def test_a_column_behind_the_group_that_it_stands_before_in_the_form(tmp_path: Path, head: str) -> None:
    """Natural persons behind organisations are in another order, which no single line of the header may tell."""
    draft = distinct()
    body = [[row[0], *row[2:7], row[1], row[7]] for row in _rows(draft, "applications")]
    report = _read(tmp_path, draft, "applications", [*HEADS[head], *body])
    assert [] == wrong(report, draft.values)
    assert State.DOUBTFUL is report.fact("applications.new.natural_person").state


def test_a_column_behind_its_group_in_a_text() -> None:
    """Where nothing is drawn the order of the line with the name of the group tells."""
    draft = distinct()
    body = ["\t".join([row[0], *row[2:7], row[1], row[7]]) for row in _rows(draft, "applications")]
    head = [
        "项目\t法人或其他组织\t\t\t\t\t自然人\t总计",
        "\t".join(["", *NAMES[1:6], "", ""]),
    ]
    text = "\n".join([draft.title, "三、收到和处理政府信息公开申请情况", *head, *body])
    assert [] == wrong(report_of(text.encode()), draft.values)


def _with_others(row: list[str], *, behind: bool) -> list[str]:
    """A row with another value beside each of its own, some of them blank."""
    pairs = [(value, str(at) if at % 3 else "") for at, value in enumerate(row[1:], 90)]
    return [row[0], *(text for own, other in pairs for text in ((own, other) if behind else (other, own)))]


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize(("other", "own"), [("上年", "本年"), ("2022年", "2023年"), ("同比", "件数")])
def test_two_columns_below_each_name(tmp_path: Path, other: str, own: str, *, behind: bool) -> None:
    """The values of this year are read, whichever stand first and whatever is blank beside them."""
    draft = distinct()
    head = [["项目", *(f"{name}|2" for name in NAMES)], ["", *([own, other] if behind else [other, own]) * 7]]
    body = [_with_others(row, behind=behind) for row in _rows(draft, "applications")]
    report = _read(tmp_path, draft, "applications", [*head, *body])
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


def test_two_columns_below_each_name_of_which_none_is_said_to_be_this_years(tmp_path: Path) -> None:
    """Nothing of such a table is read for certain."""
    draft = distinct()
    head = [["项目", *(f"{name}|2" for name in NAMES)], ["", *["甲", "乙"] * 7]]
    body = [_with_others(row, behind=False) for row in _rows(draft, "applications")]
    report = _read(tmp_path, draft, "applications", [*head, *body])
    assert [] == wrong(report, draft.values)
    assert not any(fact.exact for key, fact in report.cells.items() if key.startswith("applications."))


def test_outcomes_in_another_order_over_rows(tmp_path: Path) -> None:
    """Where the kinds of disputes are rows, their outcomes stand once above them, and their order counts too."""
    draft = distinct()
    order = [0, 1, 3, 2, 4]
    body = [[row[0], *(row[1 + at] for at in order)] for row in _rows(draft, "disputes")]
    report = _read(tmp_path, draft, "disputes", [["类别", *(OUTCOMES[at] for at in order)], *body])
    assert [] == wrong(report, draft.values)


@pytest.mark.parametrize("cut", [12, 15])
@pytest.mark.parametrize("between", [0, 1])
def test_halves_beside_one_another(tmp_path: Path, cut: int, between: int) -> None:
    """A long table whose last rows stand beside its first ones has all of its rows."""
    draft = distinct()
    rows = [["项目", *NAMES], *_rows(draft, "applications")]
    first, second = rows[: cut + 1], [rows[0], *rows[cut + 1 :]]
    blank = [""] * len(rows[0])
    height = max(len(first), len(second))
    beside = [(half + [blank] * height)[:height] for half in (first, second)]
    lines = [[*one, *[""] * between, *other] for one, other in zip(*beside, strict=True)]
    report = _read(tmp_path, draft, "applications", lines)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


def test_two_kinds_of_disputes_beside_one_another_are_no_halves(tmp_path: Path) -> None:
    """The outcomes of lawsuits stand twice above values without labels."""
    draft = distinct()
    rows = _rows(draft, "disputes")
    lines = [
        ["行政复议|10"], [f"{name}|2" for name in OUTCOMES], [f"{value}|2" for value in rows[0][1:]],
        ["行政诉讼|10"], ["未经复议直接起诉|5", "复议后起诉|5"], [*OUTCOMES, *OUTCOMES], [*rows[1][1:], *rows[2][1:]],
    ]  # fmt: skip
    report = _read(tmp_path, draft, "disputes", lines)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


def test_a_count_with_three_figures_behind_its_point_is_doubted(tmp_path: Path) -> None:
    """It may be thousands as some programs write them; an amount may have three figures there."""
    values = {"applications.new.total": "16.890", "disclosure.fees.charged": "1.250"}
    report = _read(tmp_path, distinct().with_values(**values), "", [])
    assert [State.DOUBTFUL, State.NUMBER] == [report.fact(key).state for key in values]


def test_values_beside_the_beginning_of_a_label_on_several_lines() -> None:
    """A line of blanks that ends the label is not the row: its values stand beside the beginning, and are doubted."""
    draft = distinct()
    lines = [draft.title, "三、收到和处理政府信息公开申请情况", "|".join(["", "项目", *NAMES, ""])]
    for label, *values in _rows(draft, "applications"):
        parts = [label[at : at + 5] for at in range(0, len(label), 5)]
        lines += ["|".join(["", part, *(values if not at else [""] * 7), ""]) for at, part in enumerate(parts)]
    report = report_of("\n".join(lines).encode())
    assert [] == wrong(report, draft.values)
    assert not [key for key, fact in report.cells.items() if fact.state is State.BLANK]
    assert draft.values["applications.new.total"] == report.fact("applications.new.total").raw


def test_the_name_of_the_last_column_is_also_that_of_a_row() -> None:
    """Where the first column is blank throughout, the header tells where it stands."""
    keys = [key for key in distinct().values if key.endswith("natural_person")]
    draft = distinct().with_values(**dict.fromkeys(keys, ""))
    body = [
        "\t".join(["", *row] if at else [row[0], "", *row[1:]]) for at, row in enumerate(_rows(draft, "applications"))
    ]
    text = "\n".join([draft.title, "三、收到和处理政府信息公开申请情况", "\t".join(["项目", "", *NAMES]), *body])
    report = report_of(text.encode())
    own = [key for key in draft.values if key.startswith("applications.") and key not in keys]
    assert [draft.values[key] for key in own] == [report.fact(key).raw for key in own]


@pytest.mark.parametrize(
    ("inferred", "amid", "mixed"), [(True, "申请人情况", True), (True, "", False), (False, "甲", False)]
)
def test_a_header_with_something_amid_its_names(amid: str, *, inferred: bool, mixed: bool) -> None:
    """Where cells were inferred, what stands amid names may be of the line above, so that they are not those below."""
    block = forms()[0].table("applications").blocks[0]
    cells = tuple(Cell(text, PagePlace(1, (0.0, 0.0, 1.0, 1.0))) for text in (*NAMES[:4], amid, *NAMES[4:]))
    assert mixed is is_mixed(block, Line(cells, None, 1, inferred))


@pytest.mark.parametrize("row", ["规章", "行政规范性文件", "行政事业性收费"])
def test_two_rows_of_one_name(tmp_path: Path, row: str) -> None:
    """Which of two rows is the form's is not known, be it the first or the last one of the table."""
    draft = distinct()
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], *_rows(draft, "disclosure")[:2]]
    rows += [["信息内容", "本年处理决定数量"], *_rows(draft, "disclosure")[2:5]]
    rows += [["信息内容", "本年收费金额（单位：万元）"], *_rows(draft, "disclosure")[5:]]
    at = next(at for at, line in enumerate(rows) if line[0] == row)
    other = [row, *("7" * len(value) for value in rows[at][1:])]
    for twice in ([other, rows[at]], [rows[at], other]):
        report = _read(tmp_path, draft, "disclosure", [*rows[:at], *twice, *rows[at + 1 :]])
        assert [] == wrong(report, draft.values)


@pytest.mark.parametrize(("head", "beside"), [("单位", "件"), ("代码", "{:02d}"), ("指标代码", "{}0")])
def test_a_column_between_labels_and_values(tmp_path: Path, head: str, beside: str) -> None:
    """A unit or a code beside each label is none of its values."""
    draft = distinct()
    body = [[row[0], beside.format(at), *row[1:]] for at, row in enumerate(_rows(draft, "applications"), 1)]
    report = _read(tmp_path, draft, "applications", [["指标名称", head, *NAMES], *body])
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


def test_values_below_names_of_columns_alone(tmp_path: Path) -> None:
    """Where labels and values were printed on sheets apart, the last name of a column is the label of no row."""
    draft = distinct().with_values(**{"applications.carried_in.business": "", "applications.granted.research": ""})
    rows = _rows(draft, "applications")
    lines = [["项目"], *([row[0]] for row in rows), [*NAMES], *(row[1:] for row in rows)]
    report = _read(tmp_path, draft, "applications", lines)
    assert [] == wrong(report, {key: value or "0" for key, value in draft.values.items()})


def test_a_blank_row_of_a_table_that_lacks_columns(tmp_path: Path) -> None:
    """Where no other row can be read, its blanks are not known to be those of all columns."""
    draft = distinct()
    rows = [[row[0], *(row[1:4] if at != 1 else ["", "", ""])] for at, row in enumerate(_rows(draft, "applications"))]
    report = _read(tmp_path, draft, "applications", [["项目", *NAMES[:3]], *rows])
    states = {fact.state for key, fact in report.cells.items() if key.startswith("applications.carried_in.")}
    assert {State.UNREADABLE} == states


LACKING: dict[str, tuple[list[str], list[int | None]]] = {
    "of the applicants, one behind them": ([*NAMES[:2], *NAMES[3:], "上年"], [0, 1, 3, 4, 5, 6, None]),
    "the last, one before them": (["编码", *NAMES[:6]], [None, 0, 1, 2, 3, 4, 5]),
    "none, but two in other words change places": (
        ["自然人", "科研单位", "企业", *NAMES[3:]],
        [0, 2, 1, 3, 4, 5, 6],
    ),
}


@pytest.mark.parametrize("how", LACKING)
def test_a_table_that_lacks_a_column_and_has_another(tmp_path: Path, how: str) -> None:
    """As many values as the form has columns are not those of all of them where they stand below other names."""
    draft = distinct()
    names, order = LACKING[how]
    body = [
        [row[0], *(str(300 + 10 * number) if at is None else row[1 + at] for at in order)]
        for number, row in enumerate(_rows(draft, "applications"))
    ]
    report = _read(tmp_path, draft, "applications", [["项目", *names], *body])
    assert [] == wrong(report, draft.values)
    lines = ["\t".join(line) for line in (["项目", *names], *body)]
    text = "\n".join([draft.title, "三、收到和处理政府信息公开申请情况", *lines])
    assert [] == wrong(report_of(text.encode()), draft.values)


def test_a_header_whose_merged_cells_were_lost(tmp_path: Path) -> None:
    """Names that came to stand above one another's values say nothing against these."""
    draft = distinct()
    head = [["项目", "自然人", "法人或其他组织", "总计"], ["", *NAMES[1:6]]]
    report = _read(tmp_path, draft, "applications", [*head, *_rows(draft, "applications")])
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


ORDERS = {
    "the total before all others": [6, 0, 1, 2, 3, 4, 5],
    "organisations before persons": [1, 2, 3, 4, 5, 0, 6],
    "two that change places": [0, 2, 1, 3, 4, 5, 6],
}


def _in_order(tmp_path: Path, draft: Draft, order: list[int], names: list[int]) -> Report:
    rows = ([row[0], *(row[1 + at] for at in order)] for row in _rows(draft, "applications"))
    return _read(tmp_path, draft, "applications", [["项目", *(NAMES[at] for at in names)], *rows])


@pytest.mark.parametrize("how", ORDERS)
def test_columns_in_another_order(tmp_path: Path, how: str) -> None:
    """Each value is that of the column whose name stands above it, and doubted where no sum says that it is."""
    draft = distinct()
    report = _in_order(tmp_path, draft, ORDERS[how], ORDERS[how])
    facts = [fact for key, fact in report.cells.items() if key.startswith("applications.")]
    assert [draft.values[fact.key] for fact in facts] == [fact.raw for fact in facts]
    assert {(State.DOUBTFUL, BY_NAME)} == {(fact.state, fact.doubt) for fact in facts}


def test_columns_in_another_order_that_sums_bear_out(tmp_path: Path) -> None:
    """Where all sums hold by the names and not by the order of the form, the names are right, and else in doubt."""
    draft, order = drawn(random.Random(5), most=30), ORDERS["the total before all others"]
    report = _in_order(tmp_path, draft, order, order)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)
    assert [] == wrong(_in_order(tmp_path, draft, [*range(7)], order), draft.values)


BESIDE = {
    "the year": (["年度"], ["2023"], [], []),
    "a grand total": ([], [], ["合计"], ["77777"]),
    "both": (["年度"], ["2023"], ["合计"], ["77777"]),
}


def _disputes(tmp_path: Path, draft: Draft, how: str, *more: list[str]) -> Report:
    """The report with columns beside those of the disputes, and more lines below them."""
    before, first, behind, last = BESIDE[how]
    values = [value for row in _rows(draft, "disputes") for value in row[1:]]
    blank = [[""] * len(names) for names in (before, behind)]
    head = [
        [*before, "行政复议|5", "行政诉讼|10", *behind],
        [*blank[0], *([""] * 5), "未经复议直接起诉|5", "复议后起诉|5", *blank[1]],
        [*blank[0], *OUTCOMES, *OUTCOMES, *OUTCOMES, *blank[1]],
    ]
    return _read(tmp_path, draft, "disputes", [*head, [*first, *values, *last], *more])


@pytest.mark.parametrize("how", BESIDE)
def test_columns_beside_those_of_disputes(tmp_path: Path, how: str) -> None:
    """What stands below no outcome, such as the year or a total of all, is none of the values."""
    draft = distinct()
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(_disputes(tmp_path, draft, how))


@pytest.mark.parametrize("how", ["the year", "both"])
def test_disputes_of_two_years_below_one_another(tmp_path: Path, how: str) -> None:
    """Which line is this year's is not known, and neither is taken in silence."""
    draft = distinct()
    other = ["2022", *(str(100_000 + at) for at in range(15 + (how == "both")))]
    assert [] == wrong(_disputes(tmp_path, draft, how, other), draft.values)
