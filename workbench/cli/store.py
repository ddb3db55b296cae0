"""``workbench export | verify``: what is written from a store, and whether all in it is as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from workbench import terminal
from workbench.cli.group import main
from workbench.cli.options import STORE
from workbench.exports import KINDS, export, writer
from workbench.policy import default, read_policy


@main.command("export", options_metavar="[选项]")
@STORE
@click.option(
    "--out", "outs", cls=terminal.Option, metavar="文件", multiple=True, required=True, help="写出的文件；可重复。"
)
@click.option("--kind", metavar="文书", default="", help=f"{'、'.join(map(' '.join, KINDS.items()))}；默认按扩展名。")
@click.option("--policy", metavar="文件", help="核查规则（YAML），其中 letters 一节为公文的发文机关、期限和模板。")
@click.option("--office", metavar="名称", help="发文机关；默认按核查规则。")
@click.option("--date", "dated", metavar="日期", type=click.DateTime(["%Y-%m-%d"]), help="成文日期，默认为当日。")
def export_command(  # noqa: PLR0913 - one argument for each option
    where: str, *, outs: tuple[str, ...], kind: str, policy: str | None, office: str | None, dated: datetime | None
) -> int:
    """从处理意见库写出台账和文书，格式由扩展名决定。

    .xlsx、.csv、.json、.sarif 为问题台账；.html、.pdf 为底稿；.docx 为整改通知；.zip 为整改通知，每个单位一个文件。

    通报用 --kind circular 写出 .docx。整改通知只列认定属实和需要说明的问题。
    """
    from workbench.review.store import open_store  # noqa: PLC0415 - as above

    said = {"office": office, "dated": dated.date() if dated else None}
    letters = (read_policy(policy) if policy else default()).letters
    letters = letters.model_copy(update={name: value for name, value in said.items() if value})
    for out in outs:
        writer(Path(out), kind, letters)
    with open_store(where, readonly=True) as store:
        ledger = store.ledger()
    for out in outs:
        export(ledger, out, kind=kind, letters=letters)
        terminal.note(f"已写出 {out}")
    return 0


@main.command("verify", options_metavar="[选项]")
@STORE
@click.option("--head", metavar="校验值", default="", help="以前记下的校验值；检查其后的记录有没有被截断。")
def verify_command(where: str, head: str) -> int:
    """逐行校验处理记录，显示校验值，供另行记下。

    退出状态：0 完好；1 有记录被改动、删除或调换；2 用法不对，或无法打开。
    """
    from workbench.review.store import open_store  # noqa: PLC0415 - as above

    with open_store(where, readonly=True) as store:
        found = store.verify(head)
    for fault in found.faults:
        terminal.say(fault)
    terminal.say(f"{found.rows} 行处理记录，{f'发现 {len(found.faults)} 处异常' if found.faults else '完好'}。")
    terminal.say(f"校验值 {found.head}")
    return int(bool(found.faults))
