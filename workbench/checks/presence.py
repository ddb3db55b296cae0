"""PR 要素与格式: sections, tables, labels and statements that the form asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.chains import subheadings
from workbench.checks.words import Hollow, declared
from workbench.findings import Comparison, Evidence, Severity
from workbench.forms.model import Section as FormSection
from workbench.reports import Report, Section
from workbench.reports.model import Heading
from workbench.text import difference, fold, normalise, strip_numbering

_FORM = "国办公开办函〔2021〕30号附件"
_SENTENCE = re.compile(r"[^。\n]+")
_ITEM = re.compile(
    r"\s{0,9}(?:[一二三四五六七八九十]{1,2}(?:是|要|、)|\(?[一二三四五六七八九十\d]{1,2}[).、]|第[一二三四五六七八九十])"
)
_SAYS = 8
"""From so many characters on a sentence or a part says something."""
_OTHER_WORDS = "该部分有语句没有常用的词语，是否写到这项内容须人工核实"
_OTHER_PART = "该部分有的小标题下没有常用的词语，是否写到这个方面须人工核实"
_FEE_YEAR = 2021
"""From this reporting year on section 六 reports the handling fee (国办函〔2020〕109号)."""


@check("PR101", "presence.section", Severity.WARNING, basis=_FORM)
def section_present(report: Report) -> Iterator[Comparison]:
    """法定章节应当齐全。 Every section of the form is there.

    *Compares* the sections of the form with the headings found.
    *Undetermined when* never; a heading that cannot be recognised counts as missing and is shown as an extra one.
    *Not a fault when* the report was cut off in saving; the text then ends early.
    """
    present = {heading.form_number for heading in report.headings}
    for section in report.form.sections:
        found = "有" if section.number in present else "缺少"
        yield Comparison(section.number, f"“{section.number}、{section.heading}”章节", "有", found)


@check("PR102", "presence.section_once", Severity.NOTICE, basis=_FORM)
def section_once(report: Report) -> Iterator[Comparison]:
    """同一章节标题不应重复出现。 No section heading stands twice.

    *Compares* how often each section heading stands in the report with once.
    *Undetermined when* never.
    *Not a fault when* the report opens with a table of contents.
    """
    times = Counter(heading.form_number for heading in report.headings if heading.form_number)
    for section in report.form.sections:
        if times[section.number]:
            found = [h for h in report.headings if h.form_number == section.number]
            proof = tuple(_heading(heading) for heading in found)
            name = f"“{section.number}、{section.heading}”标题"
            yield Comparison(section.number, name, "出现1次", f"出现{times[section.number]}次", evidence=proof)


@check("PR103", "presence.section_order", Severity.NOTICE, basis=_FORM)
def section_order(report: Report) -> Iterator[Comparison]:
    """章节次序应与格式一致。 The sections stand in the form's order.

    *Compares* the order of the headings found with that of the form.
    *Undetermined when* fewer than two sections were found.
    *Not a fault when* never.
    """
    found = list(dict.fromkeys(h.form_number for h in report.headings if h.form_number))
    if len(found) > 1:
        due = [section.number for section in report.form.sections if section.number in found]
        yield Comparison("order", "章节次序", "、".join(due), "、".join(found))


@check("PR104", "presence.heading_words", Severity.NOTICE, basis=_FORM)
def heading_words(report: Report) -> Iterator[Comparison]:
    """章节标题的文字和序号应与格式一致。 Headings have the form's words and numbers.

    *Compares* number and words of each heading found with those of the form, spaces and punctuation aside.
    *Undetermined when* a heading that differs was recognised in a picture.
    *Not a fault when* never: the form fixes the headings.
    """
    for at, heading in enumerate(report.headings):
        section = report.form.section(heading.form_number or "")
        if section:
            yield _heading_compared(at, heading, section, _next_line(report, heading))
        else:
            reason, proof = evidence.recognised("标题", heading.location), (_heading(heading),)
            yield Comparison(f"extra.{at}", "章节标题", "格式所列章节", heading.text, evidence=proof, reason=reason)


@check("PR105", "presence.title", Severity.NOTICE, basis=_FORM)
def title(report: Report) -> Iterator[Comparison]:
    """报告标题应与格式一致。 The title is the form's, with unit and year.

    *Compares* the title with `<unit><year>年政府信息公开工作年度报告`, spaces and marks around a title aside.
    *Undetermined when* title, unit or year were not recognised, or the form prescribes no title.
    *Not a fault when* the title on the page is right and another one was saved with the file.
    """
    known = report.title and report.unit and report.year and report.form.title
    due = report.form.title.format(unit=report.unit, year=report.year) if known else None
    found = "".join(report.title.split()).removeprefix("《").removesuffix("》") or None
    note = f"差异：{differs}" if due and found and (differs := difference(found, due)) else ""
    reason = "" if known else "标题、单位或年度未能识别"
    yield Comparison("title", "报告标题", due, found, note=note, reason=reason)


@check("PR301", "presence.aspects", Severity.NOTICE, basis=_FORM)
def aspects(report: Report) -> Iterator[Comparison]:
    """总体情况应当包括五个方面。 The overview speaks of the five aspects.

    *Compares* the aspects that the form asks for with the words of the section.
    *Undetermined when* the section is missing, which is said by the check of sections, or has a numbered part in words
    of none of the aspects, which may be the one that is missed.
    *Not a fault when* the aspect is dealt with in other words.
    """
    for section, found in _filled(report):
        text = normalise(found.text)
        known = [normalise(word) for aspect in section.aspects for word in aspect.words]
        reason = _OTHER_PART if _is_open(_numbered(found.text), known) else ""
        for aspect in section.aspects:
            told = any(normalise(word) in text for word in aspect.words)
            yield _mentioned(aspect.name, section, _head(found), aspect.name, told=told, reason=reason)


@check("PR302", "presence.contents", Severity.WARNING, basis=_FORM)
def contents(report: Report) -> Iterator[Comparison]:
    """“存在的主要问题及改进情况”应当既有问题又有改进。 The fifth section holds problems and improvements.

    *Compares* the contents that the form asks of a section with the words in it.
    *Undetermined when* the section is missing, which is said by the check of sections, or has a sentence in words of
    none of the contents, praise aside: it may tell what is missed.
    *Not a fault when* they are described in words that the form's list does not have.
    """
    praise = declared("hollow", Hollow).praise
    for section, found in _filled(report):
        text = normalise(found.text)
        known = [word for words in section.words.values() for word in words]
        said = [one for one in _freely(found.text, known) if not praise.search(one)]
        reason = _OTHER_WORDS if _is_open(said, known) else ""
        for name, words in section.words.items():
            if section.table is None and section.number != "六":
                plain = _without(text, section.aside.get(name, ()))
                told = any(word in plain for word in words)
                yield _mentioned(f"{section.number}.{name}", section, _whole(found), name, told=told, reason=reason)


@check("PR303", "presence.fee_statement", Severity.WARNING, basis="国办函〔2020〕109号")
def fee_statement(report: Report) -> Iterator[Comparison]:
    """“其他需要报告的事项”应当报告收取信息处理费的情况。 The sixth section reports on the handling fee.

    *Compares* the words of section 六 with those for the information handling fee, in reports for 2021 and later.
    *Undetermined when* the section is missing; that is said by the check of sections.
    *Not a fault when* the fee is reported in another section; it is looked for there too.
    """
    section, found = report.form.section("六"), report.section(6)
    if section and section.words and found and report.year >= _FEE_YEAR:
        aside = section.aside.get("信息处理费", ())
        said = _says(found, section.words["信息处理费"], aside)
        elsewhere = any(_says(one, section.elsewhere) for one in report.sections)
        state = "有" if said or elsewhere else "未报告"
        yield Comparison("六", "第六部分关于信息处理费收取情况的内容", "有", state, evidence=_whole(found))


def _mentioned(  # noqa: PLR0913 - what is looked for, where, and how it came out
    at: str, section: FormSection, proof: tuple[Evidence, ...], name: str, *, told: bool, reason: str
) -> Comparison:
    """Whether a section tells of something; ``reason`` is why it may do so where its words do not show it."""
    subject = f"“{section.heading}”中“{name}”的内容"
    if told:
        return Comparison(at, subject, "有", "有")
    return Comparison(at, subject, "有", "未提及", evidence=proof, reason=reason)


def _whole(section: Section) -> tuple[Evidence, ...]:
    """The text of a section, in which something is missed; its heading where it has none."""
    return (evidence.passage(section, 0, len(section.text)),) if section.text else _head(section)


def _head(section: Section) -> tuple[Evidence, ...]:
    """The heading of a section whose text is too long to be shown for what it lacks."""
    return tuple(_heading(heading) for heading in section.headings[:1])


def _numbered(text: str) -> list[str]:
    """The numbered parts of a text, those under （一）, （二） and so on."""
    starts = [mark.start for mark in subheadings(text) if mark.style == "一"]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=False)]


def _freely(text: str, known: Sequence[str]) -> Iterator[str]:
    """The sentences of a text but for the items of a list that one with a known word has begun."""
    begun = False
    for sentence in _SENTENCE.findall(text):
        if not (begun and _ITEM.match(fold(sentence))):
            yield sentence
        begun = begun or any(word in sentence for word in known)


def _is_open(parts: Iterable[str], known: Sequence[str]) -> bool:
    """Whether one of the parts of a text has something to say, and none of the known words in it."""
    plain = (normalise(part) for part in parts)
    return any(len(one) >= _SAYS and not any(word in one for word in known) for one in plain)


def _without(text: str, phrases: tuple[str, ...]) -> str:
    """A text without phrases in which a word means something else."""
    for phrase in phrases:
        text = text.replace(phrase, "")
    return text


def _says(section: Section, words: tuple[str, ...], aside: tuple[str, ...] = ()) -> bool:
    text = _without(normalise(section.text), aside)
    return any(word in text for word in words)


def _heading(heading: Heading) -> Evidence:
    return evidence.place(heading.text, heading.location)


def _next_line(report: Report, heading: Heading) -> str:
    """The line below a heading, where its rest may stand."""
    section = next((one for one in report.sections if heading in one.headings), None)
    return section.text.partition("\n")[0] if section and section.headings[0] is heading else ""


def _heading_compared(at: int, heading: Heading, section: FormSection, below: str) -> Comparison:
    due = f"{section.number}、{section.heading}"
    words, right = _plain(heading.text), _plain(section.heading)
    same = heading.number == section.number and right in (words, f"{words}{_plain(below)}")
    found = due if same else heading.text
    differs = "" if same else difference(heading.text, due)
    note = f"差异：{differs}" if differs else ""
    reason = "" if same else evidence.recognised("标题", heading.location)
    proof = (_heading(heading),)
    return Comparison(f"{section.number}.{at}", "章节标题", due, found, evidence=proof, note=note, reason=reason)


def _plain(heading: str) -> str:
    """The words of a heading without number and marks."""
    return re.sub(r"[\W_]+", "", strip_numbering(normalise(heading).lstrip("[【")))


def _filled(report: Report) -> Iterator[tuple[FormSection, Section]]:
    """The form's sections that the report has, each with what stands there."""
    for index, section in enumerate(report.form.sections, 1):
        found = report.section(index)
        if found and found.headings:
            yield section, found
