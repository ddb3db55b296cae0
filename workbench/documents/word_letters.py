"""What single runs and signs of a Word file say: raised marks of notes, letters given by their code."""

from __future__ import annotations

from lxml.etree import _Element as Element

from workbench.documents.note_marks import bracketed
from workbench.documents.word_numbering import W, number, value

_PRIVATE = range(0xE000, 0xF900)
_SYMBOL_FONT = range(0xF030, 0xF03A)
"""The digits of the font Symbol, which other fonts of its kind use for pictures."""
_MASK = 0xFF
_ABOVE = 4
"""Half points above the line, from which on a number is a raised one."""


def letters(run: Element) -> str:
    """The text of a run, without blanks around it."""
    return "".join(one.text or "" for one in run.iter(W + "t")).strip()


def note_mark(run: Element, properties: Element | None, *, raised: bool) -> str:
    """The mark, in brackets, of a note that a raised number is; empty where it is none."""
    own, above = value(properties, "vertAlign"), number(properties, "position") or 0
    if own != "superscript" and above < _ABOVE and (own or not raised):
        return ""
    return bracketed(letters(run))


def symbol(sign: Element) -> str:
    """A character given by its code; of those of a symbol font's own area only the digits of Symbol say something."""
    try:
        found = int(str(sign.get(W + "char") or ""), 16)
    except ValueError:
        return ""
    if found in _SYMBOL_FONT and sign.get(W + "font") == "Symbol":
        return chr(found & _MASK)
    return "" if found in _PRIVATE or not 0x20 < found < 0x11_0000 else chr(found)  # noqa: PLR2004 - what Unicode has
