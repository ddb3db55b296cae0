"""Drafts as Word files, their XML written by hand with the merged cells that the form has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

from tests.builders import NUMERALS, Draft
from workbench.forms.model import Table
from workbench.reports.view import draw

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{{}} xmlns:w="{NAMESPACE}" '
HEAD += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)

Run = Callable[[str], str]


def run(text: str) -> str:
    """A text as one run."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, made: Run = run, properties: str = "") -> str:
    """A text as one paragraph."""
    return f"<w:p>{properties}{made(text)}</w:p>"


def table(draft: Draft, which: Table, made: Run = run) -> str:
    """A statutory table, merged both ways as the form draws it."""
    rows, below = [], dict[int, tuple[int, int]]()  # column -> rows still covered, width
    for line in draw(which):
        cells, column = [], 1
        for box in (*line, None):
            while column in below and below[column][0]:
                left, width = below[column]
                cells.append(_cell(paragraph(""), width, "continue"))
                below[column] = (left - 1, width)
                column += width
            if box is not None:
                text = draft.values[box.key] if box.kind == "cell" else box.text
                cells.append(_cell(paragraph(text, made), box.colspan, "restart" if box.rowspan > 1 else ""))
                if box.rowspan > 1:
                    below[column] = (box.rowspan - 1, box.colspan)
                column += box.colspan
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def _cell(content: str, width: int, merged: str) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    merge = f'<w:vMerge w:val="{merged}"/>' if merged == "restart" else "<w:vMerge/>" if merged else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def body(draft: Draft, made: Run = run) -> str:
    """The title, sections and tables of a draft; ``made`` writes the text of the cells."""
    parts = [paragraph(draft.title)]
    for number, section in zip(NUMERALS, draft.form.sections, strict=False):
        parts.append(paragraph(f"{number}、{section.heading}"))
        parts += [paragraph(text) for text in draft.texts.get(number, ())]
        if section.table:
            parts.append(table(draft, draft.form.table(section.table), made))
    return "".join(parts)


def docx(content: str, **parts: str) -> bytes:
    """A Word file of that content; further parts by name, such as ``comments`` or ``numbering``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"{HEAD.format('document')}<w:body>{content}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", f"{HEAD.format(name)}{text}</w:{name}>")
    return out.getvalue()
