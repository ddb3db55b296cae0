"""The policy: what can be set is used and recorded, and what is not known is refused with the reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.builders import empty
from tests.test_audit import made
from workbench.audit import audit
from workbench.errors import PolicyError
from workbench.policy import Policy, default, parse, read_policy, template
from workbench.reports.roster import Unit

BUREAU = Unit("青石县水利局", "县级", "部门", region="某省某市青石县")
STREET = Unit("石桥街道办事处", "街道", "政府派出机关")
COUNTY = Unit("青石县人民政府", "县级", "政府")


def test_the_template_states_every_default() -> None:
    """Whoever copies the template sees each setting, and an empty policy decides the same."""
    assert Policy() == default()
    assert set(yaml.safe_load(template())) == set(Policy.model_fields)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("thresholds: {swnig: 5}", "thresholds.swnig 是不认识的键"),
        ("severity: {PR303: 严重}", "severity.PR303"),
        ("disabled: {PR402: ''}", "disabled.PR402"),
        ("deadlines: {departments: 1月31日}", "deadlines.departments"),
        ("deadlines: {departments: '02-30'}", "deadlines.departments"),
        ("disabled: [", "第1行"),
        ("- a", "应为一组键和值"),
    ],
)
def test_what_is_not_known_is_refused(text: str, told: str) -> None:
    """The message names the key or the line."""
    with pytest.raises(PolicyError) as error:
        parse(text, "规则.yaml")
    assert told in str(error.value)
    assert "规则.yaml" in str(error.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """No traceback where the path is wrong or the encoding is another."""
    with pytest.raises(PolicyError, match="没有"):
        read_policy(tmp_path / "没有.yaml")
    (tmp_path / "国标.yaml").write_bytes("disabled: {PR402: 不要求}".encode("gb18030"))
    with pytest.raises(PolicyError, match="UTF-8"):
        read_policy(tmp_path / "国标.yaml")


def test_an_unknown_check_is_refused() -> None:
    """A policy that switches off or grades a check which does not exist would do nothing, so it is refused."""
    with pytest.raises(PolicyError, match="XX999"):
        audit([], Policy(disabled={"XX999": "没有"}))


@pytest.mark.parametrize(
    ("text", "unit", "due"),
    [
        ("", BUREAU, date(2024, 1, 31)),
        ("", COUNTY, date(2024, 3, 31)),
        ("", STREET, None),
        ("", Unit("青石农场"), None),
        ("deadlines: {others: '02-29'}", STREET, date(2024, 2, 29)),
        ("deadlines: {local: [{region: 某省, departments: '01-20'}]}", BUREAU, date(2024, 1, 20)),
        ("deadlines: {local: [{region: 他省, departments: '01-20'}]}", BUREAU, date(2024, 1, 31)),
        ("deadlines: {local: [{unit: 青石县水利局, departments: '01-10'}, {}]}", BUREAU, date(2024, 1, 10)),
        ("deadlines: {local: [{level: 街道, others: '01-25'}]}", STREET, date(2024, 1, 25)),
        ("deadlines: {local: [{kind: 政府, governments: '03-01'}]}", COUNTY, date(2024, 3, 1)),
    ],
)
def test_the_day_that_is_due(text: str, unit: Unit, due: date | None) -> None:
    """The first local rule that is for the unit and sets its day counts, then the general one."""
    assert parse(text, "规则.yaml").deadlines.due(unit, 2023) == due


def test_29_february_of_another_year() -> None:
    """A day that only leap years have is the last of February in others."""
    assert parse("deadlines: {others: '02-29'}", "规则.yaml").deadlines.due(STREET, 2024) == date(2025, 2, 28)


def test_what_is_decided_is_recorded() -> None:
    """The run names what was changed and what was switched off, with the reason; another policy has another digest."""
    text = "disabled: {TM201: 本县不要求}\nseverity: {PR303: notice}\nthresholds: {swing: 5}"
    run = audit([], parse(text, "规则.yaml")).run
    assert (("severity.PR303", "notice"), ("thresholds.swing", "5.0")) == run.changes
    assert (("TM201", "报告应当写明数据的统计期限", "本县不要求"),) == run.off
    assert run.policy != audit([]).run.policy
    assert () == audit([]).run.changes


def test_severity_and_switched_off_checks_take_effect() -> None:
    """A check that was switched off makes no comparison, and a finding has the severity that was set."""
    report = made(empty().with_text("六", "无。"))
    found = audit([report], parse("disabled: {TM201: 本县不要求}\nseverity: {PR303: error}", "规则.yaml"))
    assert [("PR303", "error")] == [(one.check, str(one.severity)) for one in found.problems]
    assert "TM201" not in set(found.coverage["check"])
