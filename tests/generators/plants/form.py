"""What a report lacks of the statutory form, or has otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.builders import Draft, as_text
from tests.generators.composer import Lie
from tests.generators.county import County, Filed
from tests.generators.plants.model import Edited, Plant, edited, fault, lied, shuffled
from tests.generators.scenario import leaves, split
from workbench.forms import form

RENAMED = {
    "一": ("工作概述", "政府信息公开工作的基本情况", "年度工作情况"),
    "二": ("主动公开情况", "主动公开信息工作情况"),
    "三": ("依申请公开工作情况", "申请办理情况"),
    "四": ("复议和诉讼情况", "行政复议、诉讼工作情况"),
    "五": ("存在的问题及下一步打算", "问题和措施"),
    "六": ("其他事项", "其他需要说明的事项"),
}
MISSPELT = (
    *(("本年制发件数", "本年发制件数"), ("本年废止件数", "本年度止件数"), ("现行有效件数", "现行有效件")),
    *(("商业企业", "商业公司"), ("科研机构", "科研院所"), ("法律服务机构", "法律服务")),
    *(("结果维持", "结果维护"), ("结果纠正", "结果更正"), ("尚未审结", "未审结"), ("2.重复申请", "2.重复的申请件")),
    *(("1.属于国家秘密", "1.属于国家机密"), ("5.属于三类内部事务信息", "5.属于三类内容事务信息")),
)
STRANGE = ("9.属于工作秘密", "4.其他无法提供情形", "6.不属于本机关公开", "（七）撤回申请")
ASPECTS = {"管理": ("信息管理", "管理"), "平台": ("平台", "网站", "新媒体"), "监督": ("监督", "考核", "培训")}
NAMED = {"管理": "政府信息管理", "平台": "政府信息公开平台建设", "监督": "监督保障"}
"""The aspects of section 一 as the form has them."""


def _headings(filed: Filed) -> list[str]:
    return [f"{section.number}、{section.heading}" for section in filed.draft.form.sections]


def _sections(filed: Filed) -> list[list[str]]:
    """The lines of the report: those before the first section, then those of each section with its heading."""
    lines = filed.text.split("\n")
    places = [lines.index(heading) for heading in _headings(filed)]
    return [lines[start:end] for start, end in zip([0, *places], [*places, len(lines)], strict=True)]


def _heading(section: Sequence[str]) -> str:
    """The heading of a section without its number."""
    return section[0].partition("、")[2]


def _joined(sections: Sequence[Sequence[str]]) -> str:
    return "\n".join(line for section in sections for line in section)


# -- sections -------------------------------------------------------------------------------------------


@fault("PR", notice=True)
@edited
def section_missing(rng: random.Random, filed: Filed) -> Edited:
    """A section left out."""
    sections = _sections(filed)
    gone = rng.randint(1, 6)
    return Edited(_joined([*sections[:gone], *sections[gone + 1 :]]), words=(sections[gone][0],))


@fault("PR", notice=True)
@edited
def section_twice(rng: random.Random, filed: Filed) -> Edited:
    """A section, or its heading, twice."""
    sections = _sections(filed)
    at = rng.choice((1, 2, 3, 4, 5, 6))
    again = sections[at][:1] if rng.random() < 0.5 else [line for line in sections[at] if "\t" not in line]
    return Edited(_joined([*sections[:at], again, *sections[at:]]), words=(sections[at][0],))


@fault("PR", notice=True)
@edited
def sections_out_of_order(rng: random.Random, filed: Filed) -> Edited:
    """Two neighbouring sections in each other's place, under their own numbers."""
    sections = _sections(filed)
    at = rng.randint(1, 5)
    wrong = [*sections[:at], sections[at + 1], sections[at], *sections[at + 2 :]]
    return Edited(_joined(wrong), words=("、".join(section[0][0] for section in wrong[1:]),))


@fault("PR", notice=True)
@edited
def section_renamed(rng: random.Random, filed: Filed) -> Edited:
    """A section under a heading in other words."""
    old = rng.choice(_headings(filed))
    new = f"{old[0]}、{rng.choice(RENAMED[old[0]])}"
    return Edited(filed.text.replace(f"\n{old}\n", f"\n{new}\n", 1), words=(new, old))


@fault("PR", notice=True)
@edited
def section_renumbered(rng: random.Random, filed: Filed) -> Edited:
    """A section under another section's number."""
    old = rng.choice(_headings(filed))
    number = rng.choice([number for number in "一二三四五六七" if number != old[0]])
    return Edited(filed.text.replace(f"\n{old}\n", f"\n{number}{old[1:]}\n", 1), words=(f"{number}{old[1:]}", old))


@fault("PR", notice=True)
@edited
def title_wrong(rng: random.Random, filed: Filed) -> Edited:
    """A title in other words than the form's."""
    year = filed.draft.year
    kind = rng.choice(("政务公开工作年度报告", "政府信息公开工作总结", "信息公开年报", "政府信息公开报告"))
    title = f"{year}年{kind}"
    named = filed.draft.unit + title if rng.random() < 0.7 else f"{filed.draft.unit}关于{title}"
    return Edited(as_text(replace(filed.draft, set_title=(named,))), words=(title,))


# -- tables -----------------------------------------------------------------------------------------------


@fault("PR", notice=True)
@edited
def table_missing(rng: random.Random, filed: Filed) -> Edited:
    """A section without its table."""
    at = rng.randint(2, 4)
    sections = _sections(filed)
    without = [line for line in sections[at] if "\t" not in line and not line.startswith("第二十条")]
    return Edited(_joined([*sections[:at], without, *sections[at + 1 :]]), words=(_heading(sections[at]),))


@fault("PR", "RD", notice=True)
@edited
def table_cut(rng: random.Random, filed: Filed) -> Edited:
    """Table 3 ends before its last rows."""
    sections = _sections(filed)
    rows = [at for at, line in enumerate(sections[3]) if "\t" in line]
    gone = rows[-rng.randint(2, 15) :]
    left = [line for at, line in enumerate(sections[3]) if at not in gone]
    return Edited(_joined([*sections[:3], left, *sections[4:]]), words=tuple(_label(sections[3][at]) for at in gone))


@fault("PR", notice=True)
@edited
def superseded_edition(_: random.Random, filed: Filed) -> Edited:
    """The tables of the form of 2019."""
    return Edited(as_text(_of_2019(filed.draft)), words=tuple(_heading(_sections(filed)[at]) for at in (2, 3)))


@fault("PR", notice=True)
@edited
def hybrid_of_editions(rng: random.Random, filed: Filed) -> Edited:
    """One table of the form of 2019 among those of 2021."""
    sections = _sections(filed)
    old = _sections(replace(filed, draft=_of_2019(filed.draft)))
    at = rng.choice((2, 3))
    return Edited(_joined([*sections[:at], old[at], *sections[at + 1 :]]), words=(_heading(sections[at]),))


def _of_2019(draft: Draft) -> Draft:
    """The draft on the form of 2019, with the figures that both have."""
    old = form("cn-2019")
    values = {key: draft.values.get(key, "0") for key in old.cells}
    rows = [row for row in leaves(draft.values) if row.startswith("other.")]
    for _, row, column in map(split, values):
        if row == "other":
            parts = (Decimal(draft.values[f"applications.{one}.{column}"]) for one in rows)
            values[f"applications.other.{column}"] = str(sum(parts))
    return replace(draft, form=old, values=values)


@fault("PR", notice=True)
@edited
def label_misspelt(rng: random.Random, filed: Filed) -> Edited:
    """A row or a column under other words than the form's."""
    old, new = rng.choice(MISSPELT)
    rows = filed.text.split("\n")
    at = rng.choice([at for at, line in enumerate(rows) if old in line.split("\t")])
    cells = [new if cell == old else cell for cell in rows[at].split("\t")]
    return Edited("\n".join([*rows[:at], "\t".join(cells), *rows[at + 1 :]]), words=(new, old.lstrip("0123456789.")))


@fault("PR", "RD", notice=True)
@edited
def row_missing(rng: random.Random, filed: Filed) -> Edited:
    """A row of table 3 left out."""
    rows = filed.text.split("\n")
    at = rng.choice(_rows(filed, rows))
    return Edited("\n".join([*rows[:at], *rows[at + 1 :]]), words=(_label(rows[at]),))


@fault("PR", "RD", notice=True)
@edited
def strange_row(rng: random.Random, filed: Filed) -> Edited:
    """A row in table 3 that the form does not have."""
    rows = filed.text.split("\n")
    at = rng.choice(_rows(filed, rows))
    strange = rng.choice(STRANGE)
    row = "\t".join(("", "", strange, *["0"] * 7))
    return Edited("\n".join([*rows[:at], row, *rows[at:]]), words=(strange,))


def _rows(filed: Filed, rows: Sequence[str]) -> list[int]:
    """The lines of table 3 that hold a reason why something was not given."""
    labels = {filed.draft.form.cells[f"applications.{row}.total"].row.label for row in leaves(filed.draft.values)}
    return [at for at, line in enumerate(rows) if line.startswith("\t") and _label(line) in labels]


def _label(line: str) -> str:
    return next((cell for cell in reversed(line.split("\t")) if re.search(r"[一-鿿]", cell)), "")


# -- what the sections must hold --------------------------------------------------------------------------


@fault("PR", notice=True)
def aspect_missing(rng: random.Random, county: County) -> Plant | None:
    """Section 一 without one of the five aspects, of which it says nothing elsewhere."""
    for unit, _ in shuffled(rng, county):
        aspect = rng.choice(list(ASPECTS))
        wrong, _text = lied(county, unit.unit, Lie(aspect))
        if not any(word in line for word in ASPECTS[aspect] for line in wrong.now(unit.unit).draft.texts["一"]):
            return Plant(wrong, (unit.unit,), words=(NAMED[aspect],))
    return None


@fault("PR", notice=True)
def problems_without_improvements(rng: random.Random, county: County) -> Plant | None:
    """Section 五 names problems and no improvement."""
    return _silent(rng, county, "改进", "“改进”")


@fault("PR", notice=True)
def improvements_without_problems(rng: random.Random, county: County) -> Plant | None:
    """Section 五 names improvements and no problem."""
    return _silent(rng, county, "问题", "“问题”")


@fault("PR", notice=True)
def fewer_improvements(rng: random.Random, county: County) -> Plant | None:
    """Section 五 lists fewer improvements than problems."""
    return _silent(rng, county, "改进数", "改进措施")


@fault("PR", notice=True)
def fee_statement_missing(rng: random.Random, county: County) -> Plant | None:
    """Nothing said of the handling fee."""
    return _silent(rng, county, "信息费", "信息处理费")


def _silent(rng: random.Random, county: County, topic: str, *words: str) -> Plant:
    unit = next(shuffled(rng, county))[0].unit
    return Plant(lied(county, unit, Lie(topic))[0], (unit,), words=words)


# -- numbering ----------------------------------------------------------------------------------------------


@fault("PR", notice=True)
@edited
def subheading_of_another_make(rng: random.Random, filed: Filed) -> Edited | None:
    """（2） among （一）, （三）."""
    found = re.findall(r"^（[二三四]）[^\t\n]*$", filed.text, re.MULTILINE)
    if not found:
        return None
    old = rng.choice(found)
    mark = f"（{'一二三四'.index(old[1]) + 1}）"
    section = next(section for section in _sections(filed) if old in section)
    others = [line[:3] for line in section if re.match("（[一二三四五六]）", line) and line != old]
    of_two = tuple(f"“{other}”" for other in others if len(others) == 1)  # of two either may be the wrong one
    return Edited(filed.text.replace(f"\n{old}\n", f"\n{mark}{old[3:]}\n", 1), words=(mark, old[:3], *of_two))


@fault("PR", notice=True)
@edited
def ordinal_left_out(rng: random.Random, filed: Filed) -> Edited | None:
    """二是 without 一是, or 三是 right after 一是."""
    if "一是" not in filed.text or "二是" not in filed.text:
        return None
    gone, left = rng.choice((("一是", "二是"), ("二是", "三是")))
    start = filed.text.find(gone)
    if left not in filed.text[start + 2 :].partition("一是")[0]:
        return None
    return Edited(filed.text[:start] + filed.text[start + 2 :], words=(f"“{left}”", f"“{gone}”"))


@fault("PR", notice=True)
@edited
def number_of_parts_wrong(rng: random.Random, filed: Filed) -> Edited | None:
    """Another number of parts announced than there are."""
    number = rng.choice("四五七八")
    found = re.search(r"六(?:个)?部分", filed.text)
    if found:
        new = number + found[0][1:]
        return Edited(filed.text.replace(found[0], new, 1), words=(new,))
    if filed.draft.preamble or rng.random() < 0.5:
        return None
    said = f"本年度报告共{number}个部分，现予公布。"
    return Edited(as_text(replace(filed.draft, preamble=(said,))), words=(f"{number}个部分",))
