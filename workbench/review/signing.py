"""What a sign-off is bound to, and whether that is still so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.review.journal import digest
from workbench.review.ledger import Ledger
from workbench.review.model import Entry, SignOff

_BOUND = {"sources": "来源文件或读数更正", "decisions": "问题或处理意见", "catalogue": "检查目录或核查规则"}


def bound_to(ledger: Ledger, about: str) -> dict[str, str]:
    """The digests that a sign-off of a report, or of the batch where none is named, is bound to."""
    reports = [one for one in [ledger.by_key.get(about)] if one] if about else ledger.reports
    files = {one.sha256 for one in reports}
    failures = () if about else ledger.failures
    corrected = [one for one in ledger.corrections if one.sha256 in files]
    entries = ledger.by_report.get(about, ()) if about else ledger.entries
    runs = {one.number: one for one in ledger.runs}
    made_by = [runs[number] for number in sorted({one.run for one in reports})]
    return {
        "sources": digest(
            [
                *sorted(f"{one.key} {one.sha256}" for one in reports),
                *sorted(f"{one.source} {one.sha256}" for one in failures),
                *sorted(f"{one.sha256} {one.key} {one.value}" for one in corrected),
            ]
        ),
        "decisions": digest(sorted(map(_stand, entries))),
        "catalogue": digest(dict.fromkeys(f"{one.catalogue} {one.policy}" for one in made_by)),
    }


def _stand(entry: Entry) -> str:
    """A finding and what was decided on it."""
    decision = entry.decision.seq if entry.decision else 0
    return f"{entry.id} {entry.digest} {entry.severity} {entry.status} {decision} {entry.needs_second}"


def signed(ledger: Ledger, sign_offs: Mapping[str, SignOff]) -> Ledger:
    """The ledger with its sign-offs, each in force or suspended."""
    current = {about: _held(ledger, one) for about, one in sign_offs.items()}
    reports = tuple(
        one if one.sign_off is current.get(one.key) else replace(one, sign_off=current.get(one.key))
        for one in ledger.reports
    )
    return replace(ledger, reports=reports, sign_off=current.get(""))


def given(ledger: Ledger) -> dict[str, SignOff]:
    """The sign-offs that a ledger has, by the key of the report; that of the batch under the empty one."""
    found = (ledger.sign_off, *(one.sign_off for one in ledger.reports))
    return {one.about: one for one in found if one}


def _held(ledger: Ledger, sign_off: SignOff) -> SignOff:
    """The sign-off, suspended by whatever has changed since."""
    now = bound_to(ledger, sign_off.about)
    changed = tuple(f"{words}已变" for name, words in _BOUND.items() if getattr(sign_off, name) != now[name])
    return replace(sign_off, in_force=not changed, suspended_by=changed)


def unsettled(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The findings that stand in the way of a sign-off: undecided, stale, or waiting for a second reviewer."""
    return tuple(entry for entry in entries if not entry.settled)
