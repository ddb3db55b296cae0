"""WD 文字: the documents that a report cites, under their right numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.words import Citation, declared
from workbench.findings import Comparison, Evidence, Severity
from workbench.forms import forms
from workbench.reports import Report, Section
from workbench.text import difference, fold, normalise

_TORTOISE = str.maketrans("﹝﹞", "〔〕")
_OPENING, _CLOSING = ("《", "〈", "<"), ("》", "〉", ">")
_FORMER = ("原", "旧", "修订前的", "修改前的")
"""Before a title: the document is named as one that is no longer in force."""
_LONGEST = 120
"""So long a title with what stands in it may be."""
_OTHER_BRACKETS = "（应使用六角括号〔〕）"


@check(
    "WD205",
    "wording.citation",
    Severity.NOTICE,
    basis="国办公开办函〔2021〕30号；GB/T 9704—2012《党政机关公文格式》（发文字号）",
)
def citation(report: Report) -> Iterator[Comparison]:
    """引用的文件字号应当正确、现行有效。 Documents are cited by the numbers under which they are in force.

    *Compares* the numbers cited for the notice of the report's form, the regulation and the fee with the right ones for
    the reporting year, brackets included.
    *Undetermined when* the reporting year is not known.
    *Not a fault when* a superseded document is named beside the one that replaced it.
    """
    notice = next((one for one in forms() if report.year and one.years.cover(report.year)), None)
    for one in declared("citations", tuple[Citation, ...]):
        right = one.right or (notice.notice if notice else "")
        found = [(section, match) for section in report.sections for match in _cited(section, one)]
        both = any(_plain(match["cited"]) == _plain(right) for _, match in found)
        for section, match in found if right and report.year >= one.first else ():
            if not _has_lost_brackets(match["cited"], right):
                yield _compared(section, match, one, right, both=both)
        for section, match in found if not report.year else ():
            proof = _quoted(section, match)
            yield Comparison(f"{section.index}.{one.name}", one.name, None, proof.text, reason="报告年度未能识别")


def _cited(section: Section, one: Citation) -> Iterator[re.Match[str]]:
    """The citations of a document in a section, in sentences that speak of it; a title before one says what it is."""
    text = fold(section.text)
    for match in one.found.finditer(text):
        start, end = section.sentence(*match.span())
        before = text[max(start, match.start() - _LONGEST) : match.start()]
        title = _title(before)
        is_former = bool(title) and before[: before.rindex(title)].endswith(_FORMER)
        if one.context.search(title or text[start:end]) and not is_former:
            yield match


def _title(before: str) -> str:
    """The title right before a number, with titles within it; empty where none is there."""
    end = before.rstrip(" (\"'")
    if not end.endswith(_CLOSING):
        return ""
    depth = 0
    for at in range(len(end) - 1, -1, -1):
        depth += (end[at] in _CLOSING) - (end[at] in _OPENING)
        if not depth:
            return end[at:]
    return ""


def _compared(section: Section, match: re.Match[str], one: Citation, right: str, *, both: bool) -> Comparison:
    proof = _quoted(section, match)
    written = "".join(proof.text.split())
    same = _plain(written) == _plain(right)
    if same and written.translate(_TORTOISE) != right:
        found = f"{written}{_OTHER_BRACKETS}"
    else:
        found = right if same or (both and _is_former(written, one)) else written
    note = "" if same or found == right else _why(written, right)
    at, subject = f"{section.index}.{one.name}", f"{section.name}所引{one.name}"
    return Comparison(at, subject, right, found, evidence=(proof,), note=note)


def _why(written: str, right: str) -> str:
    """What is wrong with a number: it is another edition's, or differs in some characters."""
    if _is_superseded(written):
        return f"{written}规定的格式不适用于本年度"
    differs = difference(written, right)
    return f"差异：{differs}" if differs else ""


def _quoted(section: Section, match: re.Match[str]) -> Evidence:
    return evidence.passage(section, *match.span("cited"))


def _has_lost_brackets(written: str, right: str) -> bool:
    """Whether a number is right but for a bracket that it has lost, which is said where lost characters are."""
    return _plain(written) != _plain(right) and re.sub(r"\W", "", written) == re.sub(r"\W", "", right)


def _is_former(written: str, one: Citation) -> bool:
    """Whether a number is one that may be named beside the right one."""
    return _is_superseded(written) or any(_plain(written) == _plain(former) for former in one.former)


def _is_superseded(written: str) -> bool:
    """Whether a number is that of an edition of the form; beside the right one it may be named."""
    return any(_plain(written) == _plain(one.notice) for one in forms())


def _plain(text: str) -> str:
    """A number without the kind of its brackets."""
    return normalise(text).replace("(", "[").replace(")", "]")
