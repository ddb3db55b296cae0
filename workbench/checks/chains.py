"""Numbered enumerations in running text, and where a number is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.text import fold
from workbench.values import number

_BOUNDARY = r"(?:^|(?<=[\n。;:!?,、)]))[ \t\u3000]*"
_DIGITS = "一二三四五六七八九十"
_NUMERAL = rf"[{_DIGITS}]{{1,3}}"
_ORDINAL = re.compile(rf"{_BOUNDARY}(?P<mark>(?P<number>{_NUMERAL})(?P<kind>是|要|则))", re.MULTILINE)
_WORD = re.compile(rf"{_BOUNDARY}(?P<mark>(?P<kind>[第其])(?P<number>{_NUMERAL}))(?=[,:]|(?<=其.)、)", re.MULTILINE)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_BROKEN_FIRST = re.compile(
    rf"{_BOUNDARY}(?P<mark>(?P<number>一)(?P<kind>)(?![是要则个些定样年次般方条线体直站揽切起旦并律二三四、.,:])[^\n。;]{{2,}})",
    re.MULTILINE,
)
_SUBHEADING = re.compile(
    rf"(?:^|(?<=[。;:]))[ \t\u3000]*(?P<mark>(?P<kind>\()(?P<number>{_NUMERAL}|\d{{1,2}})\))", re.MULTILINE
)
_COUNT = r"\d{1,3}(?![\d项个件条份次名场期篇人部])"
"""What makes a number with a point a decimal: what follows is neither a year nor a whole number of things."""
_ITEM = re.compile(rf"(?:^|(?<=附件:))[ \t]*(?P<mark>(?P<number>\d{{1,2}})(?P<kind>[.、])(?!{_COUNT}))", re.MULTILINE)
_RUNNING = (
    re.compile(
        rf"(?:(?P<begun>{_BOUNDARY})|(?<![\dA-Za-z.第]))(?P<mark>(?P<number>\d{{1,2}})[.、])(?=[^\d\s.、])",
        re.MULTILINE,
    ),
    re.compile(
        rf"(?:(?P<begun>{_BOUNDARY})|(?<![第其零〇百{_DIGITS}]))(?P<mark>(?P<number>{_NUMERAL})、)(?=[^\s{_DIGITS}])",
        re.MULTILINE,
    ),
)
"""1. 2. … and 一、二、… in running text; ``begun`` is there where a sentence or a clause begins with the number."""
_RESTART = re.compile(rf"^[ \t\u3000]*(?:\({_NUMERAL}\)|{_NUMERAL}、)", re.MULTILINE)
_END = re.compile(r"[。;\n]")
_SHOWN = 12


class Mark(NamedTuple):
    """One number of an enumeration: which, in what style, where, and whether it begins a new run.

    ``inside`` says that it stands within the item before it, so that a run that begins with it is part of that item.
    """

    number: int
    style: str
    text: str
    start: int
    end: int
    restart: bool = False
    inside: bool = False


class Break(NamedTuple):
    """A place where the number due is not the one found."""

    expected: str
    found: str
    start: int
    end: int


def ordinals(text: str) -> list[Mark]:
    """The marks 一是, 第二，其三，④ … of a text; a new sub heading begins a new run."""
    folded = fold(text)
    restarts = [match.start() for match in _RESTART.finditer(folded)]
    marks = [_mark(text, match, match["kind"]) for match in _ORDINAL.finditer(folded)]
    marks += _begun(_mark(text, match, match["kind"]) for match in _WORD.finditer(folded))
    marks += _begun(
        Mark(_CIRCLED.index(sign) + 1, "①", sign, at, at + 1) for at, sign in enumerate(text) if sign in _CIRCLED
    )
    marks += [_lost(text, match) for match in _lost_firsts(folded, marks)]
    pairs = _with_previous(sorted(marks, key=_start))
    return [_with_restart(_within(mark, before, folded), before, restarts) for mark, before in pairs]


def subheadings(text: str) -> list[Mark]:
    """The marks （一）, （二） … and （1）, （2） … at the beginning of sentences."""
    found = []
    for match in _SUBHEADING.finditer(fold(text)):
        style = "1" if match["number"].isdigit() else "一"
        found.append(_mark(text, match, style))
    return found


def items(text: str) -> list[Mark]:
    """The marks 1. 2. … at the beginning of lines."""
    return [_mark(text, match, ".") for match in _ITEM.finditer(fold(text))]


def running(text: str) -> list[Mark]:
    """The marks 1. 2. … and 一、二、… of lists in one paragraph: each number is the one after that before it.

    A first one begins a clause; those that follow it in its paragraph may stand anywhere, for marks are left out.
    """
    folded = fold(text)
    return [
        mark
        for style, pattern in zip(".、", _RUNNING, strict=True)
        for mark in _counted_on(text, folded, pattern, style)
    ]


def _counted_on(text: str, folded: str, pattern: re.Pattern[str], style: str) -> Iterator[Mark]:
    last, end = 0, 0
    for match in pattern.finditer(folded):
        mark, begun = _mark(text, match, style), match["begun"] is not None
        follows = last and mark.number == last + 1 and (begun or "\n" not in folded[end : mark.start])
        if follows or (begun and mark.number == 1):
            last, end = mark.number, mark.end
            yield mark


def _begun(marks: Iterable[Mark]) -> list[Mark]:
    """The marks of styles that stand for other things too, such as 第二: without a first one they number nothing."""
    found = list(marks)
    firsts = {mark.style for mark in found if mark.number == 1}
    return [mark for mark in found if mark.style in firsts]


def last_number(marks: Sequence[Mark], at: int) -> int:
    """The number of the last mark of the run that begins with a mark: those of its style up to where it begins anew."""
    first = marks[at]
    last = first.number
    for mark in marks[at + 1 :]:
        if mark.restart or (mark.style == first.style and mark.number <= last):
            break
        last = mark.number if mark.style == first.style else last
    return last


def breaks(marks: Iterable[Mark]) -> Iterator[Break]:
    """Where the marks of one style do not follow one another; a run may begin anew at one.

    After a run within an item that of the items goes on: 一是三个一：一是……，二是……。二是…….
    """
    marks = list(marks)
    previous: dict[str, int] = {}
    outer: dict[str, int] = {}
    for at, mark in enumerate(marks):
        if mark.restart:
            previous.clear()
            outer.clear()
        last = previous.get(mark.style, 0)
        if mark.number == 1:
            outer[mark.style] = last if mark.inside else 0
        elif last > 1 and mark.number == outer.get(mark.style, 0) + 1 != last + 1 and outer.get(mark.style):
            last = outer.pop(mark.style)
        if mark.style == "lost":
            yield Break("一是", mark.text, mark.start, mark.end)
            previous["是"] = 1
            continue
        if mark.number not in (1, last + 1):
            yield _break(mark, last, marks[at - 1] if at else None)
        # A number given twice was meant to be the next one, so that what follows it is not a second break.
        previous[mark.style] = mark.number if mark.number == 1 else max(mark.number, last + 1)


def _break(mark: Mark, last: int, before: Mark | None) -> Break:
    """The break at a mark; where a mark of another style took the number due, that one is the odd one out."""
    due = _written(mark, last + 1)
    if before and before.style != mark.style and before.number == last + 1 and before.style in ("1", "一"):
        return Break(due, before.text, before.start, before.end)
    return Break(due, mark.text, mark.start, mark.end)


def _written(mark: Mark, due: int) -> str:
    """The mark that was due, in the style of the one found."""
    numerals = "一二三四五六七八九十"
    if mark.style == ".":
        return f"{due}."
    if mark.style == "①":
        return _CIRCLED[due - 1 : due] or str(due)
    digits = str(due) if mark.style == "1" else numerals[due - 1] if due <= len(numerals) else str(due)
    if mark.style in ("1", "一"):
        return f"（{digits}）"
    return f"{mark.style}{digits}" if mark.style in ("第", "其") else f"{digits}{mark.style}"


def _mark(text: str, match: re.Match[str], style: str) -> Mark:
    start, end = match.span("mark")
    return Mark(int(number(match["number"])), style, text[start:end], start, end)


def _lost(text: str, match: re.Match[str]) -> Mark:
    start, end = match.start("mark"), min(match.end("mark"), match.start("mark") + _SHOWN)
    return Mark(1, "lost", text[start:end], start, end)


def _lost_firsts(text: str, marks: list[Mark]) -> Iterator[re.Match[str]]:
    """A clause that begins with a bare 一 where the next mark is a 二是 without its 一是."""
    for at, mark in enumerate(marks):
        headless = mark.number == 2 and (at == 0 or marks[at - 1].number != 1)  # noqa: PLR2004
        if headless:
            start = marks[at - 1].end if at else 0
            found = list(_BROKEN_FIRST.finditer(text, text.rfind("\n", start, mark.start) + 1, mark.start))
            yield from found[-1:]


def _with_previous(marks: list[Mark]) -> list[tuple[Mark, Mark | None]]:
    return list(zip(marks, [None, *marks], strict=False))


def _within(mark: Mark, before: Mark | None, text: str) -> Mark:
    """The mark, with whether nothing has ended the item before it."""
    return mark._replace(inside=before is not None and not _END.search(text, before.end, mark.start))


def _with_restart(mark: Mark, before: Mark | None, restarts: list[int]) -> Mark:
    start = before.start if before else -1
    return mark._replace(restart=any(start < at <= mark.start for at in restarts))


def _start(mark: Mark) -> int:
    return mark.start
