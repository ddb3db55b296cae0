"""A document and the declared forms become a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from workbench.claims import read_claims
from workbench.documents import Document, Paragraph, SheetPlace, read_document
from workbench.forms import Form, forms
from workbench.reports.identity import identify, published
from workbench.reports.model import Fact, Report, Section, Statement
from workbench.reports.outline import below_title, outline
from workbench.reports.refusals import refuse_numbers, refuse_strangers, refuse_two
from workbench.reports.second_look import second_look
from workbench.reports.tables.alignment import Aligned, align
from workbench.reports.tables.comparisons import beside_labels, comparisons, without
from workbench.reports.tables.former_years import former_years, left_out
from workbench.reports.tables.lines import Line, read_lines
from workbench.reports.tables.rows import LooseRow, loose_rows
from workbench.reports.tieout import tied
from workbench.reports.unwrapped import unwrapped
from workbench.values import State


def read(path: str | Path) -> Report:
    """The report in a file.

    What was recognised in a picture is held against the form's sums and read anew where it contradicts them.
    Raises DocumentError where the file cannot be read or is no annual report, FormError where no
    form can be loaded; both say in Chinese what to do.
    """
    return recognise_twice(read_document(path))


def recognise_twice(document: Document) -> Report:
    """The report in a document, after a second look at what was recognised in a picture and contradicts the sums.

    Raises DocumentError as :func:`recognise` does.
    """
    report = recognise(document)
    seen = second_look(document, report)
    return report if seen is document else recognise(seen)


def recognise(document: Document) -> Report:
    """The report in a document. Raises DocumentError where it is no annual report, or more than one."""
    lines = read_lines(document.blocks)
    loose = loose_rows(lines)
    who = identify(document)
    former = former_years(loose, lines, who.year)
    beside = [*comparisons(loose, lines), *(one.place for one in former)]
    rows = without(loose, beside) if beside else loose
    editions = _editions(lines, rows)
    form = _edition(editions)
    tables = [_cut_short(table, lines) for table in _tables(form, editions)]
    headings, sections = outline(form, unwrapped(list(_narrative(lines, tables, beside))))
    sections = below_title(who.title, sections)
    recognised = any(table.score for table in tables)
    refuse_strangers(headings, titled=bool(who.title), tables=recognised)
    twice = refuse_two(document, rows, form, headings)
    report = Report(
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
        statements=refuse_numbers(tuple(statements(sections, who.year))),
        remarks=(*document.remarks, *twice, *left_out(former)),
        published=published(document),
        publisher=document.publisher,
    )
    return tied(report)


def _editions(lines: list[Line], rows: list[LooseRow]) -> dict[str, list[Aligned]]:
    """The tables aligned with each edition of the form; with the first alone that every table fits entirely."""
    found: dict[str, list[Aligned]] = {}
    for form in forms():
        found[form.id] = [align(form, table, lines, rows) for table in form.tables]
        if all(one.fits for one in found[form.id]):
            return {form.id: found[form.id]}
    return found


def _edition(editions: dict[str, list[Aligned]]) -> Form:
    """The form whose tables fit best, each table counting by its cells; then by labels; the newest of equals."""
    best: dict[str, int] = {}
    for table in chain.from_iterable(editions.values()):
        best[table.reading.key] = max(table.score, best.get(table.reading.key, 0))

    def fit(form: Form) -> tuple[int, int]:
        won = (table for table in editions[form.id] if table.score == best[table.reading.key])
        return sum(len(table.facts) for table in won if table.score), sum(table.score for table in editions[form.id])

    return max((form for form in forms() if form.id in editions), key=fit)


def _tables(form: Form, editions: dict[str, list[Aligned]]) -> Iterator[Aligned]:
    """The form's tables; one that another edition fits better gives only the cells that both editions have.

    More cells alone make no table one of another edition: values that are too many for it may be as many as that has.
    """
    for own in editions[form.id]:
        found = (table for tables in editions.values() for table in tables if table.reading.key == own.reading.key)
        best = max(found, key=lambda table: table.score)
        if best.score <= own.score or (_is_named(own) and not _is_named(best)):
            yield own
        else:
            yield replace(best, facts={key: best.facts.get(key, Fact(key, State.MISSING)) for key in own.facts})


def _is_named(table: Aligned) -> bool:
    """Whether all rows of a table were found, and no column is lacking in its header."""
    return not table.reading.missing and not table.reading.lacking


def _cut_short(table: Aligned, lines: list[Line]) -> Aligned:
    """The table with its last value doubted where the file ends with it, for its last digits may be cut off."""
    end = next((cell.location for cell in reversed(lines[-1].cells) if cell.text), None) if lines else None
    last = next((fact for fact in table.facts.values() if fact.location == end and fact.interval is not None), None)
    if end is None or last is None or isinstance(end, SheetPlace):  # half a workbook cannot be opened
        return table
    doubt = "文件在表格末尾处中断，最后一个数值可能不完整"
    doubts = (*table.reading.doubts, doubt)
    facts = table.facts | {last.key: replace(last, state=State.DOUBTFUL, doubt=doubt)}
    return replace(table, facts=facts, reading=replace(table.reading, doubts=doubts))


def _narrative(lines: list[Line], tables: list[Aligned], beside: list[range]) -> Iterator[Paragraph]:
    """The paragraphs that are no part of a statutory table, sentences written into one included.

    Of tables that stand ``beside`` these what the report itself says is one.
    """
    taken = {at for table in tables for at in table.lines}
    named = {at for place in beside for at in place}
    for at, each in enumerate(lines):
        line = beside_labels(each) if at in named else each
        yield from line.prose if at not in taken or not line.cells else line.sentences


def statements(sections: tuple[Section, ...], year: int) -> list[Statement]:
    """All claims of the narrative, section by section."""
    return [Statement(s.index, claim, "") for s in sections for claim in read_claims(s.text, year)]
