"""Evidence of a finding: pages with the place framed, last year's and the parent's report, what is folded under it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.builders import empty
from tests.documents.prints import printed
from tests.session.desks import UNITS, Desk, drafts, written
from workbench.audit import audit
from workbench.batch import load
from workbench.reports.roster import Roster, Unit
from workbench.session.opening import open_session


def test_a_page_is_shown_with_the_place_framed_and_how_far_down_it_is(tmp_path: Path) -> None:
    """And of a cell that is to be corrected only the part around it."""
    (tmp_path / "印发.pdf").write_bytes(printed(drafts()[1]))
    at = Desk(open_session(audit(load(tmp_path / "印发.pdf", jobs=1)), tmp_path / "audit.db", "张三"))
    finding = next(one for one in at.session.columns.entries if one.check.startswith("CF"))
    at("source", report=finding.about, finding=finding.id, evidence=0, name="a")
    page = at.pictures[-1]
    assert red(page)
    assert 0 < at.screen["source"]["down"] < 1
    assert abs(at.screen["source"]["down"] - red(page)[0]) < 0.02
    at("source", report=finding.about, cell=finding.evidence[0].key, close=True, name="b")
    assert red(at.pictures[-1])
    assert Image.open(io.BytesIO(at.pictures[-1])).height < Image.open(io.BytesIO(page)).height / 2


def red(png: bytes) -> list[float]:
    """How far down a picture is framed, as shares of its height."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    wide, high = picture.size
    data = picture.tobytes()
    return [at // wide / high for at in range(wide * high) if data[3 * at : 3 * at + 3] == bytes((214, 30, 30))]


def test_last_years_and_the_parents_report_can_be_looked_at_beside(tmp_path: Path) -> None:
    """They are named with the finding and shown when asked for."""
    parent = "青石县人民政府"
    found = [*drafts(), replace(drafts()[0], year=2022), empty(unit=parent)]
    batch = load(written(tmp_path / "reports", found), jobs=1)
    units = (Unit(parent, "县级", "政府"), *(Unit(unit, "县级", "部门", parent) for unit in UNITS))
    at = Desk(open_session(audit(replace(batch, roster=Roster(units))), tmp_path / "audit.db", "张三"))
    finding = next(one for one in at.session.columns.entries if (one.unit, one.year) == (UNITS[0], 2023))
    at("go", finding=finding.id)
    beside = {one["name"]: one["report"] for one in at.screen["finding"]["companions"]}
    assert {"上年报告": f"{UNITS[0]} 2022", "上级报告": f"{parent} 2023"} == beside
    at("report", report=beside["上年报告"])
    (sheet,) = at.patches[-1]["sheets"]
    assert (UNITS[0], 2022) == (sheet["unit"], sheet["year"])


def test_what_a_cause_has_broken_is_folded_under_it(tmp_path: Path) -> None:
    """One wrong cell of table three breaks its row and its column: the finding names the cell and holds the rest."""
    draft = empty(unit=UNITS[0]).with_values(**{"applications.new.total": 7})
    batch = load(written(tmp_path / "reports", [draft]), jobs=1)
    at = Desk(open_session(audit(batch), tmp_path / "audit.db", "张三"))
    finding = next(one for one in at.session.columns.entries if one.folded)
    at("go", finding=finding.id)
    told = at.screen["finding"]
    assert [one.message for one in finding.folded] == [one["message"] for one in told["folded"]]
    assert told["basis"]
    assert told["explanation"]
    assert told["page"]["compares"]
