"""What a Word file shows where nothing was filled in yet: prompts of content controls, which are no text of a report.

Formats that know no such controls keep the style of their prompts.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from workbench.documents.model import Remark
from workbench.documents.word.numbering import W
from workbench.documents.word.parts import Styles

_CONTROL, _STYLE, _TEXT, _CONTENT = (W + name for name in ("sdt", "rStyle", "t", "sdtContent"))
_PROMPTS = f"{W}sdtPr/{W}showingPlcHdr"
_SHOWN = 100


def is_prompt(control: Element) -> bool:
    """Whether a content control shows its prompt."""
    return control.find(_PROMPTS) is not None


def is_in_prompt(cell: Element) -> bool:
    """Whether a cell stands in a content control that shows its prompt."""
    content = cell.getparent()
    control = content.getparent() if content is not None and content.tag == _CONTENT else None
    return control is not None and is_prompt(control)


def unfilled(root: Element, styles: Styles) -> Iterator[Remark]:
    """How many prompts are still shown, which are no text of the report, and the first."""
    prompts = [one for one in root.iter(_CONTROL) if is_prompt(one)]
    within = {run for one in prompts for run in one.iter(_STYLE)}
    named = (one for one in root.iter(_STYLE) if one not in within and styles.of(one.get(W + "val")).prompts)
    runs = (properties.getparent() for one in named if (properties := one.getparent()) is not None)
    shown = [text for one in (*prompts, *runs) if one is not None and (text := _text(one))]
    if shown:
        text = f"文件中有{len(shown)}处内容控件尚未填写，显示的是提示文字“{shown[0][:_SHOWN]}”，请核实定稿。"
        yield Remark(text)


def _text(part: Element) -> str:
    return "".join(piece.text or "" for piece in part.iter(_TEXT)).strip()
