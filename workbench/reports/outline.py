"""The sections of a report: its headings told from its paragraphs, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.documents import Grid, Paragraph
from workbench.forms import Form
from workbench.reports.alignment import label_likeness
from workbench.reports.model import Heading, Section
from workbench.text import normalise

_NUMBERED = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,2}|-)[、.,:]?(?P<text>.*)$")
_PLAIN_NUMBER = re.compile(r"^(?:第(?P<part>[一二三四五六七八九十])部分|(?P<arabic>\d)[、.])[、.:]?(?P<text>.*)$")
_NUMERALS = "一二三四五六七八九十"
_LIKE = 0.72
_LONGEST = 45


def outline(form: Form, blocks: tuple[Paragraph | Grid, ...]) -> tuple[tuple[Heading, ...], tuple[Section, ...]]:
    """The headings in their order, and the sections in that of the form, text before the first heading first."""
    headings: list[Heading] = []
    texts: dict[int, list[Paragraph]] = {0: []}
    owners: dict[int, list[Heading]] = {0: []}
    index = 0
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        heading = as_heading(form, block, expected=len(headings))
        if heading is None:
            texts[index].append(block)
            continue
        headings.append(heading)
        index = _index(heading, owners)
        owners.setdefault(index, []).append(heading)
        texts.setdefault(index, [])
    sections = tuple(Section(key, tuple(owners[key]), tuple(texts[key])) for key in sorted(texts))
    return tuple(headings), sections


def _index(heading: Heading, taken: dict[int, list[Heading]]) -> int:
    if heading.form_number:
        return _NUMERALS.index(heading.form_number) + 1
    return max(6, *taken) + 1


def as_heading(form: Form, paragraph: Paragraph, expected: int) -> Heading | None:
    """The paragraph as a section heading, None where it is none.

    A heading is known by its words; one whose words differ is taken for a section's where its number
    and its place in the order (``expected`` headings stand before it) both say so.
    """
    text = normalise(paragraph.text).rstrip("。:;")
    number, words = _numbered(text)
    if not words or len(words) > _LONGEST:
        return None
    likeness, section = max(((_likeness(words, names), at) for at, names in enumerate(_names(form))), default=(0, 0))
    known = form.sections[section].number
    if likeness >= _LIKE and (number or paragraph.level or likeness > _SURE_WITHOUT_NUMBER):
        return Heading(number, paragraph.text, known, paragraph.location)
    if number and len(words) <= _SHORT and "。" not in words and _places_itself(form, number, words, expected):
        return Heading(number, paragraph.text, number, paragraph.location)
    return None


_SURE_WITHOUT_NUMBER = 0.9
_SHORT = 28


def _places_itself(form: Form, number: str, words: str, expected: int) -> bool:
    """Whether a heading of other words stands just where the form has the section of its number."""
    due = form.sections[expected].number if expected < len(form.sections) else None
    return number == due and ("公开" in words or "情况" in words or "问题" in words or "事项" in words)


def _numbered(text: str) -> tuple[str, str]:
    """The section number of a line in Chinese, empty where there is none, and the words after it."""
    match = _NUMBERED.match(text)
    if match and (match["text"] != text):
        marked = text[len(match["number"]) : len(match["number"]) + 1] in tuple("、.,:")
        if marked:
            return ("一" if match["number"] == "-" else match["number"]), match["text"]
    match = _PLAIN_NUMBER.match(text)
    if match:
        return match["part"] or _NUMERALS[int(match["arabic"]) - 1], match["text"]
    return "", text


def _names(form: Form) -> Iterator[tuple[str, ...]]:
    for section in form.sections:
        yield (section.heading, *section.aliases)


def _likeness(words: str, names: tuple[str, ...]) -> float:
    """How alike a heading is to the names of a section; a unit or a year before the name is passed over."""
    return max(
        1.0 if words == normalise(name) else 0.9 if words.endswith(normalise(name)) and len(name) > 3
        else label_likeness(words, name)
        for name in names
    )
