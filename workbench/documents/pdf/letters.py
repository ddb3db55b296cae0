"""Which characters of a PDF say nothing."""

from __future__ import annotations

import unicodedata

_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x10FFFE))


def is_readable(text: str) -> bool:
    """Whether no character of a text is one that says nothing."""
    return "\ufffd" not in text and text.replace("\u3000", "").isprintable()


def is_unreadable(letter: str) -> bool:
    """Whether a character says nothing: unassigned, private to a font, or a mark of failure."""
    code = ord(letter)
    if code < ord(" ") or letter == "\ufffd" or any(code in block for block in _PRIVATE):
        return True
    return unicodedata.category(letter) in ("Cc", "Cn", "Cs")
