"""The page in a file into which a browser or an office program packed it with all that belongs to it.

MHTML, and the archives of web pages that browsers of Apple write.
"""

from __future__ import annotations

import email
import email.policy
import plistlib
import re
from collections.abc import Sequence

from workbench.errors import DocumentError

_MESSAGE = re.compile(rb"^(?:content-type:\s*multipart/|mime-version:|from: <saved by)", re.MULTILINE)
_MESSAGE_MARKS = (b"multipart/", b"mime-version:", b"<saved by")
"""One of these stands in every message, and in few pages."""
_TABLE_CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_SHEET = re.compile(r"(?:^|[/\\])sheet\d{1,4}\.html?$", re.IGNORECASE)
"""How Excel calls the page of each sheet of a workbook."""
_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
LISTED = b"bplist00"
"""How such an archive begins."""
_END = re.compile(rb"</body\s*>", re.IGNORECASE)

Page = tuple[str, bytes]
"""Where a page says that it is from, and the page."""


def unpacked(data: bytes) -> bytes:
    """The page itself out of a packed one; other bytes as they are. Raises DocumentError where there is none in it."""
    if data.startswith(LISTED):
        return _main(data)
    head = data[:4096].lower()
    if not (any(mark in head for mark in _MESSAGE_MARKS) and _MESSAGE.search(head)):
        return data
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    found: list[Page] = [
        (str(part.get("Content-Location") or ""), page)
        for part in parts
        if isinstance(page := part.get_payload(decode=True), bytes)
    ]
    if not found:
        raise DocumentError("MHTML 文件中没有网页正文，请用浏览器打开后另存为 HTML 再试。")
    sheets = [page for place, page in found if _SHEET.search(place)]
    if len(sheets) > 1:
        return _in_one(sheets)
    return max((page for _, page in found), key=lambda page: len(_TABLE_CELL.findall(page)))  # the first of equals


def _main(data: bytes) -> bytes:
    """The page of an archive of Apple's browsers."""
    try:
        page = plistlib.loads(data, fmt=plistlib.FMT_BINARY)["WebMainResource"]["WebResourceData"]
    except (plistlib.InvalidFileException, ValueError, LookupError, TypeError, RecursionError) as error:
        raise DocumentError("网页归档已损坏或不完整，请用浏览器打开后另存为 HTML 再试。") from error
    if not isinstance(page, bytes):
        raise DocumentError("网页归档中没有网页正文，请用浏览器打开后另存为 HTML 再试。")
    return page


def _in_one(sheets: Sequence[bytes]) -> bytes:
    """The sheets of a workbook as one page, in their order."""
    first, *others = sheets
    end = _END.search(first)
    head, rest = (first[: end.start()], first[end.start() :]) if end else (first, b"")
    return b"\n".join([head, *map(_body, others), rest])


def _body(page: bytes) -> bytes:
    start, end = _BODY.search(page), _END.search(page)
    return page[start.end() if start else 0 : end.start() if end else len(page)]
