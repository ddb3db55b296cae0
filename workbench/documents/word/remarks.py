"""What is to be said of a Word file that was not finished: changes, comments, what is not filled in or reckoned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml.etree import _Element as Element

from workbench.documents.model import FORM_CELLS, Grid, Paragraph, Remark
from workbench.documents.places import BlockPlace
from workbench.documents.word.numbering import W
from workbench.documents.word.parts import is_on

_REVISED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_INSTRUCTION, _FIELD, _CELL, _TEXT = (W + name for name in ("instrText", "fldSimple", "tc", "t"))
_ROW, _HIDDEN = W + "tr", W + "hidden"
_SAID = W + "instr"
_TABLE = 30
_IN_MARGIN = 15
"""Running heads have tables too that set their words left and right."""
_SHOWN = 100


def revised(root: Element) -> Iterator[Remark]:
    """How many changes are pending, and whose."""
    found = list(root.iter(*_REVISED))
    if found:
        authors = Counter(str(one.get(W + "author") or "") for one in found)
        named = "、".join(name for name in authors if name)
        by = f"（{named[:_SHOWN]}）" if named else ""
        text = f"文件中有{len(found)}处修订尚未接受或拒绝{by}，已按接受修订后的内容读取，请核实定稿。"
        yield Remark(text, "revision")


def hidden_rows(root: Element) -> Iterator[Remark]:
    """How many rows of tables are marked as hidden and hold text, which Word shows but where the text is hidden too."""
    marked = (one.getparent() for one in root.iter(_HIDDEN) if is_on(one.getparent(), "hidden"))
    rows = (row for one in marked if one is not None and (row := one.getparent()) is not None)
    count = sum(row.tag == _ROW and _shows(row) for row in rows)
    if count:
        text = f"文件的表格中有{count}行标记为隐藏，其中文字未隐藏的仍会显示，已照常读取，请对照原件核实。"
        yield Remark(text, "hidden")


_RECKONED = re.compile(
    r"\s*(?:=|(?:QUOTE|MERGEFIELD|DOCPROPERTY|DOCVARIABLE|REF|SEQ|LINK|DDE|DDEAUTO|IF|FILLIN|ASK|INCLUDETEXT)\b)",
    re.IGNORECASE,
)
"""Fields that show what Word reckons or fetches."""


def unreckoned(root: Element) -> Iterator[Remark]:
    """How many cells have a formula or the like and show no result: programs that cannot reckon leave it to Word."""
    fields = ((one, one.text or str(one.get(_SAID) or "")) for one in root.iter(_INSTRUCTION, _FIELD))
    found = {next(one.iterancestors(_CELL), None) for one, said in fields if _RECKONED.match(said)}
    empty = [cell for cell in found if cell is not None and not _shows(cell)]
    if empty:
        text = f"文件中有{len(empty)}个单元格的公式或域没有结果，未能读取，请用 Word 打开、更新域并保存后重新核查。"
        yield Remark(text, "reading")


def _shows(part: Element) -> bool:
    """Whether some text stands in a cell or a row."""
    return any((one.text or "").strip() for one in part.iter(_TEXT))


def pictured(pictures: int, cells: int) -> Iterator[Remark]:
    """What is said where a file has pictures and not as many cells as the form has."""
    if pictures and cells < FORM_CELLS:
        lacking = "正文中没有统计表" if cells < _TABLE else "正文中的表格少于格式规定的统计表"
        found = f"{lacking}而有{pictures}个图片或嵌入对象"
        yield Remark(f"{found}，统计表可能以图片形式存放，未能读取，请另行取得表格。", "picture")


def in_margins(around: Iterable[Paragraph | Grid]) -> Iterator[Remark]:
    """What is said where a running head or page foot has a table as large as a statutory one."""
    if any(isinstance(one, Grid) and sum(map(len, one.rows)) > _IN_MARGIN for one in around):
        yield Remark("文件的页眉或页脚中有表格，未予读取，如为统计表请移入正文后重新核查。")


def left_out(*, hidden: int, struck: int, unread: int) -> Iterator[Remark]:
    """What is said of letters hidden and struck out, and of files within the file that could not be read."""
    if hidden:
        yield Remark(f"文件中有{hidden}个隐藏的文字，未予读取，请核实其中有无应公开的内容。", "hidden")
    if struck:
        yield Remark(f"文件中有{struck}个带删除线的文字，已按删除处理，未予读取，请核实定稿。", "revision")
    if unread:
        yield Remark("文件中嵌有另一份文件，未予读取，请用 Word 打开后另存再试。", "attached")


def comments(root: Element | None, anchors: Mapping[str, int]) -> Iterator[Remark]:
    """Each comment; ``anchors`` are the blocks that they belong to, by id."""
    for one in root if root is not None else ():
        text = "".join(piece.text or "" for piece in one.iter(W + "t")).strip()
        at = anchors.get(str(one.get(W + "id")))
        by = str(one.get(W + "author") or "")
        place = BlockPlace(at) if at else None
        yield Remark(f"文件中留有批注{f'（{by}）' if by else ''}：{text[: 2 * _SHOWN]}", "comment", place)
