"""DU 雷同: sections copied from last year or from another unit, and tables that are another unit's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.subjects import Batch, YearPair
from workbench.findings import Comparison, Evidence, Relation, Severity
from workbench.forms.model import Table
from workbench.likeness import OwnText, Passage, likenesses, own_text, share
from workbench.likeness.comparing import longest
from workbench.policy import Policy
from workbench.reports import Report, Section
from workbench.reports.roster import Roster
from workbench.text import normalise
from workbench.values import Interval

_BASIS = "政府信息公开条例第五十条"
_HUNDRED = 100
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of a report with its own text."""

    report: Report
    section: Section
    own: OwnText

    @property
    def name(self) -> str:
        """The unit, year and section, as a message names them."""
        return f"{self.report.unit}{self.report.year or ''}年报告{self.section.name}"


@check("DU101", "likeness.last_year", Severity.WARNING, basis=_BASIS)
def like_last_year(pair: YearPair, policy: Policy) -> Iterator[Comparison]:
    """各部分文字不应照搬上年度报告。 No section is last year's over again.

    *Compares* the share of each section's own text that stands word for word in one section of last year's report with
    the share from which the policy reports it. The form's wording, names and numbers are no own text.
    *Undetermined when* last year's report is not there, or cannot be told.
    *Not a fault when* what was done is the same every year and is told in the same words.
    """
    parts = list(_parts(pair.report, policy))
    if not pair.priors:
        if parts:
            yield Comparison("last_year", "与上年度报告相同的文字", None, None, reason=pair.reason)
        return
    before = [part for prior in pair.priors for part in _parts(prior, policy, least=1)]
    for part in parts:
        shares = [(share(part.own.text, other.own.text), other) for other in before]
        best, other = max(shares, key=lambda one: one[0], default=(Decimal(0), None))
        yield _compared(part, other, best, policy.likeness.last_year, "上年度报告")


@check("DU201", "likeness.other_unit", Severity.WARNING, basis=_BASIS)
def like_others(batch: Batch, policy: Policy) -> Iterator[Comparison]:
    """各部分文字不应与其他单位的报告雷同。 No section is another unit's over again.

    *Compares* the share of each section's own text that stands word for word in one section of another unit's report,
    in any year, with the share from which the policy reports it. Units with the same text are named together.
    *Undetermined when* never; sections with little own text are not compared, nor is a batch of one unit.
    *Not a fault when* the units share an office that writes for both, or the text was given to all of them from above.
    """
    parts = [part for report in batch.reports if report.unit for part in _parts(report, policy)]
    parts.sort(key=lambda part: (part.report.year, normalise(part.report.unit), part.section.index, part.report.source))
    now = _successors(batch.roster)
    owners = [now.get(name, name) for name in (normalise(part.report.unit) for part in parts)]
    if len(set(owners)) >= _TWO:
        passages = [Passage(part.own.text, owner) for part, owner in zip(parts, owners, strict=True)]
        found = {one.passage: one for one in likenesses(passages, policy.likeness.others)}
        for at, part in enumerate(parts):
            likeness = found.get(at)
            others = [parts[other] for other, _ in likeness.others] if likeness else []
            best, nearest = (likeness.others[0][1], others[0]) if likeness else (Decimal(0), None)
            note = _listed(others, "至少" if likeness and likeness.more else "")
            yield _compared(part, nearest, best, policy.likeness.others, "其他单位的报告", note)


def _successors(roster: Roster | None) -> dict[str, str]:
    """The units that go by another name now, or were merged into others, by the names that they had."""
    units = roster.units if roster else ()
    return {normalise(name): normalise(unit.unit) for unit in units for name in unit.former}


def _parts(report: Report, policy: Policy, least: int | None = None) -> Iterator[_Part]:
    """The sections of a report that have enough own text, what stands before the first heading aside."""
    for section in report.sections:
        own = own_text(report, section)
        if section.index and len(own.text) >= (least or policy.likeness.least):
            yield _Part(report, section, own)


def _compared(  # noqa: PLR0913, PLR0917 - one each for what a comparison of texts consists of
    part: _Part, other: _Part | None, best: Decimal, bound: float, what: str, note: str = ""
) -> Comparison:
    limit = Decimal(str(bound)) * _HUNDRED
    alike = other is not None and best >= limit
    where = other.name if other and alike else what
    return Comparison(
        f"{part.section.index}",
        f"{part.section.name}与{where}相同的文字所占比例",
        Interval.exact(limit.normalize() if limit < _HUNDRED else _HUNDRED),
        Interval.exact(best),
        relation=Relation.BELOW,
        evidence=_passages(part, other) if other and alike else (),
        note=note,
        unit="%",
        about=part.report,
        against=other.report if other and alike else None,
    )


def _passages(part: _Part, other: _Part) -> tuple[Evidence, ...]:
    """The longest run that a section has in common with another, in the one and in the other."""
    own, their = longest(part.own, other.own)
    source = other.report.source
    return evidence.passage(part.section, *own), evidence.passage(other.section, *their, source=source)


def _listed(others: Sequence[_Part], about: str) -> str:
    """The units of the same text, each once, where they are more than one."""
    names = list(dict.fromkeys(part.report.unit for part in others))
    return f"同一段文字见于另外{about}{len(names)}个单位的报告：{evidence.enumerated(names)}" if len(names) > 1 else ""


@check("DU301", "likeness.tables", Severity.WARNING, basis=_BASIS)
def same_tables(batch: Batch, policy: Policy) -> Iterator[Comparison]:
    """统计表不应与其他单位完全相同。 No table of figures is another unit's.

    *Compares* all cells of each table with those of the other units of the batch in the same year, where the figures
    that are no zeros and no totals have digits enough not to be the same by chance.
    *Undetermined when* a cell of the table could not be read for certain.
    *Not a fault when* one unit's report is the summary of the other, or both are one office.
    """
    known = [report for report in batch.reports if report.unit]
    if len({normalise(report.unit) for report in known}) < _TWO:
        return
    tables = [(report, table) for report in known for table in report.form.tables]
    same: dict[tuple[object, ...], list[Report]] = {}
    for report, table in tables:
        figures = _figures(report, table)
        if figures:
            same.setdefault((report.year, report.form.id, table.key, figures), []).append(report)
    for report, table in tables:
        figures = _figures(report, table)
        if figures and _digits(report, table) >= policy.likeness.figures:
            group = same[report.year, report.form.id, table.key, figures]
            yield _table(report, table, _strangers(report, group, batch.roster))
        elif figures is None and report.edition:
            reason = "统计表有单元格未能确切读取"
            yield Comparison(table.key, f"《{table.name}》", None, None, reason=reason, about=report)


def _table(report: Report, table: Table, others: Sequence[Report]) -> Comparison:
    names = sorted(dict.fromkeys(other.unit for other in others))
    found = f"与{evidence.enumerated(names)}的数字全部相同" if names else "与其他单位不同"
    keys = [key for key in _keys(report, table) if _value(report, key)]
    proof = evidence.cells(report, keys) if names else ()
    note = f"共有另外{len(names)}个单位的该表与此相同" if len(names) > 1 else ""
    subject = f"第{table.section}部分《{table.name}》"
    return Comparison(table.key, subject, "与其他单位不同", found, evidence=proof, note=note, about=report)


def _strangers(report: Report, group: Sequence[Report], roster: Roster | None) -> list[Report]:
    """The reports of units that are no kin to a report's own: neither its parent nor its organ, nor an office of it."""
    own = normalise(report.unit)
    found = []
    for other in group:
        name = normalise(other.unit)
        if name != own and not name.startswith(own) and not own.startswith(name) and not _is_kin(own, name, roster):
            found.append(other)
    return found


def _is_kin(one: str, other: str, roster: Roster | None) -> bool:
    """Whether the roster has one unit as the parent of the other."""
    units = {normalise(unit.unit): normalise(unit.parent) for unit in roster.units} if roster else {}
    return units.get(one) == other or units.get(other) == one


def _keys(report: Report, table: Table) -> list[str]:
    """The cells of a table that are no sums of others."""
    sums = {one.right[0] for one in report.form.sums if one.table == table.key and len(one.right) == 1}
    cells = (cell for cell in report.form.cells.values() if cell.table.key == table.key)
    return [cell.key for cell in cells if cell.row.key not in sums and cell.column.key not in sums]


def _value(report: Report, key: str) -> Decimal:
    value = report.value(key, lenient=True)
    return value.low if value else Decimal(0)


def _figures(report: Report, table: Table) -> tuple[Decimal, ...] | None:
    """The values of a table's cells; None where one could not be read for certain."""
    keys = [key for key, cell in report.form.cells.items() if cell.table.key == table.key]
    values = [report.value(key, lenient=True) for key in keys]
    return tuple(value.low for value in values if value) if all(values) else None


def _digits(report: Report, table: Table) -> int:
    """How many digits the figures of a table have, zeros and totals aside."""
    values = (_value(report, key) for key in _keys(report, table))
    return sum(len(value.as_tuple().digits) for value in values if value)
