"""A second, independent reading of tables: with camelot, and where that does not agree with playa's characters.

A cell is taken as read where one of them says the same as the first reading. Camelot finds tables and characters by
itself; where it finds no table (dashed or thick rules), or puts text amiss (fonts that state no height), the
characters as playa places them by their baselines are put into the tables of the first reading.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from workbench.documents.model import Cell, Grid
from workbench.documents.pdf.cells import grid
from workbench.documents.pdf.filling import Places
from workbench.documents.pdf.glyphs import MOST, Glyph, box_of, run_of, without_doubles
from workbench.documents.pdf.space import Matrix
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable
from workbench.letters import plain

for _name in ("playa", "camelot"):  # what they stumble over is told by what they do not read
    logging.getLogger(_name).setLevel(logging.CRITICAL)

ALONE = "只有一种读法，无从核对，请对照原件核实"

_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NUMERAL = re.compile(r"[-.\d零〇○一二两三四五六七八九十百千万亿]")
_NEAR = 6.0
_OPTIONS = {"flavor": "lattice", "engine": "vector", "split_text": True, "suppress_stdout": True}
_LAYOUT = {"boxes_flow": None}


class Read(NamedTuple):
    """A table of the first reading: its page, the matrix of the page, its rules, and what was read."""

    page: int
    matrix: Matrix
    table: RuledTable
    grid: Grid


class _Found(NamedTuple):
    """A table of camelot: its box, the lower end of the page below, and its cells' boxes and texts."""

    box: Box
    cells: list[tuple[Box, str]]


def confirmed(path: Path, tables: Sequence[Read]) -> list[Grid]:
    """The tables with a doubt in each cell that no second reading confirms; their cells keep the first reading."""
    if not tables:
        return []
    second = _camelots(path, sorted({read.page for read in tables}))
    compared = [_compared(read, second.get(read.page, [])) for read in tables]
    doubted = {read.page for read, unlike in zip(tables, compared, strict=True) if unlike}
    third = _characters(path, {read.page: read.matrix for read in tables if read.page in doubted})
    return [
        _settled(read, unlike, third.get(read.page)) if unlike else read.grid
        for read, unlike in zip(tables, compared, strict=True)
    ]


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for spaces and for how their characters are coded.

    The words of a wrapped label may come in another order and without their marks; its numerals may not.
    """
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    words = _words(first)
    return bool(words) and words == _words(second) and _NUMERAL.findall(first) == _NUMERAL.findall(second)


def _words(text: str) -> list[str]:
    """The letters of a text that are no numerals, in the order of the alphabet."""
    return sorted(_NUMERAL.sub("", "".join(filter(str.isalpha, text))))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(map(plain, _SPACE.sub("", text))))


# -- camelot ------------------------------------------------------------------------------------------------


def _camelots(path: Path, pages: list[int]) -> dict[int, list[_Found]]:
    """The tables that camelot finds, by page; none where it fails."""
    from camelot.io import read_pdf  # noqa: PLC0415 - loads much, and only for tables

    found: dict[int, list[_Found]] = defaultdict(list)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tables = read_pdf(str(path), pages=",".join(map(str, pages)), layout_kwargs=_LAYOUT, **_OPTIONS)
        except Exception:  # noqa: BLE001 - whatever it stumbles over, there is another reading
            return {}
    for table in tables:
        found[table.page].append(_found(table))
    return found


def _found(table: Any) -> _Found:  # noqa: ANN401 - camelot has no types
    """A table of camelot with its coordinates turned to run downwards, as those of the first reading do."""
    cells = [((cell.x1, -cell.y2, cell.x2, -cell.y1), cell.text) for row in table.cells for cell in row]
    boxes = [box for box, _ in cells]
    whole = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    return _Found(whole, cells)


def _compared(read: Read, found: list[_Found]) -> dict[int, str]:
    """What camelot reads otherwise, by the number of the cell; every cell where it does not find the table."""
    cells = _cells(read.grid)
    match = next((other for other in found if _same_size(read.table.box, other.box)), None)
    if match is None:
        return dict.fromkeys(range(len(cells)), "")
    found.remove(match)
    texts = _texts(read.table, match)
    return {at: texts.get(at, "") for at, cell in enumerate(cells) if not same(cell.text, texts.get(at, ""))}


def _same_size(one: Box, other: Box) -> bool:
    wide, high = (one[2] - one[0]) - (other[2] - other[0]), (one[3] - one[1]) - (other[3] - other[1])
    return abs(wide) < _NEAR and abs(high) < _NEAR


def _texts(table: RuledTable, match: _Found) -> dict[int, str]:
    """The texts of camelot's cells by the number of the cell of the first reading that they lie in."""
    places = Places(table)
    across, down = table.box[0] - match.box[0], table.box[1] - match.box[1]
    texts: dict[int, str] = defaultdict(str)
    for box, text in match.cells:
        at = places.at((box[0] + box[2]) / 2 + across, (box[1] + box[3]) / 2 + down)
        if at is not None:
            texts[at] += text
    return texts


# -- playa --------------------------------------------------------------------------------------------------


def _characters(path: Path, pages: dict[int, Matrix]) -> dict[int, list[Glyph]]:
    """The characters of pages as playa reads and places them; none where it fails."""
    import playa  # noqa: PLC0415 - as above

    found: dict[int, list[Glyph]] = {}
    try:
        with playa.open(path, space="default") as pdf:
            for page, matrix in pages.items():
                found[page] = without_doubles(_placed(pdf.pages[page - 1].glyphs, matrix))
    except Exception:  # noqa: BLE001 - as above
        return found
    return found


def layers_off(path: Path) -> frozenset[str]:
    """The names of the layers that a PDF has switched off, as playa finds them; none where it fails."""
    import playa  # noqa: PLC0415 - as above
    from playa.pdftypes import resolve_all  # noqa: PLC0415 - as above

    try:
        with playa.open(path, space="default") as pdf:
            found: Any = resolve_all(pdf.catalog["OCProperties"])
        usual = found["D"]
        off, on = ({_layer_name(one) for one in usual.get(key, ())} for key in ("OFF", "ON"))
        if getattr(usual.get("BaseState"), "name", "ON") == "OFF":
            off |= {_layer_name(one) for one in found["OCGs"]}
    except Exception:  # noqa: BLE001 - as above
        return frozenset()
    return frozenset(off - on)


def _layer_name(layer: Any) -> str:  # noqa: ANN401 - as the file has it
    """The name of a layer."""
    name = layer["Name"]
    wide = name.startswith(b"\xfe\xff")
    return str(name[2:].decode("utf-16-be") if wide else name.decode("latin-1"))


def characters(path: Path, page: int, matrix: Matrix) -> list[Glyph]:
    """The characters of one page that are seen, as playa reads and places them."""
    return [glyph for glyph in _characters(path, {page: matrix}).get(page, []) if glyph.seen]


def _placed(glyphs: Iterable[Any], matrix: Matrix) -> Iterator[Glyph]:
    """Characters placed by their baselines and advances, whatever their fonts say of their height."""
    for number, glyph in zip(range(MOST), glyphs, strict=False):
        em = Matrix(*glyph.matrix)
        run = run_of(em.then(matrix), glyph.gstate.render_mode)
        x, y = em.e, em.f
        right, up = glyph.displacement
        box = box_of(matrix.box((x, y, x + right, y + up)), matrix.point(x, y), run)
        for letter in glyph.text or "\ufffd":
            yield Glyph(plain(letter), box, run.size, run.turn, run.seen, number)


# -- what to make of the readings ---------------------------------------------------------------------------


def _settled(read: Read, unlike: dict[int, str], characters: list[Glyph] | None) -> Grid:
    """The table with doubts where neither second reading says the same as the first."""
    seen = [one for one in characters or () if one.seen]
    third = _cells(grid(read.table, seen, read.page)) if characters else []
    rows, at = [], 0
    for row in read.grid.rows:
        numbers = range(at, at + len(row))
        others = [third[number] if third else None for number in numbers]
        rows.append(
            tuple(_weighed(cell, unlike.get(n), other) for cell, n, other in zip(row, numbers, others, strict=True))
        )
        at += len(row)
    return Grid(tuple(rows))


def _weighed(cell: Cell, second: str | None, third: Cell | None) -> Cell:
    if second is None or (third and same(cell.text, third.text)):
        return cell
    others = [text for text in (second, third.text if third else "") if text]
    if not others and cell.text and not third:
        return _doubted(cell, ALONE)
    other = _CONTROL.sub("\ufffd", _SPACE.sub("", others[0])) if others else ""
    doubt = f"两种读法不一致：{cell.text or '空白'}与{other or '空白'}，请对照原件核实"
    return _doubted(cell if cell.text else Cell(other, cell.location), doubt)


def _doubted(cell: Cell, doubt: str) -> Cell:
    return Cell(cell.text, cell.location, cell.doubt or doubt)


def _cells(table: Grid) -> list[Cell]:
    return [cell for row in table.rows for cell in row]
