"""An office's own checks and forms: used where they are in order, told of where they are not, and never in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import workbench as wb
from tests.builders import as_text, empty
from workbench.errors import CatalogueError, FormError
from workbench.forms import add

EXAMPLE = Path(__file__).parents[1] / "data" / "rules"

OLD = """青石县水利局2018年政府信息公开工作年度报告

一、概述
2018年，我局收到政府信息公开申请9件。联系电话：0000-0000000。
二、主动公开政府信息情况
及时公开。
三、依申请公开政府信息情况
指标\t数量
收到申请数\t8
同意公开答复数\t5
同意部分公开答复数\t1
不同意公开答复数\t2
申请办结数\t8
四、存在的主要问题及改进情况
存在的问题：公开不够及时。改进措施：加强学习。
"""

FAULTY = '''
from workbench.checks import check
from workbench.findings import Severity
from workbench.reports import Report

@check("LC901", "local.faulty", Severity.ERROR)
def faulty(report: Report):
    """出错的检查。 A check that fails.

    *Compares* nothing. *Undetermined when* always. *Not a fault when* always.
    """
    yield 1 / 0
'''


def run(script: str, *arguments: Path) -> str:
    """What a script prints in a process of its own, for rules are for a whole process."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout.strip()


def test_the_example_adds_a_check_and_a_form(tmp_path: Path) -> None:
    """The folder's check finds what is missing, and its form reads a report of 2018 and finds what differs."""
    (tmp_path / "a.txt").write_text(OLD, "utf-8")
    (tmp_path / "b.txt").write_text(as_text(empty()), "utf-8")
    script = (
        "import sys, workbench as wb\nfrom workbench import rules\nrules.use(sys.argv[1])\n"
        "audit = wb.audit(wb.load(sys.argv[2], cache=False))\n"
        "print([r.form.id for r in audit.reports], sorted((p.year, p.check) for p in audit.problems"
        " if p.check in ('LC101', 'NT101')))\nprint(audit.run.faults)"
    )
    expected = "['example-2018', 'cn-2021'] [(2018, 'NT101'), (2023, 'LC101')]\n()"
    assert expected == run(script, EXAMPLE, tmp_path)


def test_a_check_that_fails_is_undetermined_and_stops_nothing(tmp_path: Path) -> None:
    """The failing check says so on the report and in the run; all others run; a file that is no program is told of."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "faulty.py").write_text(FAULTY, "utf-8")
    (rules / "broken.py").write_text("def (", "utf-8")
    (tmp_path / "b.txt").write_text(as_text(empty()), "utf-8")
    script = (
        "import sys, workbench as wb\nfrom workbench import rules\nrules.use(sys.argv[1])\n"
        "audit = wb.audit(wb.load(sys.argv[2], cache=False))\n"
        "print([(o.verdict.value, o.comparison.reason) for o in audit.outcomes if o.check.code == 'LC901'])\n"
        "print(len(audit.problems), [(n[-9:], 'SyntaxError' in why, why[-12:]) for n, why in audit.run.faults])"
    )
    said = run(script, rules, tmp_path / "b.txt")
    assert "[('undetermined', '检查 LC901 运行出错（ZeroDivisionError），请联系该检查的编写人员')]" in said
    assert "0 [('broken.py', True, " in said
    assert "('LC901', False, '；在1份报告上未能判断。')" in said


LEAVING = FAULTY.replace("yield 1 / 0", "raise SystemExit(3)")
NONSENSE = FAULTY.replace("yield 1 / 0", "yield '不是比对'")


@pytest.mark.parametrize(("program", "error"), [(LEAVING, "SystemExit"), (NONSENSE, "AttributeError")])
def test_no_check_ends_the_run(tmp_path: Path, program: str, error: str) -> None:
    """A check that leaves the program, or yields what is no comparison, has failed like any other."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "faulty.py").write_text(program, "utf-8")
    (tmp_path / "b.txt").write_text(as_text(empty()), "utf-8")
    script = (
        "import sys, workbench as wb\nfrom workbench import rules\nrules.use(sys.argv[1])\n"
        "audit = wb.audit(wb.load(sys.argv[2], cache=False))\nprint(len(audit.problems), audit.run.faults[0][1])"
    )
    assert f"0 检查 LC901 运行出错（{error}）" in run(script, tmp_path / "rules", tmp_path / "b.txt")


def test_a_check_cannot_take_the_place_of_another(tmp_path: Path) -> None:
    """A code that the package has is refused, whatever the function is called."""
    (tmp_path / "same.py").write_text(FAULTY.replace("LC901", "CF101").replace("def faulty", "def row_total"), "utf-8")
    script = (
        "import sys\nfrom workbench import rules\nfrom workbench.checks import find\nrules.use(sys.argv[1])\n"
        "print(find('CF101').function.__module__, rules.faults()[0][1])"
    )
    assert "workbench.checks.footing 自定义规则未能使用：检查编号“CF101”已被占用。" == run(script, tmp_path)


def test_installed_packages_add_checks_and_forms(tmp_path: Path) -> None:
    """The entry point groups are looked through; what of them cannot be loaded is told and stops nothing."""
    (tmp_path / "office.py").write_text(FAULTY.replace("yield 1 / 0", "yield from ()"), "utf-8")
    form = EXAMPLE / "forms" / "example-2018.yaml"
    (tmp_path / "office_forms.py").write_text(f"PATH = {str(form)!r}", "utf-8")
    info = tmp_path / "office-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: office\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(
        "[workbench.checks]\nfaulty = office\ngone = nowhere\n[workbench.forms]\nold = office_forms:PATH\n", "utf-8"
    )
    script = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nimport workbench as wb\nfrom workbench import rules\n"
        "from workbench.checks import find\nfrom workbench.forms import form\naudit = wb.audit([])\n"
        "print(find('LC901').name, form('example-2018').id, [name for name, _ in audit.run.faults])"
    )
    assert "local.faulty example-2018 ['workbench.checks: gone']" == run(script, tmp_path)


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    """The message names the folder."""
    from workbench import rules  # noqa: PLC0415 - the room is what is tested

    with pytest.raises(CatalogueError, match="没有名为"):
        rules.use(tmp_path / "nowhere")


def test_a_form_with_the_id_of_another_is_refused(tmp_path: Path) -> None:
    """An office's form cannot take the place of the statutory one."""
    text = (EXAMPLE / "forms" / "example-2018.yaml").read_text("utf-8").replace("id: example-2018", "id: cn-2021")
    (tmp_path / "form.yaml").write_text(text, "utf-8")
    with pytest.raises(FormError, match="已被占用"):
        add(tmp_path / "form.yaml")


def test_the_example_is_not_used_unasked() -> None:
    """No rule of the example is in the catalogue of a run that did not name it."""
    assert not wb.audit(wb.load(EXAMPLE.parent / "reports")).run.faults
