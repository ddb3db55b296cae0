"""Personal numbers: which are found, and that none is shown by anything that the audit puts out."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from stdnum.cn import ric

import workbench as wb
from tests.builders import as_text, empty
from tests.test_cli import run
from workbench.documents import Document, Remark
from workbench.documents.plain import blocks
from workbench.privacy import IDENTITY, MOBILE, masked, personal
from workbench.reports import recognise

IDENTITY_NUMBER = "410702199001011237"
WRONG_DIGIT = "410702199001011238"
MOBILE_NUMBER = "13812345678"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"申请人{IDENTITY_NUMBER}，", "申请人410702********1237，"),
        (f"（{WRONG_DIGIT}）", "（410702********1238）"),
        ("41070219900101123X", "410702********123X"),
        ("410702 19900101 1237", "410702 ******** 1237"),
        ("４１０７０２１９９００１０１１２３７", "４１０７０２********１２３７"),
        (f"手机{MOBILE_NUMBER}。", "手机138****5678。"),
        ("+86 138-1234-5678", "+86 138-****-5678"),
        (f"{MOBILE_NUMBER}、13987654321", "138****5678、139****4321"),
    ],
)
def test_numbers_are_masked(text: str, shown: str) -> None:
    """The middle of a number is hidden, however it is written; the text stays as long as it was."""
    assert shown == masked(text)
    assert len(text) == len(masked(text))


@pytest.mark.parametrize(
    "text",
    [
        "0373-2826000", "01012345678", "037767282399", "收费13812345678元", "202312311234567890", "11410703005990123A",
        "豫公网安备41070202000001号", "000014349/2023-00098", "410702199013011237", "410702********1237",
        "公开98条", "",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    """Fixed lines, amounts and serial numbers are no personal numbers; what is masked stays so."""
    assert [] == personal(text)
    assert text == masked(text)


@given(st.integers(0, 999), st.dates(date(1920, 1, 1), date(2020, 1, 1)))
def test_the_check_digit_decides(serial: int, born: date) -> None:
    """Of the eleven last digits a number may have just one makes it an identity number for certain."""
    head = f"410702{born:%Y%m%d}{serial:03}"
    found = [one for digit in "0123456789X" for one in personal(head + digit)]
    assert 11 == len(found)
    assert [head + ric.calc_check_digit(head + "0")] == [
        head + digit for digit, one in zip("0123456789X", found, strict=True) if one.certain
    ]
    assert {IDENTITY} == {one.kind for one in found}


def test_kinds_and_places() -> None:
    """Each number is told with its kind and its place."""
    text = f"甲{IDENTITY_NUMBER}乙{MOBILE_NUMBER}"
    assert [(IDENTITY, IDENTITY_NUMBER), (MOBILE, MOBILE_NUMBER)] == [
        (one.kind, text[one.start : one.end]) for one in personal(text)
    ]


@pytest.fixture
def report() -> wb.Report:
    """A report with personal numbers wherever a report has text, in findings of many kinds."""
    told = f"申请人{IDENTITY_NUMBER}和{WRONG_DIGIT}（手机{MOBILE_NUMBER}）收到政府信息公开申请9件，"
    told += f"制发规范性文件{MOBILE_NUMBER}件。"
    draft = empty().with_text("一", f"{told}{told}", f"XX{IDENTITY_NUMBER}XX").with_text("五", told)
    draft = draft.with_values(**{"disclosure.licences.decided": f"见{MOBILE_NUMBER}"})
    text = as_text(draft).replace("六、其他需要报告的事项", f"六、其他事项联系{MOBILE_NUMBER}")
    remarks = (
        Remark(f"文件中留有批注：{IDENTITY_NUMBER}待核。", "comment"),
        Remark(f"附件“{MOBILE_NUMBER}”", "attached"),
    )
    return recognise(Document("a.txt", "0" * 64, tuple(blocks(text)), remarks))


def test_nothing_that_is_shown_has_them(report: wb.Report, tmp_path: Path) -> None:
    """Findings, frames, HTML, the tie-out and every ledger show numbers masked; some finding is about each."""
    audit = wb.audit([report])
    assert {"WD301", "WD302"} <= {one.check for one in audit.problems}
    paths = [tmp_path / f"ledger{suffix}" for suffix in (".json", ".csv", ".xlsx")]
    audit.export(*paths)
    cells = [
        str(cell) for sheet in load_workbook(paths[2]) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    shown = [audit._repr_html_(), report._repr_html_(), wb.tie_out(report)._repr_html_()]
    shown += [one._repr_html_() for one in audit.problems]
    shown += [audit.findings.to_csv(), audit.comparisons.to_csv(), "\n".join(cells)]
    shown += [json.dumps([one.as_dict() for one in audit.problems], ensure_ascii=False)]
    shown += [path.read_text("utf-8-sig") for path in paths[:2]]
    for text in shown:
        plain = text.replace(f"规范性文件{MOBILE_NUMBER}件", "")
        assert not [number for number in (IDENTITY_NUMBER, WRONG_DIGIT, MOBILE_NUMBER) if number in plain]
    assert all("410702********1237" in text for text in (shown[0], shown[1], shown[2]))


def test_no_span_shows_a_part_of_them(report: wb.Report) -> None:
    """Wherever evidence is cut out of a section, it is cut out of the masked text."""
    section = report.section(1)
    assert section
    assert len(section.text) == len(section.shown)
    rng = random.Random(1)
    for _ in range(200):
        start = rng.randrange(len(section.text))
        piece = section.shown[start : start + rng.randrange(40)]
        assert "19900101" not in piece


def test_the_command_line_masks_what_it_audits_and_reads_what_is_there(tmp_path: Path) -> None:
    """``audit`` shows no personal number; ``read`` gives the report's own words, which are what is asked for."""
    path = tmp_path / "a.txt"
    path.write_text(as_text(empty().with_text("一", f"申请人{IDENTITY_NUMBER}收到政府信息公开申请9件。")), "utf-8")
    for shape in ("table", "json"):
        told = run("audit", str(path), "--format", shape).stdout
        assert "410702********1237" in told
        assert IDENTITY_NUMBER not in told
    assert IDENTITY_NUMBER in run("read", str(path), "--format", "json").stdout
