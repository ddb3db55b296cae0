"""Bytes to text in the encodings that reports come in: UTF-8, UTF-16, GB18030, with or without a mark."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from workbench.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOSSY = 0.005  # a few damaged characters are a remark, more of them another encoding or no text
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(NamedTuple):
    """The text of a file and how many of its characters could not be decoded."""

    text: str
    lost: int


def decode(data: bytes) -> Decoded:
    """The text of the bytes. Raises DocumentError where they are no text in a known encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_lossy(data[len(mark) :], encoding))
    if b"\x00" in data[:4096]:
        return _checked(_lossy(data, _utf16(data)))
    candidates = [_lossy(data, encoding) for encoding in ("utf-8", "gb18030")]
    return _checked(next((found for found in candidates if _share(found) <= _LOSSY), candidates[0]))


def _utf16(data: bytes) -> str:
    """Which byte order: the zero bytes of line ends and ASCII stand in the higher byte."""
    odd, even = data[1:4096:2].count(0), data[:4096:2].count(0)
    return "utf-16-le" if odd >= even else "utf-16-be"


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if text.endswith("�"):  # a file cut in the middle of a character has lost nothing that can be read
        text = text.rstrip("�")
    return Decoded(text, text.count("�"))


def _share(found: Decoded) -> float:
    return found.lost / max(len(found.text), 1)


def _checked(found: Decoded) -> Decoded:
    strange = found.lost + len(_CONTROL.findall(found.text))
    if strange / max(len(found.text), 1) > _LOSSY:
        raise DocumentError("文件内容不是文本（可能是改了扩展名的其他格式，或已损坏），请取得原始文件后重新提交。")
    return found
