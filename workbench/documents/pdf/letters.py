"""Characters as a reader reads them: radicals and compatibility forms that fonts put in the place of Chinese ones."""

from __future__ import annotations

import unicodedata

_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁"
    "⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎"
    "衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""The property Equivalent_Unified_Ideograph of Unicode for the block CJK Radicals Supplement."""

_PLAIN = dict(zip(_RADICALS, _IDEOGRAPHS, strict=True))
_KANGXI = range(0x2F00, 0x2FD6)
_COMPATIBLE = range(0xF900, 0xFAFF)
_LIGATURES = range(0xFB00, 0xFB07)
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x10FFFE))


def is_readable(text: str) -> bool:
    """Whether no character of a text is one that says nothing."""
    return "\ufffd" not in text and text.replace("\u3000", "").isprintable()


def plain(letter: str) -> str:
    """A character with a radical, a compatibility ideograph or a Latin ligature put as what it stands for."""
    code = ord(letter)
    if code in _KANGXI or code in _COMPATIBLE or code in _LIGATURES:
        return unicodedata.normalize("NFKC", letter)
    return _PLAIN.get(letter, letter)


PLAIN = {code: plain(chr(code)) for block in (_KANGXI, _COMPATIBLE, _LIGATURES) for code in block} | {
    ord(letter): ideograph for letter, ideograph in _PLAIN.items()
}
"""What :func:`plain` changes, by code."""


def is_unreadable(letter: str) -> bool:
    """Whether a character says nothing: unassigned, private to a font, or a mark of failure."""
    code = ord(letter)
    if code < ord(" ") or letter == "\ufffd" or any(code in block for block in _PRIVATE):
        return True
    return unicodedata.category(letter) in ("Cc", "Cn", "Cs")
