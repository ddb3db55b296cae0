"""Web pages whose own style sheets say in roundabout ways what is seen of them, and in which direction it runs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest

from tests.pages import article, distinct
from workbench.documents import read_document
from workbench.documents.html.nesting import unnested
from workbench.documents.html.parsing import parsed
from workbench.documents.html.text import all_text
from workbench.documents.html.within import added
from workbench.reports import Report, recognise
from workbench.values import State

DRAFT = distinct(7)
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}


def _report(tmp_path: Path, body: str, sheet: str) -> Report:
    head = f"<meta charset=utf-8><style>{sheet}</style>"
    path = tmp_path / "报告.html"
    path.write_text(f"<html><head>{head}</head><body><h1>{DRAFT.title}</h1>{body}</body></html>", "utf-8")
    return recognise(read_document(path))


def _cells(write: Callable[[str], str]) -> str:
    """The article with each number written in some way."""
    return article(DRAFT, cell=lambda text: write(text) if text.isdigit() else escape(text))


def _numbers(report: Report) -> dict[str, Decimal | None]:
    return {
        key: fact.exact.low if fact.state is State.NUMBER and fact.exact else None for key, fact in report.cells.items()
    }


_LEFTWARD = "unicode-bidi:bidi-override;direction:rtl"


@pytest.mark.parametrize(
    "sheet",
    [
        f".old{{{_LEFTWARD}}}",
        f"td > i{{{_LEFTWARD}}}",
        f"@media screen{{i.old{{{_LEFTWARD}}}}}",
        f"i:is(.old, .older){{{_LEFTWARD}}}",
        "table{direction:rtl} .old{unicode-bidi:isolate-override}",
        ".old{direction:ltr} i.old{direction:rtl} td i{unicode-bidi: bidi-override}",
    ],
)
def test_figures_that_a_style_sheet_turns_round(tmp_path: Path, sheet: str) -> None:
    """Figures that a rule has run from right to left are those that are shown, whatever names what it is for."""
    assert VALUES == _numbers(_report(tmp_path, _cells(lambda text: f"<i class=old>{text[::-1]}</i>"), sheet))


@pytest.mark.parametrize(
    ("within", "sheet"),
    [(f"style='{_LEFTWARD}'", ""), ("class=old", f".old{{{_LEFTWARD}}}"), ("class=old", f"td.old{{{_LEFTWARD}}}")],
)
def test_cells_that_are_turned_round(tmp_path: Path, within: str, sheet: str) -> None:
    """A cell that is itself written from right to left reads as it is shown, and so does what is within it."""
    for write in ("<td {}>{}</td>", "<td {}><p><b>{}</b></p></td>"):
        body = _cells(str)
        for text in DRAFT.values.values():
            body = body.replace(f"<td>{text}</td>", write.format(within, text[::-1]))
            body = body.replace(f'<td colspan="3">{text}</td>', write.format(f"{within} colspan=3", text[::-1]))
        assert VALUES == _numbers(_report(tmp_path, body, sheet))


@pytest.mark.parametrize(
    "sheet",
    [
        ".old{direction:rtl}",
        ".old{unicode-bidi:bidi-override}",
        "table{direction:rtl} td{direction:ltr;unicode-bidi:bidi-override}",
    ],
)
def test_half_of_what_turns_figures_round_does_not(tmp_path: Path, sheet: str) -> None:
    """A direction alone leaves figures as they stand, and so does an override that runs from left to right."""
    assert VALUES == _numbers(_report(tmp_path, _cells(lambda text: f"<i class=old>{text}</i>"), sheet))


HIDING = [
    ":is(.old, .older){display:none}",
    "td :where(i.old){display:none}",
    "[class^=ol]{display:none}",
    "i[class$='ld']{visibility:hidden}",
    "i[class*=l]{display:none}",
    "td i[class~=old]{display:none}",
    "[lang|=zh] i.old{display:none} i[class|=old]{display:none}",
    ":root td > .old{display:none}",
    "td > i:nth-last-child(1){display:none}",
    ":root{--no:none} .old{display:var(--no)}",
    ".old{display:var(--unknown, none)}",
    "body{--a:none;--b:var(--a)} .old{display:var(--b)}",
    "table{color:red; td{margin:0; & > i.old{display:none}}}",
    "@media screen{table, .x{.old{display:none;}}}",
]


@pytest.mark.parametrize("sheet", HIDING)
def test_figures_that_roundabout_rules_hide(tmp_path: Path, sheet: str) -> None:
    """A figure beside a number that a rule hides is no part of it, in whatever way the rule names it."""
    assert VALUES == _numbers(_report(tmp_path, _cells(lambda text: f"{text}<i class=old>7</i>"), sheet))


SHOWN_AGAIN = [
    ".old{display:none} i.old.new{display:inline}",
    ".old{display:none} td .old{display:inline}",
    "@media (min-width:700px){.old{display:none}} td i.old{display:inline}",
    "@media screen{.old{display:none}} #all .old{display:inline}",
    ".old{display:none} .new{display:inline}",
    ".old{display:inline!important} @media screen{.old{display:none}}",
]
HIDDEN_ALL_THE_SAME = [
    ".new{display:inline} .old{display:none}",
    "td .old{display:inline} i.old.new{display:none}",
    ".old{display:none!important} td .old{display:inline}",
    ".old{position:absolute;left:-9999px} td .old{display:inline}",
    ".old{visibility:hidden} .new{display:inline}",
    ".old{font-size:0} i.old.new{display:inline}",
    ".old{display:none} th .old{display:inline}",
]


@pytest.mark.parametrize("sheet", SHOWN_AGAIN)
def test_figures_that_a_rule_shows_again(tmp_path: Path, sheet: str) -> None:
    """What a class hides is seen where a rule that goes before says so, as it is longer, important, or comes later."""
    body = _cells(lambda text: f'<i class="old new">{text}</i>')
    assert VALUES == _numbers(_report(tmp_path, f"<div id=all>{body}</div>", sheet))


@pytest.mark.parametrize("sheet", HIDDEN_ALL_THE_SAME)
def test_figures_that_no_rule_shows_again(tmp_path: Path, sheet: str) -> None:
    """A rule that the hiding one goes before shows nothing, nor one of the display what is hidden in another way."""
    body = _cells(lambda text: f'{text}<i class="old new">7</i>')
    assert VALUES == _numbers(_report(tmp_path, body, sheet))


def test_a_tab_that_is_open(tmp_path: Path) -> None:
    """Of two tabs the one that a longer rule shows is read, and the other is not."""
    other = article(distinct(8))
    body = f'<div class="tab on">{_cells(str)}</div><div class="tab">{other}</div>'
    assert VALUES == _numbers(_report(tmp_path, body, ".tab{display:none}.tab.on{display:block}"))


@pytest.mark.parametrize(
    "sheet",
    [
        "i[class^=ld]{display:none}",
        "i[class*='']{display:none}",
        "i[class~=ol]{display:none}",
        "i:is(.new, .newer){display:none}",
        "td > i:nth-last-child(2){display:none}",
        ".dark{--no:none} .old{display:var(--no)}",
        ":root{--no:inline} .dark{--no:none} .old{display:var(--no)}",
        ".old{display:var(--unknown, inline)}",
    ],
)
def test_figures_that_such_rules_do_not_hide(tmp_path: Path, sheet: str) -> None:
    """A rule for something else, or a variable of which it is not known what it is, takes no figure away."""
    assert VALUES == _numbers(_report(tmp_path, _cells(lambda text: f"<i class=old>{text}</i>"), sheet))


def test_figures_that_may_be_hidden_by_what_is_not_known(tmp_path: Path) -> None:
    """They are not joined to the number beside them, which then says no number."""
    report = _report(tmp_path, _cells(lambda text: f"<b>{text}</b><i>7</i>"), "td:has(b) i{display:none}")
    assert {None} == set(_numbers(report).values())


@pytest.mark.parametrize(
    ("sheet", "write"),
    [
        ("i::before{content:attr(data-n)}", "<i data-n='{}'></i>"),
        ("i:after{content:'1'} td i::after{content: \"\"}", "<i>{}</i>"),
        ("td::before{content:attr(data-label)} i::after{content:'7'; display:none}", "<i></i>{}"),
        ("i::after{content:'7'} td i::after{visibility:hidden}", "{}<i></i>"),
    ],
)
def test_figures_that_a_style_sheet_draws(tmp_path: Path, sheet: str, write: str) -> None:
    """Those that the rule says which goes before the others are figures of the cell; words are none."""
    assert VALUES == _numbers(_report(tmp_path, _cells(write.format), sheet))


def test_figures_that_a_style_sheet_reckons(tmp_path: Path) -> None:
    """What it counts itself is no blank."""
    report = _report(tmp_path, _cells(lambda _: "<i></i>"), "i{counter-increment:n} i::after{content:counter(n)}")
    assert {State.UNREADABLE} == {fact.state for fact in report.cells.values()}


def test_figures_that_a_style_sheet_draws_within_two_tables() -> None:
    """They are drawn once, however many tables an element stands in."""
    root = parsed("<table><tr><td><table><tr><td><i></i></td></tr></table></td></tr></table>")
    assert 1 == len(list(added(root, [("i::after", "content:'7'")])))
    assert "7" == all_text(root).strip()


def test_pages_that_are_made_to_take_long() -> None:
    """Blocks that go on opening, names that grow within names, and text that begins again and again are left alone."""
    assert "" == unnested("a{" * 20_000 + "}" * 20_000)
    assert "" == unnested("a{" + "&&&&&&&&{" * 8 + "x:1" + "}" * 9)
    assert "1" == all_text(parsed("<?xml version='1.0'?><p>1</p>" + "<![CDATA[" * 50_000)).strip()[:1]
    rules = [("i::after", "content:'7'")] * 500
    cells = parsed("<table>" + "<tr><td><i></i></td></tr>" * 1_001 + "</table>")
    assert ["样式过多" in one.text for one in added(cells, rules)] == [True]
