"""Files that LibreOffice turns into DOCX first: :func:`read` gives the document."""

from workbench.documents.office.reading import read

__all__ = ["read"]
