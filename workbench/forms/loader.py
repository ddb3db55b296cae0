"""Loading the declared forms; one that contradicts itself is refused with the reason."""

from __future__ import annotations

import copyreg
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workbench.errors import FormError
from workbench.forms.model import Form, Table
from workbench.wordlists import from_yaml

_PROTOCOL = 5


_ADDED: dict[str, Form] = {}


def forms() -> tuple[Form, ...]:
    """All editions: those that the package declares and those added, newest first. Raises FormError."""
    return tuple(sorted((*_declared(), *_ADDED.values()), key=lambda form: -form.years.first))


@cache
def _declared() -> tuple[Form, ...]:
    folder = files("workbench.forms")
    texts = sorted((item.name, item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".yaml"))
    return tuple(parse(text, name) for name, text in texts)


def add(path: str | Path) -> Form:
    """Add an office's own edition from a YAML file, for as long as this process runs; the same again changes nothing.

    Raises FormError where it cannot be read, contradicts itself, or has the id of another.
    """
    added = load_form(path)
    if any(known.id == added.id and known != added for known in forms()):
        raise FormError(f"报告格式文件 {path} 的 id“{added.id}”已被占用，请改用别的 id。")
    return _ADDED.setdefault(added.id, added)


def form(name: str) -> Form:
    """The edition of that id, such as ``cn-2021``. Raises FormError where there is none."""
    for known in forms():
        if known.id == name:
            return known
    raise FormError(f"没有名为“{name}”的报告格式；现有：{'、'.join(known.id for known in forms())}。")


def _named(one: Form) -> str | tuple[Any, ...]:
    """How a form is pickled: an edition of the package by its id alone."""
    return (form, (one.id,)) if any(one is known for known in forms()) else one.__reduce_ex__(_PROTOCOL)


copyreg.pickle(Form, _named)


def load_form(path: str | Path) -> Form:
    """A form from a YAML file. Raises FormError where it cannot be read, is incomplete or contradicts itself."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(f"无法读取报告格式文件 {path}：{error}。") from error
    return parse(text, str(path))


def parse(text: str, source: str) -> Form:
    """A form from YAML text; ``source`` names it in the message. Raises FormError."""
    try:
        declared = Form.model_validate(from_yaml(text))
    except yaml.MarkedYAMLError as error:
        place = f"第{error.problem_mark.line + 1}行" if error.problem_mark else "某处"
        raise FormError(f"报告格式文件 {source} 有误：{place}不是有效的 YAML，请检查缩进和括号。") from error
    except yaml.YAMLError as error:
        raise FormError(f"报告格式文件 {source} 有误：不是有效的 YAML（{error}）。") from error
    except ValidationError as error:
        listed = "；".join(f"{'.'.join(map(str, one['loc'])) or '全文'} {_fault(one)}" for one in error.errors())
        raise FormError(f"报告格式文件 {source} 有误：{listed}。") from error
    faults = tuple(contradictions(declared))
    if faults:
        raise FormError(f"报告格式文件 {source} 自相矛盾：{'；'.join(faults)}。")
    return declared


_FAULTS = {
    "extra_forbidden": "是不认识的键，请检查拼写",
    "missing": "缺少",
    "model_type": "应为一组键和值",
    "tuple_type": "应为列表",
    "string_type": "应为文字",
    "int_type": "应为整数",
}


def _fault(error: ErrorDetails) -> str:
    """What pydantic found wrong, in Chinese."""
    if error["type"] == "literal_error":
        return f"只能是 {error.get('ctx', {}).get('expected', '规定的值')}"
    return _FAULTS.get(error["type"], f"不合要求（{error['msg']}）")


def contradictions(form: Form) -> Iterator[str]:
    """What in a form does not fit together, in Chinese, one sentence each."""
    yield from _doubled("章节序号", (section.number for section in form.sections))
    yield from _doubled("表格名称", (table.key for table in form.tables))
    for table in form.tables:
        for block in table.blocks:
            yield from _doubled(f"{table.key} 的列", (column.key for column in block.columns))
        yield from _doubled(f"{table.key} 的行", (row.key for row in table.rows))
        yield from _homeless(form, table)
    names = [*(one.id for one in form.sums), *(one.id for one in form.carries), *(one.id for one in form.rollups)]
    yield from _doubled("关系", iter(names))
    yield from _unplaced(form)
    if not any(_doubled("", (table.key for table in form.tables))):
        yield from _dangling(form)


def _doubled(what: str, names: Iterator[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what}“{name}”出现{count}次"


def _homeless(form: Form, table: Table) -> Iterator[str]:
    section = form.section(table.section)
    if section is None:
        yield f"表格 {table.key} 所属的第{table.section}章不存在"
    elif section.table != table.key:
        yield f"表格 {table.key} 所属的第{table.section}章没有列出这张表"


def _unplaced(form: Form) -> Iterator[str]:
    keys = {table.key for table in form.tables}
    for section in form.sections:
        if section.table and section.table not in keys:
            yield f"第{section.number}章的表格 {section.table} 没有定义"
    named = [(one.id, one.table) for one in form.sums if one.each != "form"]
    for name, key in (*named, *((one.id, one.table) for one in form.carries)):
        if key not in keys:
            yield f"关系 {name} 的表格 {key} 没有定义"
    for rollup in form.rollups:
        for key in rollup.tables:
            if key not in keys:
                yield f"汇总关系 {rollup.id} 的表格 {key} 没有定义"


def _dangling(form: Form) -> Iterator[str]:
    """Names of cells, in relations and concepts, that the form does not have."""
    keys = {table.key for table in form.tables}
    named: list[tuple[str, str]] = []
    for relation in form.sums:
        if relation.each == "form" or relation.table in keys:
            terms = (*relation.left, *relation.right)
            named += [(relation.id, _sample(relation.table, relation.each, term)) for term in terms]
    for carry in form.carries:
        if carry.table in keys:
            named += [(carry.id, _sample(carry.table, carry.each, term)) for term in (*carry.this, *carry.last)]
            named += [(carry.id, f"{carry.table}.{row}.*") for row in carry.rows]
    for name, concept in form.concepts.items():
        meanings = (concept.terms, concept.divisor, *concept.others.values(), *concept.same)
        named += [(name, term) for meaning in (*meanings, concept.near) for term in meaning]
        named += [(name, concept.parts)] if concept.parts else []
    named += [("swings", term) for term in form.swings]
    named += [("phrases", f"{row}.*") for row in form.phrases]
    named += [(silence.check, term) for silence in form.silences for term in silence.when]
    for place, term in named:
        try:
            form.expand(term)
        except KeyError:
            yield f"{place} 提到的单元格 {term.lstrip('+-')} 不存在"


def _sample(table: str, each: str, term: str) -> str:
    """A pattern that must match some cell if the term of a relation is any good."""
    name = term.lstrip("+-")
    return {"row": f"{table}.*.{name}", "column": f"{table}.{name}.*"}.get(each, name)
