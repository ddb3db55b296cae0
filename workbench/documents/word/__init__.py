"""Word files (DOCX): :func:`read` gives the document; the package, its styles, tables and text have a module each."""

from workbench.documents.word.reading import read

__all__ = ["read"]
