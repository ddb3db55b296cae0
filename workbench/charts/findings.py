"""Charts of what was found and of how far the review has got."""

from __future__ import annotations

import pandas as pd

from workbench.audit import Audit
from workbench.charts import counting
from workbench.charts.look import MOST, SEVERITIES, STATUSES, VERDICTS, Chart, Meaning, bars, grid, nothing, remarks
from workbench.checks.catalogue import FAMILIES
from workbench.review import Ledger
from workbench.review.progress import BY

_NONE = "没有发现问题。"


def heat(found: Audit | Ledger, most: int = MOST) -> Chart:
    """Units and families of checks: how many findings (个) each unit has of each family, with the gravest one's sign.

    Of more than ``most`` units those with the gravest and most findings are drawn, and the chart says so.
    """
    ledger = counting.as_ledger(found)
    units = counting.ranked(ledger.entries)
    shown = units[:most]
    told = remarks("个", "▲ 其中有错误，◆ 有疑点，● 只有提示", _left_out(len(units), most, "单位", "最重、最多"))
    columns = {"row": "单位", "column": "类别", "value": "问题数", "error": "错误", "warning": "疑点", "notice": "提示"}
    meaning = Meaning("各单位各类问题", told, columns, {"units": "unit", "families": "family"})
    counts = counting.heat(one for one in ledger.entries if one.unit in set(shown))
    if counts.empty:
        return nothing(meaning, _NONE)
    counts["text"] = [f"{_sign(row)}{row['value']}" for _, row in counts.iterrows()]
    families = [name for code, name in FAMILIES.items() if code in set(counts["family"])]
    return grid(counts, meaning, families, [counting.unit_name(unit) for unit in shown])


def _sign(row: pd.Series[int]) -> str:
    """The sign of the gravest severity of which a row counts any."""
    return next((part.sign for part in SEVERITIES if row[part.value]), "")


def _left_out(of: int, most: int, what: str, how: str = "最多") -> str:
    return f"共{of:,}个{what}，只画出问题{how}的{most}个" if of > most else ""


def checks(found: Audit | Ledger, most: int = MOST) -> Chart:
    """Findings (个) by check and severity, the check with the most first; of more than ``most`` checks the first."""
    ledger = counting.as_ledger(found)
    counts = counting.checks(ledger)
    totals = counts.groupby("row")["value"].sum().sort_values(ascending=False, kind="stable")
    rows = [str(row) for row in totals.index[:most]]
    told = remarks("个", _left_out(len(totals), most, "检查"))
    columns = {"row": "检查", "name": "严重程度", "value": "问题数"}
    meaning = Meaning("各项检查发现的问题", told, columns, {"checks": "check", "severities": "part"})
    if counts.empty:
        return nothing(meaning, _NONE)
    return bars(counts[counts["row"].isin(rows)], SEVERITIES, meaning, axis="问题数（个）", rows=rows)


def progress(found: Audit | Ledger, by: str = "families", most: int = MOST) -> Chart:
    """How far the review has got: findings (个) by what was decided on them, ``by`` families, units or reviewers.

    Of more than ``most`` rows those with the most findings are drawn. Raises ValueError where it can be shown by no
    such thing.
    """
    if by not in BY:
        raise ValueError(by)
    ledger, (_, word) = counting.as_ledger(found), BY[by]
    counts = counting.progress(ledger, by)
    rows = list(dict.fromkeys(counts["row"]))
    if len(rows) > most:
        largest = set(counts.groupby("row")["value"].sum().nlargest(most).index)
        rows = [row for row in rows if row in largest]
    settled, whole = sum(entry.settled for entry in ledger.entries), len(ledger.entries)
    left_out = f"只画出问题最多的{most}个{word}" if counts["row"].nunique() > most else ""
    told = remarks("个", f"已处理 {settled:,} / {whole:,}", left_out)
    condition = {"families": "families", "units": "units", "reviewers": "assignees"}[by]
    columns = {"row": word, "name": "处理意见", "value": "问题数"}
    meaning = Meaning(f"处理进度（按{word}）", told, columns, {condition: "key", "statuses": "part"})
    if counts.empty:
        return nothing(meaning, _NONE)
    return bars(counts[counts["row"].isin(rows)], STATUSES, meaning, axis="问题数（个）", rows=rows)


def coverage(found: Audit | Ledger) -> Chart:
    """What was compared: the comparisons (处) of each family that agree, differ, or could not be decided.

    Under 不适用 it is counted how often a check found nothing to compare in a report.
    """
    counts = counting.coverage(counting.as_ledger(found))
    columns = {"row": "类别", "name": "结论", "value": "比对数"}
    meaning = Meaning("核查覆盖", remarks("处"), columns, {"families": "family"})
    if counts.empty:
        return nothing(meaning, "没有核查记录。")
    rows = list(dict.fromkeys(counts["row"]))
    return bars(counts, VERDICTS, meaning, axis="所占比例", rows=rows, shares=True)
