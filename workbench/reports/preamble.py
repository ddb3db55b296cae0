"""Whose report it is and for which year where no title says so: as its preamble and its first sentences tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.text import normalise

YEAR = r"(?P<year>[12]\d{3}|[二一][〇○零O0九][一二三四五六七八九〇○零O]{2})"
KIND = r"(?:政府信息公开|政务公开|信息公开)"
_ENDS = (
    r"(?:府|办|局|委|厅|部|镇|乡|街道|处|中心|院|室|会|所|队|站|署|司|馆|校|场|社|团|公司|集团|区|县|市|省|州|盟|旗"
    r"|行|园|台|庭|学|组|关|苏木)"
)
ORGAN = re.compile(rf"\(?(?P<unit>[一-鿿()、]{{2,38}}?{_ENDS})\)?")
_NAME = r"(?P<unit>[一-鿿()]{2,38}?)"
_SHORT = r"(?:\([^)]{0,30}\))?"
"""What a name is called by below: （以下简称“…”）."""
_GIVEN = (
    r"(?:(?:现|特|兹|决定)(?:正式|予以?|将|就|对|面?向社会){0,3}(?:公布|公开|发布|编制|形成|报告)?"
    r"|面?向社会(?:公布|公开|发布)|(?:^|[,。])(?:公布|公开|发布|编制)"
    r"|(?:编制|编写|撰写|形成)(?:完成)?(?:了|并(?:面?向社会)?(?:公布|公开|发布)))《?"
)
_THIS = r"(?:编制|形成|撰写)了?[本此](?:单位|机关|部门)?[^。,]{0,20}报告"
_NO_REPORT = r"(?!(?:工作)?(?:要点|方案|任务|重点|考核|培训|领导|平台|专栏|栏目|目录|指南|条例|规定))"
"""What stands behind 政务公开 in the names of other papers, which reports cite."""
_PREAMBLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_GIVEN}{_NAME}{YEAR}年?度?的?{KIND}{_NO_REPORT}",
        rf"{_GIVEN}{YEAR}年?度?{_NAME}的?{KIND}{_NO_REPORT}",
        rf"(?:^|。){_NAME}{YEAR}年?度?{KIND}[^。,]{{0,8}}报告{_SHORT}(?:是|系|由|根据|依据|按照)",
        rf"《{YEAR}年?度?{_NAME}{KIND}[^》。]{{0,12}}报告》[^。]{{0,20}}现予",
        rf"{_GIVEN}(?P<unit>)(?:[我本][一-鿿]{{1,2}})?{YEAR}年?度?的?(?:本级)?{KIND}{_NO_REPORT}",
        rf"[将对就]{YEAR}年?度?{_NAME}{KIND}[^。]{{0,16}}如下",
        rf"(?:结合|汇总|综合|梳理)(?:{YEAR}年?度?)?{_NAME}{_SHORT}的?{KIND}[^。]{{0,24}}(?:编制|撰写|编写|形成)",
        rf"(?:结合|汇总|综合|梳理){_NAME}{_SHORT}{YEAR}年?度?的?{KIND}[^。]{{0,24}}(?:编制|撰写|编写|形成)",
        rf"(?P<year>)报告[^。]{{0,150}}?由{_NAME}{_SHORT}(?:编制|编写|撰写|制作|负责|按照|根据|依据|结合|综合|汇总)",
        rf"(?:^|[,。])(?P<year>){_NAME}{_SHORT}(?:现|根据|按照|依据|结合|在总结)[^。]{{0,80}}?{_THIS}",
        rf"(?P<year>)做好{_NAME}的?{KIND}工作,我[局委办镇乡街厅]",
        rf"(?:^|[,。]){_NAME}{_SHORT}现(?:面?向社会)?(?:公布|公开|发布)《?{YEAR}年?度?{KIND}",
    )
)
_OURS = re.compile(
    r"我[国省市州盟县区旗镇乡街办厅局委院部处中公单机室校所关苏]|^本[省市州盟县区旗镇乡街办厅局委院部处中公单机级]"
    r"|等|汇报|各|有关|相关|关于|印发|领导小组|公开办|^全[省市州盟县区旗镇乡]|^[根依按]"
)
"""What a preamble says that names no organ of its own: 本级政府, 事项等六个方面汇报我镇, 领导小组关于印发."""
_SELF = re.compile(r"[我本][一-鿿]{1,2}$")
_PERIOD = re.compile(
    rf"{YEAR}年(?:度)?1月1日[起]?(?:至|到|-|~)|统计(?:期限|时间|周期|范围)[^。]{{0,12}}?(?P<from>[12]\d{{3}})年"
)
_START = r"(?:^|(?<=[。;:]))(?:\([^()]{1,3}\)[^。,:;]{0,24}[。:])?"
_BEGUN = re.compile(
    rf"{_START}{YEAR}年(?:度|以来|全年)?,?(?!\d|[底初末起]|[上下]半年|[^。]{{0,40}}(?:[预决]算|评为|荣获|获评|通报))(?=[一-鿿])"
)
_ACTING = re.compile(
    rf"{_START}(?:(?:{YEAR}|今)年(?:度|以来|全年)?|一年来),?(?:在[^。]{{2,40}}?下,)?{_NAME}{_SHORT}(?=坚持|以(?:习近平|履职|党)|认真|全面|深入|严格|高度重视|紧紧围绕|始终|积极|按照|根据|不断|持续|切实)"
)
_PLACED = re.compile(r"[一-鿿]{2,}?(?:省|市|州|盟|县|区|旗|镇|乡|街道|苏木)")
_SELVES = re.compile(r"(?<![自忘非大小你])[我本](?P<kind>局|委|办|厅|镇|乡|街道|院|苏木|关)")
_FULL = {
    "委": r"委(?:员会)?",
    "办": r"办(?:公[室厅])?",
    "镇": r"镇(?:人民)?(?:政府)?",
    "乡": r"乡(?:人民)?(?:政府)?",
    "苏木": r"苏木(?:人民)?(?:政府)?",
    "街道": r"街道(?:办事处)?",
    "关": "海关",
}
"""How the names of organs end that speak of themselves by a word: 我委 is said by a 委员会."""
_ASKED = r"(?:请|可)(?:直接|径)?(?:与|向|同|致电|联系)?:?"
_OFFICE = r"(?:联系|党政|综合|办公|政务|信息|宣传|文秘|秘书|机关|行政|法规|政办|[,(;:。])"
_ADDRESS = r"地址:"
_FAR = 3_000
"""So far into a paragraph it is looked, for a preamble may be followed by all the rest in the same one."""
_DIGITS = str.maketrans("一二三四五六七八九〇○零O", "1234567890000")


class Told(NamedTuple):
    """Unit and year as a report tells them of itself; each empty or 0 where it does not.

    ``likely`` is the unit by whom to ask or by whom it tells of, where nothing names it as the report's.
    """

    unit: str
    year: int
    likely: str


def told(texts: Sequence[str]) -> Told:
    """What the texts before and after the first heading tell of whose report it is."""
    plain = [normalise(text[:_FAR]) for text in texts]
    matches = (match for text in plain for pattern in _PREAMBLES if (match := pattern.search(text)))
    found = [match for match in matches if _is_own(match["unit"])]
    unit = next((unit for match in found if (unit := _organ(match["unit"]))), "")
    likely = _likely(plain)
    return Told(likely if unit and likely.endswith(unit) else unit, _told_year(plain, found), likely)


def year_of(text: str) -> int:
    """A year in Arabic or Chinese digits, 0 for none."""
    digits = (text or "").translate(_DIGITS)
    return int(digits) if digits else 0


def whole_name(name: str) -> str:
    """A name that ends where 政府信息公开 begins: 某镇人民 is that of 某镇人民政府."""
    return f"{name}政府" if name.endswith("人民") else name


def _organ(name: str) -> str:
    """The name of an organ, empty where it is none of a single one."""
    plain = whole_name(name.removesuffix("的"))
    return plain if ORGAN.fullmatch(plain) and not _OURS.search(plain) else ""


def _is_own(name: str) -> bool:
    """Whether a name is that of a single organ, or left out as in 现公布我局2023年…: else other things are told of."""
    return not name or bool(_organ(name)) or _SELF.search(name) is not None


# -- the year -------------------------------------------------------------------------------------------


def _told_year(texts: Sequence[str], found: Sequence[re.Match[str]]) -> int:
    """The year that the preamble and the span of the figures say; of two the one of which sentences tell."""
    named = next((year for match in found if (year := year_of(match["year"]))), 0)
    spans = (match for text in texts if (match := _PERIOD.search(text)))
    span = next((year for match in spans if (year := year_of(match["year"] or match["from"]))), 0)
    if named and span and named != span and _spoken(texts) == span:
        return span
    return named or span or _spoken(texts)


def _spoken(texts: Sequence[str]) -> int:
    """The year with which more sentences begin than with any other, 0 where there is no such one."""
    counted = Counter(year_of(match["year"]) for text in texts for match in _BEGUN.finditer(text)).most_common(2)
    return counted[0][0] if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]) else 0


# -- the unit -------------------------------------------------------------------------------------------


def _likely(texts: Sequence[str]) -> str:
    """The organ to be asked that fits the word by which the report speaks of itself, or whose acts it tells of."""
    selves = [match["kind"] for text in texts for match in _SELVES.finditer(text)]
    kind = Counter(selves).most_common(1)[0][0] if selves else ""
    names = [*_asked(texts, kind), *(name for name in _acting(texts) if _fits(name, kind))]
    return max((name for name in names if name.endswith(names[0])), key=len, default="")


def _asked(texts: Sequence[str], kind: str) -> Iterator[str]:
    """Whom to ask, as far as the name is that of an organ of a kind: 某县民政局 of 某县民政局办公室."""
    if not kind:
        return
    by = _ASKED if kind not in ("镇", "乡", "苏木", "街道") else f"(?:{_ASKED}|{_ADDRESS})"
    pattern = re.compile(rf"{by}(?P<unit>[一-鿿()]{{2,30}}?{_FULL.get(kind, kind)})(?={_OFFICE})")
    yield from (unit for text in texts for match in pattern.finditer(text) if (unit := _organ(match["unit"])))


def _acting(texts: Sequence[str]) -> Iterator[str]:
    """The organs, named with their place, that a sentence with a year tells of."""
    for text in texts:
        for match in _ACTING.finditer(text):
            if (unit := _organ(match["unit"])) and _PLACED.match(unit):
                yield unit


def _fits(name: str, kind: str) -> bool:
    return not kind or re.search(rf"{_FULL.get(kind, kind)}$", name) is not None
