"""Headings that run on into text, and those that stand within it, because a page has lost its breaks of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.documents import Paragraph
from workbench.forms import Form
from workbench.text import fold

NUMBERED = re.compile(
    r"^\s*(?:第\s*(?P<part>[一二三四五六七八九十])\s*(?:部\s*分|章)[、.,:\s]*"
    r"|(?P<numeral>[一二三四五六七八九十]{1,2}|-(?=\s*[、.,:]))\s*(?:[、.,:]|\s)\s*"
    r"|(?P<arabic>\d)\s*[、.,:]\s*|(?P<roman>[Ⅰ-Ⅹ])\s*[、.,:]?\s*"
    r"|\((?P<paren>[一二三四五六七八九十])\)\s*)"
)
"""The number of a heading, in any style."""
PAGE = re.compile(r"[\s.…·]{0,80}\d{1,3}\s*")
"""What a table of contents has behind a heading."""
LONGEST = 60
"""So long a heading may be."""
_BEFORE = r"(?:(?<=[。；;！：:）)>])\s+|(?<=[。！])(?=\S))"
_AFTER = r"(?:\s*$|\s+(?![一二三四五六]\s*[、.．])\S)"
"""What stands before a heading within a text, and what behind it: in a list of the parts another one would follow."""


def parted(form: Form, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs cut before and behind the headings of the form that stand in one with other text.

    Within a text only a heading counts that is written as the form has it, and that no paragraph begins with.
    """
    spelt = [rf"{one.number}\s*[、.．]\s*{_spelt(one.heading)}" for one in form.sections]
    lost = [words for words in spelt if not any(re.match(rf"\s*{words}", one.text) for one in paragraphs)]
    inside = re.compile(rf"{_BEFORE}(?=(?:{'|'.join(lost)}){_AFTER})") if lost else None
    pieces = (piece for one in paragraphs for piece in (_before(inside, one) if inside else (one,)))
    return [part for piece in pieces for part in _behind(form, piece)]


def _before(inside: re.Pattern[str], paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph cut before the headings within it."""
    starts = [match.end() for match in inside.finditer(paragraph.text)]
    if not starts:
        yield paragraph
        return
    for start, end in pairwise((0, *starts, len(paragraph.text))):
        yield _cut(paragraph, start, end)


def _behind(form: Form, paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph cut behind headings of the form that run on into text or into each other."""
    text, start = paragraph.text, 0
    while (end := _heading_end(form, text[start:])) and start + end < len(text):
        yield _cut(paragraph, start, start + end)
        start += end
        start += len(text[start:]) - len(text[start:].lstrip(" \t\u3000。.：:，,"))
    if start < len(text):
        yield _cut(paragraph, start, len(text)) if start else paragraph


def _heading_end(form: Form, text: str) -> int:
    """Where the heading that a text begins with ends, 0 where it begins with none; the words must be the form's."""
    match = NUMBERED.match(fold(text[: LONGEST * 2]))
    if match is None or match.lastgroup in ("arabic", "paren"):
        return 0
    for section in form.sections:
        pattern = _spelt(section.heading)
        found = re.match(pattern, text[match.end() :])
        if found and match[match.lastgroup or 0] == section.number:
            after = text[match.end() + found.end() :]
            if PAGE.fullmatch(after):
                return 0
            return match.end() + found.end() if re.match(r"\s*(?:[。：:\s]|[一二三四五六]、|$)", after) else 0
    return 0


def _spelt(heading: str) -> str:
    """A pattern for a heading that may lack its marks and hold spaces."""
    return r"\s*".join(f"{re.escape(mark)}?" if not mark.isalnum() else mark for mark in heading)


def _cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    return paragraph.cut(start, start + len(paragraph.text[start:end].rstrip()))
