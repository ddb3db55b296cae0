"""The phrases of the lexicon: what their alternatives stand for, and the longest one at a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.claims.lexicon import Phrases, expand

LETTERS = "甲乙丙"
SHORT = st.text(LETTERS, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("办结", {"办结"}),
        ("(按时|)办结", {"按时办结", "办结"}),
        ("(甲(乙|丙)|丁)戊", {"甲乙戊", "甲丙戊", "丁戊"}),
        ("县（区）", {"县(区)"}),
        ("一,二", {"一，二"}),
    ],
)
def test_alternatives(phrase: str, told: set[str]) -> None:
    """Groups stand within groups; brackets in full width are the text's own."""
    assert told == set(expand(phrase))


@given(st.lists(SHORT, min_size=1, max_size=12), st.text(LETTERS, max_size=12), st.data())
def test_the_longest_phrase_is_found(known: list[str], text: str, data: st.DataObject) -> None:
    """As if all phrases were held against the text one after another."""
    phrases = Phrases({phrase: (phrase,) for phrase in known})
    end = data.draw(st.integers(0, len(text)))
    for place in range(end):
        there = [phrase for phrase in known if text.startswith(phrase, place) and place + len(phrase) <= end]
        longest = max(there, key=len, default="")
        assert (place + len(longest), (longest,) if longest else ()) == phrases.longest(text, place, end)
        assert not there or text[place] in phrases.firsts
