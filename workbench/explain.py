"""Comparisons in words: what the message says and how the calculation went, for the inspector to send on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.findings import Comparison, Manner, Relation, Verdict, holds
from workbench.reports.amounts import Term
from workbench.values import Interval

_SCALE = Decimal(10_000)
_MOST_TERMS = 8
_DUE_ANYWAY = ("有", "能", "正文有说明", "已识别", "全部读取", "各行齐全", "均填数字", "出现1次")
"""What goes without saying: the message then says only what was found instead."""


def message(comparison: Comparison, found: Verdict) -> str:
    """One Chinese sentence that says what was found where, and what was due."""
    if comparison.manner is Manner.SUM:
        return f"{comparison.subject}不平衡：{calculation(comparison)}。"
    if comparison.manner is Manner.TABLE:
        return _against_table(comparison, found)
    if comparison.manner is Manner.TEXT:
        return f"{_quoted(comparison)}，{comparison.subject}应为{_figure(comparison.expected, comparison.unit)}，前后不一致。"
    return _wording(comparison)


def _wording(comparison: Comparison) -> str:
    if comparison.expected in _DUE_ANYWAY:
        return f"{comparison.subject}：{comparison.actual}。"
    if comparison.expected == "无":
        return f"{comparison.subject}：“{comparison.actual}”，应当删除。"
    return f"{comparison.subject}：应为“{comparison.expected}”，实为“{comparison.actual}”。"


def explanation(comparison: Comparison, found: Verdict) -> str:
    """The calculation in the form's own words and numbers, and the likely cause where there is one."""
    parts = [
        f"计算：{calculation(comparison)}。" if comparison.manner is not Manner.SUM and len(comparison.left) > 1 else "",
        f"所述数字与“{_basis(comparison)}”一致，属口径不同，请核实表述。" if found is Verdict.EXPLAINED else "",
        "" if found is Verdict.EXPLAINED else _cause(comparison),
        comparison.note,
    ]
    return "".join(part if part.endswith("。") else f"{part}。" for part in parts if part)


def calculation(comparison: Comparison) -> str:
    """Both sides spelt out, each operand by its name in the form: ``自然人 8 + 商业企业 0 = 8 ≠ 总计 7，差 1``."""
    left, right = _side(comparison.left, comparison.expected), _side(comparison.right, comparison.actual)
    if not comparison.right:
        return left
    return f"{left} ≠ {right}，差 {_gap(comparison)}"


def _side(terms: tuple[Term, ...], value: object) -> str:
    """One side of an equation; operands that are zero are left out of a long one, which is said."""
    shown = [term for term in terms if term.value != Interval.exact(0)] if len(terms) > _MOST_TERMS else list(terms)
    names = _short([term.name for term in shown])
    parts = [f"{'−' if term.sign < 0 else '+'} {name} {term.value}" for term, name in zip(shown, names, strict=True)]
    text = " ".join(parts).removeprefix("+ ")
    if len(shown) < len(terms):
        text = f"{text}（其余{len(terms) - len(shown)}项均为0）" if text else f"{len(terms)}项均为0"
    return f"{text} = {value}" if len(terms) > 1 else text


def _short(names: list[str]) -> list[str]:
    """The names of cells without the row or the column that they all have in common."""
    parts = [name.partition("行“") for name in names]
    rows, columns = {row for row, _, _ in parts}, {column for _, _, column in parts}
    if len(names) < 2 or not all(middle for _, middle, _ in parts):  # noqa: PLR2004
        return names
    if len(rows) == 1:
        return [f"“{column.removesuffix('列')}" for _, _, column in parts]
    if len(columns) == 1:
        return [f"“{row.partition('“')[2]}" for row, _, _ in parts]
    return names


def _gap(comparison: Comparison) -> str:
    expected, actual = comparison.expected, comparison.actual
    if isinstance(expected, Interval) and isinstance(actual, Interval):
        gap = actual - expected
        return str(gap if gap.low >= 0 else -gap)
    return ""


def _against_table(comparison: Comparison, found: Verdict) -> str:
    stated = _quoted(comparison)
    due = f"统计表中“{comparison.subject}”为{_figure(comparison.expected, comparison.unit)}"
    if found is Verdict.EXPLAINED:
        return f"{stated}，{due}；按“{_basis(comparison)}”口径一致。"
    gap = _gap(comparison)
    return f"{stated}，{due}，二者不符" + (f"，相差{gap}{comparison.unit}。" if gap and _exact(comparison) else "。")


def _quoted(comparison: Comparison) -> str:
    quotes = [evidence.text for evidence in comparison.evidence if evidence.kind == "span"]
    return "正文称" + "、".join(f"“{quote.strip()}”" for quote in quotes[:2]) if quotes else "正文未提及"


def _figure(value: object, unit: str) -> str:
    return f"{value}{unit}" if isinstance(value, Interval) else str(value)


def _exact(comparison: Comparison) -> bool:
    values = (comparison.expected, comparison.actual)
    return all(isinstance(value, Interval) and value.is_exact for value in values)


def _basis(comparison: Comparison) -> str:
    actual = comparison.actual
    for name, value in comparison.bases:
        if isinstance(actual, Interval) and holds(comparison.relation, value, actual):
            return name
    return ""


def _cause(comparison: Comparison) -> str:
    """Likely causes, where the figures point to one."""
    expected, actual = comparison.expected, comparison.actual
    if not (isinstance(expected, Interval) and isinstance(actual, Interval)) or comparison.relation is not Relation.EQUAL:
        return ""
    if expected.low > 0 and (_scaled(actual).meets(expected) or _scaled(expected).meets(actual)):
        return "二者恰差一万倍，可能混淆了万元与元"
    return next(_causes(comparison, expected.low, actual.low), "") if _exact(comparison) else ""


def _scaled(value: Interval) -> Interval:
    return Interval(value.low * _SCALE, value.high * _SCALE)


def _causes(comparison: Comparison, expected: Decimal, actual: Decimal) -> Iterator[str]:
    gap = abs(actual - expected)
    for name, value in comparison.hints:
        if value.is_exact and value.low == actual:
            yield f"所述数字恰与“{name}”相同，可能取错了数"
        elif value.is_exact and value.low == gap and gap > 0:
            yield f"差额恰等于“{name}”（{value}），可能未计入或重复计入"
    if _transposed(str(expected), str(actual)):
        yield "两个数字的数位互换，可能是录入时颠倒"


def _transposed(one: str, other: str) -> bool:
    """Whether two neighbouring digits were swapped."""
    if len(one) != len(other) or one == other:
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    first, last = apart[0], apart[-1]
    return len(apart) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]  # noqa: PLR2004
