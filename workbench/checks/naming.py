"""WD 文字: the names by which a report speaks of its own organ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.words import Kind, Organs, declared
from workbench.findings import Comparison, Severity
from workbench.reports import Report, Section
from workbench.text import fold, normalise

_ACCURATE = "政府信息公开条例第六条（准确公开政府信息）"
_UNKNOWN = "报告单位未能识别"
_LEVELS = {"省": 0, "市": 1, "州": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3, "街道": 3}
"""The levels of regions, the highest first."""
_LEVEL = re.compile("|".join(_LEVELS))
_PLACED = re.compile(r"^[一-鿿]{2,}?(?:县|区|市|旗|镇|乡|街道)")
_SECOND = re.compile(r"(?<=.)\([^()]{2,30}\)$")
_REGION = re.compile(r"(?:[一-鿿]{2,6}?(?:省|市|州|县|区|旗)){1,4}")
_BRANCH = re.compile(r"[分支大]局$|[支大]队$")
_TOWNS = ("街道办事处", "镇政府", "乡政府")
_QUOTED = 16
"""Within so many characters a quotation around a word begins and ends."""
_NO_COUNTY = frozenset({"市", "区"})
"""Regions that lie in no county; a city that guides counties never calls one of them its own."""


@check("WD203", "wording.other_unit", Severity.WARNING, basis=_ACCURATE)
def other_unit(report: Report) -> Iterator[Comparison]:
    """正文不应把其他单位写成报告单位。 No other unit is named where the report's own must be.

    *Compares* the unit of the title with the names where the report says whose it is; and, where they are of the same
    kind, with those of whom it refers its readers to, and of those whose disclosure a sentence tells of, which may be
    of another kind if neither is above the other.
    *Undetermined when* the unit of the report was not recognised.
    *Not a fault when* the unit was renamed or merged, or another one works on its behalf.
    """
    organs = declared("organs", Organs)
    for section in report.sections:
        text = fold(section.text)
        for pattern in organs.named:
            for match in pattern.finditer(text):
                if kind_of(match["unit"]):
                    yield _named(report, section, match, "编制单位")
        for match in organs.asked.finditer(text):
            here = section.index <= 1 or "报告" in text[slice(*section.sentence(*match.span()))]
            if here and kind_of(match["unit"]) == kind_of(report.unit) is not None:
                yield _named(report, section, match, "联系单位")
        for match in organs.acting.finditer(text):
            if _may_be_meant(report.unit, match["unit"]):
                yield _named(report, section, match, "工作主体")


def _may_be_meant(unit: str, name: str) -> bool:
    """Whether a name stands where the unit's own is due: of its kind and not below it, or a peer in a named place."""
    own, other = kind_of(unit), kind_of(name)
    if own is None or other is None:
        return False
    if own is other:
        here, there = _levels(unit), _levels(name)
        return not (here and there and _LEVELS[there[-1]] > _LEVELS[here[-1]])
    return own.peer and other.peer and _PLACED.search(normalise(name)) is not None


def _named(report: Report, section: Section, match: re.Match[str], what: str) -> Comparison:
    proof = evidence.passage(section, *match.span("unit"))
    own = bool(report.unit) and alike(report.unit, match["unit"])
    return Comparison(
        f"{section.index}.{what}",
        f"{section.name}所称{what}",
        report.unit or None,
        report.unit if own else "".join(proof.text.split()),
        evidence=(proof,),
        reason="" if report.unit else _UNKNOWN,
    )


@check("WD204", "wording.self_reference", Severity.WARNING, basis=_ACCURATE)
def self_reference(report: Report) -> Iterator[Comparison]:
    """自称应与单位的性质相符。 An organ speaks of itself by words that fit it.

    *Compares* words such as 我局, 本镇 with those that fit the kind of organ; 我县, 全县 with the unit's own
    region; and the region of whose organs the report states the total of applications with it.
    *Undetermined when* the kind of organ, or its region, cannot be told from its name.
    *Not a fault when* the words are quoted, or the organ has a second name of that kind.
    """
    kind, name = kind_of(report.unit), normalise(report.unit)
    for section in report.sections:
        text = fold(section.text)
        second = "".join(match[0] for match in declared("organs", Organs).also.finditer(text))
        for match in declared("organs", Organs).selves.finditer(text):
            said = match["mine"] or match["own"]
            fits = kind is not None and (said in kind.selves or said in name or said in second)
            fits = fits or (kind is not None and _is_quoted(section.text, match.start()))
            due = f"{kind.name}的自称" if kind else None
            proof = (evidence.passage(section, *match.span()),)
            reason = "" if kind else "无法从单位名称判断单位的性质"
            found = due if fits else match[0]
            at = f"{section.index}.{match[0]}"
            yield Comparison(at, f"{section.name}的自称", due, found, evidence=proof, reason=reason)
        yield from _regional(report, section, text)
        yield from _whole(report, section, text)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place is within a short quotation, as the name of a campaign."""
    opening = text.rfind("“", max(at - _QUOTED, 0), at)
    return opening >= 0 and text.find("”", opening, at) < 0 < text.find("”", at, at + _QUOTED)


def _regional(report: Report, section: Section, text: str) -> Iterator[Comparison]:
    """Totals of a region that is above the unit's own, or another one beside it."""
    own = _levels(report.unit)
    for match in declared("organs", Organs).regional.finditer(text):
        level = match["level"]
        below = bool(own) and _LEVELS[level] > _LEVELS[own[-1]] and match[0].startswith("全")
        other = bool(own) and level != own[-1] and not below
        proof = (evidence.passage(section, *match.span()),)
        found = proof[0].text if other else "本地区的申请数"
        reason = "" if own else "无法从单位名称判断所属地区"
        subject = f"{section.name}所称申请数的范围"
        yield Comparison(f"{section.index}.region", subject, "本地区的申请数", found, evidence=proof, reason=reason)


def _whole(report: Report, section: Section, text: str) -> Iterator[Comparison]:
    """我县, 全县 in the report of an organ of a city or a district, which belongs to no county."""
    own = _levels(report.unit)
    if own and own[-1] in _NO_COUNTY:
        for match in declared("organs", Organs).whole.finditer(text):
            proof = (evidence.passage(section, *match.span()),)
            subject = f"{section.name}所称本地区"
            yield Comparison(f"{section.index}.{match[0]}", subject, f"{own[-1]}的自称", match[0], evidence=proof)


def _levels(name: str) -> list[str]:
    """The levels of the regions in a name, zones aside."""
    return _LEVEL.findall(declared("organs", Organs).zones.sub("", normalise(name)))


def kind_of(name: str) -> Kind | None:
    """The kind of organ that a name tells, a second name in brackets aside; None where it tells none."""
    plain = _SECOND.sub("", normalise(name))
    return next((one for one in declared("organs", Organs).kinds if one.ends.search(plain)), None)


def alike(unit: str, name: str) -> bool:
    """Whether a name may be the unit's, short or long: what tells one of them stands in the other in the same order."""
    one, other, organs = normalise(unit), normalise(name), declared("organs", Organs)
    telling = organs.generic.sub("", other)
    return (
        bool(organs.vague.search(other))
        or not telling
        or _is_within(telling, one)
        or _is_within(organs.generic.sub("", one) or one, other)
    )


class Core(NamedTuple):
    """What tells an organ by its name: its kind, its region, and what is left of the name without either."""

    kind: str
    region: str
    body: str

    @property
    def begins(self) -> tuple[str, str]:
        """What all names of the organ share, short or long: 发改委 begins like 发展和改革委员会."""
        return self.kind, self.body[:1]

    def is_short_for(self, other: Core) -> bool:
        """Whether of two names one may be short for the other; those of towns have no short form."""
        short, long = sorted((self.body, other.body), key=len)
        placed = self.region.endswith(other.region) or other.region.endswith(self.region)
        whole = short == long if self.kind in _TOWNS else _is_within(short, long)
        return self.begins == other.begins and placed and whole


@lru_cache(maxsize=4096)
def core(name: str) -> Core | None:
    """What tells the organ of a name; None where its kind is not known, or it is a part of another organ."""
    plain = _SECOND.sub("", normalise(name))
    kind, region = kind_of(plain), _REGION.match(plain)
    where = region[0] if region else ""
    body = kind.ends.sub("", plain).removesuffix("人民").removeprefix(where) if kind else ""
    return Core(kind.name, where, body) if kind and (body or where) and not _BRANCH.search(plain) else None


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of a text stand in another in the same order, as those of 发改 do in 发展和改革."""
    rest = iter(long)
    return all(character in rest for character in short)
