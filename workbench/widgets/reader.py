"""The reader: a whole report in the form's look, its findings, the way of its numbers, and its source beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import anywidget
import traitlets

from workbench import markup
from workbench.audit import Audit, audit
from workbench.errors import DocumentError
from workbench.reports import Report
from workbench.review import Ledger, ledger_of
from workbench.session.handling import handle
from workbench.session.reading import reading
from workbench.session.session import Patch, Session
from workbench.widgets.modules import module, text
from workbench.widgets.printed import printed


class Reader(anywidget.AnyWidget):
    """A report to be read. Its HTML, which needs neither kernel nor network, stands wherever widgets do not."""

    _esm = module("reader.js")
    _css = text("style.css") + text("faces.css")
    sheet = traitlets.Dict().tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    counts = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session, key: str) -> None:
        """Show a report of a session, by its key."""
        self.session, self.report = session, session.shelf.fetch(key)
        self._reading = reading(self.report, key, session.ledger.by_report.get(key, ()), session.shelf.key)
        super().__init__(**asdict(self._reading))
        session.push = self._push
        self.on_msg(self._take)

    def _take(self, _widget: object, message: Any, _buffers: object) -> None:  # noqa: ANN401 - anything
        handle(self.session, message)

    def _push(self, patch: Patch, buffers: Sequence[bytes]) -> None:
        self.send(patch, list(buffers))

    def close(self) -> None:
        """Take the reader away and end what is under way."""
        self.session.close()
        super().close()

    def _repr_html_(self) -> str:
        """The report with its marks and findings, for exports and for where there is no kernel."""
        return markup.render("reader.html.j2", report=self.report, told=self._reading, parts=printed(self._reading))


def show(report: Report, found: Audit | Ledger | None = None) -> Reader:
    """A whole report, to be read in a notebook cell: findings in place, numbers tied out, the source beside it.

    ``found`` is the audit, or the ledger, that has the findings; without one the report is audited by itself. Raises
    DocumentError where what was found is not about this report.
    """
    reports: tuple[Report, ...] = (report,)
    if isinstance(found, Ledger):
        ledger = found
    else:
        narrowed = _about(found, report) if found else audit([report])
        ledger, reports = ledger_of(narrowed), narrowed.reports
    key = next((one.key for one in ledger.reports if _same(one, report)), "")
    if not key:
        raise DocumentError(f"核查结果中没有这份报告：{report.source}。请用含有它的核查结果，或只给出报告。")
    return Reader(Session(ledger, reports=reports), key)


def _same(one: Any, report: Report) -> bool:  # noqa: ANN401 - a record of a report, or a report
    return bool(one.source == report.source and one.sha256 == report.sha256)


def _about(found: Audit, report: Report) -> Audit:
    """The part of an audit that is about a report, with the reports that its findings speak of."""
    problems = tuple(one for one in found.problems if one.source == report.source)
    sources = {report.source, *(quote.source for one in problems for quote in one.evidence)}
    kept = tuple(one for one in found.reports if one.source in sources)
    return replace(found, reports=kept, problems=problems, outcomes=(), failures=())
