"""What single runs and signs of a Word file say: raised marks of notes, letters given by their code."""

from __future__ import annotations

import re
from typing import TypeGuard

from lxml.etree import _Element as Element

from workbench.documents.note_marks import bracketed
from workbench.documents.word_numbering import W, child, number, value

_PRIVATE = range(0xE000, 0xF900)
_SYMBOL_FONT = range(0xF030, 0xF03A)
"""The digits of the font Symbol, which other fonts of its kind use for pictures."""
_MASK = 0xFF
_ABOVE = 4
"""Half points above the line, from which on a number is a raised one."""
BESIDE_THE_LINE = ("superscript", "subscript")
SMALL = 12
"""Half points: no table is set in type of that size beside other type."""
_LARGER = 1.5
TINY = 4
"""Half points: letters of that size are a speck."""
_WHITE = re.compile(r"(?:F[5-9A-F]){3}", re.IGNORECASE)
PAPER = ("background1", "light1")
_OWN_SIGN, _ON = W + "customMarkFollows", ("1", "true", "on")
_REFERENCES = (W + "footnoteReference", W + "endnoteReference")
_SHADING = ("highlight", "tblStyle")
_OF_ITS_OWN = frozenset({"txbxContent"})
"""What stands in a drawing, which has a ground of its own."""


def letters(run: Element) -> str:
    """The text of a run, without blanks around it."""
    return "".join(one.text or "" for one in run.iter(W + "t")).strip()


def note_mark(run: Element, properties: Element | None, *, raised: bool) -> str:
    """The mark, in brackets, of a note that a raised or lowered number is, or its own sign; empty where it is none."""
    if any(one.get(_OWN_SIGN) in _ON for one in run.iterchildren(*_REFERENCES)):
        return bracketed(letters(run))
    own, above = value(properties, "vertAlign"), number(properties, "position") or 0
    if own not in BESIDE_THE_LINE and above < _ABOVE and (own or not raised):
        return ""
    return bracketed(letters(run))


def is_white(colour: str | None) -> bool:
    """Whether a colour cannot be told from paper."""
    return colour is not None and bool(_WHITE.fullmatch(colour))


def is_unseen(run: Element, properties: Element | None) -> bool:
    """Whether letters are too small to be seen, or white on paper and not on a shade, which a style too may set."""
    size = number(properties, "sz")
    if size is not None and size <= TINY:
        return True
    white = is_white(value(properties, "color")) or _is_paper(properties)
    return white and not any(map(_is_shaded, (run, *run.iterancestors())))


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


def is_small(run: Element, properties: Element | None) -> bool:
    """Whether figures in tiny type stand right beside ones in larger type: they need be none of the same number."""
    size = number(properties, "sz")
    if size is None or size > SMALL or not letters(run).isdecimal():
        return False
    before, after = run.getprevious(), run.getnext()
    return (_is_larger(before, size) and letters(before)[-1:].isdecimal()) or (
        _is_larger(after, size) and letters(after)[:1].isdecimal()
    )


def _is_larger(run: Element | None, size: int) -> TypeGuard[Element]:
    own = number(child(run, "rPr"), "sz")
    return run is not None and run.tag == W + "r" and (own is None or own > _LARGER * size)


def stands_in_line(drawing: Element) -> bool:
    """Whether a picture stands among letters, where one may be a figure, and does not lie over them as a seal does."""
    for one in drawing.iter():
        if str(one.tag).endswith("}anchor") or "position:absolute" in str(one.get("style") or ""):
            return False
    return True


def chosen(mark: Element) -> str:
    """What is chosen in the list of a field of a form, which shows it without a result of its own."""
    options = next(mark.iter(W + "ddList"), None)
    if options is None:
        return ""
    entries = [str(one.get(W + "val") or "") for one in options.iterchildren(W + "listEntry")]
    at = number(options, "result") or number(options, "default") or 0
    return entries[at] if 0 <= at < len(entries) else ""


def symbol(sign: Element) -> str:
    """A character given by its code; of those of a symbol font's own area only the digits of Symbol say something."""
    try:
        found = int(str(sign.get(W + "char") or ""), 16)
    except ValueError:
        return ""
    if found in _SYMBOL_FONT and sign.get(W + "font") == "Symbol":
        return chr(found & _MASK)
    return "" if found in _PRIVATE or not 0x20 < found < 0x11_0000 else chr(found)  # noqa: PLR2004 - what Unicode has
