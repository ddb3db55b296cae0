"""Numbers of an XLSX workbook that their format shows as others: rounded, in thousands, as a share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from lxml.etree import _Element as Element

from workbench.documents.sheet.rich import WHITE

_CELL = (
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?=[^>]*\bs="(\d{1,6})")(?![^>]*\bt="(?!n"))[^>]*>'
    rb"\s*(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>"
)
_FRACTION = re.compile(_CELL + rb"(-?\d+\.\d+)</")
_NUMBER = re.compile(_CELL + rb"(-?\d+(?:\.\d+)?)</")
_BROKEN = re.compile(rb"v>-?\d+\.\d")
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
}  # fmt: skip
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a format prints as it stands, and what it says of colours and widths."""
_FIXED = re.compile(r"[,\s()+-]*[0#?][#0?,\s()+-]*(?:\.(?P<decimals>[0#?]+)[\s()]*)?")
_SCALED = re.compile(r"[0#?],+(?![0#?,])|%")
_MAY_SCALE = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*(?:%|[0#?],+(?![0#?,]))')
_LITERAL = re.compile(r'"[^"]*"|[\\!].')
_MAY_ADD = re.compile(rb'formatCode="[^"]*(?:&quot;[^"&]*\d|[\\!]\d)')
_MAY_HIDE = re.compile(rb'formatCode="(?:;|&quot;[^"&]*&quot;[;"])')
_WHITE_FONT = re.compile(rb"<(?:\w+:)?color\b[^>]*" + WHITE)
_DIGIT = re.compile(r"\d")
_DIGITS = 15


class Formats:
    """The formats of a workbook by the number under which its cells name them."""

    def __init__(self, styles: bytes, parse: Callable[[bytes], Element]) -> None:
        """``styles`` is the part that declares them, if there is one; ``parse`` parses it when a sheet first asks."""
        self._styles, self._parse = styles, parse
        self._codes: list[str] | None = None
        self._may_scale = bool(_MAY_SCALE.search(styles))
        self._may_add = bool(_MAY_ADD.search(styles))
        self._may_hide = bool(_MAY_HIDE.search(styles))

    def misleading(self, sheet: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The letters and the row of each cell that shows another number than it holds."""
        if _BROKEN.search(sheet):
            yield from self._rounded(sheet)
        if self._may_scale:
            yield from _of(_NUMBER, sheet, self._numbered(_scales), lambda value: bool(float(value)))
        if self._may_add:
            yield from _of(_NUMBER, sheet, self._numbered(_adds), lambda _: True)
        if self._may_hide:
            yield from _of(_NUMBER, sheet, self._numbered(_hides), lambda value: bool(float(value)))

    def struck(self, sheet: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The letters and the row of each cell whose number is struck out, or not seen for being white on white."""
        if b"strike" in self._styles or _WHITE_FONT.search(self._styles):
            yield from _of(_NUMBER, sheet, _struck(self._parse(self._styles)), lambda _: True)

    def _rounded(self, sheet: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The letters and the row of each cell whose number has more decimals than its format shows."""
        shown = {str(at).encode(): _decimals(code) for at, code in enumerate(self._all())}
        for name, row, style, value in _FRACTION.findall(sheet):
            decimals = shown.get(style, -1)
            if decimals >= 0 and _has_rest(float(value), decimals):
                yield name, row

    def _numbered(self, kind: Callable[[str], bool]) -> frozenset[bytes]:
        """The numbers of the formats of a kind."""
        return frozenset(str(at).encode() for at, code in enumerate(self._all()) if kind(code))

    def _all(self) -> list[str]:
        """The codes of all formats, by their numbers."""
        if self._codes is None:
            self._codes = list(_codes(self._parse(self._styles))) if self._styles else []
        return self._codes


def misleads(code: str, value: float) -> bool:
    """Whether a format shows another number than it is given."""
    decimals = _decimals(code)
    rounded = decimals >= 0 and _has_rest(value, decimals)
    return rounded or (bool(value) and (_scales(code) or _hides(code))) or _adds(code)


def _decimals(code: str) -> int:
    """How many decimals a format shows, -1 where it does not say so."""
    fixed = _FIXED.fullmatch(_bare(code))
    return len(fixed["decimals"] or "") if fixed else -1


def _scales(code: str) -> bool:
    return bool(_SCALED.search(_bare(code)))


def _adds(code: str) -> bool:
    """Whether a format prints digits of its own; what stands between two of its words is none of them."""
    return any(map(_DIGIT.search, _LITERAL.findall(code)))


def _hides(code: str) -> bool:
    """Whether a format shows nothing of a positive number, or words in its place."""
    return bool(code) and not _bare(code).strip()


def _of(
    cell: re.Pattern[bytes], sheet: bytes, styles: Collection[bytes], differs: Callable[[bytes], bool]
) -> Iterator[tuple[bytes, bytes]]:
    if styles:
        found = cell.findall(sheet)
        yield from ((name, row) for name, row, style, value in found if style in styles and differs(value))


def _has_rest(value: float, decimals: int) -> bool:
    """Whether a number has more decimals than so many, the noise of binary fractions aside."""
    value = float(f"{value:.{_DIGITS}g}")
    return round(value, decimals) != value


def _codes(styles: Element) -> Iterator[str]:
    """The code of each format."""
    own = {one.get("numFmtId"): str(one.get("formatCode") or "") for one in styles.iter("{*}numFmt")}
    for cells in styles.iterchildren("{*}cellXfs"):
        for one in cells:
            number = str(one.get("numFmtId") or "0")
            yield own.get(number) or (BUILT_IN.get(int(number), "") if number.isdecimal() else "")


def _bare(code: str) -> str:
    """The code of a format for positive numbers, without what it prints as it stands."""
    return _ASIDE.sub("", code).partition(";")[0]


def _struck(styles: Element) -> frozenset[bytes]:
    """The numbers of the formats whose letters are struck out, or white where nothing is said of the ground."""
    fonts, grounds, cells = (
        [one for group in styles.iterchildren(f"{{*}}{name}") for one in group]
        for name in ("fonts", "fills", "cellXfs")
    )
    struck = {str(at) for at, font in enumerate(fonts) if any(map(_is_on, font.iterchildren("{*}strike")))}
    white = {str(at) for at, font in enumerate(fonts) if any(map(_is_white, font.iterchildren("{*}color")))}
    paper = {str(at) for at, ground in enumerate(grounds) if _is_paper(ground)}
    return frozenset(
        str(at).encode()
        for at, one in enumerate(cells)
        if one.get("fontId") in struck or (one.get("fontId") in white and one.get("fillId", "0") in paper)
    )


def _is_white(colour: Element) -> bool:
    said = " ".join(f'{name!s}="{value!s}"' for name, value in sorted(colour.attrib.items()))
    return bool(re.search(WHITE, said.encode())) and colour.get("tint") is None


def _is_paper(ground: Element) -> bool:
    """Whether a ground is none, or white."""
    patterns = list(ground.iterchildren("{*}patternFill"))
    if not patterns or patterns[0].get("patternType", "none") == "none":
        return bool(patterns)  # others run from one colour into another
    return patterns[0].get("patternType") == "solid" and any(map(_is_white, patterns[0].iterchildren("{*}fgColor")))


def _is_on(strike: Element) -> bool:
    return strike.get("val", "1") not in ("0", "false")
