"""What a notice 整改通知 says to a unit, as plain values for its template, and what every letter says.

Nobody is reproached with what no inspector has confirmed: a notice holds the findings decided to be 属实 on the
figures of now. Those that an explanation is asked for are listed apart, as questions, where the policy says so
(``letters.questions``). What is left out is counted and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from typing import Any

import cn2an

from workbench.findings import Severity
from workbench.policy import Letters
from workbench.review import Entry, Found, Ledger, Quote, Status

_MOST_CELLS, _MOST_FOLDED = 12, 6
_AROUND, _LONGEST = 40, 200
_CUT = "……"
_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as a letter tells it; ``number`` is Chinese, ``quotes`` and ``consequences`` are whole sentences."""

    number: str
    check: str
    family: str
    title: str
    severity: str
    report: str
    message: str
    quotes: tuple[str, ...]
    figures: str
    explanation: str
    consequences: tuple[str, ...]
    basis: str
    question: str
    note: str
    places: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice to a unit: what was confirmed, and what it is asked to explain."""

    unit: str
    years: str
    problems: tuple[Item, ...]
    questions: tuple[Item, ...]


def heading(letters: Letters) -> dict[str, Any]:
    """What every letter says of the office that sends it: office, number, date, the day by which to answer."""
    day = letters.dated or datetime.now(UTC).astimezone().date()
    return {
        "office": letters.office,
        "number": letters.number,
        "recipients": letters.recipients,
        "contact": letters.contact,
        "date": _said(day),
        "due": _said(day + timedelta(days=letters.days)),
    }


def notice(letters: Letters, made: Notice) -> dict[str, Any]:
    """The values of the notice to a unit."""
    return heading(letters) | asdict(made)


def notices(letters: Letters, ledger: Ledger) -> tuple[Notice, ...]:
    """The notices that are to be sent, in the order of the ledger."""
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        if confirmed(entry) or (letters.questions and asked(entry)):
            found.setdefault(addressee(entry), []).append(entry)
    return tuple(_notice(unit, entries) for unit, entries in found.items())


def _notice(unit: str, entries: list[Entry]) -> Notice:
    return Notice(
        unit,
        years(entry.year for entry in entries),
        tuple(_items(filter(confirmed, entries))),
        tuple(_items(filter(asked, entries))),
    )


def confirmed(entry: Entry) -> bool:
    """Whether a finding was decided to be so, on the figures that it has now."""
    return entry.status is Status.CONFIRMED and not entry.stale


def asked(entry: Entry) -> bool:
    """Whether the unit is asked to explain a finding, on the figures that it has now."""
    return entry.status is Status.ASKED and not entry.stale


def pending(ledger: Ledger) -> int:
    """How many findings nobody has decided on for good; no letter holds them."""
    return sum(not entry.settled for entry in ledger.entries)


def addressee(entry: Entry) -> str:
    """The unit that a finding is about; the file where the unit was not recognised."""
    return entry.unit or f"（单位未识别：{PurePath(entry.source).name}）"


def _items(entries: Iterable[Entry]) -> Iterator[Item]:
    for at, entry in enumerate(sorted(entries, key=gravest), 1):
        yield _item(cn2an.an2cn(at), entry)


def gravest(entry: Entry) -> int:
    """Sorts findings, the gravest first."""
    return _ORDER.index(entry.severity)


def _item(number: str, entry: Entry) -> Item:
    taken = entry.decision
    return Item(
        number=number,
        check=entry.check,
        family=entry.family,
        title=entry.title,
        severity=entry.severity.chinese,
        report=years([entry.year]),
        message=entry.message,
        quotes=tuple(dict.fromkeys(_quoted(one) for one in entry.evidence if one.kind != "cell")),
        figures=_figures([one for one in entry.evidence if one.kind == "cell"]),
        explanation=entry.explanation,
        consequences=tuple(_consequences(entry)),
        basis=entry.basis,
        question=taken.question if taken else "",
        note=taken.note if taken else "",
        places=entry.places,
    )


def _quoted(one: Quote) -> str:
    """The sentence that a span stands in, or the words at a place, as far as a letter has room; else with its file."""
    before = one.before if len(one.before) <= _AROUND else _CUT + one.before[-_AROUND:]
    after = one.after if len(one.after) <= _AROUND else one.after[:_AROUND] + _CUT
    text = one.text if len(one.text) <= _LONGEST else one.text[:_LONGEST] + _CUT
    return f"“{before}{text}{after}”{f'（{one.source}）' if one.source else ''}"


def _figures(cells: list[Quote]) -> str:
    """The cells that a finding rests on, each with its name; of many, how many there are."""
    shown = "；".join(one.spoken for one in cells[:_MOST_CELLS])
    return f"{shown}；等{len(cells)}格" if len(cells) > _MOST_CELLS else shown


def _consequences(entry: Found) -> Iterator[str]:
    """What follows from a finding and is mended with it."""
    everything = list(entry.all_folded())
    for one in everything[:_MOST_FOLDED]:
        yield f"{f'{one.unit}{years([one.year])}报告：' if one.source != entry.source else ''}{one.message}"
    if len(everything) > _MOST_FOLDED:
        yield f"等{len(everything)}处。"


def years(given: Iterable[int]) -> str:
    """Years as a title has them: 2023年度; empty where none is known."""
    known = sorted({year for year in given if year})
    return f"{'、'.join(map(str, known))}年度" if known else ""


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
