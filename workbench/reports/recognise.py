"""A document and the declared forms become a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from workbench.claims import read_claims
from workbench.documents import Document, Grid, read_document
from workbench.errors import DocumentError
from workbench.forms import Form, forms
from workbench.reports.alignment import SURE, Aligned, align, label_likeness
from workbench.reports.identity import identify, titles
from workbench.reports.loose import with_tables
from workbench.reports.model import Report, Section, Statement
from workbench.reports.outline import outline
from workbench.text import normalise


def read(path: str | Path) -> Report:
    """The report in a file.

    Raises DocumentError where the file cannot be read or is no annual report, FormError where no
    form can be loaded; both say in Chinese what to do.
    """
    return recognise(read_document(path))


def recognise(document: Document) -> Report:
    """The report in a document. Raises DocumentError where it is no annual report, or more than one."""
    document = replace(document, blocks=with_tables(document.blocks))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    editions = {form.id: [align(form, table, grids) for table in form.tables] for form in forms()}
    form = _edition(editions)
    tables = _tables(form, editions)
    headings, sections = outline(form, document.blocks)
    who = identify(document)
    recognised = any(table.facts and table.score > 0 for table in tables)
    _refuse_strangers(document, len({heading.form_number for heading in headings}), bool(who.title), recognised)
    _refuse_two(document, grids, form)
    return Report(
        source=document.source,
        sha256=document.sha256,
        title=who.title,
        unit=who.unit,
        year=who.year,
        form=form,
        edition=form.id if recognised else None,
        headings=headings,
        sections=sections,
        tables=tuple(table.reading for table in tables),
        cells={key: fact for table in tables for key, fact in table.facts.items()},
        statements=tuple(statements(sections, who.year)),
        remarks=document.remarks,
    )


def _edition(editions: dict[str, list[Aligned]]) -> Form:
    """The form that most labels and rows fit; the newest of equals."""
    return max(forms(), key=lambda form: sum(table.score for table in editions[form.id]))


def _tables(form: Form, editions: dict[str, list[Aligned]]) -> list[Aligned]:
    """The form's tables; one that another edition's columns fit better is not read under this one's names."""
    chosen = []
    for at, table in enumerate(editions[form.id]):
        rivals = [tables[at] for tables in editions.values()]
        best = max(rivals, key=_columns_fitting)
        if _columns_fitting(best) > _columns_fitting(table):
            table = Aligned(replace(best.reading, key=table.reading.key), {}, best.score)
        chosen.append(table)
    return chosen


def _columns_fitting(table: Aligned) -> int:
    return sum(label.likeness >= SURE for label in table.reading.labels if label.kind == "column")


def statements(sections: tuple[Section, ...], year: int) -> list[Statement]:
    """All claims of the narrative, section by section."""
    return [Statement(s.index, claim, "") for s in sections for claim in read_claims(s.text, year)]


def _refuse_strangers(document: Document, headings: int, titled: bool, tables: bool) -> None:
    if not titled and not tables and headings < 3:
        raise DocumentError("文件不像政府信息公开工作年度报告：没有找到报告标题、法定章节或统计表，请核实是否取错文件。")


def _refuse_two(document: Document, grids: list[Grid], form: Form) -> None:
    """One file is to hold one report: two titles of different identity, or the same statutory row twice."""
    named = {(one.unit, one.year) for one in titles(document)}
    if _times_first_row(grids, form) > 1:
        listed = "；".join(f"{unit}{year}年" for unit, year in sorted(named))
        raise DocumentError(f"一个文件里有不止一份报告（{listed or '统计表重复出现'}），请拆分为每份一个文件后重试。")


def _times_first_row(grids: list[Grid], form: Form) -> int:
    """How often the first row of the applications table stands in the document."""
    first = form.table("applications").rows[0].label
    cells = Counter(
        normalise(cell.text) for grid in grids for row in grid.rows if len(row) > 1 for cell in row if cell.text
    )
    return sum(count for text, count in cells.items() if label_likeness(text, first) >= SURE)
