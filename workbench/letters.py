"""Characters as a reader reads them: radicals and compatibility forms that fonts put in the place of Chinese ones.

A PDF gives them, and so does what was copied out of one: ⺠ for 民, ⾏ for 行.
"""

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
SINGLE = {code: letter for code, letter in PLAIN.items() if len(letter) == 1}
"""Those of them that stand for one character, so that places in a text stay what they are."""
