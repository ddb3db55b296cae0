"""Numerals and their ranges."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.values import INFINITY, ZERO, Interval, Qualifier, State, number, parse, plain, printed

counts = st.integers(min_value=0, max_value=10**9)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,204", 1204),
        ("1 204", 1204),
        ("3.50", "3.5"),
        ("十二", 12),
        ("二十", 20),
        ("两百零三", 203),
        ("一千零一", 1001),
        ("两万三千", 23000),
        ("百", 100),
        ("千", 1000),
        ("三百五十", 350),
        ("〇", 0),
    ],
)
def test_a_bare_numeral_is_read(text: str, value: int | str) -> None:
    """Arabic digits of any width, and Chinese ones."""
    assert Decimal(value) == number(text)


@pytest.mark.parametrize("text", ["", "件", "一一千十", "1.2.3", "万十二"])
def test_what_is_no_numeral_raises(text: str) -> None:
    """Characters that make no numeral are refused."""
    with pytest.raises(ValueError, match=r"\S"):
        number(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("12", 12, 12, Qualifier.EXACT),
        ("12件", 12, 12, Qualifier.EXACT),
        ("壹佰贰拾叁", 123, 123, Qualifier.EXACT),
        ("叁拾件", 30, 30, Qualifier.EXACT),
        ("一百二十三点零五", Decimal("123.05"), Decimal("123.05"), Qualifier.EXACT),
        ("零点零", 0, 0, Qualifier.ZERO),
        ("约300", 250, 350, Qualifier.APPROX),
        ("大约1230", 1107, 1353, Qualifier.APPROX),
        ("300左右", 250, 350, Qualifier.APPROX),
        ("近300", 250, 300, Qualifier.APPROX),
        ("将近40", 35, 40, Qualifier.APPROX),
        ("接近百", 50, 100, Qualifier.APPROX),
        ("800余", 800, 900, Qualifier.APPROX),
        ("四十余", 40, 50, Qualifier.APPROX),
        ("1230多", 1230, 1353, Qualifier.APPROX),
        ("超过300", 300, INFINITY, Qualifier.AT_LEAST),
        ("5000元以上", 5000, INFINITY, Qualifier.AT_LEAST),
        ("不足20", 0, 20, Qualifier.AT_MOST),
        ("1.2万", 11500, 12500, Qualifier.EXACT),
        ("0", 0, 0, Qualifier.ZERO),
    ],
)
def test_words_of_approximation_make_a_range(text: str, low: int, high: int | Decimal, qualifier: Qualifier) -> None:
    """约 reaches to both sides, 近 below only, 余 above only."""
    reading = parse(text)
    assert reading.interval == Interval(Decimal(low), Decimal(high))
    assert reading.qualifier is qualifier


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("  ", State.BLANK),
        ("/", State.DASH),
        ("——", State.DASH),
        ("无", State.DASH),
        ("不适用", State.DASH),
        ("详见附件", State.TEXT),
        ("三点", State.TEXT),
        ("三点五万", State.TEXT),
        ("12件3", State.TEXT),
        ("0", State.ZERO),
        ("零", State.ZERO),
        ("7", State.NUMBER),
    ],
)
def test_a_cell_without_a_number_says_why(text: str, state: State) -> None:
    """Blank, dash, text and nought are told apart."""
    assert parse(text).state is state


@given(counts)
def test_a_count_is_read_as_it_was_written(count: int) -> None:
    """Plain, with separators and in full width a count is the same."""
    wide = str(count).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert Decimal(count) == parse(str(count)).value == parse(f"{count:,}").value == parse(wide).value
    assert plain(Decimal(count)) == str(count)


@given(counts, counts, counts, counts)
def test_intervals_add_and_subtract(one: int, other: int, third: int, fourth: int) -> None:
    """A sum of intervals holds the sums of what they hold."""
    first = Interval(*sorted((Decimal(one), Decimal(other))))
    second = Interval(*sorted((Decimal(third), Decimal(fourth))))
    assert (first + second).meets(Interval.exact(one + third))
    assert (first - second).meets(Interval.exact(other - fourth))
    assert first + ZERO == first
    negative = -first
    assert -negative == first


def test_an_interval_is_printed_as_people_write_it() -> None:
    """One value, a range, a lower bound."""
    assert str(Interval.exact(3)) == "3"
    assert str(Interval(Decimal(1), Decimal("2.50"))) == "1—2.5"
    assert str(Interval.at_least(5)) == "不少于5"


def test_a_printed_figure_stands_for_half_its_last_digit() -> None:
    """8.33 is anything that rounds to it."""
    assert printed(Decimal("8.33")) == Interval(Decimal("8.325"), Decimal("8.335"))
