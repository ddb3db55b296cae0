"""Recognised text set as Chinese is printed."""

from __future__ import annotations

import re

_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
_SPACED = re.compile(rf"(?<={_CJK})[ \u3000]+|[ \u3000]+(?={_CJK})")
_WIDE = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_NARROW = re.compile(rf"(?<={_CJK})[(),:;!?]|[(),:;!?](?={_CJK})|\((?=\d+{_CJK})|(?<=[（(]\d)\)")


def set_in_chinese(text: str) -> str:
    """The text without spaces between Chinese characters, the marks beside them in their full width."""
    return _NARROW.sub(lambda match: _WIDE[match[0]], _SPACED.sub("", text.strip()))
