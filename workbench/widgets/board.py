"""The board: the whole batch at a glance, in charts whose marks choose findings.

Importing this module takes a second or two: the library that draws is made into one text, so that nothing is fetched.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import anywidget
import traitlets
import vl_convert

from workbench import markup
from workbench.audit import Audit
from workbench.charts import applications, checks, coverage, disputes, heat, outcomes, progress
from workbench.charts.counting import as_ledger
from workbench.charts.look import SEVERITIES, Chart
from workbench.checks.catalogue import FAMILIES
from workbench.findings import Severity
from workbench.reports import Report
from workbench.review import Filter, Ledger, Status
from workbench.session import handling
from workbench.session.session import Session, unexpected
from workbench.session.walking import filter_of
from workbench.widgets.desk import Desk
from workbench.widgets.modules import module, text

log = logging.getLogger(__name__)

_NO_FIGURES = "没有读取报告，未画出申请和办理情况；请用 wb.board(audit, desk) 打开。"
_SOME_FIGURES = "申请和办理情况只统计了{some}份报告（共{all}份），其余未读入；请重新核查后再打开。"


class Board(anywidget.AnyWidget):
    """Charts over a ledger and its reports.

    ``filter`` is what was chosen by a click, ``session`` the one whose queue it filters.
    ``answered`` is how many messages of the page have been answered, whatever came of them.
    ``html`` is the same with charts as pictures, for where there is no kernel.
    """

    _esm = module("board.js")
    _css = text("style.css") + text("faces.css")
    charts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    summary = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)
    answered = traitlets.Int().tag(sync=True)

    def __init__(self, ledger: Ledger, audit: Audit | None = None, session: Session | None = None) -> None:
        """Draw the charts; figures come from the reports of the ``audit``, else from those at hand in the session."""
        self.ledger, self.session, self.filter = ledger, session, Filter()
        self._audit = audit
        super().__init__(chosen={"words": "", "findings": 0, "filter": {}}, **self._counted())
        self.on_msg(self._take)

    def refresh(self) -> None:
        """Count again, with all that was decided since."""
        for name, value in self._counted().items():
            setattr(self, name, value)

    def _counted(self) -> dict[str, Any]:
        """What is shown of the ledger as it stands."""
        if self.session:
            self.ledger = self.session.as_it_stands()
        reports = self._reports()
        figures = replace(self._audit, reports=reports) if self._audit else reports
        charts = [chart.to_dict() for chart in _charts(self.ledger, figures if reports else None)]
        remark = _remark(len(reports), len(self.ledger.reports))
        return {"charts": charts, "summary": {**_summary(self.ledger), "remark": remark}}

    def _reports(self) -> tuple[Report, ...]:
        """The reports that are there of those that the ledger is about now."""
        known = {(one.source, one.sha256) for one in self.ledger.reports}
        given = self._audit.reports if self._audit else self.session.shelf.reports() if self.session else ()
        return tuple(one for one in given if (one.source, one.sha256) in known)

    def choose(self, chosen: Filter, told: dict[str, Any]) -> None:
        """Choose findings by a click, in the queue of the session too where there is one."""
        self.filter = chosen
        if self.session:
            handling.choose(self.session, **told)
        count = len(chosen.select(self.ledger.entries))
        self.chosen = {"words": " × ".join(_words(self.ledger, chosen)), "findings": count, "filter": told}

    def _take(self, _widget: object, message: Any, _buffers: object) -> None:  # noqa: ANN401 - anything
        self.trouble = ""
        try:
            if message["do"] == "refresh":
                self.refresh()
            else:
                told = dict(message["filter"])
                self.choose(filter_of(told), told)
        except Exception as error:
            log.exception("the board failed: %r", message)
            self.trouble = unexpected(error)
        self.answered += 1

    @property
    def html(self) -> str:
        """The charts as pictures, in HTML that needs nothing else."""
        return markup.render("board.html.j2", summary=self.summary, severities=SEVERITIES,
                             charts=[vl_convert.vegalite_to_svg(spec) for spec in self.charts])  # fmt: skip


def board(found: Audit | Ledger | None = None, desk: Desk | Session | None = None) -> Board:
    """The batch at a glance: findings by unit, family, check and severity, progress, coverage, applications, outcomes.

    With a ``desk``, or a session, a click filters its queue, and nothing else need be given. A ledger has no figures of
    the reports; where there are none, their charts are left out. Raises TypeError where neither is given.
    """
    session = desk.session if isinstance(desk, Desk) else desk
    audit = found if isinstance(found, Audit) else None
    if session:
        return Board(session.ledger, audit, session)
    if found is None:
        raise TypeError("wb.board 需要核查结果（audit）或复核台（desk）。")
    return Board(as_ledger(found), audit)


def _charts(ledger: Ledger, found: Audit | tuple[Report, ...] | None) -> Iterator[Chart]:
    yield heat(ledger)
    yield checks(ledger, most=20)
    yield progress(ledger)
    yield coverage(ledger)
    if found:
        yield from (applications(found), outcomes(found), outcomes(found, by="years"), disputes(found))


def _remark(some: int, every: int) -> str:
    """What is to be said of the figures, which come from some of the reports."""
    if some == every:
        return ""
    return _SOME_FIGURES.format(some=some, all=every) if some else _NO_FIGURES


def _summary(ledger: Ledger) -> dict[str, int]:
    severities = {str(one): sum(entry.severity is one for entry in ledger.entries) for one in Severity}
    settled = sum(entry.settled for entry in ledger.entries)
    return {"reports": len(ledger.reports), "failures": len(ledger.failures), "findings": len(ledger.entries),
            "settled": settled, **severities}  # fmt: skip


def _words(ledger: Ledger, chosen: Filter) -> Iterator[str]:
    """What a filter asks for, in Chinese."""
    yield from (unit or "单位未识别" for unit in chosen.units)
    yield from (f"{year}年" for year in chosen.years)
    yield from (FAMILIES.get(code, code) for code in chosen.families)
    yield from (f"{code} {ledger.by_check[code].title}" if code in ledger.by_check else code for code in chosen.checks)
    yield from (Severity(one).chinese for one in chosen.severities)
    yield from (Status(one).chinese for one in chosen.statuses)
    yield from (name or "未分派" for name in chosen.assignees)
