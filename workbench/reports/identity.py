"""Whose report it is and for which year: from the title, or from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from workbench.documents import Document, Grid, Paragraph
from workbench.text import normalise

_YEAR = r"(?P<year>[12]\d{3}|[二一][〇○零O0九][一二三四五六七八九〇○零O]{2})"
_KIND = r"(?:政府信息公开|政务公开|信息公开)"
_REPORT = r"(?:工作)?(?:情况)?的?年?度?(?:工作)?(?:情况)?的?(?:报告|年报|总结)"
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<unit>.*?)(?:关于)?{_YEAR}年?度?(?P<after>.*?)的?{_KIND}{_REPORT}(?:[-_|(](?P<behind>.{{0,30}}))?",
        rf"(?P<unit>.*?)(?:关于)?{_KIND}{_REPORT}[\[(]{_YEAR}年?度?[\])]",
        rf"(?P<unit>.*?)(?:关于)?{_KIND}(?:工作)?{_YEAR}年?度?(?:年度)?(?:工作)?(?:报告|年报|总结)",
        rf"(?P<unit>.*?)(?:关于)?(?P<year>){_KIND}(?:工作)?年度(?:工作)?报告",
    )
)
_BEFORE_TITLE = re.compile(
    r"^\s*(?:.*(?:>|›|»|当前位置[:：]|您的位置[:：])|(?:标\s*题|名\s*称|附\s*件\s*\d*)\s*[:：]|【[^】]{1,8}】)\s*"
)
_NOTICE = re.compile(r"(?P<issuer>.*?)关于(?:印发|发布|公布|公开|报送|呈报)(?P<title>.*?)的(?:通知|公告|公示|函)$")
_MARKUP = re.compile(r"<br\s*/?>|\*\*|^#+\s*", re.IGNORECASE)
_CLOSED = re.compile(r"[。；;！]|[:：]")
_ORGAN = re.compile(
    r"\(?(?P<unit>[一-鿿()、]{2,38}?(?:府|办|局|委|厅|部|镇|乡|街道|处|中心|院|室|会|所|队|站|署|司|馆|校|场|社|团|公司|集团|区|县|市|省|州|盟|旗"
    r"|行|园|台|庭|学|组))\)?"
)
_PUBLISHER = re.compile(r"(?:发布机构|发布单位|发布机关|公开主体|公开单位|发文机关|制发机关|责任单位|责任部门)")
_PUBLISHED = re.compile(r"(?:发布|公开|上网)(?:日期|时间)[:|]?")
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_SOURCE = re.compile(r"(?:信息来源|来源)")
_PREAMBLES = (
    re.compile(rf"(?:公布|公开|发布|报告|形成|编制)(?:了|的)?(?P<unit>[一-鿿]{{3,30}}?){_YEAR}年?度?{_KIND}"),
    re.compile(rf"(?:公布|公开|发布|编制){_YEAR}年度?(?P<unit>[一-鿿]{{3,30}}?){_KIND}"),
    re.compile(rf"现(?:予以?|将|向社会)?(?:公布|公开|发布|编制)?《(?P<unit>[一-鿿]{{3,30}}?){_YEAR}年?度?{_KIND}"),
    re.compile(rf"《{_YEAR}年?度?(?P<unit>[一-鿿]{{3,30}}?){_KIND}{_REPORT}》[^。]{{0,20}}现予"),
    re.compile(rf"现将(?P<unit>){_YEAR}年?度?{_KIND}工作"),
    re.compile(r"(?P<year>)本(?:年度)?报告由(?P<unit>[一-鿿]{3,30}?)(?:编制|制作|按照|根据|负责)"),
)
_OURS = re.compile(
    r"我[国省市州盟县区旗镇乡街办厅局委院部处中公单机]|^本[省市州盟县区旗镇乡街办厅局委院部处中公单机级]|等|汇报"
)
"""What a preamble says that names no organ: 本级政府, 事项等六个方面汇报我镇."""
_PERIOD = re.compile(
    rf"{_YEAR}年(?:度)?1月1日[起]?(?:至|到|-|~)|统计(?:期限|时间|周期|范围)[^。]{{0,12}}?(?P<from>[12]\d{{3}})年"
)
_DIGITS = str.maketrans("一二三四五六七八九〇○零O", "1234567890000")
_AROUND = re.compile(r"[>|]|首页|打印|字号|索引|发布|日期|来源|机构")
_NEXT_FIELD = re.compile(r"[\s|,;]|发布|日期|时间|成文")
_LONGEST = 90
_LOOKED_AT = 40
_LINES = 3


class Identity(NamedTuple):
    """Title as written, unit as named there, and reporting year; each empty or 0 where it was not found."""

    title: str
    unit: str
    year: int


def identify(document: Document) -> Identity:
    """Unit, year and title of a document's report."""
    texts = list(_texts(document))[:_LOOKED_AT]
    found = list(_candidates(texts))
    best = max(found, key=lambda one: bool(one.unit) + bool(one.year), default=Identity("", "", 0))
    told = Identity("", "", 0) if best.unit and best.year else _told(texts)
    unit = best.unit or _named(texts, _PUBLISHER) or told.unit or _named(texts, _SOURCE)
    return Identity(best.title, unit, best.year or told.year)


def published(document: Document) -> date | None:
    """The day of publication that the document states of itself, or a line of metadata before its text."""
    if document.published:
        return document.published
    texts = [normalise(text) for text in list(_texts(document))[:_LOOKED_AT]]
    for at, text in enumerate(texts):
        match = _PUBLISHED.search(text) if len(text) <= _LONGEST else None
        if match:
            rest = text[match.end() :] or "".join(texts[at + 1 : at + 2])
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
    return match["title"] if _ORGAN.match(match["title"]) else match["issuer"] + match["title"]


def _identity(title: str, match: re.Match[str]) -> Identity | None:
    groups = match.groupdict()
    unit, after = _clean(groups["unit"]), _clean(groups.get("after") or "")
    behind = _ORGAN.fullmatch((groups.get("behind") or "").strip("()"))
    named = unit or after or (behind["unit"] if behind else "")
    if re.search(r"[,;:!?\d]", named):
        return None
    return Identity(title, named, _year(groups["year"]))


def _with_unit_below(lines: tuple[str, ...]) -> Identity | None:
    """A title without unit and the organ's name on the line after it."""
    head, organ = _titled(lines[:-1]), _ORGAN.fullmatch(normalise(lines[-1]))
    if head is None or head.unit or organ is None or re.search(_KIND, lines[-1]):
        return None
    return Identity(head.title, organ["unit"].strip("()"), head.year)


def _clean(text: str) -> str:
    name = re.sub(r"关于$", "", text).strip('-_:,、的()[]"')
    return f"{name})" if name.count("(") > name.count(")") and f"{name})" in text else name


def _year(text: str) -> int:
    digits = text.translate(_DIGITS)
    return int(digits) if digits else 0


# -- what stands around the title -----------------------------------------------------------------------


def _told(texts: list[str]) -> Identity:
    """Unit and year as the preamble tells them."""
    unit, year = "", 0
    for text in map(normalise, texts):
        for pattern in _PREAMBLES:
            match = pattern.search(text)
            if match:
                named = _clean(match["unit"])
                unit, year = unit or ("" if _OURS.search(named) else named), year or _year(match["year"])
        period = _PERIOD.search(text)
        if period:
            year = year or _year(period["year"] or period["from"])
    return Identity("", unit, year)


def _named(texts: list[str], label: re.Pattern[str]) -> str:
    """The organ that the metadata name under a label, beside it or in the next cell."""
    for at, text in enumerate(texts):
        line = normalise(text)
        match = label.search(line[:_LONGEST])
        if match:
            rest = line[match.end() :].lstrip(":") or normalise(texts[at + 1] if at + 1 < len(texts) else "")
            name = _NEXT_FIELD.split(rest)[0]
            if _ORGAN.fullmatch(name):
                return name
    return ""
