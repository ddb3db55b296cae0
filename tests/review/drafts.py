"""Audits of drawn reports for the tests of the review room, without files: a text with a name and a digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count

from tests.builders import Draft, as_text, empty
from workbench.audit import audit
from workbench.checks.subjects import Batch
from workbench.documents import Document
from workbench.documents.plain import blocks
from workbench.policy import Policy, default
from workbench.reports import Report, recognise
from workbench.reports.model import Correction
from workbench.reports.roster import Roster, Unit
from workbench.review import Ledger, Opinion, ledger_of
from workbench.review.words import Reason, Status

_RUNS = count(1)

YES = Opinion(Status.CONFIRMED)
NO = Opinion(Status.DISMISSED, Reason.BASIS, "口径见说明")
ASK = Opinion(Status.ASKED, question="请说明差额来源。")
DONE = Opinion(Status.CORRECTED)
AGAIN = Opinion(Status.REOPENED)

SECOND = Policy.model_validate(default().model_dump() | {"review": {"second_reviewer": ["error"]}})
"""The policy of an office that wants two pairs of eyes on the dismissal of an error."""


def report(draft: Draft, source: str = "") -> Report:
    """The report that a draft's text is recognised as; the file's digest is the text's."""
    return _recognised(as_text(draft), source or f"{draft.unit} {draft.year}.txt")


@cache
def _recognised(text: str, name: str) -> Report:
    return recognise(Document(name, hashlib.sha256(text.encode()).hexdigest(), tuple(blocks(text))))


def faulty(unit: str = "青石县水利局", values: Mapping[str, int] | None = None) -> Draft:
    """A report of zeros whose disputes do not add up, or with other wrong values."""
    return empty(unit=unit).with_values(**(values or {"disputes.review.total": 3}))


def ledger(*drafts: Draft, policy: Policy | None = None, corrections: Iterable[Correction] = ()) -> Ledger:
    """The ledger of an audit of drafts."""
    reports = tuple(report(draft, f"{at} {draft.unit}.txt") for at, draft in enumerate(drafts))
    return ledger_of(audit(reports, policy, corrections))


def listed(units: Iterable[Unit | str], *drafts: Draft) -> Ledger:
    """The ledger of an audit of drafts against a roster of these units."""
    roster = Roster(tuple(one if isinstance(one, Unit) else Unit(one) for one in units))
    return ledger_of(audit(Batch(tuple(map(report, drafts)), roster=roster)))


@cache
def three() -> Ledger:
    """The ledger of three units, of which two have errors."""
    clean = empty(unit="青石县教育局")
    worse = faulty("青石县民政局", values={"disputes.review.total": 3, "disclosure.normative.repealed": -1})
    return ledger(faulty(), clean, worse)


def again(made: Ledger) -> Ledger:
    """The same found once more, by a run of its own, a second after the last one."""
    at = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(seconds=next(_RUNS))
    return replace(made, run=replace(made.run, at=at.isoformat()))
