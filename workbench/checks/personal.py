"""WD 文字: personal data that should not have been published. They are masked in whatever is said of them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench import privacy
from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.words import Contacts, declared
from workbench.findings import Comparison, Severity
from workbench.privacy import Personal, personal
from workbench.reports import Report, Section
from workbench.text import fold

_LAW = "政府信息公开条例第十五条；个人信息保护法第二十八条、第三十四条"
_CHECKED = "末位校验码不符，可能是其他编号，或者录入有误"
_PUBLISHED = "号码旁有“联系”“电话”等字样，可能是对外公布的联系方式，请核实是否为个人号码、是否经本人同意"


@check("WD301", "wording.identity_number", Severity.WARNING, basis=_LAW)
def identity_number(report: Report) -> Iterator[Comparison]:
    """报告不应出现公民身份号码。 No identity card number stands in the report.

    *Compares* numbers of 18 digits that hold a birthday, and whose check digit is right (GB 11643), with none.
    *Undetermined when* the check digit is wrong.
    *Not a fault when* never; the number is to be removed from what was published, too.
    """
    for section in report.sections:
        found = [one for one in personal(section.text) if one.kind == privacy.IDENTITY]
        yield from (_shown(section, one, "" if one.certain else _CHECKED) for one in found)
        if section.text and not found:
            yield _none(section, privacy.IDENTITY)


@check("WD302", "wording.mobile_number", Severity.NOTICE, basis=_LAW)
def mobile_number(report: Report) -> Iterator[Comparison]:
    """报告不应出现个人手机号码。 No personal mobile number stands in the report.

    *Compares* mobile numbers with none; numbers of fixed lines are passed over.
    *Undetermined when* words beside it show that it may be published as a contact on purpose.
    *Not a fault when* the number is the office's own.
    """
    words = declared("contacts", Contacts)
    for section in report.sections:
        found = [one for one in personal(section.text) if one.kind == privacy.MOBILE]
        for one in found:
            start, end = section.sentence(one.start, one.end)
            beside = fold(section.text)[start:end]
            public = words.public.search(beside) and not words.private.search(beside)
            yield _shown(section, one, _PUBLISHED if public else "")
        if section.text and not found:
            yield _none(section, privacy.MOBILE)


def _shown(section: Section, one: Personal, reason: str) -> Comparison:
    proof = evidence.passage(section, one.start, one.end)
    at = f"{section.index}.{one.kind}"
    return Comparison(at, f"{section.name}的{one.kind}", "无", proof.text, evidence=(proof,), reason=reason)


def _none(section: Section, kind: str) -> Comparison:
    return Comparison(f"{section.index}.{kind}", f"{section.name}的{kind}", "无", "无")
