"""The speed of the readers, each as a ratio to a library or program measured beside it in the same run."""

from __future__ import annotations

import gc
import io
import os
import random
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import docx
import openpyxl
import pandas as pd
from lxml import etree

from benchmarks.appearances import making, printed, scanned, sheets, web, word
from benchmarks.appearances.drafts import bundled, different
from benchmarks.appearances.scanned import Scanner
from workbench.documents import read_document
from workbench.documents.pdf.layout import grids, page_text
from workbench.documents.pdf.opening import opened
from workbench.reports import read

_FILES = 20
_PAGES = 195
_MOST_RUNS = 10


class Ratio(NamedTuple):
    """What was measured against what: the factor seen, and whether it should be at least or at most so much."""

    name: str
    against: str
    seen: float
    due: float
    faster: bool

    @property
    def row(self) -> str:
        """A row of the table."""
        words = ("≥ {} × as fast", "≤ {} × the time")
        verdict = "" if (self.seen >= self.due) == self.faster or self.seen == self.due else "**missed**"
        return f"| {self.name} | {self.against} | {self.seen:.2f} | {words[not self.faster].format(self.due)} | {verdict} |"


def table(folder: Path, *, quick: bool = False) -> Iterator[str]:
    """The lines of the table of speeds."""
    runs = 3 if quick else 7
    yield from ("| what | against | factor | target | |", "|---|---|---|---|---|")
    for measured in (_pages, _word, _sheet, _pdf, _long_pdf, _old_word):
        yield from (one.row for one in measured(folder, runs))
    yield ""
    yield from _scans(folder)


def _timed(*tasks: Callable[[], object], runs: int) -> list[float]:
    """The median time of each task, run in turns so that all meet the same machine.

    A turn is as many runs of a task, up to ten, as take the time of one of the slowest, and begins without the garbage of the
    turn before: or a short task would pay for what a long one has left in the memory and has driven out of the caches.
    """
    for task in tasks:
        task()
    once = [_run(task, 1) for task in tasks]
    turns = [min(max(round(max(once) / each), 1), _MOST_RUNS) for each in once]
    seen = [[_run(task, turn) for task, turn in zip(tasks, turns, strict=True)] for _ in range(runs)]
    return [median(times) for times in zip(*seen, strict=True)]


def _run(task: Callable[[], object], times: int) -> float:
    """The time of one run of a task, as the mean of several."""
    gc.collect()
    start = time.perf_counter()
    for _ in range(times):
        task()
    return (time.perf_counter() - start) / times


def _put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / "speed" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# -- web pages, Word files, workbooks -------------------------------------------------------------------------


def _pages(folder: Path, runs: int) -> Iterator[Ratio]:
    for name, draw in (
        ("page of a site", web.site),
        ("page out of Word", web.word),
        ("page of nested tables", web.nested),
    ):
        yield from _page(name, _put(folder, "page.html", draw(bundled()[2], random.Random(1))), runs)


def _page(name: str, path: Path, runs: int) -> Iterator[Ratio]:
    data = path.read_bytes()
    text = data.decode("utf-8")

    def parse() -> object:
        return etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))

    def by_pandas() -> object:
        return pd.read_html(io.StringIO(text), flavor="lxml")

    bare, document, report, pandas = _timed(
        parse, lambda: read_document(path), lambda: read(path), by_pandas, runs=3 * runs
    )
    yield Ratio(f"{name} to document", "a bare lxml parse", document / bare, 6, faster=False)
    yield Ratio(f"{name} to report", "pandas.read_html with lxml", report / pandas, 0.5, faster=False)


def _word(folder: Path, runs: int) -> Iterator[Ratio]:
    path = _put(folder, "word.docx", word.by_library(bundled()[2], random.Random(1)))

    def by_library() -> object:
        file = docx.Document(str(path))
        return [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]

    own, library = _timed(lambda: read_document(path), by_library, runs=runs)
    yield Ratio("Word file to document", "python-docx over row.cells", library / own, 4, faster=True)


def _sheet(folder: Path, runs: int) -> Iterator[Ratio]:
    path = _put(folder, "sheet.xlsx", sheets.one(bundled()[2], random.Random(1)))

    def by_library() -> object:
        book = openpyxl.load_workbook(path)
        return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]

    own, library = _timed(lambda: read_document(path), by_library, runs=3 * runs)
    yield Ratio("workbook to document", "openpyxl over all cells", library / own, 10, faster=True)


# -- PDF ------------------------------------------------------------------------------------------------------


def _pdf(folder: Path, runs: int) -> Iterator[Ratio]:
    if not making.there("chromium"):
        return
    source = _put(folder, "print.html", printed.ruled(bundled()[2], random.Random(1), "normal"))
    path = making.printed(source, folder / "speed")
    yield from _against_camelot("PDF of a report", path, runs, 15, 4)


def _long_pdf(folder: Path, runs: int) -> Iterator[Ratio]:
    if not making.there("chromium"):
        return
    page = printed.ruled(bundled()[2], random.Random(1), "normal").decode("utf-8")
    filling = "<p style='break-before:page'>" + "本页是附件正文，说明有关情况。" * 60
    source = _put(folder, "long.html", page.replace("</body>", filling * _PAGES + "</body>").encode())
    path = making.printed(source, folder / "speed")
    yield from _against_camelot(f"PDF with {_PAGES} more pages", path, max(runs // 3, 1), None, 50)


def _against_camelot(name: str, path: Path, runs: int, first: float | None, both: float) -> Iterator[Ratio]:
    from camelot.io import read_pdf  # noqa: PLC0415 - loads much

    def one_reader() -> None:
        with opened(path.read_bytes()) as pdf:
            for number in range(1, len(pdf) + 1):
                grids(page_text(pdf, number))

    def camelot() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read_pdf(str(path), flavor="lattice", pages="all", suppress_stdout=True)

    one, two, other = _timed(one_reader, lambda: read_document(path), camelot, runs=runs)
    if first:
        yield Ratio(f"{name}, first reader", "camelot lattice, all pages", other / one, first, faster=True)
    yield Ratio(f"{name}, both readers", "camelot lattice, all pages", other / two, both, faster=True)


# -- what takes a program --------------------------------------------------------------------------------------


def _old_word(folder: Path, runs: int) -> Iterator[Ratio]:
    if not making.there("soffice"):
        return
    drawn = [_put(folder, f"old-{at}.docx", word.merged(different(at), random.Random(at))) for at in range(_FILES)]
    files = making.convert(drawn, "doc", folder / "speed")
    read_document(files[0])  # the one start of the batch
    start = time.perf_counter()
    for path in files[1:]:
        read_document(path)
    each = (time.perf_counter() - start) / (len(files) - 1)
    cold = median(_cold(files[at], folder) for at in range(min(runs, 3)))
    yield Ratio(f"old Word file in a batch of {_FILES}", "a cold start of LibreOffice", each / cold, 0.25, faster=False)


def _cold(path: Path, folder: Path) -> float:
    with tempfile.TemporaryDirectory() as profile:
        command = [shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        whole = [*command, "--convert-to", "docx", "--outdir", str(folder / "cold"), str(path)]
        start = time.perf_counter()
        subprocess.run(whole, check=True, capture_output=True, timeout=120)  # noqa: S603 - a program of the machine
        return time.perf_counter() - start


def _scans(folder: Path) -> Iterator[str]:
    if not making.there("chromium"):
        return
    source = _put(folder, "scan.html", printed.ruled(bundled()[2], random.Random(1), "normal"))
    data = making.printed(source, folder / "speed").read_bytes()
    path = _put(folder, "scan.pdf", scanned.as_pdf(data, random.Random(1), Scanner(200, 0.8, 6)))
    with opened(path.read_bytes()) as pdf:
        pages = len(pdf)
    start = time.perf_counter()
    read(path)
    each = (time.perf_counter() - start) / pages
    yield f"A bundled report scanned at 200 dpi: {each:.1f} s a page, {pages} pages, {_cores()} processors."


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
