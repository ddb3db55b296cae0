"""Wrong words: left from another report, from the editor's desk, or slipped in typing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from tests.builders import as_text
from tests.generators.county import County, Filed, kind_of
from tests.generators.plants.model import Edited, Plant, edited, fault, rewritten, shuffled
from tests.generators.scenario import KINDS, PLACES, county_of
from workbench.reports.roster import Unit

LEFTOVERS = (
    *("[bookmark: _GoBack]", "错误!未找到引用源。", "Error! Reference source not found.", "{ PAGE }"),
    *("HYPERLINK \\l _Toc1", "PAGE \\* MERGEFORMAT", "&nbsp;", "<br/>", "<span style='color:red'>"),
)
PLACEHOLDERS = ("XX", "XXX", "××", "待补充", "（待定）", "____", "X月X日", "某某", "（请填写）", "***")
WRONG_NOTICES = (
    *("国办公开办函〔2019〕60号", "国办发〔2021〕30号", "国办公开办涵〔2021〕30号", "国办公开办函〔2021〕31号"),
)
NOTICE = "国办公开办函〔2021〕30号"
TYPED_TWICE = ("进一步", "及时", "群众", "的", "加强", "开展", "和", "完善", "通过", "严格", "做到")
"""Words that never stand twice in good Chinese, as 工作 does in 公开工作工作人员."""
WE = {
    "town": ("我局", "本局", "我委"),
    "township": ("我局", "我镇", "我街道"),
    "street": ("我局", "我镇", "我乡"),
    "bureau": ("我镇", "我街道", "我委", "我办"),
    "commission": ("我局", "本局", "我镇"),
    "office": ("我局", "我镇", "我委"),
    "zone": ("我局", "我镇", "我街道"),
    "centre": ("我镇", "本镇", "我街道"),
}
PEERS = ("town", "township", "street", "bureau", "commission")
"""Organs of which none does the work of another."""
DISCLOSURE = ("信息公开", "条例", "信息处理费", "有关数据")
COUNTED = r"(?=[^。；\n]{0,8}(?:收到|受理|新收|办理)[^。；\n]{0,20}申请[^。；\n]{0,6}[0-9０-９])"
HOLLOW = ("无。", "无", "暂无。", "按上级要求开展工作。", "情况良好。")
LONG = 20
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
SHOWN = 4
"""The last characters of a personal number, which a finding may show, the others masked."""


# -- left from another report ---------------------------------------------------------------------------


@fault("WD", "TM", notice=True)
@edited
def year_of_the_title(_: random.Random, filed: Filed) -> Edited:
    """Last year's number in the title."""
    year = filed.draft.year
    title = tuple(line.replace(str(year), str(year - 1)) for line in filed.draft.title_lines)
    return Edited(as_text(replace(filed.draft, set_title=title)), words=(f"{year - 1}年",))


@fault("WD", notice=True)
@edited
def year_in_the_text(rng: random.Random, filed: Filed) -> Edited | None:
    """Last year's number in a sentence on this year's work; what it says may stand of no year before."""
    year, unit = filed.draft.year, re.escape(filed.draft.unit)
    found = re.findall(rf"(?:^|(?<=[。\n])){year}年度?，{unit}[^。\n]*。", filed.text)
    plain = [words for words in found if not re.search("[0-9０-９件宗例起次]|被评为", words.replace(str(year), ""))]
    if not plain:
        return None
    old = rng.choice(plain)
    return Edited(filed.text.replace(old, new := old.replace(str(year), str(year - 1), 1), 1), new)


@fault("WD", notice=True)
def name_of_another_unit(rng: random.Random, county: County) -> Plant | None:
    """Another unit's name where the report speaks of its own."""
    for unit, filed in shuffled(rng, county):
        other = _other(rng, county, unit)
        named = [found.start() for found in re.finditer(rf"(?<!\n){re.escape(unit.unit)}(?!\n)", filed.text)]
        below = [at for at in named if filed.text.count("\n", 0, at) > len(filed.draft.title_lines)]
        if inside := [at for at in below if _is_own(filed, at)]:
            at = rng.choice(inside)
            text = filed.text[:at] + other + filed.text[at + len(unit.unit) :]
            return Plant(rewritten(county, filed, text), (unit.unit,), text=other)
    return None


def _other(rng: random.Random, county: County, unit: Unit) -> str:
    """The name of a unit of the same kind elsewhere, or of another organ of the county."""
    places = [place for place in PLACES if place not in unit.region + unit.unit]
    other = rng.choice(KINDS[kind_of(unit.unit)][0]).format(p=rng.choice(places), l=county_of(unit.unit))
    peers = [one.unit for one in county.organs if one is not unit and kind_of(one.unit) in PEERS]
    return rng.choice(peers) if kind_of(unit.unit) in PEERS and rng.random() < 0.4 else other


def _is_own(filed: Filed, at: int) -> bool:
    """Whether the sentence of a place is about disclosure, which every organ reports of itself alone."""
    return any(word in re.split("[。；\n]", filed.text[at:], maxsplit=1)[0] for word in DISCLOSURE)


@fault("WD", notice=True)
@edited
def we_of_another_kind(rng: random.Random, filed: Filed) -> Edited | None:
    """The report calls its unit by a word for another kind of organ."""
    kind = kind_of(filed.draft.unit)
    own = [word.format(l=county_of(filed.draft.unit)) for word in KINDS[kind][1]]
    lines = [line for line in filed.text.split("\n") if "\t" not in line]
    found = [(word, line) for word in own if word[0] in "我本" for line in lines if word in line]
    if kind not in WE or not found:
        return None
    (word, line), wrong = rng.choice(found), rng.choice(WE[kind])
    return Edited(filed.text.replace(line, line.replace(word, wrong, 1), 1), wrong)


@fault("WD", notice=True)
def whole_of_another_level(rng: random.Random, county: County) -> Plant | None:
    """全市 in a county's report where it counts its applications, 全县 anywhere in a district's."""
    filed = county.now(county.government)
    level = county_of(county.government)
    wrong = rng.choice([other for other in "省市县区" if other != level])
    counted = "" if wrong == "县" else COUNTED
    found = list(re.finditer(f"(?:全{level}各级行政机关|全{level}|我{level}){counted}", filed.text))
    if not found:
        return None
    words, one = rng.choice((f"全{wrong}各级行政机关", f"全{wrong}各级", f"我{wrong}")), rng.choice(found)
    text = filed.text[: one.start()] + words + filed.text[one.end() :]
    return Plant(rewritten(county, filed, text), (county.government,), text=words)


@fault("WD", notice=True)
@edited
def wrong_notice(rng: random.Random, filed: Filed) -> Edited:
    """The notice of the form cited under another number."""
    wrong = rng.choice(WRONG_NOTICES)
    if NOTICE in filed.text:
        return Edited(filed.text.replace(NOTICE, wrong, 1), wrong)
    said = f"根据《中华人民共和国政府信息公开条例》和《政府信息公开工作年度报告格式》（{wrong}）要求，编制本报告。"
    return Edited(as_text(replace(filed.draft, preamble=(said,))), wrong)


# -- from the editor's desk -----------------------------------------------------------------------------


@fault("WD", notice=True)
@edited
def leftover(rng: random.Random, filed: Filed) -> Edited:
    """A mark that a word processor or a web editor left."""
    words = rng.choice(LEFTOVERS)
    return Edited(_put(rng, filed, words), words)


@fault("WD", notice=True)
@edited
def placeholder(rng: random.Random, filed: Filed) -> Edited:
    """A place that was to be filled in."""
    words = rng.choice(PLACEHOLDERS)
    said = rng.choice(("全年组织培训{}次。", "印发《{}工作方案》。", "与{}联合开展宣传。", "{}，召开会议研究部署。"))
    return Edited(_put(rng, filed, said.format(words)), words)


def _put(rng: random.Random, filed: Filed, words: str) -> str:
    """The text with words put at the end of a sentence of its narrative."""
    ends = [found.end() for found in re.finditer(r"[一-鿿]。", filed.text)]
    at = rng.choice(ends)
    return filed.text[:at] + words + filed.text[at:]


# -- slips of typing --------------------------------------------------------------------------------------


@fault("WD", "TM", notice=True)
@edited
def characters_lost(rng: random.Random, filed: Filed) -> Edited:
    """A date or a document number that lost characters."""
    year = filed.draft.year
    slips = [
        (f"{year}年12月31日", f"{year}1231日"),
        (f"{year}年12月31日", f"{year}年1231日"),
        (f"{year}年1月1日", f"{year}1月1日"),
        ("〔2021〕30号", "〔202130号"),
        ("〔2021〕30号", "2021〕30号"),
        ("〔2020〕109号", "〔2020109号"),
    ]
    known = [pair for pair in slips if pair[0] in filed.text]
    if not known:
        day = f"{year + 1}115日"
        return Edited(_put(rng, filed, f"本报告于{day}公布。"), day)
    old, new = rng.choice(known)
    return Edited(filed.text.replace(old, new, 1), new)


@fault("WD", notice=True)
@edited
def word_twice(rng: random.Random, filed: Filed) -> Edited | None:
    """A word typed twice."""
    narrative = "\n".join(line for lines in filed.draft.texts.values() for line in lines)
    known = [word for word in TYPED_TWICE if word in narrative]
    if not known:
        return None
    word = rng.choice(known)
    line = rng.choice([line for lines in filed.draft.texts.values() for line in lines if word in line])
    return Edited(filed.text.replace(line, line.replace(word, word * 2, 1), 1), word * 2)


@fault("WD", notice=True)
@edited
def sentence_twice(rng: random.Random, filed: Filed) -> Edited | None:
    """A sentence that stands twice."""
    said = [one for one in _sentences(filed) if len(re.sub(r"\W", "", one)) > LONG]
    if not said:
        return None
    words = rng.choice(said)
    if rng.random() < 0.5:
        return Edited(filed.text.replace(words, words * 2, 1), words)
    return Edited(_put(rng, filed, words), words)


def _sentences(filed: Filed) -> Iterator[str]:
    for line in filed.draft.texts["一"]:
        yield from re.findall(r"(?<=。)[^。；]+。", line)


@fault("WD", "PR", notice=True)
def hollow_section(rng: random.Random, county: County) -> Plant | None:
    """A section that says nothing where something is due."""
    unit, filed = next(shuffled(rng, county))
    number = rng.choice("一五")
    draft = filed.draft.with_text(number, rng.choice(HOLLOW))
    heading = next(section.heading for section in draft.form.sections if section.number == number)
    return Plant(county.with_report(replace(filed, draft=draft)), (unit.unit,), words=(heading,))


# -- personal data ------------------------------------------------------------------------------------------


@fault("WD", notice=True)
@edited
def identity_number(rng: random.Random, filed: Filed) -> Edited:
    """The number of somebody's identity card."""
    born = f"{rng.randint(1955, 2004)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"{rng.choice(('410704', '500106', '320121', '610122'))}{born}{rng.randint(1, 999):03}"
    number = body + CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]
    said = rng.choice(("申请人张某（身份证号{}）申请公开征地批文。", "补贴对象李某，身份证号码：{}。"))
    return Edited(_put(rng, filed, said.format(number)), number, (number[-SHOWN:],))


@fault("WD", notice=True)
@edited
def mobile_number(rng: random.Random, filed: Filed) -> Edited:
    """The mobile telephone of a citizen."""
    number = f"1{rng.choice(('39', '58', '86', '77', '50'))}{rng.randint(0, 99_999_999):08}"
    said = rng.choice(("申请人王某，联系电话{}。", "补贴对象赵某（手机{}）。", "投诉人孙某的手机号码为{}。"))
    return Edited(_put(rng, filed, said.format(number)), number, (number[-SHOWN:],))
