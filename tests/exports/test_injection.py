"""Texts that do harm where they are taken for more than text go through everything that is written; none does."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import jsonschema
import pypdfium2
import pytest
from click.testing import CliRunner
from lxml.etree import QName, fromstring
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import workbench as wb
from tests.browser.pages import CHROMIUM, browser, page
from tests.builders import empty
from tests.exports.drafts import OFFICE
from tests.exports.hostile import NEGATIVE, audited, ledger, payloads
from tests.exports.test_sarif import SCHEMA, unescaped
from tests.pages import site
from workbench.cli import main
from workbench.exports import SUFFIXES, export
from workbench.exports.sheets import number
from workbench.exports.sheets_findings import findings
from workbench.exports.xlsx import sheets
from workbench.forms import form
from workbench.likeness import compare
from workbench.review import Opinion, Status, ledger_of, read_ledger
from workbench.review.store import open_store
from workbench.text import printable

pytestmark = pytest.mark.xdist_group("injection")
"""All are over one audit, which takes a while."""
OFFICE_SUITE = shutil.which("soffice")
SAID = tuple(map(printable, payloads()))
HARMLESS = """() => [...new Set([...document.querySelectorAll('*')].flatMap((one) => [one.localName,
  ...[...one.attributes]
  .filter((it) => it.name.startsWith('on') || /^(href|src|action|data|srcdoc|background)$/.test(it.name))
  .map((it) => `${it.name}=${it.value}`)]))]"""
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "article", "h1", "h2", "h3",
    "h4", "p", "div", "span", "b", "q", "mark", "ol", "ul", "li", "a", "br", "table", "thead", "tbody", "tr", "th",
    "td", "details", "summary", "figure", "figcaption", "dl", "dt", "dd", "pre",
}  # fmt: skip


def test_there_are_enough_of_them() -> None:
    """More than a hundred, all different."""
    assert len(payloads()) == len(set(payloads())) > 150


def joined(text: str) -> str:
    """A text without its spaces, which layouts are free to change."""
    return re.sub(r"\s+", "", text)


def harmless(path: Path, *, within: str, texts: Callable[[str], str] = joined) -> None:
    """A page in the browser runs nothing, asks for nothing, has no element but the package's; it shows every text."""
    address = path.resolve().as_uri()
    with browser() as started, page(started) as watched:
        at = watched.page
        at.goto(address)
        at.wait_for_load_state("networkidle")
        at.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert at.evaluate("() => window.pwned === undefined")
        assert ([address], []) == (watched.elsewhere, watched.errors)
        found = set(at.evaluate(HARMLESS))
        assert {one for one in found if "=" not in one} <= ELEMENTS
        assert all(one.startswith("href=#") for one in found if "=" in one)
        shown = [texts(one) for one in at.locator(within).all_text_contents()]
    assert not [text for text in SAID if not any(texts(text) in one for one in shown)]


@pytest.mark.skipif(not CHROMIUM, reason="no browser is installed")
def test_nothing_runs_in_the_working_paper(tmp_path: Path) -> None:
    """Opened in a browser, it shows the texts as they are and does nothing else."""
    export(ledger(), tmp_path / "a.html")
    harmless(tmp_path / "a.html", within=".finding")


def shown() -> Iterator[object]:
    """Everything that a notebook shows of reports with such texts."""
    made = audited()
    yield made
    yield from made.problems
    for report in made.reports:
        yield report
        yield wb.tie_out(report)
    first, second = made.reports[:2]
    yield compare(first, first.sections[0], second, second.sections[0])


@pytest.mark.skipif(not CHROMIUM, reason="no browser is installed")
def test_nothing_runs_in_a_notebook(tmp_path: Path) -> None:
    """Every ``_repr_html_`` in one page, without the policy that would forbid scripts."""
    parts = "".join(str(one._repr_html_()) for one in shown())  # type: ignore[attr-defined]
    page = f"<!doctype html><html><head><meta charset=utf-8><title>甲</title></head><body>{parts}</body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    harmless(tmp_path / "a.html", within="body")


@pytest.mark.skipif(not CHROMIUM, reason="no browser is installed")
def test_nothing_runs_where_a_place_is_shown(tmp_path: Path) -> None:
    """The block of a file around a figure shows what stands there."""
    keys = [key for key in form("cn-2021").cells if key.endswith(".research")]
    parts = []
    for at in range(0, len(payloads()), len(keys)):
        drawn = empty().with_values(**dict(zip(keys, payloads()[at:], strict=False)))
        (tmp_path / "甲.html").write_text(site(drawn), "utf-8", "surrogatepass")
        report = wb.read(tmp_path / "甲.html")
        parts += [wb.picture(report, key).html for key in keys[::4]]
    (tmp_path / "a.html").write_text(f"<!doctype html><title>甲</title><body>{''.join(parts)}</body>", "utf-8")
    harmless(tmp_path / "a.html", within="body", texts=lambda text: "".join(one for one in text if "!" <= one <= "~"))


@pytest.mark.skipif(not CHROMIUM, reason="no browser is installed")
def test_nothing_runs_in_a_pdf(tmp_path: Path) -> None:
    """It has no script, no action, no link out of itself, and every finding."""
    export(ledger(), tmp_path / "a.pdf")
    objects = re.sub(rb"stream\r?\n.*?endstream", b"", (tmp_path / "a.pdf").read_bytes(), flags=re.DOTALL)
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|SubmitForm|OpenAction|EmbeddedFile|GoToR|AA)\b", objects)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    everything = joined("".join(one.get_textpage().get_text_range() for one in document))
    document.close()
    assert all(one.id in everything for one in ledger().entries)


def test_no_text_is_a_formula_in_a_workbook(tmp_path: Path) -> None:
    """Every cell of every sheet is read back as it was written; texts are texts, figures figures."""
    export(ledger(), tmp_path / "a.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    for sheet in sheets(ledger()):
        rows = book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        above = len(sheet.preamble)
        top = above + 1 if above else 0
        assert list(sheet.headings) == rows[top]
        for expected, actual in zip((*sheet.preamble, *sheet.rows), (*rows[:above], *rows[top + 1 :]), strict=True):
            texts = [printable(one) if isinstance(one, str) else "" if one is None else one for one in expected]
            assert texts == actual[: len(texts)]
    with ZipFile(tmp_path / "a.xlsx") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, data in held.items() if re.search(rb"<f[ >]|<hyperlink|ddeLink|TargetMode", data)]
    assert not [name for name in held if "externalLinks" in name or "vbaProject" in name]
    cells = [cell for page in load_workbook(tmp_path / "a.xlsx") for row in page.iter_rows() for cell in row]
    assert {"n", "s", "inlineStr"} >= {cell.data_type for cell in cells}


def test_no_text_is_a_formula_in_csv(tmp_path: Path) -> None:
    """Text that a spreadsheet program would take for a formula is marked as text; nothing else is changed."""
    export(ledger(), tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    for expected, actual in zip(findings(ledger()).rows, rows, strict=True):
        for value, cell in zip(expected, actual, strict=True):
            text = "" if value is None else printable(str(value))
            assert cell in (text, f"'{text}")
            assert text == cell or not isinstance(number(text), int | float)
            begins = cell.lstrip(" \n\t").startswith(tuple("=+-@＝＋－＠"))
            assert not begins or isinstance(number(cell), int | float)
    assert {NEGATIVE} == {row[list(findings(ledger()).headings).index("差额")] for row in rows[: len(payloads())]}


@pytest.mark.skipif(not OFFICE_SUITE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_spreadsheet_program_makes_no_formula_of_a_text(tmp_path: Path, suffix: str) -> None:
    """LibreOffice opens what was written and saves it again: no cell has become a formula."""
    export(ledger(), tmp_path / f"a{suffix}")
    place = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE_SUITE), place, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "b")]
    command += ["--infilter=CSV:44,34,76,1,,0,false,true,false"] * (suffix == ".csv")  # UTF-8, figures are figures
    subprocess.run([*command, str(tmp_path / f"a{suffix}")], check=True, capture_output=True)  # noqa: S603 - our own
    page = load_workbook(tmp_path / "b" / "a.xlsx").worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert len(payloads()) < page.max_row
    assert "f" not in {cell.data_type for cell in cells}
    assert {float(NEGATIVE)} == {cell.value for cell in cells if isinstance(cell.value, float)}


PARTS = re.compile(r"/(document|header\d*|footer\d*|comments)\.xml(\.rels)?$")
LETTERS = ("a.docx", "notice"), ("b.docx", "circular"), ("c.zip", "notice")


@pytest.mark.parametrize(("name", "kind"), LETTERS)
def test_no_text_is_a_mark_or_a_field_in_a_letter(tmp_path: Path, name: str, kind: str) -> None:
    """A letter says the texts as they are; it has no field but the page's number, no link, nothing from elsewhere."""
    export(ledger(), tmp_path / name, kind=kind, letters=OFFICE)
    files = [tmp_path / name]
    if name.endswith(".zip"):
        with ZipFile(tmp_path / name) as archive:
            assert len(payloads()) + 1 == len(set(archive.namelist()))
            assert not [one for one in archive.namelist() if re.search(r'[\\/:*?"<>|\x00-\x1f]|^\.|\.\.$', one)]
            archive.extractall(tmp_path / "letters")
        files = sorted((tmp_path / "letters").glob("*.docx"))
    said = joined("".join(map(_letter, files)))
    assert not [text for text in SAID if joined(text) not in said]


def _letter(path: Path) -> str:
    """What a letter says, which holds nothing but text."""
    with ZipFile(path) as archive:
        filled = [name for name in archive.namelist() if PARTS.search(name)]
        elements = [one for name in filled for one in fromstring(archive.read(name)).iter("{*}*")]
    assert {" PAGE "} == {value for one in elements for name, value in one.items() if str(name).endswith("}instr")}
    assert not {QName(one).localname for one in elements} & {"instrText", "hyperlink", "altChunk", "object", "control"}
    assert not [one for one in elements if "TargetMode" in one.attrib]
    body = docx.Document(str(path)).element.body
    return "".join(one.text or "" for one in body.iter("{*}t"))


def test_no_text_is_a_link_or_a_place_in_sarif(tmp_path: Path) -> None:
    """The log is valid, its messages say just the texts, its addresses are those of files."""
    export(ledger(), tmp_path / "a.sarif")
    log = json.loads((tmp_path / "a.sarif").read_text("utf-8"))
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    results = [one for run in log["runs"] for one in run["results"]]
    assert [f"{text}\n{text}" for text in SAID] == [unescaped(one["message"]["text"]) for one in results]
    assert {NEGATIVE} == {one["properties"]["difference"] for one in results}
    addresses = re.findall(r'"uri": "([^"]*)"', (tmp_path / "a.sarif").read_text("utf-8"))
    assert addresses
    assert not [one for one in addresses if ":" in one and not one.startswith("file:///")]


def test_every_text_comes_back_from_json(tmp_path: Path) -> None:
    """The ledger that is read is the one that was written, and so is that of an audit of such reports."""
    export(ledger(), tmp_path / "a.json")
    assert ledger() == read_ledger(tmp_path / "a.json")
    audited().export(tmp_path / "b.json")
    assert ledger_of(audited()) == read_ledger(tmp_path / "b.json")


def test_every_text_goes_through_the_store(tmp_path: Path) -> None:
    """Notes come back as they were written, nothing else is done, and every kind of file is written from it."""
    made, url = ledger_of(audited()), str(tmp_path / "a.db")
    with open_store(url) as store:
        store.record(made, "张三")
        chosen = list({entry.about: entry for entry in store.ledger().entries}.values())
        notes = [f"注：{text}。".replace("\0", "") for text in payloads()]  # no database holds that one
        for entry, note in zip(chosen, notes, strict=True):
            store.decide([entry], Opinion(Status.CONFIRMED, note=note), "张三")
        assert () == store.verify().faults
        held = store.ledger().by_id
    assert notes == [taken.note for one in chosen if (taken := held[one.id].decision)]
    outs = [tmp_path / f"a{suffix}" for suffix in SUFFIXES if suffix != ".pdf"]
    told = [part for out in outs for part in ("--out", str(out))]
    result = CliRunner().invoke(main, ["export", "--store", url, *told])
    assert (0, []) == (result.exit_code, [out for out in outs if not out.stat().st_size])
