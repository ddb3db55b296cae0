"""A PDF as all readers can take it: without a lock that opens by itself, filled fields being part of its pages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

_WRITTEN = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_SQUARE))
"""What may hold text, as stamps too, or lie over it as a patch."""
_MOST = 2_000
_NO_LOCK = -1


@contextmanager
def plain(pdf: pdfium.PdfDocument, path: Path, *, changed: bool = False) -> Iterator[Path]:
    """The file to be read by others: ``path`` itself, or a copy of it as it is now for the time being.

    A copy is needed of a file that is locked, and where pages were ``changed``.
    """
    if not changed and raw.FPDF_GetSecurityHandlerRevision(pdf.raw) == _NO_LOCK:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "plain.pdf"
        pdf.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        yield copy


def filled(pdf: pdfium.PdfDocument, number: int) -> tuple[pdfium.PdfPage, bool]:
    """A page, counted from 1, with what is filled in or written upon it, and whether anything was."""
    page = pdf[number - 1]
    if not _is_flattened(page):
        return page, False
    page.close()
    return pdf[number - 1], True


def _is_flattened(page: pdfium.PdfPage) -> bool:
    """Whether a page had something written upon it, which now is part of it."""
    count = min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)
    if not any(_kind(page, at) in _WRITTEN for at in range(count)):
        return False
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def _kind(page: pdfium.PdfPage, at: int) -> int:
    note = raw.FPDFPage_GetAnnot(page.raw, at)
    try:
        return int(raw.FPDFAnnot_GetSubtype(note))
    finally:
        raw.FPDFPage_CloseAnnot(note)
