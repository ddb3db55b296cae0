"""The size of figures against last year's: changes by a large factor, and 元 for 万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.checks import evidence
from workbench.checks.accounts import ACCOUNTED, account
from workbench.checks.carried import UNREAD
from workbench.checks.subjects import YearPair
from workbench.findings import Comparison, Evidence
from workbench.policy import Thresholds
from workbench.reports import Report
from workbench.values import Interval, plain

_FEES = "disclosure.fees.charged"
_SCALE = Decimal(10_000)
_DECADE = Decimal(10)


def swung(pair: YearPair, bounds: Thresholds) -> Iterator[Comparison]:
    """Each figure that the form names for this, against last year's."""
    keys = [key for pattern in pair.report.form.swings for _, key in pair.report.form.expand(pattern)]
    if keys and pair.reason:
        yield Comparison("swing", f"与{pair.last}相比的变动", None, None, reason=pair.reason)
        return
    for key in dict.fromkeys(keys):
        if all(key in prior.form.cells for prior in pair.priors):
            yield _swung(pair, key, bounds)


def _swung(pair: YearPair, key: str, bounds: Thresholds) -> Comparison:
    now, then = pair.report.value(key, lenient=True), _before(pair, key)
    due = f"变动不到{bounds.swing:g}倍"
    factor = _factor(now.low, then.low, Decimal(bounds.swing_least)) if now and then else Decimal()
    wild = now is not None and then is not None and factor >= Decimal(str(bounds.swing))
    told = account(pair.report, "PL201", _named(pair.report, key)) if wild else ()
    return Comparison(
        key,
        f"{pair.report.form.label(key)}与{pair.last}相比",
        due,
        f"由{then}变为{now}" if wild else due,
        evidence=(*_proof(pair, key), *told),
        reason=ACCOUNTED if told else "" if now and then else UNREAD.format(last="本年度或上年度"),
        note="如属实，应当说明原因。" if wild else "",
        bundle="swing",
    )


def _named(report: Report, key: str) -> str:
    """What prose calls the cases of a cell: rows of the table of applications count applications."""
    cell = report.form.cells[key]
    return "申请" if cell.table.key == "applications" else cell.row.label


def _factor(now: Decimal, then: Decimal, least: Decimal) -> Decimal:
    """How many times the smaller figure the larger is; 0 where both are small; beside 0 the bound stands for it."""
    smaller, larger = sorted((now, then))
    if larger < least or larger <= 0:
        return Decimal()
    return larger / (smaller if smaller > 0 else max(least, Decimal(1)))


def in_yuan(pair: YearPair) -> Iterator[Comparison]:
    """The fees charged against last year's, some ten thousand times as much or as little as which is another unit."""
    if _FEES not in pair.report.form.cells:
        return
    now, then = pair.report.value(_FEES, lenient=True), _before(pair, _FEES)
    mixed = _mixed(now.low, then.low) if now and then else ""
    yield Comparison(
        _FEES,
        pair.report.form.label(_FEES),
        "以万元为单位的金额",
        mixed or "以万元为单位的金额",
        evidence=_proof(pair, _FEES),
        reason=pair.reason or ("" if now and then and then.low > 0 else f"{pair.last}没有可以比较的收费金额"),
        note=f"上年为{then}，本年为{now}，相差约一万倍，疑将元与万元混淆。" if mixed else "",
        covers=(("PL201", _FEES),) if mixed else (),
    )


def _mixed(now: Decimal, then: Decimal) -> str:
    """Which of the two amounts seems to be in 元; empty where neither does."""
    if now <= 0 or then <= 0:
        return ""
    if _SCALE / _DECADE <= now / then <= _SCALE * _DECADE:
        return f"{plain(now)}，疑为元"
    return f"{plain(now)}，而上年度疑以元填报" if _SCALE / _DECADE <= then / now <= _SCALE * _DECADE else ""


def _before(pair: YearPair, key: str) -> Interval | None:
    """Last year's figure, of all predecessors together; None where it was not read for certain."""
    values = [prior.value(key, lenient=True) for prior in pair.priors if key in prior.form.cells]
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known and len(known) == len(pair.priors) else None


def _proof(pair: YearPair, key: str) -> tuple[Evidence, ...]:
    priors: list[Report] = [prior for prior in pair.priors if key in prior.form.cells]
    others = [one for prior in priors for one in evidence.cells(prior, [key], other=True)]
    return (*evidence.cells(pair.report, [key]), *others)
