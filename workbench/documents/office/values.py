"""What OpenDocument files say of a cell beside what it shows, taken out before LibreOffice works the cell out anew."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from workbench.documents.model import FORMULA
from workbench.documents.packed import member, opened

_TAG = rb'(?:[^"<>]|"[^"<]*")*+'
"""No tag holds the beginning of another, where all would be gone through anew from each."""
_CELL = re.compile(rb"<table:table-cell\b" + _TAG + rb">")
_WITH_TEXT = re.compile(_CELL.pattern + rb"(?=\s*<text:(?:p|h|list)\b" + _TAG + rb"(?<!/)>(?!\s*</text:))")
_FORMULA = re.compile(rb'\stable:formula="[^"]*"')
_KINDS = rb"(?:(?:date|time|boolean|string)-value|value-type|value)"
_VALUE = re.compile(rb"\s(?:table:formula|(?:office|calcext|table):" + _KINDS + rb')="[^"]*"')
_HAS_VALUE = re.compile(rb'\soffice:(?:(?:date|time|boolean|string)-)?value="')
_RECKONED = rb"text:(?:table-formula|expression)\b"
_NO_RESULT = re.compile(rb"<" + _RECKONED + _TAG + rb"(?:(?<=/)>|>\s*</" + _RECKONED + rb">)")
_CONTENT = "content.xml"


def without_formulas(data: bytes) -> bytes:
    """A workbook whose cells have the values that it says, and not what their formulas come to here."""
    if b"table:formula" not in data:
        return data
    return _CELL.sub(lambda cell: _FORMULA.sub(b"", cell[0]) if _HAS_VALUE.search(cell[0]) else cell[0], data)


def without_values(data: bytes) -> bytes:
    """A text whose cells show the words in them, and not what a value beside these comes to.

    What is put in the place of formulas without a result is none of the figures beside them.
    """
    return _NO_RESULT.sub(FORMULA.encode(), _WITH_TEXT.sub(lambda cell: _VALUE.sub(b"", cell[0]), data))


def packed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with its content changed. Raises DocumentError where it is broken or a bomb."""
    source, out = opened(data), io.BytesIO()
    content = member(source, _CONTENT)
    changed = change(content)
    if changed == content:
        return data
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for one in source.infolist():
            made.writestr(one, changed if one.filename == _CONTENT else member(source, one.filename))
    return out.getvalue()
