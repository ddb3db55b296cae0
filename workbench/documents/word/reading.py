"""Word files (DOCX): the XML walked once, changes not yet accepted read as if they were, deleted text left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml.etree import _Element as Element

from workbench.documents.files import contents, document
from workbench.documents.model import Document, Grid, Paragraph, Remark
from workbench.documents.packed import opened
from workbench.documents.word.numbering import Numbering, W, read_numbering
from workbench.documents.word.package import embedded, package
from workbench.documents.word.parts import part, read_styles
from workbench.documents.word.prompts import unfilled
from workbench.documents.word.remarks import (
    comments,
    hidden_rows,
    in_margins,
    left_out,
    pictured,
    revised,
    unreckoned,
)
from workbench.documents.word.walk import Walk
from workbench.errors import DocumentError


def read(path: Path) -> Document:
    """The document in a Word file. Raises DocumentError where it is encrypted, damaged or larger than any report."""
    data = contents(path)
    archive = opened(data)
    known = package(archive)
    root = part(archive, known.main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise DocumentError("Word 文件已损坏或不完整，请用 Word 或 WPS 打开修复后另存再试。")
    numbers = read_numbering(part(archive, known.named("numbering")))
    walk = Walk(read_styles(archive, known.named("styles")), numbers, partial(embedded, archive, known))
    walk.run(body)
    for kind in ("footnotes", "endnotes"):
        _notes(walk, part(archive, known.named(kind)) if walk.notes else None, kind)
    remarks = [*_remarks(walk, root), *comments(part(archive, known.named("comments")), walk.anchors)]
    names = sorted(name for name in archive.namelist() if name.startswith(("word/header", "word/footer")))
    around = [one for name in names for one in _margin(walk, part(archive, name))]
    margins = [one for one in around if isinstance(one, Paragraph)]
    return document(path, data, walk.blocks, [*remarks, *in_margins(around)], margins)


def _notes(walk: Walk, root: Element | None, kind: str) -> None:
    """The notes that the text refers to, behind it."""
    for note in root if root is not None else ():
        if f"{kind}/{note.get(W + 'id')}" in walk.notes:
            walk.run(note)


def _margin(walk: Walk, root: Element | None) -> list[Paragraph | Grid]:
    """A running head or page foot."""
    if root is None:
        return []
    inner = Walk(walk.styles, Numbering())
    inner.run(root)
    return inner.blocks


def _remarks(walk: Walk, root: Element) -> Iterator[Remark]:
    yield from (*revised(root), *unfilled(root, walk.styles), *unreckoned(root), *hidden_rows(root))
    count = sum(len(row) for block in walk.blocks if isinstance(block, Grid) for row in block.rows)
    yield from left_out(hidden=walk.hidden, struck=walk.struck, unread=walk.unread)
    yield from pictured(walk.pictures, count)
