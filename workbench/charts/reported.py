"""Charts of the reports' own figures, over units and years."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd

from workbench.audit import Audit
from workbench.charts import quantities as reading
from workbench.charts.look import MOST, Chart, Meaning, Part, bars, dressed, nothing, remarks
from workbench.forms import forms
from workbench.reports import Report

Reports = Audit | Iterable[Report]

_OUTCOMES = {
    "granted": ("予以公开", "#1f4f8c"), "partly_granted": ("部分公开", "#7ba6d6"),
    "refused": ("不予公开", "#a61b12"), "not_available": ("无法提供", "#e0a030"),
    "not_processed": ("不予处理", "#8a94a3"), "other": ("其他处理", "#d5c9b0"),
    "carried_out": ("结转下年度", "#e3e6ea"),
}  # fmt: skip
_APPLICATIONS = {name: (f"applications.{name}.total", f"applications.{name}.*.total") for name in _OUTCOMES}
_RESULTS = {"upheld": ("结果维持", "#1f4f8c"), "corrected": ("结果纠正", "#a61b12"), "other": ("其他结果", "#8a94a3"),
            "pending": ("尚未审结", "#e3e6ea")}  # fmt: skip
_COURSES = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}
_YEARS = ("#1f4f8c", "#7ba6d6", "#c3d6ec", "#8a94a3", "#cfd4da")
_NONE = "没有可以画出的数字。"


def _parts(declared: dict[str, tuple[str, str]]) -> tuple[Part, ...]:
    return tuple(Part(name, word, "", colour) for name, (word, colour) in declared.items())


def applications(found: Reports, most: int = MOST) -> Chart:
    """Applications received (件) of each unit in each year: the row 本年新收政府信息公开申请数量, column 总计.

    Of more than ``most`` units those with the most are drawn. See :func:`figures`.
    """
    return figures(found, "applications.new.total", most, title="本年新收政府信息公开申请")


def figures(found: Reports, key: str, most: int = MOST, *, title: str = "") -> Chart:
    """The figure of one statutory cell of each unit in each year, in the form's unit (件, fees in 万元).

    ``found`` is an audit or reports. Of more than ``most`` units those with the largest sum over the years are drawn.
    Reports whose cell could not be read for certain are left out and counted. Raises KeyError where no form has a cell
    of that key.
    """
    label, unit = _named(key)
    taken = reading.reported(found)
    counts = reading.cells(taken, {key: (key,)})
    units = reading.largest(counts, most)
    of = counts["unit"].nunique()
    left_out = f"共{of:,}个单位，只画出数字最大的{most}个" if of > most else ""
    told = remarks(unit, left_out, *taken.remarks)
    columns = {"unit": "单位", "name": "年度", "value": unit}
    meaning = Meaning(title or label, told, columns, {"units": "unit", "years": "year"})
    counts = counts[counts["unit"].isin(units)]
    if counts.empty:
        return nothing(meaning, _NONE)
    return _by_year(counts.assign(name=[f"{year}年" for year in counts["year"]]), meaning, units, unit)


def _named(key: str) -> tuple[str, str]:
    """A cell's name and its unit, from the latest edition that has it."""
    known = next((one for one in reversed(forms()) if key in one.cells), None)
    if known is None:
        raise KeyError(key)
    return known.label(key), known.cells[key].column.unit


def _by_year(counts: pd.DataFrame, meaning: Meaning, units: list[str], unit: str) -> Chart:
    """One bar for each unit and year, the number at its end."""
    years = sorted(dict.fromkeys(counts["name"]), reverse=True)
    colours = [_YEARS[min(at, len(_YEARS) - 1)] for at in range(len(years))]
    tips = [alt.Tooltip(f"{column}:N", title=heading) for column, heading in meaning.columns.items()]
    base = alt.Chart(counts).encode(
        y=alt.Y("unit:N", sort=units, title=None, axis=alt.Axis(ticks=False, domain=False)),
        yOffset=alt.YOffset("name:N", sort=years), x=_along(counts, unit), tooltip=tips,
    )  # fmt: skip
    legend = alt.Legend() if len(years) > 1 else None
    drawn = base.mark_bar(cursor="pointer").encode(
        color=alt.Color("name:N", scale=alt.Scale(domain=years, range=colours), title=None, legend=legend))  # fmt: skip
    shown = "join([format(datum.value, ','), datum.name], '　')" if len(years) > 1 else "format(datum.value, ',')"
    numbers = base.transform_calculate(shown=shown).mark_text(align="left", dx=4, fontSize=11).encode(text="shown:N")
    step = alt.Step(22 if len(years) == 1 else 15, **{"for": "offset"} if len(years) > 1 else {})
    return dressed(alt.layer(drawn, numbers).properties(width=560, height=step), meaning)


def _along(counts: pd.DataFrame, unit: str) -> alt.X:
    """The axis of the figures, from zero on, also where all are zero."""
    axis = alt.Axis(tickMinStep=1 if unit == "件" else 0)
    return alt.X("value:Q", title=unit, axis=axis, scale=alt.Scale(domain=[0, max(float(counts["value"].max()), 1)]))


def outcomes(found: Reports, by: str = "units", most: int = MOST) -> Chart:
    """What became of the applications (件), ``by`` units or years: the outcomes of table 三, and what was carried out.

    By years the reports of all units are summed up, but not those of units whose organs' reports are there too. Of
    more than ``most`` units those with the most applications are drawn. Raises ValueError where ``by`` is neither.
    """
    if by not in {"units", "years"}:
        raise ValueError(by)
    taken = reading.reported(found)
    taken = reading.without_summaries(taken, found) if by == "years" else taken
    counts = reading.cells(taken, _APPLICATIONS)
    word = {"units": "单位", "years": "年度"}[by]
    columns = {"row": word, "name": "办理结果", "value": "件"}
    condition = {"units": {"units": "unit"}, "years": {"years": "year"}}[by]
    units = reading.largest(counts, most)
    left_out = f"只画出申请最多的{most}个单位" if by == "units" and counts["unit"].nunique() > most else ""
    meaning = Meaning(f"申请办理结果（按{word}）", remarks("件", left_out, *taken.remarks), columns, condition)
    rows = units if by == "units" else [f"{year}年" for year in sorted(counts["year"].unique())]
    named = counts["unit"] if by == "units" else counts["year"].map("{}年".format)
    summed = _summed(counts.assign(row=named), [by[:-1]])
    summed = summed[summed["row"].isin(rows)]
    if not summed["value"].sum():
        return nothing(meaning, "没有收到申请，或没有可以画出的数字。")
    return bars(summed, _parts(_OUTCOMES), meaning, axis="所占比例", rows=rows, shares=True)


def _summed(counts: pd.DataFrame, kept: list[str]) -> pd.DataFrame:
    """Figures summed up by row and part; whole numbers as such."""
    made: pd.DataFrame = counts.groupby(["row", *kept, "part"], sort=False)["value"].sum().reset_index()
    return made.assign(value=made["value"].astype("int64"))


def disputes(found: Reports) -> Chart:
    """Reviews and lawsuits (件) by year and course, with their results: the sums over all units of table 四.

    Reports of units whose organs' reports are there too are not counted.
    """
    taken = reading.without_summaries(reading.reported(found), found)
    groups = {f"{course}.{result}": (f"disputes.{course}.{result}",) for course in _COURSES for result in _RESULTS}
    counts = reading.cells(taken, groups)
    columns = {"row": "年度和途径", "name": "结果", "value": "件"}
    meaning = Meaning("行政复议和行政诉讼", remarks("件", *taken.remarks), columns, {"years": "year"})
    if not counts["value"].sum():
        return nothing(meaning, "没有行政复议和行政诉讼，或没有可以画出的数字。")
    course, result = counts["part"].str.split(".").str[0], counts["part"].str.split(".").str[1]
    row = counts["year"].map("{}年".format) + " " + course.map(_COURSES)
    years = sorted(counts["year"].unique())
    rows = [f"{year}年 {name}" for year in years for name in _COURSES.values()]
    summed = _summed(counts.assign(row=row, part=result), ["year"])
    return bars(summed, _parts(_RESULTS), meaning, axis="件", rows=[one for one in rows if one in set(row)])
