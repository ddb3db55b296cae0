"""What a section lacks is shown at that section."""

from __future__ import annotations

import pytest

from tests.builders import as_text, empty
from tests.generators.judge import report_of
from workbench.audit import audit
from workbench.findings import Evidence

FEWER = "存在问题：一是公开不及时；二是内容不全面；三是解读不深入。\n改进措施：一是及时公开；二是完善目录。"


def shown(code: str, number: str, *paragraphs: str) -> list[Evidence]:
    """The places at which a check shows what it found in a section of that text."""
    report = report_of(as_text(empty().with_text(number, *paragraphs)))
    return [one for problem in audit([report]).problems if problem.check.startswith(code) for one in problem.evidence]


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("PR302", "五", "存在的主要问题：公开内容不够丰富，更新不及时。"),
        ("PR405", "五", FEWER),
    ],
)
def test_what_is_missed_is_shown_in_its_section(code: str, number: str, text: str) -> None:
    """Whoever looks at the finding sees the words in which something is missed."""
    found = shown(code, number, *text.split("\n"))
    assert 5 == found[0].section
    assert text.split("\n", maxsplit=1)[0] == found[0].text.split("\n")[0]
    assert found[-1].location is not None


def test_what_a_long_section_lacks_is_shown_by_its_heading() -> None:
    """The whole of 总体情况 would hide what else is found in it."""
    assert {"一、总体情况"} == {one.text for one in shown("PR301", "一", "（一）主动公开。及时更新栏目内容。")}


def test_a_section_without_a_word_is_shown_by_its_heading() -> None:
    """Where nothing stands, the place of the heading is that of the finding."""
    assert {"五、存在的主要问题及改进情况"} == {one.text for one in shown("PR302", "五")}
