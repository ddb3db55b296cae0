"""The share of copied text on texts of which it is known, and which of many texts are found to be copies."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.likeness import Passage, copied, likenesses, share
from workbench.likeness.candidates import candidates
from workbench.likeness.copies import RUN

OURS = [chr(at) for at in range(0x4E00, 0x5E00)]
THEIRS = [chr(at) for at in range(0x5E00, 0x6E00)]


def drawn(rng: random.Random, length: int, letters: list[str]) -> str:
    """A text in which no character stands twice, so that it has no run in common with any other."""
    return "".join(rng.sample(letters, length))


@given(st.integers(0, 60), st.integers(1, 60), st.integers(RUN, 60), st.integers(0, 9))
def test_the_share_is_that_of_the_copied_characters(before: int, after: int, length: int, seed: int) -> None:
    """Of own text around one copied run, just the run is copied: its characters over all characters."""
    rng = random.Random(seed)
    run = drawn(rng, length, THEIRS)
    own = drawn(rng, before + after, OURS)
    text = own[:before] + run + own[before:]
    assert [(before, before + length)] == copied(text, f"甲{run}乙")
    due = Decimal(100 * length) / (before + length + after)
    assert due - Decimal("0.1") < share(text, run) <= due


@pytest.mark.parametrize("percent", [0, 25, 50, 75, 80, 100])
def test_known_shares(percent: int) -> None:
    """A text of ten sentences, some of them copied and in another order, has just that share."""
    rng = random.Random(percent)
    sentences = [drawn(rng, 20, THEIRS[at * 300 : at * 300 + 300]) for at in range(10)]
    own = [drawn(rng, 20, OURS[at * 300 : at * 300 + 300]) for at in range(10)]
    count = percent // 10
    rest = 5 if percent % 10 else 0
    mixed = sentences[:count] + ([sentences[count][:10] + own[count][:10]] if rest else [])
    mixed += own[len(mixed) :]
    rng.shuffle(mixed)
    assert Decimal(percent) == share("".join(mixed), "".join(sentences))


def test_scattered_changes_count_for_what_they_are() -> None:
    """Where every twentieth character was changed, nineteen of twenty are copied."""
    rng = random.Random(5)
    text = drawn(rng, 400, THEIRS)
    changed = "".join(OURS[at] if at % 20 == 10 else letter for at, letter in enumerate(text))
    assert Decimal(95) == share(changed, text)


def test_idioms_are_no_copies() -> None:
    """Runs shorter than the least are passed over; a text in which nothing else is shared has a share of nought."""
    assert Decimal(0) == share("甲" + "政府信息公开工作"[: RUN - 1] + "乙", "丙" + "政府信息公开工作"[: RUN - 1] + "丁")
    assert Decimal(0) == share("", "任何文字都没有")


def test_the_share_is_of_the_own_text() -> None:
    """A short text within a long one is copied whole; the long one holds but a little of it."""
    rng = random.Random(7)
    short = drawn(rng, 100, THEIRS)
    long = short + drawn(rng, 300, OURS)
    assert (Decimal(100), Decimal(25)) == (share(short, long), share(long, short))


def batch(seed: int, count: int) -> list[Passage]:
    """Unrelated passages, each of another owner."""
    rng = random.Random(seed)
    return [Passage("".join(rng.choices(OURS, k=200)), f"单位{at}") for at in range(count)]


def test_many_copies_make_one_group() -> None:
    """One text that thirty units use gives each of them the other twenty-nine."""
    passages = batch(1, 60)
    text = drawn(random.Random(2), 200, THEIRS)
    passages[10:40] = [Passage(text, f"单位{at}") for at in range(10, 40)]
    found = {one.passage: one.others for one in likenesses(passages, 0.8)}
    assert set(range(10, 40)) == set(found)
    assert all({other for other, _ in others} == set(range(10, 40)) - {at} for at, others in found.items())


def test_near_copies_are_found_with_their_shares() -> None:
    """A copy with some sentences of its own is found, with the share that it has, unless that is too small."""
    rng = random.Random(3)
    text = drawn(rng, 400, THEIRS)
    passages = batch(4, 200)
    for at, kept in enumerate((400, 360, 330, 300, 200)):
        passages[at] = Passage(text[:kept] + drawn(rng, 400 - kept, OURS), f"抄{at}")
    found = {one.passage: dict(one.others) for one in likenesses(passages, 0.8)}
    assert {0, 1, 2} == set(found)
    assert {1: Decimal(90), 2: Decimal("82.5")} == found[0]
    assert (Decimal(90), Decimal("82.5")) == (found[1][0], found[2][0])


def test_an_owner_may_repeat_itself() -> None:
    """Passages of one owner are not held against one another."""
    text = drawn(random.Random(6), 200, THEIRS)
    assert [] == list(likenesses([Passage(text, "甲"), Passage(text, "甲")], 0.8))


def test_the_same_texts_give_the_same_candidates() -> None:
    """The signatures are drawn from a fixed seed; the order of the texts changes nothing but their places."""
    texts = [passage.text for passage in batch(8, 50)]
    texts[7] = texts[3][:190] + texts[7][190:]
    first, again = list(candidates(texts, 0.8)), list(candidates(texts, 0.8))
    assert first == again
    backwards = list(candidates(texts[::-1], 0.8))
    assert [[len(texts) - 1 - at for at in found] for found in backwards[::-1]] == [found[::-1] for found in first]
    assert ([7], [3]) == (first[3], first[7])


def test_hardly_a_likeness_is_missed() -> None:
    """Of pairs that just have the share asked for, nearly all are candidates."""
    rng = random.Random(9)
    texts = []
    for _ in range(300):
        text = "".join(rng.choices(THEIRS, k=200))
        texts += [text, text[:165] + "".join(rng.choices(OURS, k=35))]
    found = list(candidates(texts, 0.8))
    assert sum(at + 1 in found[at] for at in range(0, len(texts), 2)) >= 297
    assert sum(map(len, found)) <= len(texts) * 1.1


def test_no_texts() -> None:
    """An empty batch has no likeness."""
    assert [] == list(likenesses([], 0.8))
