"""``workbench read``: the statutory figures of reports."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Unpack

import click

from workbench import terminal
from workbench.batch import load_each
from workbench.checks.subjects import Failure
from workbench.cli.group import main
from workbench.cli.options import How, loading
from workbench.exports.json import dumps, records, report_object
from workbench.reports import Report
from workbench.reports.frames import FACT_COLUMNS
from workbench.values import State


@main.command("read", options_metavar="[选项]")
@click.argument("files", metavar="文件或文件夹…", nargs=-1, required=True)
@click.option("--format", "shape", type=click.Choice(["table", "json", "csv"]), default="table", help="输出格式。")
@loading
def read_command(files: tuple[str, ...], shape: str, **how: Unpack[How]) -> int:
    """读取年报，显示法定统计表的每个数字；文件夹和压缩包中的逐份读取。有文件未能读取时，退出状态为 1。"""
    with terminal.progress("读取") as callback:
        found = load_each(files, progress=callback, **how)
    shown = {"table": _facts_tables, "json": _facts_json, "csv": _facts_csv}[shape]
    shown(found)
    for one in found:
        if isinstance(one, Failure):
            terminal.note(f"未能读取 {one.source}：{one.reason}")
    return int(any(isinstance(one, Failure) for one in found))


def _facts_json(found: Sequence[Report | Failure]) -> None:
    click.echo(dumps([_fact_object(one) for one in found]))


def _fact_object(one: Report | Failure) -> dict[str, object]:
    return {"source": one.source, "failure": one.reason} if isinstance(one, Failure) else report_object(one)


def _facts_csv(found: Sequence[Report | Failure]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["source", "unit", "year", *FACT_COLUMNS])
    for report in found:
        if isinstance(report, Report):
            for fact in records(report.facts):
                place = json.dumps(fact["location"]) if fact["location"] else ""
                writer.writerow([report.source, report.unit, report.year, *list(fact.values())[:-1], place])


def _facts_tables(found: Sequence[Report | Failure]) -> None:
    for report in found:
        if isinstance(report, Report):
            terminal.say(f"{_headed(report)}（{report.form.name if report.edition else '未识别统计表的版式'}）")
            for table in report.form.tables if report.edition else ():
                for block in table.blocks:
                    keys = [[f"{table.key}.{row.key}.{column.key}" for column in block.columns] for row in block.rows]
                    rows = [
                        (f"{row.group}{row.label}", *(_shown(report, key) for key in line), _place(report, line))
                        for row, line in zip(block.rows, keys, strict=True)
                    ]
                    headings = (block.heading or table.name, *(column.label for column in block.columns), "位置")
                    terminal.show(headings, rows)


def _headed(report: Report) -> str:
    """The title; of a report without one, what is known of it."""
    unit, year = report.unit or "单位未识别", f"{report.year}年" if report.year else "年度未识别"
    return report.title or f"{unit} {year} 正文无标题"


def _shown(report: Report, key: str) -> str:
    """A cell as written; in words where it holds no number for certain."""
    fact = report.fact(key)
    raw = fact.raw.strip() if fact.state is not State.UNREADABLE else ""
    return raw if fact.exact is not None else f"{raw}〔{fact.state.chinese}〕"


def _place(report: Report, keys: Sequence[str]) -> str:
    places = [place for key in keys if (place := report.fact(key).location)]
    return str(places[0]) if places else ""
