"""JSON, in which sites hand out articles and programs keep tables: made the page that it stands for.

The mark-up of an article is a string among others, escaped; tables without mark-up are lists of rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

from workbench.documents.encoding import decode

_BEGINNING = re.compile(r"\ufeff?\s*(?:[A-Za-z_$][\w.$]{0,60}\s*\(\s*)?(?=[{\[])")
"""The name of a function, to which some sites hand their JSON, may stand before it."""
_LIKELY = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\w.$]{1,60}\s*\(\s*)?[{\[]")
_HEAD = 200
_END = re.compile(r"\s*\)?\s*;?\s*")
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_BLOCK = re.compile(r"</(?:p|div|section|h\d)>", re.IGNORECASE)
_FEW = 3
"""Paragraphs fewer than this may be a note beside a table that is no mark-up."""
_TITLE = re.compile(r"(?!.*<)(?=.*20\d\d).*(?:报告|年报).{0,20}")
_LONGEST_TITLE = 80
_TEXTS = ("text", "content", "value")

Value = dict[str, "Value"] | list["Value"] | str | float | bool | None


def is_json(data: bytes) -> bool:
    """Whether bytes are JSON that holds others."""
    return _value(data) is not None


def page_of(data: bytes) -> bytes:
    """The page that JSON stands for; other bytes as they are."""
    value = _value(data)
    if value is None:
        return data
    strings = list(_strings(value))
    marked = max(strings, key=lambda text: len(_CELL.findall(text)), default="")
    if not _CELL.search(marked):
        marked = max(strings, key=lambda text: len(_BLOCK.findall(text)), default="")
    if not _CELL.search(marked) and len(_BLOCK.findall(marked)) < _FEW:
        return f"<meta charset=utf-8><body>{''.join(_drawn(value))}".encode()
    titles = (text for text in strings if len(text) < _LONGEST_TITLE and _TITLE.fullmatch(text.strip()))
    return f"<meta charset=utf-8><body><h1>{escape(next(titles, ''))}</h1>{marked}".encode()


def _value(data: bytes) -> Value:
    """What JSON holds; None for other bytes."""
    if not _LIKELY.match(data[:_HEAD]):
        return None
    text = decode(data).text
    begun = _BEGINNING.match(text)
    if begun is None:
        return None
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, begun.end())
    except (ValueError, RecursionError):
        return None
    return value if _END.fullmatch(text, end) and isinstance(value, (dict, list)) else None


def _strings(value: Value) -> Iterator[str]:
    """All strings within."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


# -- tables without mark-up -------------------------------------------------------------------------------


def _drawn(value: Value) -> Iterator[str]:
    """The page, piece by piece: strings as paragraphs, rows as those of a table."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _drawn(one)
    elif isinstance(value, list) and value and all(isinstance(one, list) for one in value):
        yield _table([[_text(cell) for cell in row] for row in value if isinstance(row, list)])
    elif isinstance(value, list) and len(value) > 1 and all(map(_is_record, value)):
        records = [one for one in value if isinstance(one, dict)]
        yield _table([list(records[0]), *([_text(cell) for cell in one.values()] for one in records)])
    elif isinstance(value, list):
        for one in value:
            yield from _drawn(one)
    else:
        yield "".join(f"<p>{escape(line)}</p>" for line in _text(value).splitlines())


def _is_record(value: Value) -> bool:
    """Whether a value is a row whose columns have names."""
    if not isinstance(value, dict) or len(value) == 1:
        return False
    return not any(isinstance(one, (dict, list)) for one in value.values())


def _text(value: Value) -> str:
    """What a cell says."""
    if isinstance(value, dict):
        return next((_text(value[name]) for name in _TEXTS if name in value), "")
    return "" if value is None or isinstance(value, (bool, list)) else str(value)


def _table(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
