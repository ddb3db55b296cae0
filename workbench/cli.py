"""The command line: ``workbench read | audit | export | verify | checks | policy | forms | cache | lab | app``."""

from __future__ import annotations

import csv
import getpass
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from workbench import __version__, pages, rules, terminal
from workbench.audit import audit, refuse_unknown
from workbench.batch import LIMITS, load, load_each
from workbench.cache import opened
from workbench.checks import Check, catalogue, find
from workbench.checks.subjects import Failure
from workbench.exports import KINDS, SUFFIXES, export, writer
from workbench.exports.json import dumps, records, report_object
from workbench.exports.sarif import as_log
from workbench.exports.sheets import SEVERITIES, VERDICTS
from workbench.exports.sheets_summary import decided
from workbench.findings import Severity
from workbench.forms import Form, form, forms
from workbench.isolation import Limits
from workbench.policy import Policy, default, read_policy, template
from workbench.reports import Report
from workbench.reports.frames import FACT_COLUMNS
from workbench.review import Ledger, as_object, ledger_of
from workbench.values import State

if TYPE_CHECKING:
    from workbench.review.store import Store

_MEGABYTE = 1_000_000


class _How(TypedDict):
    """How files are read: the options of :func:`_loading`."""

    jobs: int | None
    cache: bool
    limits: Limits


def _limits(_context: click.Context, _option: click.Parameter, seconds: float) -> Limits:
    return replace(LIMITS, seconds=seconds)


_OPTIONS = (
    click.option("--jobs", metavar="个数", type=click.IntRange(1), help="同时读取的文件数；默认为处理器个数。"),
    click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True, help="不使用也不留存读取结果。"),
    click.option(
        "--timeout",
        "limits",
        metavar="秒",
        type=click.FloatRange(0, min_open=True),
        default=LIMITS.seconds,
        callback=_limits,
        help=f"每个文件的读取时限，默认{LIMITS.seconds:g}秒。",
    ),
)


def _loading(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say how files are read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _use(_context: click.Context, _option: click.Parameter, folders: tuple[str, ...]) -> tuple[str, ...]:
    """Add the office's own rules before anything else is done; what of them cannot be used is told at once."""
    for folder in folders:
        rules.use(folder)
    for name, why in rules.faults() if folders else ():
        terminal.note(f"{name}：{why}")
    return folders


_RULES = click.option(
    "--rules",
    metavar="文件夹",
    multiple=True,
    callback=_use,
    expose_value=False,
    help="自定义检查和报告格式所在的文件夹；可重复。其中是程序，只应使用本单位信任的。",
)


@click.group(
    cls=terminal.Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(__version__, message="%(version)s", help="显示版本。")
def main() -> None:
    """政府信息公开年报核查工作台：读取年报，核对数字，写出问题台账。"""


@main.command("read", options_metavar="[选项]")
@click.argument("files", metavar="文件或文件夹…", nargs=-1, required=True)
@click.option("--format", "shape", type=click.Choice(["table", "json", "csv"]), default="table", help="输出格式。")
@_loading
def read_command(files: tuple[str, ...], shape: str, **how: Unpack[_How]) -> int:
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
            terminal.say(f"{report.title}（{report.form.name if report.edition else '未识别统计表的版式'}）")
            for table in report.form.tables if report.edition else ():
                for block in table.blocks:
                    keys = [[f"{table.key}.{row.key}.{column.key}" for column in block.columns] for row in block.rows]
                    rows = [
                        (f"{row.group}{row.label}", *(_shown(report, key) for key in line), _place(report, line))
                        for row, line in zip(block.rows, keys, strict=True)
                    ]
                    headings = (block.heading or table.name, *(column.label for column in block.columns), "位置")
                    terminal.show(headings, rows)


def _shown(report: Report, key: str) -> str:
    """A cell as written; in words where it holds no number for certain."""
    fact = report.fact(key)
    raw = fact.raw.strip() if fact.state is not State.UNREADABLE else ""
    return raw if fact.exact is not None else f"{raw}〔{fact.state.chinese}〕"


def _place(report: Report, keys: Sequence[str]) -> str:
    places = [place for key in keys if (place := report.fact(key).location)]
    return str(places[0]) if places else ""


@main.command("audit", options_metavar="[选项]")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True)
@click.option("--roster", metavar="文件", help="名册（CSV：unit, level, kind, parent, region）。")
@click.option("--policy", "policy", metavar="文件", help="核查规则（YAML）；workbench policy 显示样板。")
@_RULES
@click.option("--out", "outs", metavar="文件", multiple=True, help=f"写出台账或文书：{'、'.join(SUFFIXES)}；可重复。")
@click.option("--format", "shape", type=click.Choice(["table", "json", "sarif"]), default="table", help="输出格式。")
@click.option("--store", "where", metavar="库", help="处理意见库：文件路径或 URL；记录本次核查，显示已有的处理意见。")
@click.option("--reviewer", metavar="姓名", help="记入处理意见库的核查人；默认为登录名。")
@click.option("--whole", is_flag=True, help="本次核查的就是全部报告；库中的其他报告不再列出。")
@_loading
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
    **how: Unpack[_How],
) -> int:
    """核查年报，列出问题，写出台账。

    退出状态：0 没有错误；1 有错误，或有文件未能读取；2 用法不对。
    """
    for out in outs:
        writer(Path(out))
    decision = read_policy(policy) if policy else default()
    with _store(where) as store:
        made = _audited(store, paths, roster, decision, **how)
        found = _recorded(made, store, reviewer or _login(), whole=whole or None) if store else made
    {"table": _audit_tables, "json": _audit_json, "sarif": _audit_sarif}[shape](found)
    for out in outs:
        export(found, out, letters=decision.letters)
        terminal.note(f"已写出 {out}")
    return int(bool(found.failures) or any(entry.severity is Severity.ERROR for entry in found.entries))


def _audited(
    store: Store | None, paths: Sequence[str], roster: str | None, policy: Policy, **how: Unpack[_How]
) -> Ledger:
    """What an audit of files finds, with the cells that were corrected in the store."""
    with terminal.progress("读取") as callback:
        batch = load(paths, roster=roster, progress=callback, **how)
    return ledger_of(audit(batch, policy, store.corrections() if store else ()))


@contextmanager
def _store(where: str | None) -> Iterator[Store | None]:
    """The store at a path or URL, opened before anything is done that might be lost; None where none is named."""
    if where is None:
        yield None
        return
    from workbench.review.store import open_store  # noqa: PLC0415 - loads the database when it is needed

    with open_store(where) as store:
        yield store


def _recorded(made: Ledger, store: Store, reviewer: str, *, whole: bool | None) -> Ledger:
    """A run as the store has it once it is recorded: with what was decided on its findings before."""
    store.record(made, reviewer, whole=whole)
    ledger = store.ledger()
    return replace(ledger.of_run(ledger.run.number), failures=made.failures)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody of that number is known here
        return "workbench"


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
        (one.unit or one.source, one.year or "", *(found.severities[one.key, word] for word in SEVERITIES),
         one.agrees, one.differs, one.undetermined, one.not_applicable)
        for one in found.reports
    ]
    terminal.show(("单位", "年度", *SEVERITIES.values(), *VERDICTS.values()), rows, title="核查结果")


_STORE = click.option("--store", "where", metavar="库", required=True, help="处理意见库：文件路径或 URL。")


@main.command("export", options_metavar="[选项]")
@_STORE
@click.option("--out", "outs", metavar="文件", multiple=True, required=True, help="写出的文件；可重复。")
@click.option("--kind", metavar="文书", default="", help=f"{'、'.join(map(' '.join, KINDS.items()))}；默认按扩展名。")
@click.option("--policy", metavar="文件", help="核查规则（YAML），其中 letters 一节为公文的发文机关、期限和模板。")
@click.option("--office", metavar="名称", help="发文机关；默认按核查规则。")
@click.option("--date", "dated", metavar="日期", type=click.DateTime(["%Y-%m-%d"]), help="成文日期，默认为当日。")
def export_command(  # noqa: PLR0913 - one argument for each option
    where: str, *, outs: tuple[str, ...], kind: str, policy: str | None, office: str | None, dated: datetime | None
) -> int:
    """从处理意见库写出台账和文书，格式由扩展名决定。

    .xlsx、.csv、.json、.sarif 为问题台账；.html、.pdf 为底稿；.docx 为整改通知；.zip 为整改通知，每个单位一个文件。

    通报用 --kind circular 写出 .docx。整改通知只列认定属实的问题。
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
@_STORE
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


@main.command("checks", options_metavar="[选项]")
@click.argument("code", metavar="[编号]", required=False)
@_RULES
def checks_command(code: str | None) -> int:
    """列出全部检查；给出编号时显示该检查的说明。"""
    if code:
        _check_page(find(code))
        return 0
    headings = ("编号", "族", "严重程度", "名称", "内容")
    rows = [(one.code, one.family, one.severity.chinese, one.name, one.title) for one in catalogue()]
    terminal.show(headings, rows)
    return 0


def _check_page(one: Check) -> None:
    page = pages.page(one)
    terminal.say(f"{one.code} {one.title}")
    terminal.say(f"{one.name}  {one.family}  {one.severity.chinese}{f'  依据：{one.basis}' if one.basis else ''}")
    terminal.say("")
    parts = ("比较", page.compares), ("无法判断", page.undetermined), ("并非问题", page.innocent)
    examples = ("相符示例", page.agrees), ("不符示例", page.differs)
    for name, text in (*parts, *examples):
        if text:
            terminal.say(f"{name}：{text}")


@main.command("policy", options_metavar="[选项]")
@click.argument("path", metavar="[文件]", required=False)
@_RULES
def policy_command(path: str | None) -> int:
    """显示核查规则的样板，可另存后修改；给出文件时检查它，列出与样板不同之处。"""
    if path is None:
        click.echo(template(), nl=False)
        return 0
    policy = read_policy(path)
    refuse_unknown(policy)
    rows = [*policy.changes, *((f"disabled.{code}", reason) for code, reason in policy.disabled.items())]
    for key, value in rows:
        terminal.say(f"{key}：{value}")
    terminal.say(f"{path} 可以使用，与样板不同的有{len(rows)}处。")
    return 0


@main.command("forms", options_metavar="[选项]")
@click.argument("name", metavar="[版式]", required=False)
def forms_command(name: str | None) -> int:
    """列出法定报告格式的各个版本；给出版本时显示它的章节、表格和勾稽关系。"""
    if name:
        _form_page(form(name))
        return 0
    headings = ("版本", "名称", "依据", "适用年度", "章节", "表格", "数字")
    rows = [(f.id, f.name, f.notice, _years(f), len(f.sections), len(f.tables), len(f.cells)) for f in forms()]
    terminal.show(headings, rows)
    return 0


def _years(one: Form) -> str:
    return f"{one.years.first}—{one.years.last or ''}"


def _form_page(one: Form) -> None:
    terminal.say(f"{one.name}（{one.notice}），适用 {_years(one)} 年度")
    terminal.show(("章节", "标题"), [(section.number, section.heading) for section in one.sections], title="章节")
    cells = [(cell.key, cell.row.label, cell.column.label, cell.column.unit) for cell in one.cells.values()]
    terminal.show(("数字", "行", "列", "单位"), cells, title="统计表")
    relations = [(s.check, s.table, s.each, " + ".join(s.left), " + ".join(s.right)) for s in one.sums]
    terminal.show(("检查", "表格", "逐", "左边", "右边"), relations, title="勾稽关系")


@main.command("cache", options_metavar="[选项]")
@click.option("--clear", is_flag=True, help="清空。")
def cache_command(*, clear: bool) -> int:
    """显示留存的读取结果存放在哪里、有多少；或将其清空。"""
    kept = opened()
    if kept is None:
        terminal.say("读取结果没有留存：已用 WORKBENCH_CACHE 关闭，或者文件夹无法使用。")
        return 0
    if clear:
        terminal.say(f"已清空 {kept.clear()} 份读取结果。")
    sizes = [entry.size for entry in kept.entries()]
    terminal.say(f"{kept.folder}：{len(sizes)} 份读取结果，{sum(sizes) / _MEGABYTE:.1f} MB。")
    return 0


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
@click.option("--rules", metavar="文件夹", multiple=True, callback=_use, help="自定义检查和报告格式；可重复。")
@click.option("--whole", is_flag=True, help="所列的就是全部报告；库中的其他报告不再列出。")
@click.option("--ip", metavar="地址", default="127.0.0.1", help="提供服务的地址；默认为 127.0.0.1，只有本机能打开。")
@click.option("--port", metavar="端口", type=click.IntRange(1), help="默认从 8866 起取第一个空闲的。")
@click.option("--token", metavar="口令", envvar="WORKBENCH_TOKEN", help="默认随机生成；也可写在 WORKBENCH_TOKEN 中。")
@click.option("--no-browser", "browser", is_flag=True, flag_value=False, default=True, help="不打开浏览器。")
@_loading
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
    **how: Unpack[_How],
) -> int:
    """以网页形式打开核查工作台。给出报告的，先核查并记入处理意见库；不给的，打开库中已有的。

    页面只由本机提供，不向任何其他计算机请求内容；须用启动时显示的、带口令的网址打开。
    """
    from workbench.app import serving  # noqa: PLC0415 - as above
    from workbench.app.page import Opening  # noqa: PLC0415 - as above

    page = serving.Page(ip, serving.free_port(ip, port), token or serving.new_token())
    with _store(where) as store:
        if store and paths:
            decision = read_policy(policy) if policy else default()
            found = _audited(store, paths, roster, decision, **how)
            _recorded(found, store, reviewer or _login(), whole=whole or None)
            terminal.note(f"已核查 {len(found.reports)} 份报告，{len(found.failures)} 个文件未能读取。")
    terminal.say(f"请用浏览器打开：{page.url}")
    if not page.is_local:
        terminal.note("同一网络中知道口令的人都能打开；往来内容不加密，请只在可信的网络中使用。")
    terminal.note("按 Ctrl+C 结束。")
    serving.serve(page, Opening(where, reviewer, roster, policy, rules), browser=browser)
    return 0
