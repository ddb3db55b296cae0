"""The words of the forms' tables and headings, and how alike a text is to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from workbench.documents.model import FORMULA, PICTURE, PROMPT, SCRIPTED
from workbench.forms import forms
from workbench.forms.model import Table
from workbench.text import normalise, strip_numbering
from workbench.values import UNSEEN, State, parse

SURE = 0.85
"""From this likeness on a label is taken for the form's."""
LIKELY = 0.6
"""From this likeness on a label may be the form's, if its place says the same."""
SAME = 0.98
"""The likeness of labels that differ in nothing but numbering, marks and spaces."""

_UNREAD = (FORMULA, PICTURE, SCRIPTED)
"""What readers put into a cell of which they cannot say what it shows."""
_TELLING = 4
_LONGEST_LABEL = 60
_QUOTES = frozenset("'=\"[")
_LONGEST_VALUE = 24
_MOST_WITHIN = 8
"""More numberings than this stand in no label."""
_MARKUP = re.compile(rf"<br\s*/?>|&nbsp;|{PROMPT}|\\(?=[|.()\[\]*_-])|\*\*", re.IGNORECASE)
_NOTE = re.compile(
    r"(?<=\d)\s*(?:[\[〔【\uff3b]注?\d{1,2}[\]〕】\uff3d]|[①-⒇]|[*※†\uff0a]|[¹²³]{1,2}|注\d{0,2}|[(\uff08]注\d{0,2}[)\uff09])\s*$"
)
"""The mark of a note behind a number."""
_STOP = re.compile(r"(?<=[\d件])。\s*$")
"""A full stop that someone typed behind a number."""
_QUOTED = re.compile(r"""\[?(?:'|="?|")(?P<number>\d[\d,.]*)["']?\]?""")
"""How sheets and what is made of them mark a number as text."""
_MARKS = re.compile(r"[\W_]+")
_SIMPLE = str.maketrans(
    "規廢現發數許處罰強業費單額萬決關報辦結開區國機構織務總計訴訟議維糾審權護類內過執詢項沒補複復舉訪請無當認獲續繼轉繳納經屬組動況會體進問題穩條購據範確對捲係為減於採製",
    "规废现发数许处罚强业费单额万决关报办结开区国机构织务总计诉讼议维纠审权护类内过执询项没补复复举访请无当认获续继转缴纳经属组动况会体进问题稳条购据范确对卷系为减于采制",
)
"""Traditional characters of what the forms print, for their simple ones."""
_LOST_NUMBERING = re.compile(r"[一二三四五六七八九十\d]{1,3}")
_ASIDE = re.compile(r"(?<=\w)\([^()]*\)$")
"""What is added to a label in brackets, such as 规章(市政府制定)."""
_INNER_NUMBERING = re.compile(r"(?=(?<!\d)\d[.、])|(?=\([一二三四五六七]\))|(?<=\D)(?=\d\D)")


def clean(text: str) -> str:
    """A cell's text without what mark-up leaves in it, and without a full stop or a note's mark behind a number."""
    cleaned = _NOTE.sub("", _STOP.sub("", UNSEEN.sub("", _MARKUP.sub("", text)))).strip()
    quoted = _QUOTED.fullmatch(cleaned) if cleaned[:1] in _QUOTES else None
    return quoted["number"] if quoted else cleaned


@lru_cache(maxsize=50_000)
def state_of(text: str) -> State:
    """What kind of value a cell holds: ``text`` where it is none, ``unreadable`` where something else shows it."""
    if "〔" in text and any(mark in text for mark in _UNREAD):
        return State.UNREADABLE
    return parse(clean(text)).state if len(text) <= _LONGEST_VALUE else State.TEXT


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """The letters and digits of a label alone, in simple characters: no numbering, marks nor spaces."""
    return _MARKS.sub("", strip_numbering(normalise(clean(text)))).translate(_SIMPLE)


@lru_cache(maxsize=50_000)
def endings(text: str) -> tuple[str, ...]:
    """A label bare, and bare from each numbering within it on: ``(三)不予公开1.属于国家秘密`` ends in two labels."""
    whole = normalise(clean(text))
    parts = _INNER_NUMBERING.split(whole)
    tails = ["".join(parts[at:]) for at in range(max(len(parts) - _MOST_WITHIN, 0), len(parts))]
    return tuple(dict.fromkeys(filter(None, map(bare, [whole, *tails, _ASIDE.sub("", whole)]))))


@lru_cache(maxsize=50_000)
def likeness(found: str, due: str) -> float:
    """How alike a label is to the form's: 1 where equal, at least 0.98 where only marks or numbering differ."""
    if normalise(clean(found)) == normalise(due):
        return 1.0
    word, name = bare(found), bare(due)
    ratio = max(closeness(part, name) for part in (word, *endings(found), *_parts(found), *_around_groups(word)))
    shared = word.startswith(name) and bool(labels_in(word.removeprefix(name)))
    return SAME if shared or ratio == 1 else min(ratio, SAME - 0.01)


def _parts(text: str) -> Iterator[str]:
    """The labels, bare, that share a cell: between spaces, and between numberings."""
    for part in text.split():
        yield from map(bare, (part, *_INNER_NUMBERING.split(normalise(clean(part)))))


def _around_groups(word: str) -> Iterator[str]:
    """The label, bare, without the name of a group of rows within it, which stands level with one of its lines."""
    match = _groups().search(word)
    if match and match.start() > 0 and match.end() < len(word):
        yield word[: match.start()] + word[match.end() :]


@cache
def _groups() -> re.Pattern[str]:
    """The bare names of groups of rows, each with the number before it."""
    rows = (row for form in forms() for table in form.tables for row in table.rows)
    names = dict.fromkeys(bare(row.group) for row in rows if row.group)
    return re.compile(f"[一二三四五六七]?(?:{'|'.join(map(re.escape, names))})")


@lru_cache(maxsize=100_000)
def closeness(found: str, due: str) -> float:
    """How alike two bare labels are, 0 to 1; a numbering that lost its mark counts for nothing."""
    if found == due or (found.endswith(due) and _LOST_NUMBERING.fullmatch(found.removesuffix(due))):
        return 1.0
    return fuzz.ratio(found, due) / 100


@lru_cache(maxsize=50_000)
def is_label(text: str) -> bool:
    """Whether a text is a label of a statutory table, part of one that was wrapped, or much like one."""
    if (len(text) > _LONGEST_LABEL and len("".join(clean(text).split())) > _LONGEST_LABEL) or is_heading(text):
        return False
    word = bare(text)
    if len(word) > 1 and word in _all_words():
        return True
    names = _words()
    if any(ending in names for ending in endings(text)):
        return True
    nearest = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=100 * SURE)
    return len(word) >= _TELLING and nearest is not None


@lru_cache(maxsize=50_000)
def labels_in(word: str) -> tuple[str, ...]:
    """The labels, bare, that a bare word is put together from; none where other words are in it."""
    if word in _words() or not word:
        return (word,) if word else ()
    for name in _words():
        if name and word.startswith(name) and (rest := labels_in(word.removeprefix(name))):
            return (name, *rest)
    return ()


@lru_cache(maxsize=50_000)
def is_heading(text: str) -> bool:
    """Whether a text is the heading of a statutory section, numbering aside."""
    word = bare(text)
    return _TELLING <= len(word) <= _LONGEST_LABEL and any(closeness(word, due) >= SURE for due in _headings())


@cache
def _headings() -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare(section.heading) for form in forms() for section in form.sections))


@cache
def _words() -> dict[str, str]:
    """All labels of the forms' tables, bare."""
    return {bare(name): bare(name) for form in forms() for table in form.tables for name in table_names(table)}


@cache
def _all_words() -> str:
    """All labels, one after another, so that a wrapped half of a label is found in it too."""
    return "\n".join(_words())


def table_names(table: Table) -> Iterator[str]:
    """Every text that the form prints in a table."""
    yield from ("信息内容", *table.header)
    for block in table.blocks:
        yield from filter(None, [block.heading])
        for column in block.columns:
            yield from (column.label, *column.aliases, *filter(None, [column.group]))
        for row in block.rows:
            yield from (row.label, *row.aliases, *filter(None, [row.group]))


def row_names(table: Table) -> tuple[tuple[int, str], ...]:
    """The bare names of a table's rows, aliases included, each with the row's place."""
    names = ((at, name) for at, row in enumerate(table.rows) for name in (row.label, *row.aliases))
    return tuple((at, bare(name)) for at, name in names)


@cache
def row_words() -> frozenset[str]:
    """The bare labels of all rows of the forms, and nothing else."""
    return frozenset(name for form in forms() for table in form.tables for _, name in row_names(table))
