"""Web pages: :func:`read` gives the document; parsing, style sheets, tables and text have a module each."""

from workbench.documents.html.reading import read

__all__ = ["read"]
