"""Comparing Chinese text that was typed, scanned or pasted: width, spaces, punctuation."""

import re
import unicodedata

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from workbench.letters import SINGLE

# One character for one character, so that places in the folded text are places in the text.
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_NARROW = "".join(map(chr, range(0x21, 0x7F)))
_FOLD = SINGLE | str.maketrans(
    _WIDE + "\u3000\u00a0\u2009\u202f“”「」‘’【】〔〕﹙﹚｡—–﹣−﹪﹔﹕﹐",
    _NARROW + '    """"\'\'[][]()。----%;:,',
)
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.,:]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)](?!\d)|[①-⑳])+"
)

_ALIKE = 50


def fold(text: str) -> str:
    """The text with full-width forms, quotes, brackets and radicals made plain, each character in its old place."""
    return text.translate(_FOLD)


def normalise(text: str) -> str:
    """The text for comparison: compatibility forms, punctuation folded, no spaces nor invisible marks."""
    return _INVISIBLE.sub("", fold(unicodedata.normalize("NFKC", text)))


def printable(text: str) -> str:
    """A text of a document as it can be shown: one line after the other, and no character that is not seen at work.

    Control characters, on which files and terminals choke, are left out. Characters that turn the direction of
    writing, so that a figure would be read backwards, are shown by their code: ``〔U+202E〕``.
    """
    kept = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _TURNING.sub(lambda match: f"〔U+{ord(match[0]):04X}〕", kept)


def strip_numbering(text: str) -> str:
    """A normalised label without the numbering before it: ``(三)不予公开`` gives ``不予公开``."""
    return _NUMBERING.sub("", text)


def difference(found: str, due: str) -> str:
    """In which characters a text differs from the one due, in Chinese; empty where hardly one is the same."""
    one, other = normalise(found), normalise(due)
    if fuzz.ratio(one, other) < _ALIKE:
        return ""
    return "，".join(
        _changed(one[step.src_start : step.src_end], other[step.dest_start : step.dest_end])
        for step in Levenshtein.opcodes(one, other)
        if step.tag != "equal"
    )


def _changed(found: str, due: str) -> str:
    if found and due:
        return f"“{due}”写成“{found}”"
    return f"多“{found}”" if found else f"缺“{due}”"


def similarity(one: str, other: str) -> float:
    """How alike two texts are once normalised, 0 to 1."""
    return fuzz.ratio(normalise(one), normalise(other)) / 100
