"""What a narrative claims does not depend on how it was typed, nor on sentences about other matters behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.claims.test_sentences import SENTENCES
from workbench.claims import read_claims

_PLAIN_MARKS = str.maketrans("，；：（）", ",;:()")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBERED = re.compile(r"[（\d]")
_EVERY = 6
"""Each habit is tried on every sixth sentence, of which each habit takes others."""
_OTHERS = "全年主动公开政府信息1234条。开展培训2次，培训60人次。办理人大建议12件、政协提案8件，办结率100%。"

HABITS: dict[str, Callable[[str], str]] = {
    "half-width marks": lambda text: text.translate(_PLAIN_MARKS),
    "full-width digits": lambda text: text.translate(_WIDE_DIGITS),
    "blanks around numbers": lambda text: re.sub(r"(\d[\d.]*)", r" \1 ", text),
    "a full stop of another keyboard": lambda text: re.sub("。$", ".", text),
    "a number before the item": lambda text: text if _NUMBERED.match(text) else f"（一）{text}",
    "a turn of phrase before it": lambda text: text if _NUMBERED.match(text) else f"据统计，{text}",
    "lines wrapped behind commas": lambda text: re.sub("(?<=[，、])", "\n", text),
    "what another paragraph says": lambda text: f"{text}\n{_OTHERS}",
    "what the next sentences say": lambda text: text + _OTHERS if text.endswith("。") else text,
}


def _claimed(text: str, year: int) -> Counter[tuple[str, Decimal, bool]]:
    read = read_claims(text, year)
    return Counter((one.concept, one.value, one.confident) for one in read if not one.concept.startswith("untested"))


@pytest.mark.parametrize("habit", HABITS)
def test_claims_are_the_same(habit: str) -> None:
    """All that is claimed of the report's cells is claimed as well, and nothing else is."""
    begin = list(HABITS).index(habit) % _EVERY
    told = [(one["text"], one["year"]) for one in SENTENCES[begin::_EVERY]]
    typed = [(text, HABITS[habit](text), year) for text, year in told]
    assert not [other for text, other, year in typed if _claimed(text, year) != _claimed(other, year)]
