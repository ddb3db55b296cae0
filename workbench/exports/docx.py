"""Letters as Word files, each made from a template that an office can replace: notices 整改通知, the circular 通报.

A template is a Word file with marks of Jinja (docxtpl). What stands in documents goes in as data: it is escaped, and no
mark in it is ever looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.opc.exceptions import OpcError
from docx.section import _Footer, _Header
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from workbench import markup
from workbench.errors import ExportError
from workbench.exports import circular, letters
from workbench.policy import Letters
from workbench.review import Ledger
from workbench.text import printable

_STUMBLED = LookupError, TypeError, ValueError, ArithmeticError
_BROKEN = (markup.BadTemplateError, LxmlError, BadZipFile, OpcError, *_STUMBLED)
_QUOTED = re.compile(r"'([^']+)'")
_TAG = re.compile(r"<[^>]+>")
_SHOWN = 60
_MARGINS = "header", "footer", "even_page_header", "even_page_footer", "first_page_header", "first_page_footer"
Margin = _Header | _Footer
"""What stands above or below a page."""


@dataclass(frozen=True)
class Template:
    """A Word file with marks; ``name`` tells it in messages."""

    name: str
    data: bytes

    def fill(self, values: Mapping[str, object]) -> Word:
        """The letter with its values. Raises ExportError where the template cannot be read or filled."""
        try:
            made = DocxTemplate(BytesIO(self.data))
            made.render(dict(values), _SANDBOX)
            filled: Word = made.docx
            known = filled.part.rels  # python-docx is told of the headers and footers that docxtpl has put in
            known.related_parts.update({name: one.target_part for name, one in known.items() if not one.is_external})
        except _BROKEN as error:
            told = f"公文模板 {self.name} 有误：{_fault(error)}。可用的内容和写法见 data/letters/README.md。"
            raise ExportError(told) from error
        return filled

    def blank(self, *paragraphs: str) -> Word:
        """A page in the template's looks with nothing but these paragraphs."""
        made = Document(BytesIO(self.data))
        made.element.body.clear_content()
        for text in paragraphs:
            made.add_paragraph(printable(text))
        return made


def template(kind: str, office: Letters) -> Template:
    """The office's own template of a kind of letter (notice, circular), or the package's.

    Raises ExportError where it cannot be opened.
    """
    own = getattr(office, kind)
    if not own:
        return Template(f"{kind}.docx", files("workbench").joinpath(f"templates/{kind}.docx").read_bytes())
    try:
        return Template(own, Path(own).read_bytes())
    except OSError as error:
        raise ExportError(f"无法打开公文模板 {own}，请检查核查规则中 letters.{kind} 的路径和权限。") from error


def write_notices(office: Letters, ledger: Ledger, path: Path) -> None:
    """Write the notices to all units into one file, each beginning on a sheet of its own."""
    made = joined(one for _, one in notices(office, ledger))
    _save(made or template("notice", office).blank(*summary(office, ledger)), path)


def write_circular(office: Letters, ledger: Ledger, path: Path) -> None:
    """Write the circular on the whole batch."""
    _save(template("circular", office).fill(circular.circular(office, ledger)), path)


def _save(made: Word, path: Path) -> None:
    data = BytesIO()  # an archive that is being made cannot let go of a file that takes no more
    made.save(data)
    path.write_bytes(data.getvalue())


def notices(office: Letters, ledger: Ledger) -> Iterator[tuple[str, Word]]:
    """The notices that are to be sent: to which unit, and the letter."""
    chosen = template("notice", office)
    for one in letters.notices(office, ledger):
        yield one.unit, chosen.fill(letters.notice(office, one))


def summary(office: Letters, ledger: Ledger) -> tuple[str, ...]:
    """How many notices there are, and what no notice holds."""
    sent, left = len(letters.notices(office, ledger)), letters.pending(ledger)
    asked = 0 if office.questions else sum(map(letters.asked, ledger.entries))
    how = "要一并列出的，在核查规则中写明 letters.questions: true"
    return (
        f"整改通知{sent}份。整改通知只列认定属实{'和需要说明' * office.questions}的问题。",
        *([f"另有{asked}个问题需要单位说明，没有列入；{how}。"] if asked else []),
        *([f"尚有{left}个问题未处理、数据已变或待复核，没有列入。"] if left else []),
        *([f"另有{len(ledger.failures)}个文件未能读取，见问题台账。"] if ledger.failures else []),
    )


def joined(documents: Iterable[Word]) -> Word | None:
    """Documents of one template as one, each on sheets of its own with pages from 1; None where there are none."""
    rest = iter(documents)
    base = next(rest, None)
    if base is None:
        return None
    before = _margins(base)
    for one in rest:
        section = base.add_section(WD_SECTION.ODD_PAGE)
        end = section._sectPr  # noqa: SLF001 - python-docx has no other way to what follows a section
        _shrink(Paragraph(end.getprevious(), base._body))  # noqa: SLF001 - as above
        for element in list(one.element.body)[:-1]:
            end.addprevious(element)
        now = _margins(one)
        for kind in _MARGINS:
            if now[kind] != before[kind]:
                _replace(getattr(section, kind), getattr(one.sections[-1], kind))
        before = now
    return base


def _shrink(paragraph: Paragraph) -> None:
    """Let the paragraph that ends a section take no room, lest it needs a page of its own."""
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)


def _margins(document: Word) -> dict[str, list[str]]:
    """What the headers and footers of a document say."""
    found: dict[str, Margin] = {kind: getattr(document.sections[-1], kind) for kind in _MARGINS}
    linked = {kind for kind, one in found.items() if one.is_linked_to_previous}
    return {kind: [] if kind in linked else [it.text for it in one.paragraphs] for kind, one in found.items()}


def _replace(mine: Margin, theirs: Margin) -> None:
    """Give a section the header or footer of its own document, which says something else than the one before."""
    mine.is_linked_to_previous = False
    for element in list(mine._element):  # noqa: SLF001 - as above
        mine._element.remove(element)  # noqa: SLF001
    for element in theirs._element:  # noqa: SLF001
        mine._element.append(deepcopy(element))  # noqa: SLF001


def _data(value: object) -> Markup:
    """A value as text and nothing else; docxtpl's own marks are made with underscores, so these are written in code."""
    if value is None:
        return Markup()
    return Markup(str(escape(printable(str(value)))).replace("_", "&#95;"))  # noqa: S704 - it was escaped


_SANDBOX = markup.sandbox(_data)


def _fault(error: Exception) -> str:
    """What is wrong with a template, in Chinese, with the words that it is about where they are known."""
    if not isinstance(error, markup.BadTemplateError):
        return "不是能打开的 DOCX 文件，或标记使填入后的文件不成立"
    around = [_TAG.sub("", line).strip() for line in getattr(error, "docx_context", ())]
    where = next((f"，在“{line[:_SHOWN]}”附近" for line in around if "{" in line), "")
    names = _QUOTED.findall(error.message or "")
    if isinstance(error, markup.UnknownNameError) and names:
        return f"没有名为“{names[-1]}”的内容{where}"
    return f"标记不成立（{error.message}）{where}"
