"""The look that charts share: fonts, colours with the signs that go with them, bars with their numbers on them.

What a click on a mark means to a queue of findings stands in a chart's ``usermeta`` under ``workbench``: the
conditions of a filter, each with the column that holds its value, and the columns that a table of the data shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from workbench.findings import Severity
from workbench.review import Status

Chart = alt.Chart | alt.LayerChart | alt.FacetChart
"""A chart as Altair has it."""

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
"""Faces with the mainland's forms of characters, whichever the machine has."""
MOST = 30
"""Rows of a chart: as many as a page holds."""
_STEP = 22
_WIDTH = 560
_ROOM = 0.09
"""The part of a chart's width that a number on a bar takes."""
_DARK = 140
"""Colours less bright than this have white numbers on them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing that bars are made of: its value in the data, its word, its sign, its colour."""

    value: str
    word: str
    sign: str
    colour: str

    @property
    def name(self) -> str:
        """Sign and word, as the legend has them."""
        return f"{self.sign} {self.word}".strip()

    @property
    def ink(self) -> str:
        """The colour of what is written on it."""
        red, green, blue = (int(self.colour[at : at + 2], 16) for at in (1, 3, 5))
        return "#ffffff" if 0.3 * red + 0.59 * green + 0.11 * blue < _DARK else "#1c1c1c"


_SEVERITIES = {"error": ("▲", "#a61b12"), "warning": ("◆", "#e0a030"), "notice": ("●", "#c9d8a8")}
SEVERITIES = tuple(Part(str(one), one.chinese, *_SEVERITIES[one]) for one in Severity)
_STATUSES = {
    "undecided": ("○", "#e3e6ea"), "confirmed": ("✓", "#1f5fa8"), "dismissed": ("✕", "#8a94a3"),
    "explanation_asked": ("？", "#e0a030"), "corrected": ("✎", "#5d8a3c"), "reopened": ("↺", "#c7b8de"),
}  # fmt: skip
STATUSES = tuple(Part(str(one), one.chinese, *_STATUSES[one]) for one in Status)
VERDICTS = (
    Part("agrees", "相符", "＝", "#5d8a3c"),
    Part("differs", "不符", "≠", "#a61b12"),
    Part("undetermined", "未定", "？", "#e0a030"),
    Part("not_applicable", "不适用", "－", "#e3e6ea"),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a chart says: title, unit and remarks, the columns that a table shows by their headings, and conditions."""

    title: str
    remarks: tuple[str, ...]
    columns: Mapping[str, str]
    conditions: Mapping[str, str]


def dressed(chart: Chart, meaning: Meaning) -> Chart:
    """A chart with its title and in the common look."""
    title = alt.TitleParams(
        text=meaning.title, subtitle=list(meaning.remarks), anchor="start", fontSize=15, subtitleFontSize=12, offset=10
    )
    told = {"columns": dict(meaning.columns), "conditions": dict(meaning.conditions)}
    made: Chart = (
        chart.properties(title=title, usermeta={"workbench": told}, background="white")
        .configure(font=FONTS)
        .configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelLimit=300, gridOpacity=0.5)
        .configure_legend(
            labelFontSize=12, titleFontSize=12, orient="top", labelLimit=220, symbolType="square", offset=4, columns=4
        )
        .configure_view(stroke=None)
    )
    return made


def nothing(meaning: Meaning, words: str) -> Chart:
    """A chart that says why there is nothing to be drawn."""
    drawn = alt.Chart(pd.DataFrame({"words": [words]})).mark_text(fontSize=13, align="left").encode(
        text="words:N", x=alt.value(0))  # fmt: skip
    return dressed(drawn.properties(width=_WIDTH, height=40), meaning)


def laid(frame: pd.DataFrame, parts: Sequence[Part], *, shares: bool = False) -> pd.DataFrame:
    """Counts (``row``, ``part``, ``value`` and others) as stretches of bars: ``start``, ``end``, ``middle``, ``text``.

    With ``shares`` every bar is as long as the whole, 1. A number is written where there is room for it.
    """
    known = {part.value: part for part in parts}
    order = {part.value: at for at, part in enumerate(parts)}
    made = frame[frame["value"] > 0].copy()
    made["turn"] = made["part"].map(order)
    made = made.sort_values("turn", kind="stable")
    whole = made.groupby("row", sort=False)["value"].transform("sum")
    scale = whole if shares else 1
    made["end"] = made.groupby("row", sort=False)["value"].cumsum() / scale
    made["start"] = made["end"] - made["value"] / scale
    made["middle"] = (made["start"] + made["end"]) / 2
    made["name"] = [known[part].name for part in made["part"]]
    made["ink"] = [known[part].ink for part in made["part"]]
    wide = (made["end"] - made["start"]) >= _ROOM * made["end"].max() if len(made) else []
    written = (f"{known[part].sign}{value:,}" for part, value in zip(made["part"], made["value"], strict=True))
    made["text"] = [text if room else "" for text, room in zip(written, wide, strict=True)]
    return made.drop(columns="turn")


def bars(  # noqa: PLR0913 - what bars consist of
    frame: pd.DataFrame, parts: Sequence[Part], meaning: Meaning, *,
    axis: str, rows: Iterable[str], shares: bool = False,
) -> Chart:  # fmt: skip
    """Bars that are made of parts, one a row, their numbers on them and the sum at their end."""
    stretches, listed = laid(frame, parts, shares=shares), list(rows)
    kinds = alt.Scale(domain=[part.name for part in parts], range=[part.colour for part in parts])
    along = alt.Axis(orient="bottom", title=axis, format="%" if shares else ",d", tickMinStep=0 if shares else 1)
    down = alt.Y("row:N", sort=listed, title=None, axis=alt.Axis(ticks=False, domain=False))
    tips = [alt.Tooltip(f"{column}:N", title=title) for column, title in meaning.columns.items()]
    base = alt.Chart(stretches).encode(y=down, tooltip=tips)
    drawn = base.mark_bar(stroke="white", strokeWidth=1, cursor=_cursor(meaning)).encode(
        x=alt.X("start:Q", axis=along), x2="end:Q",
        color=alt.Color("name:N", scale=kinds, sort=[part.name for part in parts], title=None),
    )  # fmt: skip
    numbers = base.mark_text(fontSize=11, cursor=_cursor(meaning)).encode(
        x="middle:Q", text="text:N", color=alt.Color("ink:N", scale=None))  # fmt: skip
    whole = base.transform_aggregate(end="max(end)", value="sum(value)", groupby=["row"]).mark_text(
        align="left", dx=5, fontSize=11, fontWeight=600).encode(
        x="end:Q", text=alt.Text("value:Q", format=","), tooltip=alt.value(None))  # fmt: skip
    layers = alt.layer(drawn, numbers, whole).properties(width=_WIDTH, height=alt.Step(_STEP))
    return dressed(layers, meaning)


def grid(frame: pd.DataFrame, meaning: Meaning, columns: Sequence[str], rows: Sequence[str]) -> Chart:
    """Squares (``row``, ``column``, ``value``, ``text``): the darker the more, with the number on each."""
    most = max(int(frame["value"].max()), 1)
    across = alt.X("column:N", sort=list(columns), title=None,
                   axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False, labelLimit=80))  # fmt: skip
    down = alt.Y("row:N", sort=list(rows), title=None, axis=alt.Axis(ticks=False, domain=False))
    tips = [alt.Tooltip(f"{column}:N", title=title) for column, title in meaning.columns.items()]
    base = alt.Chart(frame).encode(x=across, y=down, tooltip=tips)
    shade = alt.Scale(domain=[0, most], range=["#e6edf6", "#1f4f8c"])
    squares = base.mark_rect(stroke="white", strokeWidth=1, cursor=_cursor(meaning)).encode(
        color=alt.Color("value:Q", scale=shade, legend=None))  # fmt: skip
    dark = alt.condition(alt.datum["value"] > most * 0.5, alt.value("#ffffff"), alt.value("#1c1c1c"))
    numbers = base.mark_text(fontSize=12, cursor=_cursor(meaning)).encode(text="text:N", color=dark)
    return dressed(alt.layer(squares, numbers).properties(width=alt.Step(62), height=alt.Step(_STEP)), meaning)


def _cursor(meaning: Meaning) -> Any:  # noqa: ANN401 - a word of Altair's
    return "pointer" if meaning.conditions else "default"


def remarks(unit: str, *others: str) -> tuple[str, ...]:
    """What stands under a title: the unit of the numbers, and what else is to be said."""
    return ("；".join((f"单位：{unit}", *(one for one in others if one))),)
