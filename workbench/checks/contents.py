"""WD 文字: sections without content, and sentences that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.chains import subheadings
from workbench.checks.words import Hollow, declared
from workbench.findings import Comparison, Relation, Severity
from workbench.forms.model import Section as FormSection
from workbench.policy import Policy
from workbench.reports import Report, Section
from workbench.text import normalise, strip_numbering
from workbench.values import Interval

_FORM = "国办公开办函〔2021〕30号附件"
_ACCURATE = "政府信息公开条例第六条（准确公开政府信息）"
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_NUMERAL = "[一二三四五六七八九十]"
_LEAD = re.compile(
    rf"^(?:(?:\(?(?:{_NUMERAL}{{1,3}}|\d{{1,2}})[)、.]|{_NUMERAL}{{1,2}}(?:是|要)|第{_NUMERAL},|[^,。:;()\d]{{2,12}}:)(?!$)){{0,3}}"
)
"""What stands before a sentence and is none of it: numbers of items, and labels such as 存在问题."""
_MARKS = re.compile(r"[\W_]+")
_TITLE = re.compile(r"^[^。:;,]{0,24}?(?:情况|工作|建设)?(?:[。:]|$)")


@check("WD105", "wording.repeated", Severity.NOTICE, basis=_ACCURATE)
def repeated(report: Report, policy: Policy) -> Iterator[Comparison]:
    """同一句话不应重复出现。 No sentence stands twice.

    *Compares* each sentence of the narrative that has some length with those before it, spaces, width
    and the number or label before it aside; the unit's name alone, which heads a report and signs it, is no sentence.
    *Undetermined when* never.
    *Not a fault when* the form asks for the same statement in two places.
    """
    seen: dict[str, tuple[Section, int, int]] = {}
    own = normalise(report.unit)
    for section in report.sections:
        clean = bool(section.text)
        for start, end in _sentences(section):
            words = _LEAD.sub("", normalise(section.text[start:end])).rstrip("。;!?")
            if len(_letters(words)) < policy.lengths.sentence or words == own:
                continue
            if words not in seen:
                seen[words] = (section, start, end)
                continue
            clean = False
            first = seen[words][0]
            proof = (evidence.passage(*seen[words]), evidence.passage(section, start, end))
            found = f"与{first.name}重复：{proof[1].text.strip()}"
            yield Comparison(f"{section.index}", f"{section.name}的语句", "不重复", found, evidence=proof)
        if clean:
            yield Comparison(f"{section.index}", f"{section.name}的语句", "不重复", "不重复")


@check("WD106", "wording.hollow", Severity.NOTICE, basis=_FORM)
def hollow(report: Report, policy: Policy) -> Iterator[Comparison]:
    """应有内容的部分不应空洞。 No section is hollow that must have content.

    *Compares* the length of the sections that are all narrative, 六 aside, with the least that the policy asks for; and
    the text of each aspect of the overview with words that say nothing.
    *Undetermined when* the section is missing, or pictures of the file may hold its text.
    *Not a fault when* the text was published as a picture or an attachment.
    """
    pictured = any(remark.kind == "picture" for remark in report.remarks)
    for index, due in enumerate(report.form.sections, 1):
        section = report.section(index)
        if section and section.headings and _is_narrative(due):
            count = Interval.exact(len(_letters(section.text)))
            proof = (evidence.passage(section, 0, len(section.text)),) if count.low < policy.lengths.hollow else ()
            yield Comparison(
                f"{index}",
                f"第{due.number}部分“{due.heading}”的字数",
                Interval.exact(policy.lengths.hollow),
                count,
                relation=Relation.AT_LEAST,
                evidence=proof,
                unit="字",
                reason="文件中有图片，正文可能在图片中" if pictured and proof else "",
            )
            yield from _aspects(due, section)


def _is_narrative(due: FormSection) -> bool:
    return due.table is None and bool(due.aspects or (due.words and not due.elsewhere))


def _aspects(due: FormSection, section: Section) -> Iterator[Comparison]:
    """The text under each sub heading that names an aspect, against words that say nothing."""
    words = declared("hollow", Hollow)
    marks = [mark for mark in subheadings(section.text) if mark.style == "一"]
    ends = [*(mark.start for mark in marks[1:]), len(section.text)]
    for mark, end in zip(marks, ends, strict=False):
        text = strip_numbering(normalise(section.text[mark.start : end].replace("\n", "。")))
        head = _TITLE.match(text)
        aspect = next((one for one in due.aspects if head and any(word in head[0] for word in one.words)), None)
        said = text[head.end() :].strip("。:;,") if head else ""
        if aspect and not (said and aspect.name in words.may_be_none):
            found = "没有实质内容" if said in words.words else "有"
            proof = (evidence.passage(section, mark.start, end),) if said in words.words else ()
            yield Comparison(f"{section.index}.{aspect.name}", f"“{aspect.name}”的内容", "有", found, evidence=proof)


def _sentences(section: Section) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _SENTENCE.finditer(section.text))


def _letters(text: str) -> str:
    """A text without marks and spaces."""
    return _MARKS.sub("", text)
