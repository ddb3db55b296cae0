"""What is no annual report, or more than one, is refused in words that say what to do."""

from __future__ import annotations

from collections import Counter

from workbench.documents import Document, Remark
from workbench.errors import DocumentError
from workbench.forms import Form
from workbench.forms.model import Table
from workbench.reports.identity import titles
from workbench.reports.model import Heading, Statement
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import bare

MOST_NUMBERS = 5_000
"""More numbers than the narrative of any report states; the longest state some hundreds."""
_FEW = 3
_SECOND = 4
_SECOND_TITLED = 2
_FIRST_ROWS = 2


def refuse_strangers(headings: tuple[Heading, ...], *, titled: bool, tables: bool) -> None:
    """Raises DocumentError where a document has no title, no table and hardly a section of an annual report."""
    if not titled and not tables and len({heading.form_number for heading in headings}) < _FEW:
        raise DocumentError("文件不像政府信息公开工作年度报告：没有报告标题、法定章节或统计表，请核实是否取错文件。")


def refuse_numbers(said: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements of a narrative. Raises DocumentError where they are more than any report's."""
    if len(said) > MOST_NUMBERS:
        raise DocumentError(f"正文中的数字过多（{len(said)}处），不像一份年度报告，请核实是否取错文件。")
    return said


def refuse_two(
    document: Document, rows: list[LooseRow], form: Form, headings: tuple[Heading, ...]
) -> tuple[Remark, ...]:
    """What is said of a statutory table that stands in the file twice with the same values.

    Raises DocumentError where a file holds more than one report, or a statutory table twice with different values.
    """
    numbers = Counter(heading.form_number for heading in headings if heading.form_number)
    repeated = sum(count > 1 for count in numbers.values())
    named = {(one.unit, one.year) for one in titles(document)}
    again = repeated >= (_SECOND if len(named) <= 1 else _SECOND_TITLED)
    twice = [_Twice(form.table(table.key), rows) for table in form.tables]
    if not again and not any(one.stands for one in twice):
        return ()
    if again or len(named) > 1:
        listed = "；".join(f"{unit}{year}年" for unit, year in sorted(named))
        raise DocumentError(f"一个文件里有不止一份报告（{listed or '各章重复出现'}），请拆分为每份一个文件后重试。")
    if any(one.stands and one.differs for one in twice):
        raise DocumentError(
            "同一张统计表在文件中出现不止一次（可能同时附有汇总表和本级表），请只保留应核查的一张后重试。"
        )
    return (Remark("同一张统计表在文件中出现不止一次，各处数值相同，只计一次，请核实是否误将汇总表与本级表填成一样。"),)


class _Twice:
    """What a document says in the rows of a table, each of which may stand there more than once."""

    def __init__(self, table: Table, rows: list[LooseRow]) -> None:
        self._names = [bare(row.label) for row in table.rows]
        self._said: dict[str, list[LooseRow]] = {}
        most = max(len(block.columns) for block in table.blocks)
        for row in rows:
            if row.labels and 0 < len(row.filled) <= most:  # more of them are a line of totals elsewhere
                self._said.setdefault(bare(row.labels[-1].text), []).append(row)

    @property
    def stands(self) -> bool:
        """Whether the first rows stand in the document more than once, each with values."""
        return all(
            sum(len(row.filled) > 1 for row in self._said.get(name, ())) > 1 for name in self._names[:_FIRST_ROWS]
        )

    @property
    def differs(self) -> bool:
        """Whether some row, be it blank in one place, has other values the second time."""
        said = [[row.raw for row in self._said.get(name, ())] for name in self._names]
        return any(len(one) == 1 or len(set(one)) > 1 for one in said)
