"""What counts as the same in two readings of a cell."""

from __future__ import annotations

import pytest

from workbench.documents.pdf.second import same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12", " 1 2\n"),
        ("（三）不予公开", "三不\n予公开\n"),
        ("1.属于国家秘密", "1.\n属于国\n家秘密"),
        ("信息公开", "公开\n信息"),
        ("1.5万元", "1.5\n万元"),
        ("⼀", "一"),
    ],
)
def test_a_wrapped_label_is_the_same_in_any_order_of_its_words(one: str, other: str) -> None:
    """Camelot puts the marks and the lines of narrow columns where its own order has them."""
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12", "21"),
        ("12件", "21件"),
        ("1.5万元", "15万元"),
        ("5", "5—"),
        ("5", "-5"),
        ("二十", "十二"),
        ("三、总计", "二、总计"),
        ("（三）不予公开", "（三）予以公开"),
        ("无", ""),
        ("", "0"),
    ],
)
def test_numerals_are_the_same_in_their_order_alone(one: str, other: str) -> None:
    """A number is another one with its digits exchanged, a sign or a point more, and with words beside it too."""
    assert not same(one, other)
