"""``workbench checks | policy | forms``: what is compared, by which rules, on which form."""

from __future__ import annotations

import click

from workbench import pages, terminal
from workbench.audit import refuse_unknown
from workbench.checks import Check, catalogue, find
from workbench.cli.group import main
from workbench.cli.options import RULES
from workbench.forms import Form, form, forms
from workbench.policy import read_policy, template


@main.command("checks", options_metavar="[选项]")
@click.argument("code", metavar="[编号]", required=False)
@RULES
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
@RULES
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
