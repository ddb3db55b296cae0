"""``workbench lab | app``: the notebooks, and the desk as a page of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Unpack

import click

from workbench import terminal
from workbench.cli.auditing import audited, login, opened_store, recorded
from workbench.cli.group import main
from workbench.cli.options import How, loading, use
from workbench.policy import default, read_policy


@main.command("lab", options_metavar="[选项]", context_settings={"ignore_unknown_options": True})
@click.option("--copy", "copied", is_flag=True, help="先把随附的笔记本和示例数据复制到当前文件夹；已有的文件不动。")
@click.argument("options", metavar="[JUPYTERLAB 选项]…", nargs=-1, type=click.UNPROCESSED)
def lab_command(options: tuple[str, ...], *, copied: bool) -> int:
    """用 JupyterLab 打开笔记本文件夹，界面为中文；不改动本人的 JupyterLab 设置。"""
    from workbench.app import lab  # noqa: PLC0415 - the server is loaded where it is wanted

    if copied:
        terminal.note(f"已复制 {len(lab.copy(Path.cwd()))} 个文件到 {Path.cwd()}。")
    command = lab.command(options)
    return subprocess.call(command, cwd=lab.home(), env=lab.environment())  # noqa: S603 - options are the caller's own


@main.command("app", options_metavar="[选项]")
@click.argument("paths", metavar="[文件或文件夹]…", nargs=-1)
@click.option("--store", "where", metavar="库", default="audit.db", help="处理意见库；默认为当前文件夹中的 audit.db。")
@click.option("--reviewer", metavar="姓名", default="", help="处理人；不写的，在页面上填写。")
@click.option("--roster", metavar="文件", help="名册（CSV）。")
@click.option("--policy", metavar="文件", help="核查规则（YAML）。")
@click.option("--rules", metavar="文件夹", multiple=True, callback=use, help="自定义检查和报告格式；可重复。")
@click.option("--whole", is_flag=True, help="所列的就是全部报告；库中的其他报告不再列出。")
@click.option("--ip", metavar="地址", default="127.0.0.1", help="提供服务的地址；默认为 127.0.0.1，只有本机能打开。")
@click.option(
    "--port", cls=terminal.Option, metavar="端口", type=click.IntRange(1), help="默认从 8866 起取第一个空闲的。"
)
@click.option("--token", metavar="口令", envvar="WORKBENCH_TOKEN", help="默认随机生成；也可写在 WORKBENCH_TOKEN 中。")
@click.option("--no-browser", "browser", is_flag=True, flag_value=False, default=True, help="不打开浏览器。")
@loading
def app_command(  # noqa: PLR0913 - one argument for each option
    paths: tuple[str, ...],
    *,
    where: str,
    reviewer: str,
    roster: str | None,
    policy: str | None,
    rules: tuple[str, ...],
    whole: bool,
    ip: str,
    port: int | None,
    token: str | None,
    browser: bool,
    **how: Unpack[How],
) -> int:
    """以网页形式打开核查工作台。给出报告的，先核查并记入处理意见库；不给的，打开库中已有的。

    页面只由本机提供，不向任何其他计算机请求内容；须用启动时显示的、带口令的网址打开。
    """
    from workbench.app import serving  # noqa: PLC0415 - as above
    from workbench.app.page import Opening  # noqa: PLC0415 - as above

    with serving.listening(ip, port) as listening:
        page = serving.Page(ip, listening, token or serving.new_token())
        with opened_store(where) as store:
            if store and paths:
                decision = read_policy(policy) if policy else default()
                found = audited(store, paths, roster, decision, **how)
                recorded(found, store, reviewer or login(), whole=whole or None)
                terminal.note(f"已核查 {len(found.reports)} 份报告，{len(found.failures)} 个文件未能读取。")
        terminal.say(f"请用浏览器打开：{page.url}")
        if not page.is_local:
            terminal.note("同一网络中知道口令的人都能打开；往来内容不加密，请只在可信的网络中使用。")
        terminal.note("按 Ctrl+C 结束。")
        serving.serve(page, Opening(where, reviewer, roster, policy, rules), browser=browser)
    return 0
