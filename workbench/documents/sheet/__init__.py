"""Workbooks and CSV: :func:`read` gives the document; formats, rows and what is hidden have a module each."""

from workbench.documents.sheet.reading import read

__all__ = ["read"]
