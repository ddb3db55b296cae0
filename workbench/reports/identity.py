"""Whose report it is and for which year: from the title, or from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from workbench.documents import Document, Grid, Paragraph
from workbench.reports.preamble import KIND, ORGAN, YEAR, Told, told, whole_name, year_of
from workbench.text import normalise

_REPORT = r"(?:工作)?(?:情况)?的?年?度?(?:工作)?(?:情况)?的?(?:报告|年报|总结)"
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<unit>.*?)(?:关于)?{YEAR}年?度?(?P<after>(?:(?!\d{{4}}年).)*?)的?{KIND}{_REPORT}(?:[-_|(](?P<behind>.{{0,30}}))?",
        rf"(?P<unit>.*?)(?:关于)?{KIND}{_REPORT}[\[(]{YEAR}年?度?[\])]",
        rf"(?P<unit>.*?)(?:关于)?{KIND}(?:工作)?{YEAR}年?度?(?:年度)?(?:工作)?(?:报告|年报|总结)",
        rf"(?P<unit>.*?)(?:关于)?(?P<year>){KIND}(?:工作)?年度(?:工作)?报告",
    )
)
_BEFORE_TITLE = re.compile(
    r"^\s*(?:.*(?:>|›|»|当前位置[:：]|您的位置[:：])|(?:标\s*题|名\s*称|附\s*件\s*\d*)\s*[:：]|【[^】]{1,8}】)\s*"
)
_NOTICE = re.compile(r"(?P<issuer>.*?)关于(?:印发|发布|公布|公开|报送|呈报)(?P<title>.*?)的(?:通知|公告|公示|函)$")
_MARKUP = re.compile(r"<br\s*/?>|\*\*|^#+\s*|\.(?:docx?|wps|pdf|xlsx?)\s*$|[\s|]+$", re.IGNORECASE)
_CLOSED = re.compile(r"[。；;！]|[:：]")
_PUBLISHER = re.compile(r"(?:发布机构|发布单位|发布机关|公开主体|公开单位|发文机关|制发机关|责任单位|责任部门)")
_PUBLISHED = re.compile(r"(?:发布|公开|上网)(?:日期|时间)[:|]?")
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SOURCE = re.compile(r"(?:信息来源|来源)")
_AROUND = re.compile(r"[>|]|首页|打印|字号|索引|发布|日期|来源|机构")
_NEXT_FIELD = re.compile(r"[\s|,;\[]|发布|日期|时间|成文|字[号体]|作者|[浏阅][览读]|点击|访问|打印|分享")
_END = re.compile(r"(?:报告|年报|总结)[》)）\]]?$")
_PLACE = re.compile(r"(?P<place>[一-鿿]{2,30}(?:省|市|州|盟|县|区|旗|镇|乡|街道))(?P<rest>[一-鿿()]{0,38})")
_UNPLACED = re.compile(r"[省市州盟县区旗镇乡]")
_VAGUE = re.compile(r"(?:[省市州盟县区旗]?(?:人民)?政府|党政|党委|综合)?办(?:公[室厅])?")
"""An office that publishes what others have written: its name does not say of which place it is."""
_PARTS_OF_NAME = re.compile(r"[-_|—–>»·]+")
_LONGEST = 90
_LOOKED_AT, _ABOVE, _MOST = 40, 12, 400
"""Lines that are looked at; of these above the first section where it is further down, and how far it is looked for."""
_FIRST = re.compile(r"(?:一|第一部分)[、.,:\s]?(?:总体|概述|基本|工作)")
_LINES = 3


class Identity(NamedTuple):
    """Title as written, unit as named there, and reporting year; each empty or 0 where it was not found."""

    title: str
    unit: str
    year: int


def identify(document: Document) -> Identity:
    """Unit, year and title of a document's report; what its text lacks of the first two by the name of the page."""
    first, *others = map(_told_by, _openings(document))
    found = max((first, *others), key=lambda one: bool(one.unit) + bool(one.year))
    named = Identity("", "", 0) if found.unit and found.year else _of_page(document.title)
    return found._replace(unit=found.unit or named.unit, year=found.year or named.year)


def _of_page(name: str) -> Identity:
    """What the name of a page tells, in which the site and its columns stand behind the title, or before it."""
    found = [_titled((part,)) for part in (*_PARTS_OF_NAME.split(name), name)]
    return max(filter(None, found), key=lambda one: bool(one.unit) + bool(one.year), default=Identity("", "", 0))


def _openings(document: Document) -> list[list[str]]:
    """The first lines of a document; and where the menus of a site take these up, those around its first section."""
    texts = list(islice(_texts(document), _MOST))
    at = next((at for at, text in enumerate(texts) if _FIRST.match(normalise(text))), 0)
    return [texts[:_LOOKED_AT], *([texts[at - _ABOVE : at + _LOOKED_AT]] if at >= _LOOKED_AT else [])]


def _told_by(texts: list[str]) -> Identity:
    """What some lines tell."""
    found = list(_candidates(texts))
    best = max(found, key=lambda one: (bool(one.unit) + bool(one.year), _is_plain(one)), default=Identity("", "", 0))
    best = _in_full(best, texts)
    said = Told("", 0, "") if best.unit and best.year else told(texts)
    publisher = _named(texts, _PUBLISHER)
    named = publisher if _is_elsewhere(publisher, said.unit) else said.unit or publisher or _named(texts, _SOURCE)
    full = said.likely if said.likely.endswith(named) else named
    return Identity(best.title, best.unit or full, best.year or said.year)


def _in_full(short: Identity, texts: list[str]) -> Identity:
    """The same title where a line has it with the place that this one leaves out: 市科技局 is 青石市科技局."""
    if not _UNPLACED.match(short.unit):
        return short
    others = (one for one in map(_titled, zip(texts, strict=True)) if one and one.year == short.year)
    return next((one for one in others if one.unit != short.unit and one.unit.endswith(short.unit)), short)


def _is_plain(one: Identity) -> bool:
    """Whether a title ends as one, with no name of a site behind it."""
    return _END.search(one.title) is not None


def _is_elsewhere(publisher: str, unit: str) -> bool:
    """Whether a publisher is an organ of just the kind of another one in another place, whose name was left in."""
    here, there = _PLACE.fullmatch(publisher), _PLACE.fullmatch(unit)
    if not here or not there or here["rest"] != there["rest"]:
        return False
    return not here["place"].endswith(there["place"]) and not there["place"].endswith(here["place"])


def published(document: Document) -> date | None:
    """The day of publication that the document states of itself, or a line of metadata before its text."""
    if document.published:
        return document.published
    return next(filter(None, map(_day_told, _openings(document))), None)


def _day_told(texts: list[str]) -> date | None:
    """The day that a line tells, behind its name or on the line below it."""
    lines = [normalise(text) for text in texts]
    for at, text in enumerate(lines):
        match = _PUBLISHED.search(text) if len(text) <= _LONGEST else None
        if match:
            rest = text[match.end() :] or "".join(lines[at + 1 : at + 2])
            if (found := _DAY.match(rest)) and (day := _date(found)):
                return day
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def titles(document: Document) -> list[Identity]:
    """Every line that by itself is the title of a report, unit and year included."""
    found = (_titled((text,)) for text in _texts(document))
    return [one for one in found if one and one.year and one.unit]


def _texts(document: Document) -> Iterator[str]:
    """The paragraphs and cells of a document in their order."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Grid):
            yield from (cell.text for row in block.rows for cell in row if cell.text)


# -- titles -------------------------------------------------------------------------------------------


def _candidates(texts: list[str]) -> Iterator[Identity]:
    """The titles that one line, or up to three together, can be; the plainest first."""
    for count in range(1, _LINES + 1):
        for at in range(len(texts) - count + 1):
            lines = tuple(texts[at : at + count])
            if (count == 1 or all(_may_be_part(line) for line in lines)) and (found := _titled(lines)):
                yield found


def _may_be_part(line: str) -> bool:
    """Whether a line can be part of a title set over several: no sentence, no metadata, no link."""
    return len(line) < _LONGEST / 2 and not _CLOSED.search(line) and not _AROUND.search(line)


def _titled(lines: tuple[str, ...]) -> Identity | None:
    """The identity that lines state as a title; the unit may also stand below it."""
    if not any("报" in line or "总结" in line for line in lines):  # every title has one of them, and few lines do
        return None
    shown = tuple(_BEFORE_TITLE.sub("", _MARKUP.sub("", line)).strip() for line in lines)
    text = normalise("".join(shown)).strip("《》\"'*")
    text = _unwrapped(text.replace("《", "").replace("》", "")).removeprefix("关于")
    if len(text) > _LONGEST or "。" in text:
        return None
    if len(lines) > 1 and (found := _with_unit_below(shown)):
        return found
    matches = (pattern.fullmatch(text) for pattern in _TITLES)
    return next((_identity("".join(shown), match) for match in matches if match), None)


def _unwrapped(text: str) -> str:
    """The title out of that of the notice which it was issued with; its issuer stands in for a unit left out."""
    match = _NOTICE.fullmatch(text)
    if match is None:
        return text
    return match["title"] if ORGAN.match(match["title"]) else match["issuer"] + match["title"]


def _identity(title: str, match: re.Match[str]) -> Identity | None:
    groups = match.groupdict()
    unit, after = _clean(groups["unit"]), _clean(groups.get("after") or "")
    behind = ORGAN.fullmatch((groups.get("behind") or "").strip("()"))
    named = unit or after or (behind["unit"] if behind else "")
    if re.search(r"[,;:!?\d]", named):
        return None
    return Identity(title, named, year_of(groups["year"]))


def _with_unit_below(lines: tuple[str, ...]) -> Identity | None:
    """A title without unit and the organ's name on the line after it."""
    head, organ = _titled(lines[:-1]), ORGAN.fullmatch(normalise(lines[-1]))
    if head is None or head.unit or organ is None or re.search(KIND, lines[-1]):
        return None
    return Identity(head.title, organ["unit"].strip("()"), head.year)


def _clean(text: str) -> str:
    name = whole_name(re.sub(r"关于$", "", text)).strip('-_:,、的()[]"')
    return f"{name})" if name.count("(") > name.count(")") and f"{name})" in text else name


# -- what stands around the title -----------------------------------------------------------------------


def _named(texts: list[str], label: re.Pattern[str]) -> str:
    """The organ that the metadata name under a label, beside it or in the next cell."""
    for at, text in enumerate(texts):
        line = normalise(text)
        match = label.search(line[:_LONGEST])
        if match:
            rest = line[match.end() :].lstrip(":") or normalise(texts[at + 1] if at + 1 < len(texts) else "")
            name = _NEXT_FIELD.split(rest)[0]
            if ORGAN.fullmatch(name) and not _VAGUE.fullmatch(name):
                return name
    return ""
