"""Reading drafts and looking up places, for the tests of documents and reports."""

from __future__ import annotations

import re

from workbench.documents import Document, Location, TextPlace
from workbench.documents.encoding import decode
from workbench.documents.plain import read_text
from workbench.reports import Report, recognise


def report_of(data: bytes) -> Report:
    """The report in the bytes of a text file. Raises DocumentError."""
    blocks, remarks = read_text(data)
    return recognise(Document("报告.txt", "", blocks, remarks))


def text_at(data: bytes, place: Location) -> str:
    """What stands at a place of a file, by lines and columns as an editor counts them."""
    assert isinstance(place, TextPlace)
    lines = re.split(r"\r\n|[\r\n\v\x85\u2028\u2029]", decode(data).text)
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]
    first, last = lines[place.line - 1][place.column - 1 :], lines[place.end_line - 1][: place.end_column - 1]
    return "\n".join((first, *lines[place.line : place.end_line - 1], last))
