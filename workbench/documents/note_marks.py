"""The marks of notes that stand raised behind numbers, of which they are no part."""

from __future__ import annotations

_LONGEST = 2


def bracketed(text: str) -> str:
    """A mark in brackets, so that it joins no number before it; empty where the text can be none."""
    return f"[{text}]" if text.isdecimal() and len(text) <= _LONGEST else ""
