"""Which of several readings of a number is taken, and whether it can be relied on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from statistics import mean
from typing import Final, NamedTuple

from workbench.documents.scan.engine import Reading
from workbench.documents.scan.shapes import UNKNOWN, Shape
from workbench.text import fold

LOW: Final = 0.85
"""A reading with a lower score than this is doubted, where the shapes of its digits do not bear it out."""
_LEAST = 0.6
_FEW = 2

_NUMBER = re.compile(r"[\d.,，．+\-]*\d[\d.,，．]*|[-—－–_/\\~]+")
_SIGNED = re.compile(r"[-+].*\d")
_SIGN = "识别出正负号，可能是图像上的其他笔画，请对照原件核实"
"""No figure of the form is below nought."""
_DASHES = re.compile(r"[-—－–_~一ー]+")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_SPACE = re.compile(r"\s+")
_EDGES = "|丨｜[]"
"""What a frame looks like beside a number; such a number is doubted, for it may be a digit."""
_SPECKS = ".,·•。、'*"
_MARKS = _SPECKS + "-—_~"
"""What specks and the edges of seals look like before a number, and behind it."""
_LIKE = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "口": "0", "l": "1", "I": "1", "|": "1", "丨": "1"})


class Settled(NamedTuple):
    """The text taken for a cell, its score, and why it is doubted, if it is."""

    text: str
    score: float
    doubt: str = ""


def bare(text: str) -> str:
    """A number as it is compared: without spaces, full-width characters folded, dashes alike."""
    found = _SPACE.sub("", fold(text))
    return "—" if _DASHES.fullmatch(found) else found


def is_number(text: str) -> bool:
    """Whether a text is what stands where a number is due."""
    return bool(_NUMBER.fullmatch(bare(text)))


def may_be_number(text: str) -> bool:
    """Whether a short text may be a number badly read, as no word of Chinese is."""
    return is_number(text) or len(_CJK.findall(bare(text).translate(_LIKE))) < 2  # noqa: PLR2004 - one may be a digit


def once(reading: Reading, times: int) -> Reading:
    """What was written so many times over, written once; nothing where the repetitions differ."""
    text = bare(reading.text)
    part = text[: len(text) // times]
    if part and part * times == text:
        return Reading(part, reading.score)
    if set(text) <= set("-—_一–") and text:
        return Reading("—", reading.score)
    return Reading("", reading.score)


def settled(readings: Sequence[Reading], shape: Shape = UNKNOWN) -> Settled:
    """The number that most readings give; doubted where another differs, or none is sure and no shape bears it out.

    What is read beside it as a frame or a mark is left out, and it is doubted.
    """
    taken = _taken(readings, shape)
    inner = taken.text.strip(_EDGES).lstrip(_SPECKS).rstrip(_MARKS)
    if inner == taken.text or not (inner[:1].isdecimal() and is_number(inner)):
        return taken
    return Settled(inner, taken.score, taken.doubt or f"识别结果不是数字：{taken.text}，请对照原件核实")


def _taken(readings: Sequence[Reading], shape: Shape) -> Settled:
    """What the readings come to, marks and all."""
    said = [Reading(bare(one.text), one.score) for one in readings if one.text]
    numbers = {one.text for one in said if is_number(one.text)}
    known = [_in_digits(one, numbers) for one in said]
    if not known:
        return Settled("", 0.0, "单元格内有字迹，未能识别，请对照原件核实")
    counts = Counter(one.text for one in known if is_number(one.text)) or Counter(one.text for one in known)
    text = max(counts, key=lambda one: (counts[one], _score(known, one)))
    score = _score(known, text)
    others = list(dict.fromkeys(one.text for one in known if one.text != text))
    if others:
        return Settled(text, score, f"多次识别结果不一致：{'、'.join([text, *others])}，请对照原件核实")
    if shape.text not in ("", text):
        return Settled(text, score, _unlike(text, shape.text))
    if not is_number(text):
        return Settled(text, score, f"识别结果不是数字：{text}，请对照原件核实")
    if len(known) < min(len(readings), _FEW) or score < (_LEAST if shape.known else LOW):
        return Settled(text, score, f"识别可信度低（{score:.0%}），请对照原件核实")
    return Settled(text, score, _SIGN if _SIGNED.match(text) else "")


def _in_digits(reading: Reading, numbers: Collection[str]) -> Reading:
    """A reading in letters that are like digits, in those, where another has them; lone strokes may be of a frame."""
    digits = reading.text.translate(_LIKE)
    known = digits in numbers and len(digits) >= _FEW and not set(_EDGES) & set(reading.text)
    return reading._replace(text=digits) if known else reading


def _unlike(text: str, shape: str) -> str:
    if "?" in shape:
        return f"识别出{len(text)}位数字，而图像上有{len(shape)}个字形，请对照原件核实"
    return f"识别为{text}，而字形与同页其他数字中的{shape}相近，请对照原件核实"


def _score(known: Sequence[Reading], text: str) -> float:
    """The mean score of the readings that give a text."""
    return mean(one.score for one in known if one.text == text)
