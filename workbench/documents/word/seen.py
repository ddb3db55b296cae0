"""Letters of a Word file that nobody sees: too small, squeezed to a stroke, clear, in the colour of their ground."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

from lxml.etree import _Element as Element

from workbench.documents.word.numbering import W, child, number, value

SMALL = 12
"""Half points: no table is set in type of that size beside other type."""
TINY = 4
"""Half points: letters of that size are a speck."""
PAPER = ("background1", "light1")
NARROW = 10
"""Percent of their width: letters scaled to it are a stroke."""
_WHITE = re.compile(r"(?:F[5-9A-F]){3}", re.IGNORECASE)
_COLOUR = re.compile(r"[0-9A-F]{6}", re.IGNORECASE)
_ALIKE = 8
_SHADING = ("highlight", "tblStyle")
_OF_ITS_OWN = frozenset({"txbxContent"})
"""What stands in a drawing, which has a ground of its own."""
_BOXES = tuple(W + name for name in _OF_ITS_OWN)
_GROUNDED = (W + "p", W + "tc", W + "tbl")
"""What may have a ground."""
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
"""The colours that letters are marked with, by name."""
_PLAIN = ("", "nil", "clear", "solid")
"""Shadings of one colour."""
_OF_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_INSIDE, _OUTLINE, _NOTHING = (f"{_OF_2010}{name}" for name in ("textFill", "textOutline", "noFill"))
_RGB, _THEMED, _OF_2010_VALUE = (f"{_OF_2010}{name}" for name in ("srgbClr", "schemeClr", "val"))
_PAPERS = ("bg1", "lt1")


def is_white(colour: str | None) -> bool:
    """Whether a colour cannot be told from paper."""
    return colour is not None and bool(_WHITE.fullmatch(colour))


def is_speck(properties: Element | None) -> bool:
    """Whether letters are so small, so narrow or so clear that nobody sees them, on whatever ground."""
    size, width = number(properties, "sz"), number(properties, "w")
    return (size is not None and size <= TINY) or (width is not None and width <= NARROW) or _is_clear(properties)


def _is_clear(properties: Element | None) -> bool:
    """Whether letters are filled with nothing and have no outline either."""
    parts = {str(one.tag): one for one in properties.iterchildren(_INSIDE, _OUTLINE)} if properties is not None else {}
    inside, outline = parts.get(_INSIDE), parts.get(_OUTLINE)
    return inside is not None and _has_nothing(inside) and (outline is None or _has_nothing(outline))


def _filling(properties: Element | None) -> str:
    """The one colour that newer versions fill letters with that have no outline, which goes before the other."""
    if properties is None or any(not _has_nothing(one) for one in properties.iterchildren(_OUTLINE)):
        return ""
    inside = next(properties.iterchildren(_INSIDE), None)
    for one in inside.iter(_RGB, _THEMED) if inside is not None else ():
        said = str(one.get(_OF_2010_VALUE) or "")
        return said if one.tag == _RGB else "FFFFFF" * (said in _PAPERS and not len(one))
    return ""


def _has_nothing(part: Element) -> bool:
    return next(part.iterchildren(_NOTHING), None) is not None


def is_unseen(run: Element, properties: Element | None, inherited: str = "") -> bool:
    """Whether nobody sees the letters of a run; ``inherited`` is the colour that a style gives them.

    White ones are not seen on paper, but on a shade, which a style too may set, and none are in the colour of what
    they stand on.
    """
    if is_speck(properties):
        return True
    colour = _filling(properties) or value(properties, "color") or inherited
    if (is_white(colour) or _is_paper(properties)) and not any(map(_is_shaded, (run, *run.iterancestors()))):
        return True
    return bool(_COLOUR.fullmatch(colour)) and are_alike(colour, _below(run))


def _is_paper(properties: Element | None) -> bool:
    """Whether letters have the colour that the theme gives the paper, which goes before one that is named beside it."""
    themed = value(properties, "color", "themeColor") in PAPER
    return themed and not any(value(properties, "color", one) for one in ("themeShade", "themeTint"))


def _is_shaded(element: Element) -> bool:
    """Whether an element sets a ground for what stands in it, or may set one in a way not looked into here."""
    name = str(element.tag).rpartition("}")[2]
    properties = child(element, f"{name}Pr")
    fill = value(properties, "shd", "fill")
    said = any(child(properties, one) is not None for one in _SHADING) or child(element, "background") is not None
    return name in _OF_ITS_OWN or said or (fill is not None and fill != "auto" and not is_white(fill))


def _below(run: Element) -> str:
    """The colour that the letters of a run stand on, empty where it is not known."""
    around = takewhile(lambda one: one.tag not in _BOXES, run.iterancestors(*_GROUNDED, *_BOXES))
    return next(filter(None, map(_ground, (run, *around))), "")


def _ground(element: Element) -> str:
    """The colour of the ground that an element sets for what stands in it, empty where it sets none that is known."""
    properties = child(element, f"{str(element.tag).rpartition('}')[2]}Pr")
    said = (child(properties, name) for name in ("highlight", "shd"))
    return next((ground for one in said if one is not None and (ground := ground_of(one))), "")


def ground_of(said: Element) -> str:
    """The colour that a marker or a shading gives, empty where it is a pattern or what lies below."""
    kind = str(said.get(f"{W}val") or "")
    if said.tag == f"{W}highlight":
        return _MARKERS.get(kind, "")
    colour = str(said.get(f"{W}{'color' if kind == 'solid' else 'fill'}") or "") if kind in _PLAIN else ""
    return colour if _COLOUR.fullmatch(colour) else ""


def are_alike(colour: str, ground: str) -> bool:
    """Whether letters of one colour are not seen on the other."""
    return bool(ground) and all(abs(a - b) <= _ALIKE for a, b in zip(_parts(colour), _parts(ground), strict=True))


def _parts(colour: str) -> Iterator[int]:
    return (int(colour[at : at + 2], 16) for at in (0, 2, 4))


def may_vanish(colours: Collection[str], grounds: Collection[str]) -> bool:
    """Whether letters of one of some colours are not seen on paper, or on one of some grounds."""
    return any(map(is_white, colours)) or any(
        are_alike(colour, ground) for colour in colours if _COLOUR.fullmatch(colour) for ground in grounds
    )
