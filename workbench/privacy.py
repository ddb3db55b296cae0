"""Personal data 个人信息 in a text: identity card and mobile numbers, found and masked.

A masked text is as long as the text itself and differs from it in the digits hidden alone, so that places in the one
are places in the other: ``410702********1234``, ``138****5678``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from workbench.text import fold

IDENTITY = "公民身份号码"
MOBILE = "手机号码"

_DIGITS = re.compile(r"\d{4}")
"""Without it a text holds no number of either kind; most texts do."""
_EARLIEST = 1890
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}[ -]?(?P<hidden>\d{8})[ -]?\d{3}[0-9Xx](?!\d)")
_MOBILE = re.compile(
    r"(?<![\d.=/_])(?<!\d-)(?:\+?86[ -]?)?1[3-9]\d[ -]?(?P<hidden>\d{4})[ -]?\d{4}"
    r"(?!\d)(?!\s*[万亿元件条份次人户%])"
)
_SEPARATORS = str.maketrans("", "", " -")


class Personal(NamedTuple):
    """A number in a text: which kind, where, which of its characters are hidden, and whether it is one for certain.

    An identity number is certain where its check digit is right (GB 11643).
    """

    kind: str
    start: int
    end: int
    hidden: tuple[int, int]
    certain: bool


def personal(text: str) -> list[Personal]:
    """The identity and mobile numbers of a text in their order."""
    return list(_found(fold(text))) if _DIGITS.search(text) else []


def masked(text: str) -> str:
    """The text with the middle of each identity or mobile number hidden, as long as it was."""
    for one in personal(text):
        first, last = one.hidden
        text = text[:first] + "*" * (last - first) + text[last:]
    return text


def _found(folded: str) -> Iterator[Personal]:
    for match in _IDENTITY.finditer(folded):
        if _is_birthday(match["hidden"]):
            yield Personal(IDENTITY, *match.span(), match.span("hidden"), _is_checked(match[0]))
    for match in _MOBILE.finditer(folded):
        yield Personal(MOBILE, *match.span(), match.span("hidden"), certain=True)


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(_EARLIEST, 1, 1) <= born <= date.today()  # noqa: DTZ011 - nobody is born tomorrow, wherever


def _is_checked(number: str) -> bool:
    """Whether the check digit is right."""
    digits = number.translate(_SEPARATORS).upper()
    try:
        return bool(ric.calc_check_digit(digits) == digits[-1])
    except ValidationError:
        return False
