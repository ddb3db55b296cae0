"""The ledger in SARIF, held against the schema and against the ledger."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from click.testing import CliRunner

from tests.builders import as_text, empty
from tests.exports.drafts import ledger, undecided
from tests.review.drafts import faulty
from workbench.cli import main
from workbench.errors import ExportError
from workbench.exports import export, sarif
from workbench.exports.sarif_results import MOST_PLACES, Places, address, message
from workbench.review import Ledger, Quote, Status
from workbench.review.ledger import Disabled, Fault
from workbench.text import printable

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def valid(made: Ledger) -> dict[str, Any]:
    """The log of a ledger, which the schema accepts."""
    log = json.loads(json.dumps(sarif.as_log(made)))
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    return dict(log)


def unescaped(text: str) -> str:
    """A message as a viewer shows it."""
    plain = text.replace("{{", "{").replace("}}", "}")
    return re.sub(r"(\\+)\[", lambda found: found[1][: len(found[1]) // 2] + "[", plain)


def test_the_log_is_valid_and_says_every_finding() -> None:
    """Each finding is a result, in its order, with rule, level, message, fingerprint and what was decided."""
    (run,) = valid(ledger())["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(ledger().entries) == len(run["results"])
    for entry, found in zip(ledger().entries, run["results"], strict=True):
        assert (entry.check, entry.check) == (found["ruleId"], rules[found["ruleIndex"]]["id"])
        assert LEVELS[entry.severity] == found["level"]
        assert "\n".join(filter(None, (entry.message, entry.explanation))) == unescaped(found["message"]["text"])
        assert {"finding/v1": entry.id} == found["fingerprints"]
        told = found["properties"]
        assert [entry.unit, entry.year, entry.expected, entry.actual, entry.difference, entry.status] == [
            told[name] for name in ("unit", "year", "expected", "actual", "difference", "status")
        ]


def test_all_checks_are_rules_with_help_in_chinese() -> None:
    """Whether they found something or not; each says what it compares, and one that is off says why."""
    off = Disabled("CF104", "标题", "本市不用")
    (run,) = valid(replace(ledger(), run=replace(ledger().run, disabled=(off,))))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert [check.code for check in ledger().checks] == list(rules)
    for check in ledger().checks:
        rule = rules[check.code]
        assert f"{check.title}。" == unescaped(rule["shortDescription"]["text"])
        assert all(word in rule["help"]["text"] for word in ("比较：", "无法判断：", "并非问题："))
        assert (check.code != "CF104") == rule["defaultConfiguration"]["enabled"]
    assert "已停用：本市不用" in rules["CF104"]["help"]["text"]


def test_dismissals_are_suppressions() -> None:
    """With who, when and why; one that waits for a second reviewer is under review; no other finding has any."""
    (run,) = valid(ledger())["runs"]
    for entry, found in zip(ledger().entries, run["results"], strict=True):
        assert (entry.status is Status.DISMISSED) == bool(found["suppressions"])
    (first, *_) = (one for one in ledger().entries if one.status is Status.DISMISSED)
    for waits, status in ((False, "accepted"), (True, "underReview")):
        (run,) = valid(replace(ledger(), entries=(replace(first, needs_second=waits),)))["runs"]
        (told,) = run["results"][0]["suppressions"]
        assert (status, "统计口径不同，数据无误；口径见说明") == (told["status"], told["justification"])
        assert "张三" == told["properties"]["reviewer"]


def test_places_in_a_text_are_lines_and_columns() -> None:
    """The first piece of evidence is where the finding is, the others are related; lines and columns count from 1."""
    (run,) = valid(ledger())["runs"]
    for entry, found in zip(ledger().entries, run["results"], strict=True):
        told = [*found["locations"], *found["relatedLocations"]]
        assert max(len(entry.evidence), 1) == len(told)
        for one, place in zip(entry.evidence, told, strict=False):
            region = place["physicalLocation"]["region"]
            assert [one.location[name] for name in ("line", "column", "end_line", "end_column")] == [
                region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")
            ]
            assert one.text == region["snippet"]["text"]
            number = place["physicalLocation"]["artifactLocation"]["index"]
            assert entry.source == unquote(run["artifacts"][number]["location"]["uri"])


@pytest.mark.parametrize(
    ("where", "place", "kind"),
    [
        ({"page": 3, "box": [1, 2, 3, 4]}, "第3页", "page"),
        ({"sheet": "表三", "cell": "B7"}, "工作表“表三”B7", "sheet"),
        ({"block": 4, "cell_row": 2, "cell_column": 3}, "第4块（表格）第2行第3格", "block"),
    ],
)
def test_places_elsewhere_are_logical(where: dict[str, Any], place: str, kind: str) -> None:
    """A page, a cell of a sheet or a block has no line; it is named in words, and kept for programs."""
    quote = Quote("cell", "3", key="disputes.review.total", label="行政复议总计", place=place, location=where)
    found = Places({"a.pdf": 0}).of(quote, "a.pdf")
    assert {"fullyQualifiedName": place, "kind": kind} == found["logicalLocations"][0]
    assert "disputes.review.total" == found["logicalLocations"][1]["fullyQualifiedName"]
    assert where == found["properties"]["place"]
    assert "region" not in found["physicalLocation"]
    entry = replace(ledger().entries[0], evidence=(quote,))
    valid(replace(ledger(), entries=(entry,)))


def test_a_missing_report_is_placed_at_its_unit() -> None:
    """There is no file, so that the unit is where the finding is."""
    (run,) = valid(ledger())["runs"]
    last = run["results"][-1]
    assert [{"logicalLocations": [{"name": "青石县林业局", "kind": "unit"}]}] == last["locations"]


def test_files_and_failures_are_told() -> None:
    """Every file with its SHA-256; what could not be read or used, with the reason."""
    faults = (Fault("本地规则.py", "语法有误"),)
    (run,) = valid(replace(ledger(), run=replace(ledger().run, faults=faults)))["runs"]
    files = {unquote(one["location"]["uri"]): one.get("hashes", {}).get("sha-256") for one in run["artifacts"]}
    read = {one.source: one.sha256 for one in ledger().reports}
    assert read | {one.source: one.sha256 for one in ledger().failures} == files
    told = run["invocations"][0]
    assert ["坏.pdf：文件已损坏。"] == [one["message"]["text"] for one in told["toolExecutionNotifications"]]
    assert ["本地规则.py：语法有误"] == [one["message"]["text"] for one in told["toolConfigurationNotifications"]]
    assert told["startTimeUtc"].endswith("Z")


def many(reports: int, each: int) -> Ledger:
    """A ledger of so many findings on so many reports."""
    first = ledger().entries[0]
    entries = tuple(replace(first, id=f"{at:08}{n:08}", about=f"{at}") for at in range(reports) for n in range(each))
    return replace(ledger(), entries=entries)


def test_a_large_batch_is_parted_into_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No run has more results than viewers take, no report stands in two, nothing is lost or doubled."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 10)
    made = many(9, 4)
    runs = valid(made)["runs"]
    parts = [[one["fingerprints"]["finding/v1"] for one in run["results"]] for run in runs]
    assert [one.id for one in made.entries] == [one for part in parts for one in part]
    assert [8, 8, 8, 8, 4] == list(map(len, parts))
    assert len(runs) == len({run["automationDetails"]["id"] for run in runs})
    files = [[one["location"]["uri"] for one in run["artifacts"]] for run in runs]
    assert [1, 0, 0, 0, 0] == [sum(one.endswith(".pdf") for one in listed) for listed in files]


def test_a_report_with_more_findings_than_a_run_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is parted where it has to be."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 10)
    assert [10, 10, 5] == [len(run["results"]) for run in valid(many(1, 25))["runs"]]


def test_rules_are_limited_to_what_viewers_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more checks than that those are declared that found something, and every result has its rule."""
    most = max(len({one.check for one in found}) for found in ledger().by_report.values())
    monkeypatch.setattr(sarif, "MOST_RULES", most)
    runs = valid(ledger())["runs"]
    assert {most} == {len(run["tool"]["driver"]["rules"]) for run in runs}
    assert all("ruleIndex" in one for run in runs for one in run["results"])
    assert len(ledger().entries) == sum(len(run["results"]) for run in runs)


def test_more_than_a_file_takes_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message says what to do; nothing is left out in silence."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 1)
    with pytest.raises(ExportError, match=r"21个.*20个.*分批"):
        export(many(21, 1), tmp_path / "a.sarif")


def test_places_of_a_result_are_limited() -> None:
    """As many as viewers take, the first ones."""
    entry = ledger().entries[0]
    wide = replace(entry, evidence=entry.evidence * (MOST_PLACES // len(entry.evidence) + 1))
    (run,) = valid(replace(ledger(), entries=(wide,)))["runs"]
    (found,) = run["results"]
    assert MOST_PLACES == len(found["locations"]) + len(found["relatedLocations"])


def test_a_batch_without_findings_is_a_run() -> None:
    """It says that it ran, over which files, by which rules."""
    (run,) = valid(replace(undecided(), entries=()))["runs"]
    assert [] == run["results"]
    assert len(undecided().reports) + 1 == len(run["artifacts"])


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("data/甲 乙.txt", "data/%E7%94%B2%20%E4%B9%99.txt"),
        ("/data/a.txt", "file:///data/a.txt"),
        ("C:\\年报\\a.txt", "file:///C:/%E5%B9%B4%E6%8A%A5/a.txt"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//evil/x?y#z", "file:///evil/x%3Fy%23z"),
    ],
)
def test_paths_are_addresses_of_files_and_nothing_else(source: str, uri: str) -> None:
    """Relative paths stay so; no name of a file is a scheme, a host, a query or a fragment."""
    assert uri == address(source)


@pytest.mark.parametrize(
    "text",
    ["{0}", "[点此](javascript:alert(1))", "[[a](1)", "[a[b](1)", r"\[a](1)", r"\\[a](1)", "{{ 7 }}", "(1)[2]", "[1]"],
)
def test_messages_say_just_their_text(text: str) -> None:
    """Braces are no placeholders and brackets no links, and a viewer shows the text as it was."""
    told = message(text)["text"]
    assert printable(text) == unescaped(told)
    assert not re.search(r"(?<!\\)(?:\\\\)*\[[^\n]*?\]\(", told)


def test_the_command_prints_the_log(tmp_path: Path) -> None:
    """``audit --format sarif`` prints what ``--out a.sarif`` writes."""
    (tmp_path / "水利局.txt").write_text(as_text(faulty()), "utf-8")
    (tmp_path / "教育局.txt").write_text(as_text(empty(unit="青石县教育局")), "utf-8")
    arguments = ["audit", str(tmp_path), "--format", "sarif", "--out", str(tmp_path / "a.sarif")]
    result = CliRunner().invoke(main, arguments)
    assert 1 == result.exit_code
    log = json.loads(result.stdout)
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    assert log == json.loads((tmp_path / "a.sarif").read_text("utf-8"))
