"""A PDF as all readers can take it: without a lock that opens by itself, filled fields being part of its pages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

_WRITTEN = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT))
_MOST = 2_000
_NO_LOCK = -1


@contextmanager
def plain(pdf: pdfium.PdfDocument, path: Path) -> Iterator[Path]:
    """The file to be read by others: ``path`` itself, or a copy of it for the time being.

    What is filled in or written upon a page becomes part of it, in ``pdf`` too, as a reader sees it.
    """
    changed = [_flattened(pdf, number) for number in range(len(pdf))]
    if not any(changed) and raw.FPDF_GetSecurityHandlerRevision(pdf.raw) == _NO_LOCK:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "plain.pdf"
        pdf.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        yield copy


def _flattened(pdf: pdfium.PdfDocument, number: int) -> bool:
    """Whether a page had something written upon it, which now is part of it."""
    page = pdf[number]
    try:
        count = min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)
        if not any(_kind(page, at) in _WRITTEN for at in range(count)):
            return False
        return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)
    finally:
        page.close()


def _kind(page: pdfium.PdfPage, at: int) -> int:
    note = raw.FPDFPage_GetAnnot(page.raw, at)
    try:
        return int(raw.FPDFAnnot_GetSubtype(note))
    finally:
        raw.FPDFPage_CloseAnnot(note)
