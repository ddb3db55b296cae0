"""Tables without rules: rows, columns and labels inferred from places, and no word lost or doubled on the way."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.placed import PITCH, TYPE, Sheet, at, line, middle, width
from tests.documents.prints import printed
from tests.pages import distinct
from workbench.documents import Grid
from workbench.documents.pages_lines import PageLine
from workbench.documents.unruled import with_inferred
from workbench.reports import read
from workbench.values import State

LABELS = {
    1: ("1.属于国家秘密",),
    2: ("2.其他法律行政", "法规禁止公开"),
    3: ("3.危及三安全", "一稳定且三方", "未经同意的"),
    4: ("4.保护第三方", "合法权益且行", "政机关认为不", "宜公开"),
}
LEANS: dict[str, Callable[[int], float]] = {
    "middle": lambda lines: (lines - 1) / 2,
    "first": lambda _: 0,
    "last": lambda lines: lines - 1,
}
COLUMNS = [260.0 + 40 * number for number in range(7)]
HEADER = ("信息内容",)
NUMBERS = [str(11 + 7 * number) for number in range(7)]


def _numbers(row: int) -> list[str]:
    return [str(int(number) + row * 100) for number in NUMBERS]


def _grid(lines: Sequence[PageLine]) -> Grid:
    """The one table that the lines make."""
    (found,) = (item for item in with_inferred(lines) if isinstance(item, Grid))
    assert found.inferred
    return found


def _texts(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


# -- labels -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lean", LEANS)
@pytest.mark.parametrize("order", [(1, 2, 3, 4), (4, 3, 2, 1), (3, 3, 1, 4), (2, 2, 2, 2), (4, 1, 4, 1)])
def test_labels_of_several_lines(lean: str, order: tuple[int, ...]) -> None:
    """Numbers stand beside the first, the middle or the last line of a label, in all rows of a table alike."""
    sheet = Sheet()
    sheet.header(HEADER, COLUMNS)
    for row, lines in enumerate(order):
        label = (f"{row + 1}.{LABELS[lines][0][2:]}", *LABELS[lines][1:])
        sheet.row(label, 100, zip(COLUMNS, _numbers(row), strict=True), LEANS[lean](lines))
    expected = [[f"{row + 1}.{''.join(LABELS[lines])[2:]}", *_numbers(row)] for row, lines in enumerate(order)]
    assert [["信息内容", *["件数"] * 7], *expected] == _texts(_grid(sheet.lines))


def test_labels_of_groups() -> None:
    """What stands left of the labels of several rows is a cell by itself, in the row that it is nearest to."""
    sheet = Sheet()
    sheet.header(HEADER, COLUMNS)
    rows = [("1.信访举报投诉", "类申请"), ("2.重复申请",), ("3.要求提供公开", "出版物")]
    for row, label in enumerate(rows):
        sheet.row(label, 150, zip(COLUMNS, _numbers(row), strict=True), middle(label))
    high = (sheet.lines[1].box[1] + sheet.lines[-1].box[3]) / 2
    sheet.add(line(high - 1.5 * PITCH + 3, at(90, "（五）不")))
    sheet.add(line(high - 0.5 * PITCH + 3, at(90, "予处理")))
    found = _texts(_grid(sheet.lines))
    assert ["（五）不予处理"] == [row[0] for row in found if len(row) > 8]
    assert [["".join(label), *_numbers(row)] for row, label in enumerate(rows)] == [row[-8:] for row in found[1:]]


@pytest.mark.parametrize("lean", [0.0, 0.5])
def test_a_label_of_two_lines_that_ends_before_those_of_single_rows(lean: float) -> None:
    """It is the row's own and that of no group, though it stands around the middle of the column of these."""
    sheet = Sheet()
    sheet.header(HEADER, COLUMNS)
    for row, label in enumerate(LABELS[1] + ("2.重复申请", "3.其他")):
        sheet.row((label,), 180, zip(COLUMNS, _numbers(row), strict=True), 0)
    sheet.row(("四、结转下年", "度继续办理"), 110, zip(COLUMNS, _numbers(3), strict=True), lean)
    assert ["四、结转下年度继续办理", *_numbers(3)] == _texts(_grid(sheet.lines))[-1]


def test_two_numbers_that_touch() -> None:
    """They are no one number of one of their columns, whose other is blank."""
    sheet = Sheet()
    sheet.header(HEADER, COLUMNS)
    for row in range(3):
        sheet.row((f"{row + 1}.属于国家秘密",), 100, zip(COLUMNS, _numbers(row), strict=True), 0)
    touching = [*zip(COLUMNS[:5], NUMBERS[:5], strict=True), (sum(COLUMNS[5:]) / 2, "6685398357")]
    sheet.row(("4.其他",), 100, touching, 0)
    assert all(cell.doubt for cell in _grid(sheet.lines).rows[-1][1:])


def test_a_page_end_within_a_label() -> None:
    """A label that goes on on the next page is one, and so is one whose numbers stand there."""
    sheet = Sheet()
    sheet.row(("1.属于国家秘密",), 100, zip(COLUMNS, _numbers(0), strict=True), 0)
    sheet.row(("2.其他法律行政", "法规禁止公开"), 100, zip(COLUMNS, _numbers(1), strict=True), 0, cut=1)
    sheet.row(("3.危及三安全",), 100, zip(COLUMNS, _numbers(2), strict=True), 0)
    found = _grid(sheet.lines)
    labels = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及三安全"]
    assert [[label, *_numbers(row)] for row, label in enumerate(labels)] == _texts(found)
    assert {1, 2} == {page for row in found.rows for cell in row for page in [cell.location.order[0]]}


def test_a_part_of_a_label_that_is_a_numeral() -> None:
    """三 alone on a line is part of the label 第三方 and no number."""
    sheet = Sheet()
    for row, label in enumerate([("1.保护第", "三", "方合法"), ("2.属于三", "类"), ("3.属于四", "类")]):
        sheet.row(label, 150, zip(COLUMNS, _numbers(row), strict=True), 0)
    expected = ["1.保护第三方合法", "2.属于三类", "3.属于四类"]
    assert [[label, *_numbers(row)] for row, label in enumerate(expected)] == _texts(_grid(sheet.lines))


# -- numbers ----------------------------------------------------------------------------------------------


def test_blank_cells() -> None:
    """A number stands in the column that it is below, and a place without one is blank."""
    sheet = Sheet()
    for row in range(4):
        placed = [pair for number, pair in enumerate(zip(COLUMNS, _numbers(row), strict=True)) if number != row + 1]
        sheet.row((f"{row + 1}.属于", "国家秘密"), 150, placed if row else zip(COLUMNS, _numbers(0), strict=True), 0)
    for row, found in enumerate(_texts(_grid(sheet.lines))):
        expected = [("" if row and number == row + 1 else text) for number, text in enumerate(_numbers(row))]
        assert expected == found[-7:]


@pytest.mark.parametrize("gap", [1.0, 2.5, 8.0])
def test_a_label_right_before_its_numbers(gap: float) -> None:
    """The first number is none of the label, however near it stands."""
    rows = [(label, _numbers(row)) for row, label in enumerate(["1.信访举报投诉类申请", "2.重复申请", "3.其他"])]
    lines = [
        line(75 + 20 * row, (at(COLUMNS[0], numbers[0])[0] - gap - width(label), label), *map(at, COLUMNS, numbers))
        for row, (label, numbers) in enumerate(rows)
    ]
    assert [[label, *numbers] for label, numbers in rows] == _texts(_grid(lines))


@pytest.mark.parametrize("cut", [0, 1])
def test_two_numbers_below_each_other_are_doubted(cut: int) -> None:
    """Digits on two lines of a cell are put together, on two pages too; that they may be two numbers is said."""
    sheet = Sheet()
    sheet.row(("1.属于国家秘密",), 100, zip(COLUMNS, _numbers(0), strict=True), 0)
    sheet.row(("2.其他法律行政", "法规禁止公开"), 100, zip(COLUMNS, _numbers(1), strict=True), 0, cut=cut)
    place = next(number for number, one in enumerate(sheet.lines) if one.text == "法规禁止公开")
    last = sheet.lines[place]
    more = line(last.box[1], at(100, "法规禁止公开"), (COLUMNS[2] - TYPE / 4, "9"))
    sheet.lines[place] = more._replace(page=last.page)
    sheet.row(("3.危及三安全",), 100, zip(COLUMNS, _numbers(2), strict=True), 0)
    found = _grid(sheet.lines)
    (joined,) = (cell for row in found.rows for cell in row if cell.doubt)
    assert (f"{_numbers(1)[2]}9", True) == (joined.text, "两行数字" in joined.doubt)
    assert ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及三安全"] == [row[0] for row in _texts(found)]


def test_two_numbers_in_one_column_are_doubted() -> None:
    """Where two numbers of a row are nearest to one column, all of the row are doubted."""
    sheet = Sheet()
    sheet.row(("1.属于国家秘密",), 100, zip(COLUMNS, _numbers(0), strict=True), 0)
    sheet.row(("2.其他法律行政",), 100, [(COLUMNS[0], "5"), (COLUMNS[0] + 15, "6"), (COLUMNS[3], "7")], 0)
    doubts = [cell.doubt for cell in _grid(sheet.lines).rows[1][1:]]
    assert 3 == sum("对应不明" in doubt for doubt in doubts)


# -- what is a table and what its header -------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["2023年共收到申请12件，办结12件，结转3件。", "其中自然人8件、企业4件；", "上年为15件、18件、20件。"],
        ["1. 印发文件 5 件 12 次 30 人；", "2. 举办培训 3 期 80 人 2 次；", "3. 发布信息 900 条 70 件 5 项。"],
        ["联系电话 12345 67890 11111 22222 33333。"],
    ],
)
def test_prose_is_never_a_table(lines: list[str]) -> None:
    """Sentences are lines, however many numbers stand in them."""
    made = [line(80 + row * PITCH, (90, text)) for row, text in enumerate(lines)]
    assert made == with_inferred(made)


def test_a_label_and_a_number_on_few_lines_are_left_alone() -> None:
    """Lines with one number each are read by their words, not as a table."""
    labels = ["规章", "行政许可", "收费"]
    made = [line(80 + row * PITCH, (90, text), (300, str(row))) for row, text in enumerate(labels)]
    assert made == with_inferred(made)


def test_names_of_columns_stacked() -> None:
    """The lines of a column's name are one cell; what spans columns, and the corner, are cells of their own."""
    names = [("自然", "人"), ("商业", "企业"), ("科研", "机构"), ("公益", "组织"), ("法律", "服务"), ("其他",), ("计",)]
    sheet = Sheet()
    sheet.add(line(sheet.top, at(390, "申请人情况")))
    sheet.top += PITCH * 1.6
    high = sheet.top
    for number in range(2):
        words = [at(x, name[number]) for x, name in zip(COLUMNS, names, strict=True) if number < len(name)]
        sheet.add(line(high + number * PITCH, *([at(110, "办理情况")] if not number else []), *words))
    sheet.top = high + PITCH * 2.7
    for row, label in enumerate(["1.属于国家秘密", "2.重复申请", "3.其他"]):
        sheet.row((label,), 100, zip(COLUMNS, _numbers(row), strict=True), 0)
    found = _texts(_grid(sheet.lines))
    assert ["申请人情况"] == found[0]
    assert ["办理情况", *("".join(name) for name in names)] == found[1]
    assert ["1.属于国家秘密", *_numbers(0)] == found[2]


def test_a_corner_of_two_lines_belongs_to_no_row() -> None:
    """The second line of 信息内容 stands above the first row's label and is not taken for its beginning."""
    columns = [240.0, 350.0, 460.0]
    words = [at(x, name) for x, name in zip(columns, ("本年制发件数", "本年废止件数", "现行有效件数"), strict=True)]
    lines = [line(100, at(140, "信息"), *words), line(100 + PITCH, at(140, "内容"))]
    for row, label in enumerate(["规章", "行政规范性文件"]):
        numbers = [at(x, text) for x, text in zip(columns, ("65127", "4903", "84156"), strict=True)]
        lines.append(line(100 + PITCH * (2.7 + 1.7 * row), at(140, label), *numbers))
    found = _texts(_grid(lines))
    assert ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"] == found[0]
    assert [["规章", "65127", "4903", "84156"], ["行政规范性文件", "65127", "4903", "84156"]] == found[1:]


def test_fifteen_columns_of_one_row() -> None:
    """The numbers of table 4 stand each in its column below the header's three rows."""
    columns = [70.0 + 31 * number for number in range(15)]
    outcomes = [("结果", "维持"), ("结果", "纠正"), ("其他", "结果"), ("尚未", "审结"), ("总计",)] * 3
    numbers = [str(3 + 5 * number) for number in range(15)]
    lines = [
        line(100, at(132, "行政复议"), at(365, "行政诉讼")),
        line(100 + 1.6 * PITCH, at(287, "未经复议直接起诉"), at(442, "复议后起诉")),
        line(100 + 3.2 * PITCH, *(at(x, name[0]) for x, name in zip(columns, outcomes, strict=True))),
        line(100 + 4.2 * PITCH, *(at(x, name[1]) for x, name in zip(columns, outcomes, strict=True) if len(name) > 1)),
        line(100 + 5.8 * PITCH, *(at(x, number) for x, number in zip(columns, numbers, strict=True))),
    ]
    found = _texts(_grid(lines))
    assert numbers == found[-1]
    assert ["".join(name) for name in outcomes] == found[-2]
    assert {"行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"} == {text for row in found[:-2] for text in row}


@pytest.mark.parametrize("pitch", [1.6, 3.2])
@pytest.mark.parametrize("gap", [3.0, 12.0])
def test_names_close_beside_one_another(pitch: float, gap: float) -> None:
    """Names that narrow gaps part and no blanks are the names of columns, however high the rows of the table are."""
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "办理总计"] * 3
    columns = [60 + (4 * TYPE + gap) * (number + 0.5) for number in range(15)]
    numbers = [str(3 + 5 * number) for number in range(15)]
    edges = [x + step * TYPE for x in columns for step in (-2, -1, 0, 1)]
    top = 100 + 4 * pitch * PITCH
    row = PageLine("".join(names), 1, (edges[0], top, edges[-1] + TYPE, top + TYPE), (*edges, edges[-1] + TYPE))
    lines = [
        line(top - 2 * pitch * PITCH, at(columns[2], "行政复议"), at(columns[9], "行政诉讼")),
        line(top - pitch * PITCH, at(columns[7], "未经复议直接起诉"), at(columns[12], "复议后起诉")),
        row,
        line(top + pitch * PITCH, *(at(x, number) for x, number in zip(columns, numbers, strict=True))),
    ]
    found = _texts(_grid(lines))
    assert [names, numbers] == found[-2:]
    assert {"行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"} == {text for part in found[:-2] for text in part}


# -- nothing is lost ---------------------------------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> list[PageLine]:
    """Lines of tables of all kinds: labels of some lines, groups, gaps, page ends, header, prose around."""
    rng = random.Random(draw(st.integers(0, 10**9)))
    sheet = Sheet()
    lean = LEANS[rng.choice(list(LEANS))]
    sheet.prose("本年度按照要求开展工作，情况如下。")
    if rng.random() < 0.7:
        sheet.header(rng.choice([("信息内容",), ("信息", "内容"), ("",), ("", "项目")]), COLUMNS)
    for row in range(draw(st.integers(2, 7))):
        label = tuple("".join(rng.choices("甲乙丙丁戊己庚辛三", k=rng.randint(1, 6))) for _ in range(rng.randint(1, 4)))
        label = (f"{row + 1}.{label[0]}", *label[1:]) if rng.random() < 0.8 else label
        kept = [pair for pair in zip(COLUMNS, _numbers(row), strict=True) if rng.random() < 0.85]
        cut = rng.randint(1, len(label)) if rng.random() < 0.15 else 0
        sheet.row(label, 150, kept, lean(len(label)), cut=cut)
        if rng.random() < 0.3:
            sheet.add(line(sheet.lines[-1].box[1] + rng.uniform(-9, 20), at(80, rng.choice("甲乙丙丁"))))
        if rng.random() < 0.2:
            sheet.add(line(sheet.top - rng.uniform(0, PITCH), at(rng.choice(COLUMNS), "9")))
    sheet.prose("以上数据截至年底。")
    return sorted(sheet.lines, key=lambda one: (one.page, (one.box[1] + one.box[3]) / 2))


def _letters(items: Sequence[PageLine | Grid]) -> Counter[str]:
    texts = [item.text if isinstance(item, PageLine) else "".join(map("".join, _texts(item))) for item in items]
    return Counter("".join("".join(texts).split()))


@settings(max_examples=250, deadline=None)
@given(tables())
def test_no_word_is_lost_or_doubled(lines: list[PageLine]) -> None:
    """Whatever is a table or is none, each character of the lines stands in it once."""
    assert _letters(lines) == _letters(with_inferred(lines))


# -- a form that does not fit ------------------------------------------------------------------------------


def test_a_label_that_does_not_fit_makes_the_table_doubtful(tmp_path: Path) -> None:
    """A report printed without rules is read for certain; with one label of no form, all of that table is doubted."""
    draft = distinct(3, 9_999)
    sure, doubted = tmp_path / "相符.pdf", tmp_path / "不符.pdf"
    sure.write_bytes(printed(draft, ruled=False))
    doubted.write_bytes(printed(draft, ruled=False, labels={"2.重复申请": "2.电话咨询"}))
    report = read(sure)
    assert {key: (State.NUMBER, value) for key, value in draft.values.items()} == {
        key: (fact.state, fact.raw) for key, fact in report.cells.items()
    }
    facts = read(doubted).cells.values()
    assert {State.NUMBER} == {fact.state for fact in facts if not fact.key.startswith("applications")}
    assert not [fact.key for fact in facts if fact.key.startswith("applications") and fact.exact is not None]


@pytest.mark.parametrize("blank", [(0,), (2, 3), (1, 6)])
@pytest.mark.parametrize("lean", [-8.0, 0.0, 8.0])
def test_blanks_of_a_row_without_a_label(blank: tuple[int, ...], lean: float) -> None:
    """Its numbers stand below the names of their columns, which may go on in a second line."""
    names = [(f"结果维{number}", "持") for number in "一二三四五六七"]
    sheet = Sheet()
    sheet.add(line(75.0, *(at(centre, name) for centre, (name, _) in zip(COLUMNS, names, strict=True))))
    sheet.add(line(87.0, *(at(centre, rest) for centre, (_, rest) in zip(COLUMNS, names, strict=True))))
    numbers = [("" if at in blank else number) for at, number in enumerate(NUMBERS)]
    filled = [at(centre + lean, number) for centre, number in zip(COLUMNS, numbers, strict=True) if number]
    sheet.add(line(105.0, *filled))
    assert numbers == _texts(_grid(sheet.lines))[-1]
