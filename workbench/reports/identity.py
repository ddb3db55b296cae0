"""Whose report it is and for which year: from the title, or from what stands around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from workbench.documents import Document, Grid, Paragraph
from workbench.text import fold

_YEAR = r"(?P<year>[12]\s*\d\s*\d\s*\d|[二一][〇○零Ｏ0九][一二三四五六七八九〇○零]{2})"
_KIND = r"(?:政\s*府\s*信\s*息\s*公\s*开|政\s*务\s*公\s*开|信\s*息\s*公\s*开)"
_REPORT = r"(?:工\s*作)?\s*(?:情\s*况)?\s*(?:的)?\s*年?\s*度?\s*(?:工\s*作)?\s*(?:的)?\s*(?:报\s*告|年\s*报|总\s*结)"
_TITLE = re.compile(rf"^(?P<unit>.*?){_YEAR}\s*年\s*度?\s*(?P<unit2>.*?){_KIND}\s*{_REPORT}")
_TITLE_LAST = re.compile(rf"^(?P<unit>.*?){_KIND}\s*{_REPORT}\s*[\[(]\s*{_YEAR}\s*年\s*度?\s*[\])]")
_TITLE_YEARLESS = re.compile(rf"^(?P<unit>.*?)(?P<year>)(?P<unit2>){_KIND}\s*工?\s*作?\s*年\s*度\s*(?:工\s*作\s*)?报\s*告\s*$")
_CRUMBS = re.compile(r"^.*(?:>>?|›|»|当前位置[:：])")
_PUBLISHER = re.compile(r"(?:发布机构|信息来源|来\s*源|发布单位|公开主体)\s*[:：]\s*(?P<unit>[^\s|:：,，;；]{4,40})")
_NOISE = re.compile(r"^(?:关于|附件\d*[:：]?|索引号.*|标\s*题[:：]?|名\s*称[:：]?)|[\s《》“”\"]")
_DIGITS = str.maketrans("一二三四五六七八九〇○零Ｏ", "1234567890000")
_LONGEST = 90
_LOOKED_AT = 25


class Identity(NamedTuple):
    """Title as written, unit as named there, and reporting year; each empty or 0 where it was not found."""

    title: str
    unit: str
    year: int


def identify(document: Document) -> Identity:
    """Unit, year and title of a document's report."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)][:_LOOKED_AT]
    cells = [c.text for b in document.blocks[:_LOOKED_AT] if isinstance(b, Grid) for r in b.rows[:12] for c in r]
    found = [identity for identity in (_titled(text, before) for text, before in _with_line_before(texts)) if identity]
    best = max(found, key=lambda one: (bool(one.unit), bool(one.year)), default=Identity("", "", 0))
    unit = best.unit or _publisher([*texts, *cells])
    return Identity(best.title, unit, best.year)


def titles(document: Document) -> list[Identity]:
    """Every line that by itself is the title of a report, unit and year included."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    found = (_titled(text, before) for text, before in _with_line_before(texts))
    return [one for one in found if one and one.year and one.unit]


def _with_line_before(texts: list[str]) -> list[tuple[str, str]]:
    return list(zip(texts, ["", *texts], strict=False))


def _titled(text: str, before: str) -> Identity | None:
    """The identity that a line states as a title; the unit may stand on the line before it."""
    line = _CRUMBS.sub("", fold(text)).strip()
    if len(line) > _LONGEST or "。" in line or (len(line) > 50 and "," in line):
        return None
    for pattern in (_TITLE, _TITLE_LAST, _TITLE_YEARLESS):
        match = pattern.match(line)
        if match and len(line) - match.end() <= 8:
            groups = match.groupdict()
            unit = _clean(groups["unit"]) or _clean(groups.get("unit2") or "")
            own = _clean(fold(before)) if not unit and _is_unit(before) else ""
            title = f"{before.strip()}{text.strip()}" if own else text.strip()
            return Identity(title, unit or own, _year(match["year"]))
    return None


def _is_unit(line: str) -> bool:
    """Whether a line by itself can be an organ's name."""
    text = _clean(fold(line))
    return 3 < len(text) < 40 and not re.search(r"[,。;:、!?\d]|报告|首页|公开$", text)


def _clean(text: str) -> str:
    return _NOISE.sub("", text.strip()).strip("-_:,、")


def _year(text: str) -> int:
    digits = re.sub(r"\s", "", text).translate(_DIGITS)
    return int(digits) if digits else 0


def _publisher(texts: list[str]) -> str:
    matches = (_PUBLISHER.search(fold(text)) for text in texts)
    return next((match["unit"] for match in matches if match), "")
