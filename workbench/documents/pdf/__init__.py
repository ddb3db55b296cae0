"""Reports in PDF: :func:`read` gives the document; characters, rules, tables and checks have a module each."""

from workbench.documents.pdf.reading import read

__all__ = ["read"]
