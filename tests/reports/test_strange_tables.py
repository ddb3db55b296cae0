"""Tables by hands that nobody thought of: read where they are clear, and never silently wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import Draft, as_text, empty
from tests.pages import article, distinct
from tests.pages import page as html
from tests.reading import report_of
from tests.reports.test_damage import wrong
from workbench.documents import BlockPlace, Cell, Grid, PagePlace, Paragraph
from workbench.documents.sniff import sniff
from workbench.forms import forms
from workbench.forms.model import Table
from workbench.reports import Report, read
from workbench.reports.tables.alignment import read_value
from workbench.reports.tables.column_order import is_shuffled
from workbench.reports.tables.labels import Header
from workbench.reports.tables.lines import read_lines
from workbench.reports.tables.named_values import rows_of_names
from workbench.reports.tables.stacked import unstacked
from workbench.reports.view import draw
from workbench.values import Interval, State


def _exact(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


def test_labels_behind_their_values_are_not_those_of_the_row_below() -> None:
    """Where rows are written from right to left, no value goes to the label of the row above."""
    draft = distinct()
    lines = ("\t".join(reversed(line.split("\t"))) for line in as_text(draft).splitlines())
    report = report_of("\n".join(lines).encode())
    assert [] == wrong(report, draft.values)


@pytest.mark.parametrize("kind", [r"(?:[^\t\n]*\t)+(?:\d+\t)*\d+", r"[^\t\n]+\t\d+"])
def test_values_on_the_line_above_their_label_are_not_those_of_the_row_above(kind: str) -> None:
    """Where values begin below the header and not below a label, no row has those below it for certain."""
    draft = distinct()

    def above(row: re.Match[str]) -> str:
        cells = [cell for cell in row[0].split("\t") if cell]
        values = [cell for cell in cells if cell.isdigit()]
        return "\n".join([" ".join(values), " ".join(cells[: -len(values)])])

    text = re.sub(rf"^{kind}$", above, as_text(draft), flags=re.MULTILINE)
    assert [] == wrong(report_of(text.encode()), draft.values)


def test_numbers_of_columns_are_no_values_above_labels() -> None:
    """Numbers that count the columns below the header say nothing of where values stand."""
    draft = distinct()
    rows = as_text(draft).replace("\t其他\t总计\n", "\t其他\t总计\n1 2 3 4 5 6 7\n")
    text = re.sub(r"\t+", "\n", rows)
    report = report_of(text.encode())
    assert report.fact("applications.carried_in.business").exact


def test_values_of_three_figures_parted_by_single_spaces() -> None:
    """Below their label they are no single number with its thousands apart."""
    draft = distinct()
    new = {f"disclosure.rules.{column}": str(120 + at) for at, column in enumerate(("issued", "repealed", "in_force"))}
    draft = draft.with_values(**new)
    text = as_text(draft).replace("规章\t120\t121\t122", "规章\n120 121 122")
    cells = report_of(text.encode()).cells
    assert new == {key: cells[key].raw for key in new}


def test_columns_in_words_of_their_own_and_another_order_are_doubted() -> None:
    """其它 is the form's 其他, so that it tells that the columns around it are in another order."""
    draft = distinct()
    text = as_text(draft).replace("法律服务机构\t其他", "其它\t法律服务")
    assert [] == wrong(report_of(text.encode()), draft.values | {"applications.new.other_org": "-1"})


STACKED = ("（三）不予公开", "1.属于国家秘密\n2.其他法律行政法规禁止公开", "11\n12", "21\n—")


def _cells(texts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(text, BlockPlace(1, 1, column)) for column, text in enumerate(texts, 1))


def test_rows_that_were_typed_into_one() -> None:
    """Where each cell has a line for each label, its lines are the rows, and keep their places."""
    first, second = unstacked(_cells(STACKED))
    assert ["（三）不予公开", "1.属于国家秘密", "11", "21"] == [cell.text for cell in first]
    assert ["2.其他法律行政法规禁止公开", "12", "—"] == [cell.text for cell in second]
    assert BlockPlace(1, 1, 3, 3, 5) == second[1].location


@pytest.mark.parametrize(
    "texts",
    [
        (*STACKED[:3], "21"),
        (*STACKED[:3], "21\n22\n23"),
        (*STACKED[:3], "21\n见附件说明"),
        (STACKED[0], "1.属于\n国家秘密", *STACKED[2:]),
        STACKED[:2],
    ],
)
def test_lines_of_cells_that_are_no_rows(texts: tuple[str, ...]) -> None:
    """Nothing is parted where some cell has more or fewer lines than there are labels, or text in them."""
    assert [_cells(texts)] == list(unstacked(_cells(texts)))


@pytest.mark.parametrize("label", ["", "栏次"])
def test_a_row_that_numbers_many_columns_is_no_row_of_values(label: str) -> None:
    """Below the names of the columns of lawsuits their numbers may stand."""
    draft = distinct()
    text = as_text(draft)
    (values,) = re.findall(r"^(?:\d+\t){14}\d+$", text, re.MULTILINE)
    counted = "\t".join([*([label] if label else []), *map(str, range(1, 16))])
    assert draft.values == {
        key: fact.raw for key, fact in report_of(text.replace(values, f"{counted}\n{values}").encode()).cells.items()
    }


@pytest.mark.parametrize("write", [r"\1）\2", r"\1-\2", r"\1(\2)"])
def test_numbered_labels_on_a_line_of_several_rows_are_no_odd_values(write: str) -> None:
    """Whatever mark stands behind its number, a label is one."""
    draft = distinct()
    rows = [[re.sub(r"^(\d)\.(\D+)$", write, cell) for cell in row.split("\t")] for row in as_text(draft).splitlines()]
    first = next(at for at, row in enumerate(rows) if any("本年新收" in cell for cell in row))
    one = [cell for row in rows[first : first + 25] for cell in row if cell]
    text = "\n".join("\t".join(row) for row in (*rows[:first], one, *rows[first + 25 :]))
    report = report_of(text.encode())
    assert [] == wrong(report, draft.values)
    assert report.fact("applications.new.total").exact


def test_cells_one_a_line_behind_bars() -> None:
    """Blank cells are bars alone, and bars make up for merged cells: no value is moved, and a blank is none."""
    key = "applications.granted.business"
    draft = distinct().with_values(**{key: ""})
    text = article(draft, "{}\n", drawn=_behind_bars)
    cells = report_of(text.encode()).cells
    assert draft.values == {name: fact.raw for name, fact in cells.items()}
    assert State.BLANK is cells[key].state
    assert all(fact.exact for name, fact in cells.items() if not name.startswith("applications.granted."))


def _behind_bars(draft: Draft, table: Table, *_: object) -> str:
    """Lines of cells with a bar behind each, rows that merged cells made shorter filled up with bars."""
    rows = draw(table)
    width = sum(box.colspan for box in rows[0])
    texts = [[draft.values[box.key] if box.kind == "cell" else box.text for box in row] for row in rows]
    lines = (
        [*(f"{text} |".lstrip() for text in row), *["|" * (width - len(row))] * (len(row) < width)] for row in texts
    )
    return "\n" + "\n".join(line for row in lines for line in row) + "\n"


def _of_page(draft: Draft, folder: Path) -> Report:
    path = folder / "报告.html"
    path.write_text(html(draft), "utf-8")
    return read(path)


def test_a_blank_at_the_end_of_a_row_of_a_web_page(tmp_path: Path) -> None:
    """It has its cell there, so that no value can have moved; in a text lines may have been filled up."""
    key = "applications.granted.total"
    draft = distinct().with_values(**{key: "", "applications.granted.natural_person": 900})
    told = _of_page(draft, tmp_path).cells
    assert (State.BLANK, State.NUMBER) == (told[key].state, told["applications.granted.natural_person"].state)
    doubted = report_of(as_text(draft).encode()).cells
    assert State.DOUBTFUL is doubted["applications.granted.natural_person"].state


def test_names_of_columns_that_are_written_from_top_to_bottom() -> None:
    """Their single characters stand between the names of the rows and the values, and part them not."""
    draft = distinct()
    lines = as_text(draft).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("结果维持"))
    lines[at : at + 1] = ["结 结 其 尚", "果 果 他 未 总", "维 纠 结 审 计 维 纠", "持 正 果 结"]
    report = report_of("\n".join(lines).encode())
    assert draft.values == {name: fact.raw for name, fact in report.cells.items()}
    assert all(report.fact(name).exact for name in draft.values)


def test_single_characters_below_a_table_are_no_part_of_it() -> None:
    """Where no values follow, they are narrative."""
    text = as_text(distinct()).replace(
        "五、存在的主要问题及改进情况", "（此 页 无 正 文）\n以 下 空 白\n\n五、存在的主要问题及改进情况"
    )
    section = report_of(text.encode()).section(4)
    assert section
    assert "以 下 空 白" in section.text


def test_a_table_of_one_line_that_was_left_blank(tmp_path: Path) -> None:
    """Its blank cells are those of the table, and no end of its header."""
    draft = distinct()
    blank = draft.with_values(**{key: "" for key in draft.values if key.startswith("disputes.")})
    cells = _of_page(blank, tmp_path).cells
    assert {State.BLANK} == {fact.state for key, fact in cells.items() if key.startswith("disputes.")}
    assert blank.values == {key: fact.raw for key, fact in cells.items()}


@pytest.mark.parametrize("odd", ["12(3)", "12（上年3）", "12/3", "(12)", "×", "12→3", "○"])
def test_an_odd_value_on_the_line_of_lawsuits_is_one_alone(odd: str) -> None:
    """It is text in its place, and no label that parts the line."""
    draft, key = distinct(), "disputes.review.other"
    (values,) = re.findall(r"^(?:\d+\t){14}\d+$", as_text(draft), re.MULTILINE)
    line = re.sub(rf"\b{draft.values[key]}\b", odd, values)
    cells = report_of(as_text(draft).replace(values, line).encode()).cells
    assert (odd, State.TEXT) == (cells[key].raw, cells[key].state)
    assert draft.values | {key: odd} == {name: fact.raw for name, fact in cells.items()}


def test_a_label_behind_its_values_in_their_order_is_theirs() -> None:
    """Where the label alone stands at the right, its row is read."""
    draft = distinct()

    def turned(line: str) -> str:
        label, *values = line.split("\t")
        return "\t".join([*values, label])

    lines = (
        turned(line) if re.fullmatch(r"[^\t]+(?:\t\d+){3,10}", line) else line for line in as_text(draft).splitlines()
    )
    found = _exact(report_of("\n".join(lines).encode()))
    assert draft.values["disclosure.rules.issued"] == str(found["disclosure.rules.issued"])


@pytest.mark.parametrize("at", range(1, 7))
def test_a_row_written_as_two_is_doubted(at: int) -> None:
    """Where both lines have a part of the label and of every number, neither gives a number for certain."""
    draft = distinct()
    text = as_text(draft)
    row = re.search(r"^行政规范性文件\t(\d+)\t(\d+)\t(\d+)$", text, re.MULTILINE)
    assert row
    label = "行政规范性文件"
    halves = [[label[:at], *(one[:1] for one in row.groups())], [label[at:], *(one[1:] for one in row.groups())]]
    assert all(map(all, halves))
    report = report_of(text.replace(row[0], "\n".join(map("\t".join, halves))).encode())
    assert [] == wrong(report, draft.values)
    cells = {f"disclosure.normative.{column}" for column in ("issued", "repealed", "in_force")}
    assert cells == {key for key, fact in report.cells.items() if not fact.exact}


def test_columns_in_other_words_and_order_are_doubted() -> None:
    """本年制发数量 is the form's 本年制发件数, so that its place tells that columns are in another order."""
    draft = distinct()
    text = as_text(draft)
    head = re.search(r"^.*制发件数.*$", text, re.MULTILINE)
    assert head
    said = head[0].replace("制发件数", "制发数量").replace("废止件数", "废止数量")
    first, *others = said.split("\t")
    report = report_of(text.replace(head[0], "\t".join([first, *reversed(others)])).encode())
    assert State.DOUBTFUL is report.cells["disclosure.rules.issued"].state


@pytest.mark.parametrize(
    "text",
    [
        "1\u200b2",
        "\ufeff12",
        "12\u00ad",
        "\u200f12\u200e",
        "\u202a12\u202c",
        "1\u20602",
        "12[1]",
        "12①",
        "12 *",
        "12〔注2〕",
        "12（注）",
        "12（注1）",
        "12注1",
        "12²",
        "12⑴",
        "12†",
        "12（件）",
        "12件。",
        "12。",
        "'12",
        '="12"',
    ],
)
def test_what_is_not_seen_or_marks_a_note_is_no_part_of_a_number(text: str) -> None:
    """Marks without width, and those of notes, leave a number what it is."""
    assert (State.NUMBER, Interval.exact(12)) == read_value(text, "count")


@pytest.mark.parametrize("text", ["\u202e21", "12[1]3", "12(1)", "①", "12%", "12元", "。", "12。3"])
def test_what_could_mean_another_number_is_none(text: str) -> None:
    """A figure that is shown backwards, or with another beside it, is no number."""
    assert State.TEXT is read_value(text, "count")[0]


def test_values_equally_far_apart_are_clear() -> None:
    """Where an empty column follows each column, no value can be that of another."""
    draft = distinct()
    lines = (re.sub(r"\t", "\t\t", line) for line in as_text(draft).splitlines())
    report = report_of("\n".join(lines).encode())
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


@pytest.mark.parametrize("gap", ["　", "  ", " "])
def test_labels_whose_characters_are_spread(gap: str) -> None:
    """规　章 and 总　计 are one label each, also where nothing but spaces parts the cells of a line."""
    draft = distinct()
    text = re.sub(r"\t+", "     ", as_text(draft))
    for word in ("规章", "总计", "其他"):
        text = re.sub(rf"(?m)(?<=\s){word}(?=\s)", gap.join(word), text)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_columns_that_wide_gaps_part() -> None:
    """Lines may be as long as their gaps make them."""
    draft = distinct()
    text = re.sub(r"\t+", " " * 40, as_text(draft))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_digits_that_may_be_one_number_are_doubted() -> None:
    """Where a line has wide gaps, digits one space apart may be one number."""
    draft = distinct()
    text = re.sub(r"(?m)^行政许可\t\d+", "行政许可    2 3 7", as_text(draft))
    report = report_of(text.encode())
    assert all(fact.exact is None for key, fact in report.cells.items() if key.startswith("disclosure.licences"))


def test_an_empty_template_before_the_report() -> None:
    """Tables that were left blank do not stand for those that are filled in below them."""
    draft = distinct()
    text = as_text(draft)
    rows = "\n".join(line for line in text.splitlines() if "\t" in line)
    blank = re.sub(r"(?<![^\t\n])\d+(?![^\t\n])", "", rows)
    found = _exact(report_of(f"样式\n{blank}\n\n{text}".encode()))
    assert {key: Decimal(value) for key, value in draft.values.items()} == found


def _repeated(text: str, nothing: str = "") -> str:
    """The rows of a text as converters write them out: single names and numbers in all columns of their block."""

    def wide(line: str) -> str:
        cells = [cell or nothing for cell in line.split("\t")]
        whole = bool(re.fullmatch(r"第二十条第.*项", line))
        pair = len(cells) == 2 and not whole
        return "\t".join([*cells[:1], *cells[1:] * 3] if pair else cells * (4 if whole else 1))

    return "\n".join(map(wide, text.splitlines()))


def test_words_in_place_of_the_values_of_a_row() -> None:
    """They are text in each of its cells, and the row below, whose values are alike, has all of them."""
    row = "disclosure.rules."
    draft = empty().with_values(**{f"{row}{one}": "本单位未制发规章" for one in ("issued", "repealed", "in_force")})
    cells = report_of(as_text(draft).encode()).cells
    assert {State.TEXT} == {fact.state for key, fact in cells.items() if key.startswith(row)}
    assert {State.ZERO} == {fact.state for key, fact in cells.items() if not key.startswith(row)}


def test_merged_cells_written_out_in_each_of_their_columns() -> None:
    """A number repeated below the name of its column, repeated with it, is one number."""
    draft = distinct()
    text = _repeated(as_text(draft))
    assert re.search(r"行政许可\t(\d+)\t\1\t\1\n", text)
    report = report_of(text.encode())
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)
    assert "cn-2021" == report.edition


def test_a_name_of_a_column_written_twice_by_slip_takes_no_number_away() -> None:
    """Equal numbers below two neighbours of one name are two numbers."""
    draft = distinct()
    draft = draft.with_values(**{"disputes.review.other": "7", "disputes.review.pending": "7"})
    report = report_of(as_text(draft).replace("其他结果\t尚未审结", "其他结果\t其他结果", 1).encode())
    assert [] == wrong(report, draft.values)


@pytest.mark.parametrize("nothing", ["NaN", "nan", "None", "<NA>", "Unnamed: 3"])
def test_what_programs_write_for_nothing_is_blank(nothing: str) -> None:
    """No person writes NaN: the cell is a blank one."""
    draft = distinct()
    text = re.sub(r"(?m)^(行政许可)\t\d+", rf"\1\t{nothing}", as_text(draft))
    assert State.BLANK is report_of(text.encode()).cells["disclosure.licences.decided"].state


@pytest.mark.parametrize(("value", "state"), [("123.45", State.DOUBTFUL), ("0", State.ZERO)])
def test_an_amount_below_another_unit_is_doubted(value: str, state: State) -> None:
    """Whether a sum below 单位：元 was converted to the form's 万元 is not known; nothing is nothing in any unit."""
    draft = distinct().with_values(**{"disclosure.fees.charged": value})
    report = report_of(as_text(draft).replace("单位：万元", "单位：元").encode())
    assert state is report.cells["disclosure.fees.charged"].state


def _with_running_numbers(text: str, first: int = 1) -> str:
    """The lines of the second table with running numbers between labels and values."""
    numbers = iter(range(first, 100))
    return re.sub(r"(?m)^(.*[^\d\t]\t*?)((?:\t\d+){7})$", lambda row: f"{row[1]}\t{next(numbers)}{row[2]}", text)


def test_signs_beside_a_label_of_no_form_are_values() -> None:
    """What a column that is too narrow shows takes a place in its row, be the label cut off as well."""
    draft = distinct()
    wide = re.sub(r"(?:\t\d+){7}$", r"\g<0>" + "\t" * 4, as_text(draft), flags=re.MULTILINE)
    cut = re.sub(r"3\.危及“(三安全一).*?\t\d+", r"\1\t###", wide)
    report = report_of(cut.encode())
    assert State.TEXT == report.fact("applications.refused.security_stability.natural_person").state
    assert 6 == sum(exact is not None for key, exact in _exact(report).items() if "security_stability" in key)
    assert [] == wrong(report, draft.values)


@pytest.mark.parametrize("text", ["602.53 万 元", "602.53万", "602.53(万元)", "6025300元", "0.060253亿元"])
def test_amounts_with_their_unit(text: str) -> None:
    """An amount is one in 万元, whatever unit stands behind it and however that is spaced."""
    assert (State.NUMBER, Interval.exact(Decimal("602.53"))) == read_value(text, "amount")


def test_what_binary_fractions_leave_behind_an_amount() -> None:
    """Digits that a program prints of an amount's last bits are none of it, which is said."""
    report = report_of(as_text(distinct().with_values(**{"disclosure.fees.charged": "810.5700000000001"})).encode())
    fact = report.fact("disclosure.fees.charged")
    assert (State.DOUBTFUL, Interval.exact(Decimal("810.57"))) == (fact.state, fact.interval)
    assert "尾数" in fact.doubt


def test_running_numbers_between_labels_and_values() -> None:
    """A column 行次 is no column of values."""
    draft = distinct()
    text = _with_running_numbers(as_text(draft))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_eight_values_that_do_not_count_are_not_read() -> None:
    """Where a row's first number does not go on counting, no column of the table can be told from one beside it."""
    draft = distinct()
    text = _with_running_numbers(as_text(draft)).replace("\t7\t", "\t8\t", 1)
    report = report_of(text.encode())
    assert [] == wrong(report, draft.values)
    assert State.UNREADABLE is report.cells["applications.new.total"].state


def _in_one(values: dict[str, str], columns: tuple[str, ...]) -> str:
    """The first table as one list, each row with a stroke in the columns that it has no number for."""
    keys = ("issued", "repealed", "in_force", "decided", "charged")
    rows = {"rules": "规章", "normative": "行政规范性文件", "licences": "行政许可", "penalties": "行政处罚"}
    rows |= {"coercion": "行政强制", "fees": "行政事业性收费"}
    lines = [[label, *(values.get(f"disclosure.{row}.{key}", "/") for key in keys)] for row, label in rows.items()]
    return "\n".join("\t".join(line) for line in [["信息内容", *columns], *lines])


def test_all_rows_below_all_columns() -> None:
    """Where one header names the columns of several blocks, each row's numbers are those below its own."""
    draft = distinct()
    names = ("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额（单位：万元）")
    table = _in_one(draft.values, names)
    text = re.sub(r"(?s)第二十条第（一）项.*?(?=\n\s*三、)", lambda _: table, as_text(draft))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_a_label_of_three_lines_beside_whose_second_stand_group_and_values() -> None:
    """As where a page is written out as text: the group's name and the numbers are level with the middle of a label."""
    draft = distinct()
    label = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    row = re.search(rf"(?m)^.*{label}\t*(.*)$", as_text(draft))
    assert row
    lines = [label[:11], f"（六）其他处理   {label[11:23]}   {' '.join(row[1].split())}", label[23:]]
    text = as_text(draft).replace(row[0], "\n".join(lines))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_what_spans_columns_in_one_cell_with_the_name_of_one() -> None:
    """复议后起诉 above 结果纠正, read as one, are two names."""
    draft = distinct()
    text = as_text(draft).replace("\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t", "")
    above = iter(("", "未经复议直接起诉", "复议后起诉"))
    text = re.sub("结果维持", lambda name: next(above) + name[0], text)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_lawsuits_before_reviews_are_doubted() -> None:
    """Where the names that span the columns stand in another order, the values may too."""
    draft = distinct()
    text = re.sub(
        r"(?m)^行政复议\t+未经复议直接起诉", "行政诉讼\t\t\t\t\t\t\t\t\t\t行政复议\n未经复议直接起诉", as_text(draft)
    )
    report = report_of(text.encode())
    assert State.DOUBTFUL is report.cells["disputes.review.upheld"].state


def test_two_years_below_one_header_are_doubted() -> None:
    """Which of two rows of values is the year's is not known."""
    draft = distinct()
    row = re.search(r"(?m)^(?:\d+\t){14}\d+$", as_text(draft))
    assert row
    text = as_text(draft).replace(row[0], f"2022年\t{row[0]}\n2023年\t{row[0].replace('1', '2')}")
    report = report_of(text.encode())
    assert State.DOUBTFUL is report.cells["disputes.review.upheld"].state


@pytest.mark.parametrize("odd", ["|", "无数据", "见附件"])
@pytest.mark.parametrize("at", [0, 7, 14])
def test_an_odd_value_in_the_one_line_of_a_table_takes_none_of_the_others_with_it(odd: str, at: int) -> None:
    """What stands in its cell is the value of that alone."""
    draft = distinct()
    row = re.search(r"(?m)^(?:\d+\t){14}\d+$", as_text(draft))
    assert row
    cells = row[0].split("\t")
    report = report_of(as_text(draft).replace(row[0], "\t".join([*cells[:at], odd, *cells[at + 1 :]])).encode())
    keys = [key for key in draft.values if key.startswith("disputes.")]
    assert report.cells[keys[at]].raw == odd
    assert [cells[one] for one in range(15) if one != at] == [report.cells[key].raw for key in keys if key != keys[at]]


def test_all_labels_before_all_values() -> None:
    """The last of the labels does not take the first line of the values for certain."""
    draft = distinct()
    rows = re.findall(r"(?m)^(.*[^\d\t])\t+(\d+(?:\t\d+){6})$", as_text(draft))
    assert len(draft.form.table("applications").rows) == len(rows)
    text = as_text(draft)
    for label, values in rows:
        text = re.sub(rf"(?m)^{re.escape(label)}\t+{values}\n", "", text)
    table = "\n".join([*(label.strip() for label, _ in rows), *(values for _, values in rows)])
    text = re.sub(r"(?m)(?<=总计\n)(?=\s*四、)", lambda _: f"{table}\n", text)
    assert [] == wrong(report_of(text.encode()), draft.values)


@pytest.mark.parametrize("label", ["2.重复性申请", "2.重复的申请", "2密.重复申请"])
def test_a_row_that_cannot_be_told_takes_not_the_name_of_the_next(label: str) -> None:
    """The label of a row with values of its own is no rest of the one above."""
    draft = distinct()
    row = re.search(r"(?m)^\t*2\.重复申请(?:\t\d+){7}$", as_text(draft))
    assert row
    other = re.sub(r"\d+", "7", row[0].replace("2.重复申请", "甲乙丙"))
    report = report_of(as_text(draft).replace(row[0], f"{other}\n{row[0].replace('2.重复申请', label)}").encode())
    assert [] == wrong(report, draft.values)


def test_a_header_of_one_column_is_no_part_of_one_of_three() -> None:
    """The last of three values below the 2021 form's one column is not the third column of 2019."""
    draft = distinct()
    text = re.sub(r"(?m)^(行政许可|行政处罚|行政强制)\t(\d+)$", r"\1\t5\t9\t4", as_text(draft))
    report = report_of(text.encode())
    keys = [f"disclosure.{row}.decided" for row in ("licences", "penalties", "coercion")]
    assert not any(report.cells[key].exact for key in keys)


def _table_four(values: dict[str, str], *, listed: bool) -> str:
    """The last table with its columns below one another, rows beside one another or each in a list of its own."""
    columns = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
    columns |= {"pending": "尚未审结", "total": "总计"}
    rows = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}
    if listed:
        lines = [
            [name if key == "upheld" else "", label, values[f"disputes.{row}.{key}"]]
            for row, name in rows.items()
            for key, label in columns.items()
        ]
        return "\n".join("\t".join(filter(None, line)) for line in lines)
    head = "\t".join(["结果", *rows.values()])
    lines = [[label, *(values[f"disputes.{row}.{key}"] for row in rows)] for key, label in columns.items()]
    return "\n".join([head, *map("\t".join, lines)])


@pytest.mark.parametrize("listed", [False, True])
def test_columns_below_one_another(*, listed: bool) -> None:
    """A table that is written the other way round has the same values."""
    draft = distinct()
    table = _table_four(draft.values, listed=listed)
    text = re.sub(r"(?m)^行政复议\t[\s\S]*?\n(?=\n)", lambda _: f"{table}\n", as_text(draft))
    assert table in text
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_columns_below_one_another_in_another_order_are_not_turned() -> None:
    """Where a name is missing or out of place, nothing is turned."""
    draft = distinct()
    table = _table_four(draft.values, listed=False).replace("结果维持", "结果变更")
    text = re.sub(r"(?m)^行政复议\t[\s\S]*?\n(?=\n)", lambda _: f"{table}\n", as_text(draft))
    report = report_of(text.encode())
    assert [] == wrong(report, draft.values)
    assert not any(fact.exact for key, fact in report.cells.items() if key.startswith("disputes."))


@pytest.mark.parametrize(("written", "state"), [(r"123\.45", State.NUMBER), (r"123\\.45", State.TEXT)])
def test_marks_that_markdown_escapes(written: str, state: State) -> None:
    """A stroke before a full stop is none of the number; two of them are one that was written."""
    text = as_text(distinct().with_values(**{"disclosure.fees.charged": written}))
    assert state is report_of(text.encode()).cells["disclosure.fees.charged"].state


@pytest.mark.parametrize("added", ["（市政府制定）", "(件)", "（含党组织）"])
def test_what_is_added_to_a_label_in_brackets(added: str) -> None:
    """A remark behind a label makes it no other."""
    draft = distinct()
    text = re.sub(r"(?m)^(规章|行政强制)(?=\t)", rf"\1{added}", as_text(draft))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report_of(text.encode()))


def test_labels_in_traditional_characters() -> None:
    """They are the form's in other letters."""
    draft = distinct()
    written = str.maketrans("规废现处决数总计诉讼办结开业组织机构", "規廢現處決數總計訴訟辦結開業組織機構")
    title, text = as_text(draft).split("\n", 1)
    report = report_of(f"{title}\n{text.translate(written)}".encode())
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


@pytest.mark.parametrize(("lefts", "shuffled"), [((10, 200, 100), False), ((10, 100, 200), True)])
def test_the_order_of_a_header_is_from_left_to_right(lefts: tuple[int, ...], *, shuffled: bool) -> None:
    """On a page the names that span columns stand higher and lower as it comes; what counts is how far to the left."""
    table = forms()[0].table("disputes")
    names = ("行政复议", "复议后起诉", "未经复议直接起诉")
    places = [PagePlace(1, (left, 50.0 + at, left + 40.0, 60.0 + at)) for at, left in enumerate(lefts)]
    cells = [Cell(name, place) for name, place in zip(names, places, strict=True)]
    assert shuffled is is_shuffled(table, table.blocks[0], Header((tuple(cells[:2]), tuple(cells[2:]))))


ON_ONE_LINE = "{label}：{values}\n"
BELOW = "- **{label}**\n{values}\n"


def _written_out(draft: Draft, line: str, value: str, between: str) -> str:
    """The draft with each row of its tables written out, every value behind the name of its column."""
    parts = [draft.title]
    for section in draft.form.sections:
        parts += [f"{section.number}、{section.heading}", *draft.texts.get(section.number, ())]
        for table in (one for one in draft.form.tables if one.section == section.number):
            for block, row in ((one, row) for one in table.blocks for row in one.rows):
                cells = {column.label: f"{table.key}.{row.key}.{column.key}" for column in block.columns}
                named = [value.format(label, draft.values[key]) for label, key in cells.items()]
                parts.append(line.format(label=row.label, values=between.join(named)))
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("line", "value", "between"),
    [
        (ON_ONE_LINE, "{}：{}", "、"),
        (ON_ONE_LINE, "{}{}件", "，"),
        (BELOW, "  - {}: {}", "\n"),
        (BELOW, "{}：{}", "\n"),
        ("{label}\n{values}\n", "{}\n{}", "\n"),
    ],
)
def test_values_behind_the_names_of_their_columns(line: str, value: str, between: str) -> None:
    """A table written out as a list has the values that it has as a table."""
    draft = distinct()
    report = report_of(_written_out(draft, line, value, between).encode())
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


def test_a_sentence_that_names_all_columns_is_no_table() -> None:
    """One row of names and values is a sentence, and so are more where a name is missing or out of place."""
    row = (
        "一、本年新收政府信息公开申请数量：自然人{}，商业企业2，科研机构3，社会公益组织4，法律服务机构5，其他6，总计7\n"
    )
    assert [] == rows_of_names([Paragraph(row.format(1).strip(), BlockPlace(1))])
    swapped = row.replace("自然人{}，商业企业2", "商业企业2，自然人{}")
    assert [] == rows_of_names([Paragraph(swapped.format(at), BlockPlace(at)) for at in range(1, 9)])


@pytest.mark.parametrize("beside", ["<td></td><td>5</td>", "<td>7</td><td>5</td>"])
def test_values_beside_a_table_make_it_none_of_another_edition(tmp_path: Path, beside: str) -> None:
    """A form that has more columns does not take values that are too many, where it has rows that are not there."""
    draft = distinct()
    path = tmp_path / "报告.html"
    path.write_text(html(draft).replace("</tr>", f"{beside}</tr>"), "utf-8")
    report = read(path)
    assert [] == wrong(report, draft.values)
    assert "5" not in {report.fact(key).raw for key in draft.values if key.startswith("disclosure.")}


def test_a_label_with_a_misread_mark_stays_beside_its_values() -> None:
    """A comma that was recognised as a full stop makes a label no sentence while values stand level with it."""
    label = Cell("（二）部分公开（区分处理的。只计这一情形，不计其他情形）", PagePlace(2, (111, 272.6, 287, 321.4)))
    values = [Cell(str(at), PagePlace(2, (287 + 30 * at, 272.4, 317 + 30 * at, 321.2))) for at in range(7)]
    (line,) = read_lines((Grid(((label, *values),)),))
    assert (label, *values) == line.cells
    below = Cell("1.属于国家秘密", PagePlace(2, (111, 330.0, 287, 350.0)))
    assert [False, True] == [bool(line.cells) for line in read_lines((Grid(((label, below),)),))]


@pytest.mark.parametrize(("text", "is_header"), [("结果维结果！其他尚未总", True), ("以上数据均已核实！", False)])
def test_a_line_between_two_of_a_header(text: str, *, is_header: bool) -> None:
    """It is of the header though a mark was recognised amid it, and a sentence is none."""
    place = PagePlace(3, (50, 100, 500, 112))
    row = tuple(Cell(one, place) for one in ("持", "纠正", "结果", "审结", "计"))
    lines = read_lines((Paragraph("未经复议直接起诉 复议后起诉", place), Paragraph(text, place), Grid((row,))))
    assert [True, is_header, True] == [bool(line.cells) for line in lines]


@pytest.mark.parametrize("width", [5, 10])
def test_labels_over_many_lines_above_their_values(width: int) -> None:
    """What is copied out of a PDF has a label in pieces, each on a line, and the values of its row on the next one."""
    draft = distinct()
    report = report_of("\n".join(_in_pieces(as_text(draft), width)).encode())
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(report)


def _in_pieces(text: str, width: int) -> Iterator[str]:
    for line in text.splitlines():
        cells = list(filter(None, line.split("\t")))
        values = [cell for cell in cells if cell.isdecimal()]
        if "\t" not in line or not values:
            yield " ".join(cells)
            continue
        for label in cells[: -len(values)]:
            yield from (label[at : at + width] for at in range(0, len(label), width))
        yield " ".join(values)


def test_thousands_part_no_fields(tmp_path: Path) -> None:
    """Commas within the numbers of lines that blanks part are no commas between fields."""
    draft = distinct()
    lines = (
        re.sub(r"\b(\d+)(\d{3})\b", r"\1,\2", line) if "\t" in line else line for line in as_text(draft).splitlines()
    )
    path = tmp_path / "报告.txt"
    path.write_text(re.sub(r"\t+", " ", "\n".join(lines)), "utf-8")
    assert {key: Decimal(value) for key, value in draft.values.items()} == _exact(read(path))


def test_fields_and_thousands() -> None:
    """Where blanks or bars part the numbers of lines, their commas make no CSV of them."""
    spaced, fields = "规章 1,204 12,345 1,000 7\n" * 12, "规章,1204,12345,1000\n" * 12
    files = (spaced, spaced.replace(" ", " | "), fields)
    assert ["文本", "文本", "CSV"] == [sniff(text.encode()).name for text in files]
