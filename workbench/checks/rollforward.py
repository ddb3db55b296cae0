"""RF 跨年衔接: a unit's report against its report for the year before.

What is carried over stands in the form's YAML; a cell's key means the same in every edition, so that years of two
editions are compared wherever both have the cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.carried import carried
from workbench.checks.catalogue import check
from workbench.checks.growing import changes, grown, growths, recalled, said_of_last_year
from workbench.checks.subjects import YearPair
from workbench.findings import Comparison, Severity

_CARRIED = "国办公开办函〔2021〕30号附件：表三第二项、第四项"
_STOCK = "国办公开办函〔2021〕30号附件：表二第二十条第（一）项"
_TEXT = "国办公开办函〔2021〕30号：文字表述与统计表数据应当一致"


@check("RF101", "rollforward.carried_over", Severity.ERROR, basis=_CARRIED)
def carried_over(pair: YearPair) -> Iterator[Comparison]:
    """上年结转应等于上年度报告的结转下年度。 What is carried in was carried out last year.

    *Compares* 二、上年结转 of this report with 四、结转下年度继续办理 of last year's, in each of the seven columns.
    *Undetermined when* last year's report is not there, is one of several, or a cell was not read for certain; or the
    report itself gives a reason and the number in one clause.
    *Not a fault when* cases were handed over with functions from another organ; the roster should name it as former.
    """
    return carried(pair, "RF101")


@check("RF102", "rollforward.in_force_stock", Severity.ERROR, basis=_STOCK)
def in_force_stock(pair: YearPair) -> Iterator[Comparison]:
    """现行有效件数应等于上年度现行有效件数加本年制发、减本年废止。 What is in force follows from last year's stock.

    *Compares* 现行有效件数 of 规章 and of 行政规范性文件 with last year's, plus those issued, less those repealed.
    *Undetermined when* last year's report is not there or is of an edition that does not ask for documents in force, or
    the report itself gives a reason and the number in one clause.
    *Not a fault when* documents expired by themselves, or came from another organ with its functions.
    """
    return carried(pair, "RF102")


@check("RF201", "rollforward.growth", Severity.ERROR, basis=_TEXT)
def growth(pair: YearPair) -> Iterator[Comparison]:
    """正文所称同比增减幅度应与上年度报告计算结果一致。 A stated growth is that against last year's report.

    *Compares* the percentage with (this year's − last year's) / last year's, each from the tables, on one basis.
    *Undetermined when* last year's report is not there, its figure is 0, or the text compares with another year.
    *Not a fault when* the text itself states both years' figures; then they decide, and are checked by themselves.
    """
    for statement in growths(pair.report, "growth."):
        yield grown(pair, statement)


@check("RF202", "rollforward.absolute_growth", Severity.ERROR, basis=_TEXT)
def absolute_growth(pair: YearPair) -> Iterator[Comparison]:
    """正文所称增减件数应与上年度报告计算结果一致。 A stated change in number is that against last year's report.

    *Compares* the number by which something rose or fell, 0 where it is said to be level, with this year's minus last
    year's figure, each from the tables, on one basis.
    *Undetermined when* last year's report is not there, or the text compares with another year.
    *Not a fault when* the text itself states both years' figures; then they decide, and are checked by themselves.
    """
    for statement in growths(pair.report, "growth_absolute.", "growth_flat."):
        yield changes(pair, statement)


@check("RF203", "rollforward.last_year_stated", Severity.ERROR, basis=_TEXT)
def last_year_stated(pair: YearPair) -> Iterator[Comparison]:
    """正文所称上年度数字应与上年度报告一致。 A figure stated for last year is that of last year's report.

    *Compares* the number with the cells of last year's report that the same words would mean there.
    *Undetermined when* last year's report is not there, or the figure is one of an earlier year.
    *Not a fault when* last year's report was corrected afterwards; the corrected one should then be at hand.
    """
    for statement in recalled(pair.report):
        yield said_of_last_year(pair, statement)


@check("RF301", "rollforward.pending_cases", Severity.NOTICE, basis="国办公开办函〔2021〕30号附件：表四")
def pending_cases(pair: YearPair) -> Iterator[Comparison]:
    """上年度尚未审结的复议诉讼案件应在本年度有着落。 Cases that were pending last year do not vanish.

    *Compares* the total of reviews, and of each kind of lawsuits, with the cases pending at the end of last year.
    *Undetermined when* last year's report is not there, a cell of either was not read for certain, or the report
    itself says in one clause why, and how many.
    *Not a fault when* the organ counts only cases that began this year.
    """
    return carried(pair, "RF301")
