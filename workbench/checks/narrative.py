"""NT 文表相符: what the narrative states against what the tables hold.

Which cells a concept stands for, on which other bases it may have been counted, and which check serves it are
declared in the form; a claim is decided by the identity of its number and not by its verb alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.catalogue import check
from workbench.checks.statements import silent, stated
from workbench.findings import Comparison, Severity
from workbench.reports import Report

_FORM = "国办公开办函〔2021〕30号：文字表述与统计表数据应当一致"


@check("NT101", "narrative.applications_received", Severity.ERROR, basis=_FORM)
def applications_received(report: Report) -> Iterator[Comparison]:
    """正文所称收到申请数应与申请表一致。 Applications stated as received equal those of the table.

    *Compares* the number stated with 一 总计; with the carried-in ones, or those processed, it is explained.
    *Undetermined when* the cell could not be read for certain, or the words leave open what was counted.
    *Not a fault when* the organ counts carried-in cases in, which is shown as a notice.
    """
    return stated(report, "NT101")


@check("NT102", "narrative.applications_processed", Severity.ERROR, basis=_FORM)
def applications_processed(report: Report) -> Iterator[Comparison]:
    """正文所称办结、答复申请数应与申请表一致。 Applications stated as processed equal those of the table.

    *Compares* the number stated with 三（七）总计; the number of new ones explains it on another basis.
    *Undetermined when* the cell could not be read for certain, or the words leave open what was counted.
    *Not a fault when* the organ speaks of the year's new applications only, which is shown as a notice.
    """
    return stated(report, "NT102")


@check("NT103", "narrative.carried_in", Severity.ERROR, basis=_FORM)
def carried_in(report: Report) -> Iterator[Comparison]:
    """正文所称上年结转数应与申请表一致。 Applications stated as carried in equal those of the table.

    *Compares* the number stated with 二 总计.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* never.
    """
    return stated(report, "NT103")


@check("NT104", "narrative.carried_out", Severity.ERROR, basis=_FORM)
def carried_out(report: Report) -> Iterator[Comparison]:
    """正文所称结转下年数应与申请表一致。 Applications stated as carried out equal those of the table.

    *Compares* the number stated with 四 总计.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* never.
    """
    return stated(report, "NT104")


@check("NT105", "narrative.applicants", Severity.ERROR, basis=_FORM)
def applicants(report: Report) -> Iterator[Comparison]:
    """正文所称各类申请人的申请数应与申请表一致。 Applications by kind of applicant equal those of the table.

    *Compares* the number stated with the applicant's column in row 一, on the basis of the total that it is a part of.
    *Undetermined when* the cells could not be read for certain, or the words leave the kind of applicant open.
    *Not a fault when* organisations are counted as enterprises or the other way round, which is shown as a notice.
    """
    return stated(report, "NT105")


@check("NT106", "narrative.no_applications", Severity.ERROR, basis=_FORM)
def no_applications(report: Report) -> Iterator[Comparison]:
    """正文称未收到或未办理申请的，申请表相应总计应为0。 Where the text states none, the table holds none.

    *Compares* a statement of no applications, received or processed, with the total of that row.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* applications of another kind are meant, such as for licences; those are not read as claims.
    """
    return stated(report, "NT106")


@check("NT107", "narrative.reply_rate", Severity.ERROR, basis=_FORM)
def reply_rate(report: Report) -> Iterator[Comparison]:
    """正文所称答复率应与申请表计算结果一致。 The stated rate of replies is that of the table.

    *Compares* the rate with 三（七）总计 over 一 + 二, at the precision printed.
    *Undetermined when* the rate is one of replies in time, which the table does not hold, or the table is empty.
    *Not a fault when* the rate is taken over the new applications only, which is shown as a notice.
    """
    return stated(report, "NT107")


@check("NT108", "narrative.silent_on_applications", Severity.WARNING, basis=_FORM)
def silent_on_applications(report: Report) -> Iterator[Comparison]:
    """申请表有数而正文未提及申请。 The table has applications and the narrative is silent.

    *Compares* applications new or carried in with the mention of any in the narrative.
    *Undetermined when* the cells could not be read for certain.
    *Not a fault when* the narrative is in an attachment.
    """
    return silent(report, "NT108")


@check("NT201", "narrative.results", Severity.ERROR, basis=_FORM)
def results(report: Report) -> Iterator[Comparison]:
    """正文所称各类办理结果应与申请表一致。 Results stated equal those of the table.

    *Compares* the number stated for 予以公开, 部分公开, 不予公开, 无法提供, 不予处理, 其他处理 with its rows' total.
    *Undetermined when* one of the rows could not be read for certain, or the list is finer
        than the rows: 同意公开8件、准予公开2件.
    *Not a fault when* the organ means 予以公开 and 部分公开 together, which is shown as a notice.
    """
    return stated(report, "NT201")


@check("NT202", "narrative.result_details", Severity.ERROR, basis=_FORM)
def result_details(report: Report) -> Iterator[Comparison]:
    """正文所称办理结果的具体情形应与申请表一致。 Sub rows of results stated equal those of the table.

    *Compares* the number stated for a sub row, such as 重复申请, with that row's total.
    *Undetermined when* the row could not be read for certain, or the words fit no row of the form.
    *Not a fault when* never.
    """
    return stated(report, "NT202")


@check("NT301", "narrative.normative_issued", Severity.ERROR, basis=_FORM)
def normative_issued(report: Report) -> Iterator[Comparison]:
    """正文所称制发规范性文件数应与主动公开表一致。 Normative documents stated as issued equal those of the table.

    *Compares* the number stated with 行政规范性文件 本年制发件数.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* documents that are not administrative normative documents are counted in; the organ must say so.
    """
    return stated(report, "NT301")


@check("NT302", "narrative.normative_repealed", Severity.ERROR, basis=_FORM)
def normative_repealed(report: Report) -> Iterator[Comparison]:
    """正文所称废止规范性文件数应与主动公开表一致。 Normative documents stated as repealed equal those of the table.

    *Compares* the number stated with 行政规范性文件 本年废止件数.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* documents declared void are counted apart from those repealed; the organ must say so.
    """
    return stated(report, "NT302")


@check("NT303", "narrative.normative_in_force", Severity.ERROR, basis=_FORM)
def normative_in_force(report: Report) -> Iterator[Comparison]:
    """正文所称现行有效规范性文件数应与主动公开表一致。 Normative documents in force equal those of the table.

    *Compares* the number stated with 行政规范性文件 现行有效件数.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* the text counts at another date than the end of the year; the organ must say so.
    """
    return stated(report, "NT303")


@check("NT304", "narrative.rules", Severity.ERROR, basis=_FORM)
def rules(report: Report) -> Iterator[Comparison]:
    """正文所称规章数应与主动公开表一致。 Rules stated equal those of the table.

    *Compares* the numbers stated as issued, repealed or in force with the row 规章.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* amended rules are counted as issued; the organ must say so.
    """
    return stated(report, "NT304")


@check("NT311", "narrative.licences", Severity.ERROR, basis=_FORM)
def licences(report: Report) -> Iterator[Comparison]:
    """正文所称行政许可决定数应与主动公开表一致。 Licences stated as decided equal those of the table.

    *Compares* the number of decisions stated with 行政许可 本年处理决定数量.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* items of the catalogue or published entries are meant; those are not read as claims.
    """
    return stated(report, "NT311")


@check("NT312", "narrative.penalties", Severity.ERROR, basis=_FORM)
def penalties(report: Report) -> Iterator[Comparison]:
    """正文所称行政处罚决定数应与主动公开表一致。 Penalties stated as decided equal those of the table.

    *Compares* the number of decisions stated with 行政处罚 本年处理决定数量.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* items of the catalogue or published entries are meant; those are not read as claims.
    """
    return stated(report, "NT312")


@check("NT313", "narrative.coercion", Severity.ERROR, basis=_FORM)
def coercion(report: Report) -> Iterator[Comparison]:
    """正文所称行政强制决定数应与主动公开表一致。 Coercive measures stated as decided equal those of the table.

    *Compares* the number of decisions stated with 行政强制 本年处理决定数量.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* items of the catalogue or published entries are meant; those are not read as claims.
    """
    return stated(report, "NT313")


@check("NT314", "narrative.fees", Severity.ERROR, basis=_FORM)
def fees(report: Report) -> Iterator[Comparison]:
    """正文所称行政事业性收费金额应与主动公开表一致。 Fees stated equal those of the table, in 万元.

    *Compares* the amount stated, converted to 万元, with 行政事业性收费 本年收费金额.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* the text rounds the amount; figures agree at the precision printed.
    """
    return stated(report, "NT314")


@check("NT401", "narrative.reviews", Severity.ERROR, basis=_FORM)
def reviews(report: Report) -> Iterator[Comparison]:
    """正文所称行政复议件数应与复议诉讼表一致。 Reviews stated equal those of the table.

    *Compares* the number stated with 行政复议 总计; the concluded ones alone explain it on another basis.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* cases that the organ decides as reviewing authority are meant; those are not read as claims.
    """
    return stated(report, "NT401")


@check("NT402", "narrative.lawsuits", Severity.ERROR, basis=_FORM)
def lawsuits(report: Report) -> Iterator[Comparison]:
    """正文所称行政诉讼件数应与复议诉讼表一致。 Lawsuits stated equal those of the table.

    *Compares* the number stated with the totals of both kinds of lawsuits together.
    *Undetermined when* a cell could not be read for certain.
    *Not a fault when* only direct ones, or only concluded ones are meant, which is shown as a notice.
    """
    return stated(report, "NT402")


@check("NT403", "narrative.dispute_outcomes", Severity.ERROR, basis=_FORM)
def dispute_outcomes(report: Report) -> Iterator[Comparison]:
    """正文所称复议诉讼结果应与复议诉讼表一致。 Outcomes stated equal those of the table.

    *Compares* the number stated as upheld, corrected, pending or otherwise ended with its column.
    *Undetermined when* a cell could not be read for certain, or the list is finer than the columns: 维持7件、驳回1件.
    *Not a fault when* never.
    """
    return stated(report, "NT403")


@check("NT404", "narrative.no_disputes", Severity.ERROR, basis=_FORM)
def no_disputes(report: Report) -> Iterator[Comparison]:
    """正文称未发生复议诉讼的，复议诉讼表总计应为0。 Where the text states no disputes, the table holds none.

    *Compares* a statement of no reviews, no lawsuits or neither with the totals of the table.
    *Undetermined when* a cell could not be read for certain.
    *Not a fault when* only the lost cases are denied; that is read as no case corrected.
    """
    return stated(report, "NT404")


@check("NT405", "narrative.silent_on_reviews", Severity.WARNING, basis=_FORM)
def silent_on_reviews(report: Report) -> Iterator[Comparison]:
    """复议诉讼表有行政复议而正文未提及。 The table has reviews and the narrative is silent.

    *Compares* the total of reviews with the mention of any in the narrative.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* the narrative is in an attachment. A sentence on citizens' rights is no mention.
    """
    return silent(report, "NT405")


@check("NT406", "narrative.silent_on_lawsuits", Severity.WARNING, basis=_FORM)
def silent_on_lawsuits(report: Report) -> Iterator[Comparison]:
    """复议诉讼表有行政诉讼而正文未提及。 The table has lawsuits and the narrative is silent.

    *Compares* the totals of lawsuits with the mention of any in the narrative.
    *Undetermined when* a cell could not be read for certain.
    *Not a fault when* the narrative is in an attachment. A sentence on citizens' rights is no mention.
    """
    return silent(report, "NT406")


@check("NT501", "narrative.fee_notices", Severity.WARNING, basis="国办函〔2020〕109号")
def fee_notices(report: Report) -> Iterator[Comparison]:
    """收费通知件数不应少于申请表中逾期未缴费的件数。 There are as many fee notices as applications dropped unpaid.

    *Compares* the number of notices stated with 三（六）2, which it must not be below.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* the notices were sent in the year before.
    """
    return stated(report, "NT501")
