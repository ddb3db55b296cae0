"""Plain text: :func:`read` gives the document of a file, :func:`blocks` and :func:`read_text` that of a text."""

from workbench.documents.plain.reading import blocks, read, read_text

__all__ = ["blocks", "read", "read_text"]
