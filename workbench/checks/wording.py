"""WD 文字: what should not have been left in the text, and what should not be missing from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.words import Doubled, Named, declared
from workbench.findings import Comparison, Severity
from workbench.reports import Report, Section
from workbench.text import fold

Span = tuple[int, int]

_ACCURATE = "政府信息公开条例第六条（准确公开政府信息）"
_NUMBERS = "GB/T 9704—2012《党政机关公文格式》（发文字号、成文日期）"
_PENDING = {"revision": "未接受的修订", "comment": "批注", "hidden": "隐藏内容"}
_DATE = re.compile(r"(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_LEAP = 2000
_WORD_TWICE = re.compile(r"(?=(?P<twice>(?P<word>[一-鿿]{2,12})(?P=word)))")
_PAIR = 2
_MOST = 50


@check("WD101", "wording.leftovers", Severity.NOTICE, basis=_ACCURATE)
def leftovers(report: Report) -> Iterator[Comparison]:
    """正文不应有编辑残留。 Nothing of the editing is left in the text.

    *Compares* the narrative with the marks that word processors and web editors leave behind, and with placeholders.
    *Undetermined when* never.
    *Not a fault when* the sign is quoted on purpose.
    """
    for section in report.sections:
        patterns = declared("leftovers", tuple[Named, ...])
        found = [(one.name, match.span()) for one in patterns for match in one.pattern.finditer(section.text)]
        yield from _listed(section, found, "编辑残留")


@check("WD102", "wording.pending", Severity.WARNING, basis=_ACCURATE)
def pending(report: Report) -> Iterator[Comparison]:
    """文件不应留有修订、批注和隐藏内容。 No revisions, comments or hidden contents are left in the file.

    *Compares* the changes not yet accepted, the comments and the hidden contents of the file with none.
    *Undetermined when* never; formats that know none of them have none.
    *Not a fault when* the file is a draft, and another one was published.
    """
    found = [one for one in report.remarks if one.kind in _PENDING]
    for remark in found:
        proof = (evidence.place(remark.text, remark.location),) if remark.location else ()
        yield Comparison(remark.kind, f"文件中的{_PENDING[remark.kind]}", "已清理", remark.text, evidence=proof)
    if not found:
        yield Comparison("none", "文件中的修订、批注和隐藏内容", "已清理", "已清理")


@check("WD103", "wording.lost_characters", Severity.NOTICE, basis=_NUMBERS)
def lost_characters(report: Report) -> Iterator[Comparison]:
    """日期、文号不应缺字。 Dates and numbers of documents are whole.

    *Compares* the dates and numbers of documents in the narrative with how they are written, and with the calendar.
    *Undetermined when* never.
    *Not a fault when* the character was lost in saving or recognising the file; the original has it then.
    """
    for section in report.sections:
        text = fold(section.text)
        patterns = declared("damage", tuple[Named, ...])
        found = [(one.name, match.span()) for one in patterns for match in one.pattern.finditer(text)]
        found += [("不存在的日期", match.span()) for match in _DATE.finditer(text) if not _is_date(match)]
        yield from _listed(section, _longest(found), "日期和文号", "完整")


def _longest(found: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Of what was found at one place the longest alone: one slip is told once."""
    kept: list[tuple[str, Span]] = []
    for name, (start, end) in sorted(found, key=lambda one: one[1][0] - one[1][1]):
        if all(end <= span[0] or span[1] <= start for _, span in kept):
            kept.append((name, (start, end)))
    return kept


def _is_date(match: re.Match[str]) -> bool:
    try:
        date(int(match["year"] or _LEAP), int(match["month"]), int(match["day"]))
    except ValueError:
        return False
    return True


@check("WD104", "wording.doubled", Severity.NOTICE, basis=_ACCURATE)
def doubled(report: Report) -> Iterator[Comparison]:
    """字词、标点不应重复。 No word and no mark stands twice.

    *Compares* words, single characters that never stand twice, and marks with what follows them.
    *Undetermined when* never.
    *Not a fault when* the repetition is a word of its own that the list of such words does not have.
    """
    words = declared("doubled", Doubled)
    for section in report.sections:
        text = fold(section.text)
        found = [("重复的字", match.span()) for match in words.characters.finditer(text)]
        found += [("重复的标点", match.span()) for match in words.marks.finditer(text)]
        found += [("重复的词语", span) for span in _words_twice(text, words)]
        yield from _listed(section, found, "重复的字词")


def _words_twice(text: str, words: Doubled) -> Iterator[Span]:
    """Where a word stands twice, the longest at each place."""
    end = 0
    for match in _WORD_TWICE.finditer(text):
        start, last = match.span("twice")
        word = match["word"]
        known = word in words.pairs if len(word) == _PAIR else word not in words.words
        if start >= end and known and not text.startswith(words.endings, start):
            yield start, last
            end = last


def _listed(section: Section, found: list[tuple[str, Span]], what: str, due: str = "无") -> Iterator[Comparison]:
    """A comparison for each place found; one that agrees where there is none and the section has text.

    Where a section has more than any inspector goes through, the places beyond are one comparison that counts them.
    """
    places = sorted(found, key=lambda one: one[1])
    listed, rest = places[:_MOST], places[_MOST:]
    for name, span in listed:
        proof = evidence.passage(section, *span)
        shown = f"{proof.text}（{name}）" if due != "无" else proof.text
        subject = f"{section.name}的{what if due != '无' else name}"
        yield Comparison(f"{section.index}.{name}", subject, due, shown, evidence=(proof,))
    if rest:
        first = evidence.passage(section, *rest[0][1])
        subject, said = f"{section.name}的其余{what}", f"另有{len(rest)}处"
        yield Comparison(f"{section.index}.余", subject, due, said, evidence=(first,))
    if section.text and not found:
        yield Comparison(f"{section.index}", f"{section.name}的{what}", due, due)
