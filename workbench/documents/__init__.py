"""Files read into documents."""

from workbench.documents.model import Cell, Document, Grid, Paragraph, Piece, Remark
from workbench.documents.places import BlockPlace, Box, Location, PagePlace, SheetPlace, TextPlace
from workbench.documents.sniff import read_document

__all__ = [
    "BlockPlace",
    "Box",
    "Cell",
    "Document",
    "Grid",
    "Location",
    "PagePlace",
    "Paragraph",
    "Piece",
    "Remark",
    "SheetPlace",
    "TextPlace",
    "read_document",
]
