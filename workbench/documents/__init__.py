"""Files read into documents."""

from workbench.documents.model import Cell, Document, Grid, Location, Paragraph
from workbench.documents.sniff import read_document

__all__ = ["Cell", "Document", "Grid", "Location", "Paragraph", "read_document"]
