"""``workbench audit``: findings of reports or folders of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Unpack

import click

from workbench import terminal
from workbench.cli.auditing import audited, login, opened_store, recorded, working_at
from workbench.cli.group import main
from workbench.cli.options import RULES, How, loading
from workbench.exports import NOTICES, SUFFIXES, export, writer
from workbench.exports.json import dumps
from workbench.exports.sarif import as_log
from workbench.exports.sheets import SEVERITIES, VERDICTS
from workbench.exports.sheets_summary import decided
from workbench.findings import Severity
from workbench.policy import default, read_policy
from workbench.review import Ledger, as_object


@main.command("audit", options_metavar="[选项]")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True)
@click.option("--roster", metavar="文件", help="名册（CSV）：单位、级别、类别、上级、地区等列。")
@click.option("--policy", "policy", metavar="文件", help="核查规则（YAML）；workbench policy 显示样板。")
@RULES
@click.option("--out", "outs", metavar="文件", multiple=True, help=f"写出台账或文书：{'、'.join(SUFFIXES)}；可重复。")
@click.option("--format", "shape", type=click.Choice(["table", "json", "sarif"]), default="table", help="输出格式。")
@click.option("--store", "where", metavar="库", help="处理意见库：文件路径或 URL；记录本次核查，显示已有的处理意见。")
@click.option("--reviewer", metavar="姓名", help="记入处理意见库的核查人；默认为登录名。")
@click.option("--whole", is_flag=True, help="本次核查的就是全部报告；库中的其他报告不再列出。")
@click.option(
    "--scheduler",
    metavar="地址",
    help="计算集群（Dask）调度器的地址，如 tcp://10.0.0.1:8786；文件交由各节点读取，不与 --jobs 同用。",
)
@loading
def audit_command(  # noqa: PLR0913 - one argument for each option
    paths: tuple[str, ...],
    *,
    roster: str | None,
    policy: str | None,
    outs: tuple[str, ...],
    shape: str,
    where: str | None,
    reviewer: str | None,
    whole: bool,
    scheduler: str | None,
    **how: Unpack[How],
) -> int:
    """核查年报，列出问题，写出台账。

    退出状态：0 没有错误；1 有错误，或有文件未能读取；2 用法不对。
    """
    for out in outs:
        writer(Path(out))
    if scheduler and how["jobs"]:
        raise click.UsageError("--jobs 与 --scheduler 不能同时使用。")
    decision = read_policy(policy) if policy else default()
    with opened_store(where) as store, working_at(scheduler) as executor:
        made = audited(store, paths, roster, decision, executor, **how)
        found = recorded(made, store, reviewer or login(), whole=whole or None) if store else made
    {"table": _audit_tables, "json": _audit_json, "sarif": _audit_sarif}[shape](found)
    for out in outs:
        export(found, out, letters=decision.letters)
        terminal.note(f"已写出 {out}")
    if not store and any(Path(out).suffix.lower() in NOTICES for out in outs):
        terminal.note(
            "整改通知只列经认定的问题，现在还没有；请用 --store 记入处理意见库，处理后用 workbench export 写出。"
        )
    return int(bool(found.failures) or any(entry.severity is Severity.ERROR for entry in found.entries))


def _audit_json(found: Ledger) -> None:
    click.echo(dumps(as_object(found)))


def _audit_sarif(found: Ledger) -> None:
    click.echo(dumps(as_log(found)))


def _audit_tables(found: Ledger) -> None:
    _summary(found)
    if found.entries:
        headings = ("严重程度", "单位", "年度", "检查", "问题", "位置")
        rows = [(f.severity.chinese, f.unit, f.year or "", f.check, f.message, f.places) for f in found.entries]
        terminal.show(headings, rows, title="问题")
    if found.failures:
        terminal.show(("文件", "原因"), [(one.source, one.reason) for one in found.failures], title="未能读取的文件")
    for name, value in decided(found.run):
        terminal.say(f"{name}：{value}")
    counted = Counter(entry.severity for entry in found.entries)
    words = "，".join(f"{word} {counted[severity]}" for severity, word in SEVERITIES.items())
    terminal.say(f"已核查 {len(found.reports)} 份报告，{len(found.failures)} 个文件未能读取；{words}。")


def _summary(found: Ledger) -> None:
    rows = [
        (
            one.unit or one.source,
            one.year or "",
            *(found.severities[one.key, word] for word in SEVERITIES),
            one.agrees,
            one.differs,
            one.undetermined,
            one.not_applicable,
        )
        for one in found.reports
    ]
    terminal.show(("单位", "年度", *SEVERITIES.values(), *VERDICTS.values()), rows, title="核查结果")
