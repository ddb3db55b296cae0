"""What does harm where it is taken for more than text, in every place of a ledger that holds text from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from tests.builders import empty
from tests.exports import drafts
from tests.review.drafts import report
from workbench.audit import Audit, audit
from workbench.reports import Report
from workbench.review import Entry, Found, Ledger, Opinion, Quote, ReportRecord, Standing, Status
from workbench.review.ledger import Disabled, Fault, Organ, Undetermined
from workbench.review.model import Correction, SignOff

NEGATIVE = "-12.5"
"""A figure that stands beside each text."""
_AT = "2024-03-02T01:00:00.000+00:00"


@cache
def payloads() -> tuple[str, ...]:
    """The texts that stand in ``payloads.yaml``."""
    families = yaml.safe_load(Path(__file__).with_name("payloads.yaml").read_text("utf-8"))
    return tuple(text for listed in families.values() for text in listed)


@cache
def audited() -> Audit:
    """An audit of a report for each text: unit, title, file and a sentence with a wrong figure hold it."""
    return audit(list(_reports()))


def _reports() -> Iterator[Report]:
    for at, text in enumerate(payloads()):
        line = " ".join(text.split())  # the sentence stays one paragraph, as the file's reader would make it
        draft = empty().with_text("一", f"（一）主动公开。制发行政规范性文件5件，{line}。")
        drawn = report(draft, f"{at}.txt")
        yield replace(drawn, unit=text, title=text, source=text)


@cache
def ledger() -> Ledger:
    """A ledger in which each text stands wherever one can stand."""
    texts = payloads()
    made = drafts.ledger()
    run = replace(
        made.run,
        changes={text: text for text in texts},
        disabled=tuple(Disabled("CF104", text, text) for text in texts),
        rules=texts,
        faults=tuple(Fault(text, text) for text in texts),
    )
    entries = tuple(_entry(at, text) for at, text in enumerate(texts))
    return replace(
        made,
        run=run,
        reports=tuple(_report(at, text) for at, text in enumerate(texts)),
        failures=tuple(Fault(text, text, "0" * 64) for text in texts),
        entries=entries,
        vanished=tuple(replace(one, id=f"v{one.id[1:]}", standing=Standing.FIXED) for one in entries),
        organs=tuple(Organ(text, text, text, text, text) for text in texts),
        coverage=(),
        undetermined=tuple(Undetermined(str(at), text, "CF101", "x", text, text) for at, text in enumerate(texts)),
        corrections=tuple(_correction(text) for text in texts),
        sign_off=_signed("", texts[0]),
    )


def _entry(at: int, text: str) -> Entry:
    first = drafts.undecided().entries[0]
    span = Quote("span", text, section=1, before=text, after=text, place=text)
    cell = Quote("cell", text, key="disputes.review.total", label=text, state=text, place=text, correction=text)
    made = replace(
        first,
        id=f"{at:016}",
        about=str(at),
        unit=text,
        source=text,
        message=text,
        explanation=text,
        expected=text,
        actual=text,
        difference=NEGATIVE,
        evidence=(span, replace(cell, source=text), Quote("place", text, source=text)),
        folded=(Found(**{name: getattr(first, name) for name in Found.__slots__} | {"message": text, "unit": text}),),
        section=text,
        places=text,
        standing_note=text,
        assignee=text,
    )
    return drafts.decided(made, Opinion(Status.CONFIRMED, note=text, question=text), reviewer=text)


def _report(at: int, text: str) -> ReportRecord:
    first = drafts.ledger().reports[0]
    told = dict.fromkeys(("source", "unit", "title", "level", "kind", "parent", "region", "assignee"), text)
    return replace(first, **told, key=str(at), sign_off=_signed(str(at), text))  # type: ignore[arg-type]


def _signed(about: str, text: str) -> SignOff:
    return SignOff(9, "s", about, text, _AT, text, "a", "b", "c", in_force=False, suspended_by=(text,))


def _correction(text: str) -> Correction:
    made = Correction("0" * 64, "disputes.review.upheld", text, text, text, _AT)
    return replace(made, label=text, original=text, state=text, place=text)
