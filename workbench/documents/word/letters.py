"""What single runs and signs of a Word file say: raised marks of notes, letters given by their code."""

from __future__ import annotations

from typing import TypeGuard

from lxml.etree import _Element as Element

from workbench.documents.note_marks import bracketed
from workbench.documents.word.numbering import W, child, number, value
from workbench.documents.word.seen import SMALL

_PRIVATE = range(0xE000, 0xF900)
_SYMBOL_FONT = range(0xF030, 0xF03A)
"""The digits of the font Symbol, which other fonts of its kind use for pictures."""
_MASK = 0xFF
_ABOVE = 4
"""Half points above the line, from which on a number is a raised one."""
BESIDE_THE_LINE = ("superscript", "subscript")
_LARGER = 1.5
_OWN_SIGN, _ON = W + "customMarkFollows", ("1", "true", "on")
STACKED = frozenset({
    "f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "d", "eqArr", "m", "bar", "acc", "func", "box", "borderBox",
    "groupChr", "limLow", "limUpp", "phant",
})  # fmt: skip
"""Parts of equations whose letters stand above, below or around one another, so that they are no line of text."""
_REFERENCES = (W + "footnoteReference", W + "endnoteReference")


def letters(run: Element) -> str:
    """The text of a run, without blanks around it."""
    return "".join(map(written, run.iter(W + "t"))).strip()


def written(text: Element) -> str:
    """What a text says; programs that make Word files of PDFs put the breaks of lines within it."""
    first = text.text or ""
    return first if not len(text) else "\n".join([first, *(one.tail or "" for one in text)])


def note_mark(run: Element, properties: Element | None, *, raised: bool) -> str:
    """The mark, in brackets, of a note that a raised or lowered number is, or its own sign; empty where it is none."""
    if any(one.get(_OWN_SIGN) in _ON for one in run.iterchildren(*_REFERENCES)):
        return bracketed(letters(run))
    own, above = value(properties, "vertAlign"), number(properties, "position") or 0
    if own not in BESIDE_THE_LINE and above < _ABOVE and (own or not raised):
        return ""
    return bracketed(letters(run))


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


def draws_figures(part: Element) -> bool:
    """Whether a part of a field is the instruction of one that draws what it is told to, as figures in circles."""
    return part.tag == W + "instrText" and (part.text or "").strip().upper().startswith("EQ")


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
