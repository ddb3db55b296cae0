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
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_USUAL = re.compile(r"[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 8192
_ZEROS = 0.002  # digits, tabs and line ends give UTF-16 at least so many zero bytes, other text none


class Decoded(NamedTuple):
    """The text of a file and how many of its characters could not be decoded."""

    text: str
    lost: int


def decode(data: bytes) -> Decoded:
    """The text of the bytes. Raises DocumentError where they are no text in a known encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _recoded(_lossy(data[len(mark) :], encoding))
    if data.count(0) > len(data) * _ZEROS:
        return _recoded(_lossy(data, max(("utf-16-le", "utf-16-be"), key=lambda name: _usual(data, name))))
    first = _lossy(data, "utf-8")
    if _share(first) <= _LOSSY:
        return _checked(first, data)
    second = _lossy(data, "gb18030")
    return _checked(second if _share(second) <= _LOSSY else first, data)


def _usual(data: bytes, encoding: str) -> int:
    """How many characters of the beginning are such as Chinese text is made of."""
    return len(_USUAL.findall(data[:_SAMPLE].decode(encoding, "replace")))


def _lossy(data: bytes, encoding: str) -> Decoded:
    """The text in an encoding; a file cut in the middle of its last character has lost nothing that can be read."""
    text = data.decode(encoding, "replace")
    if text.endswith("�"):
        text = text.rstrip("�")
    return Decoded(text, text.count("�"))


def _share(found: Decoded) -> float:
    return found.lost / max(len(found.text), 1)


def _recoded(found: Decoded) -> Decoded:
    return _checked(found, found.text.encode("utf-8", "replace"))


def _checked(found: Decoded, data: bytes) -> Decoded:
    """The text, unless too much of it is none; ``data`` is it in an encoding in which control characters are bytes."""
    strange = found.lost + len(data) - len(data.translate(None, _CONTROLS))
    if strange / max(len(found.text), 1) > _LOSSY:
        raise DocumentError("文件内容不是文本（可能是改了扩展名的其他格式，或已损坏），请取得原始文件后重新提交。")
    return found
