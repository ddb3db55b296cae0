"""Comparisons in words: what the message says and how the calculation went, for the inspector to send on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from workbench.checks.subjects import Batch
from workbench.findings import Comparison, Evidence, Manner, Relation, Value, Verdict
from workbench.reports import Fact, Report
from workbench.reports.amounts import Term
from workbench.reports.model import Absent
from workbench.values import ZERO, Interval
from workbench.verdicts import holds

_SCALE = Decimal(10_000)
_MOST_TERMS = 4
_MOST_LISTED = 5
_UNEQUAL = {Relation.EQUAL: "≠", Relation.AT_LEAST: ">", Relation.AT_MOST: "<"}
_EQUAL = {Relation.EQUAL: "=", Relation.AT_LEAST: "≤", Relation.AT_MOST: "≥"}
"""How the expected value stands to the actual one where the relation does not hold, and where it does."""
_MOST_NAMED = 12
_DUE_ANYWAY = (
    "有",
    "能",
    "正文有说明",
    "已识别",
    "全部读取",
    "各行齐全",
    "各列齐全",
    "均填数字",
    "出现1次",
    "各单位均计入一次",
    "与正文相符的数据",
    "以万元为单位的金额",
    "勾稽关系全部成立",
    "不重复",
    "已清理",
    "与格式一致",
    "与其他单位不同",
    "完整",
)
"""What goes without saying: the message then says only what was found instead."""


def message(comparison: Comparison, found: Verdict) -> str:
    """One Chinese sentence that says what was found where, and what was due."""
    if comparison.manner is Manner.SUM:
        return f"{comparison.subject}：{calculation(comparison)}。"
    if comparison.manner is Manner.CAUSE:
        mended = f"{len(comparison.parts)}处不成立的勾稽关系即全部成立"
        return f"{comparison.subject}填“{comparison.actual}”疑有误：如改为“{comparison.expected}”，{mended}。"
    if comparison.manner is Manner.TABLE:
        return f"{_quoted(comparison)}，统计表中“{comparison.subject}”为{_due(comparison)}{_outcome(comparison, found)}"
    if comparison.manner is Manner.TEXT:
        return f"{_quoted(comparison)}，{comparison.subject}为{_due(comparison)}{_outcome(comparison, found)}"
    return _wording(comparison)


def explanation(comparison: Comparison, found: Verdict) -> str:
    """The calculation in the form's own words and numbers, and the likely cause where there is one."""
    spelt = comparison.manner is not Manner.SUM and len(comparison.left) + len(comparison.divisor) > 1
    explained = found is Verdict.EXPLAINED
    parts = [
        f"计算：{calculation(comparison)}" if spelt else "",
        f"所述数字与“{_basis(comparison)}”一致，属统计口径不同，请核实表述" if explained else _cause(comparison),
        f"不成立的关系：{_broken(comparison)}" if comparison.parts else "",
        comparison.note,
    ]
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)


def agreement(comparison: Comparison) -> str:
    """One Chinese sentence on two values that agree: what was held against what."""
    if comparison.manner is Manner.SUM:
        everything = (*comparison.left, *comparison.right)
        sides = _side(comparison.left, everything), _side(comparison.right, everything)
        return f"{comparison.subject}：{_spaced(sides[0])}{_EQUAL[comparison.relation]} {sides[1]}，相符。"
    if comparison.manner in (Manner.TABLE, Manner.TEXT):
        return f"{_quoted(comparison)}，{comparison.subject}为{_due(comparison)}，相符。"
    unit = comparison.unit if comparison.relation in (Relation.BELOW, Relation.AT_LEAST) else ""
    return f"{comparison.subject}：{comparison.actual}{unit}。"


def correction(fact: Fact) -> str:
    """What was read in a cell before it was corrected, by whom and why; empty where it was not."""
    if fact.correction is None or fact.original is None:
        return ""
    made, read = fact.correction, fact.original.raw.strip() or fact.original.state.chinese
    return f"原读为“{read}”，{made.reviewer}更正为“{made.value}”，理由：{made.reason}"


def corrections(comparison: Comparison, about: Report | Absent, batch: Batch) -> str:
    """What is to be said of the corrected cells that a comparison rests on."""
    said = {}
    for evidence in _rests_on(comparison):
        report = batch.by_source.get(evidence.source or about.source)
        words = correction(report.fact(evidence.key)) if report and evidence.kind == "cell" else ""
        if report and words:
            said[report.source, evidence.key] = f"依据更正后的读数：{report.form.label(evidence.key)}{words}。"
    return "".join(said.values())


def _rests_on(comparison: Comparison) -> Iterator[Evidence]:
    yield from comparison.evidence
    for part in comparison.parts:
        yield from _rests_on(part)


def _broken(comparison: Comparison) -> str:
    shown = "；".join(f"{one.subject}：{calculation(one)}" for one in comparison.parts[:_MOST_LISTED])
    return f"{shown}；等{len(comparison.parts)}处" if len(comparison.parts) > _MOST_LISTED else shown


def calculation(comparison: Comparison) -> str:
    """The calculation spelt out, each operand by its name in the form.

    ``一、本年新收 8 + 二、上年结转 0 ≠ 三（七）总计 6 + 四、结转下年度 1 = 7，差 1``
    """
    everything = (*comparison.left, *comparison.right, *comparison.divisor)
    if comparison.divisor:
        part, whole = _side(comparison.left, everything), _side(comparison.divisor, everything)
        return f"（{part}）÷（{whole}）= {_due(comparison)}"
    left = _equated(comparison.left, comparison.expected, everything)
    if not comparison.right:
        return left
    right = _equated(comparison.right, comparison.actual, everything)
    return f"{_spaced(left)}{_UNEQUAL[comparison.relation]} {right}，差 {_gap(comparison)}"


def _equated(terms: tuple[Term, ...], value: Value, everything: tuple[Term, ...]) -> str:
    side = _side(terms, everything)
    summed = sum(term.value != ZERO for term in terms) > 1
    return f"{_spaced(side)}= {value}" if summed else side


def _spaced(side: str) -> str:
    """A side with the space before the sign that follows; a full-width bracket has its own."""
    return side if side.endswith("）") else f"{side} "


def _side(terms: tuple[Term, ...], everything: tuple[Term, ...]) -> str:
    """One side of an equation; in a long one the operands that are zero are left out, which is said."""
    shown = [term for term in terms if term.value != ZERO] if len(terms) > _MOST_TERMS else list(terms)
    named, rest = (shown, []) if len(shown) <= _MOST_NAMED else (shown[: _MOST_NAMED - 2], shown[_MOST_NAMED - 2 :])
    text = " ".join(f"{'−' if term.sign < 0 else '+'} {_name(term, everything)} {term.value}" for term in named)
    text += f" + 其余{len(rest)}项合计 {_total(rest)}" if rest else ""
    if len(shown) == len(terms):
        return text.removeprefix("+ ")
    return f"{text.removeprefix('+ ')}（其余{len(terms) - len(shown)}项均为0）" if text else f"{len(terms)}项均为0"


def _total(terms: Iterable[Term]) -> Interval:
    return sum((-term.value if term.sign < 0 else term.value for term in terms if term.value), ZERO)


def _name(term: Term, everything: tuple[Term, ...]) -> str:
    """The operand's name, without the row or the column that all operands of the calculation have in common."""
    rows, columns = {one.row for one in everything}, {one.column for one in everything}
    if not term.row or (len(rows) > 1 and len(columns) > 1):
        return term.name
    return term.column if len(rows) == 1 else term.row


def _gap(comparison: Comparison) -> str:
    expected, actual = comparison.expected, comparison.actual
    if isinstance(expected, Interval) and isinstance(actual, Interval):
        gap = actual - expected
        return str(gap if gap.low >= 0 else -gap)
    return ""


def _outcome(comparison: Comparison, found: Verdict) -> str:
    """The end of the sentence: how the two values stand to one another."""
    if found is Verdict.EXPLAINED:
        return f"；按“{_basis(comparison)}”口径一致。"
    if comparison.relation is Relation.AT_MOST:
        return "，前者大于后者。"
    stated = comparison.actual != ZERO and _exact(comparison) and comparison.unit != "%"
    return f"，二者不符，相差{_gap(comparison)}{comparison.unit}。" if stated else "，二者不符。"


def _quoted(comparison: Comparison) -> str:
    quotes = [evidence.text for evidence in comparison.evidence if evidence.kind == "span"]
    return f"正文称“{quotes[0].strip()}”" if quotes else "正文"


def _due(comparison: Comparison) -> str:
    value = comparison.expected
    if isinstance(value, Interval) and comparison.unit == "%":
        return f"{Interval(round(value.low, 2), round(value.high, 2))}%"
    return f"{value}{comparison.unit}" if isinstance(value, Interval) else str(value)


def _wording(comparison: Comparison) -> str:
    if comparison.expected in _DUE_ANYWAY:
        mark = "，" if comparison.expected == "正文有说明" else "："
        return f"{comparison.subject}{mark}{str(comparison.actual).rstrip('。')}。"
    if comparison.expected == "无":
        return f"{comparison.subject}：“{comparison.actual}”，应当删除。"
    unit = comparison.unit
    if comparison.relation is Relation.BELOW:
        return f"{comparison.subject}：应低于{comparison.expected}{unit}，实为{comparison.actual}{unit}。"
    if comparison.relation is Relation.AT_LEAST:
        return f"{comparison.subject}：应不少于{comparison.expected}{unit}，实为{comparison.actual}{unit}。"
    return f"{comparison.subject}：应为“{comparison.expected}”，实为“{comparison.actual}”。"


def _exact(comparison: Comparison) -> bool:
    values = (comparison.expected, comparison.actual)
    return all(isinstance(value, Interval) and value.is_exact for value in values)


def _basis(comparison: Comparison) -> str:
    """The first of the other bases on which the actual value is explained."""
    actual = comparison.actual
    for name, value in comparison.bases:
        if isinstance(actual, Interval) and holds(comparison.relation, value, actual):
            return name
    return ""


def _cause(comparison: Comparison) -> str:
    """The likely cause, where the figures point to one."""
    expected, actual = comparison.expected, comparison.actual
    if not isinstance(expected, Interval) or not isinstance(actual, Interval):
        return ""
    if comparison.relation is not Relation.EQUAL:
        return ""
    if comparison.unit == "万元" and _mixed_up(expected, actual):
        return "二者恰差一万倍，可能混淆了万元与元"
    return next(_causes(comparison, expected.low, actual.low), "") if _exact(comparison) and actual != ZERO else ""


def _mixed_up(expected: Interval, actual: Interval) -> bool:
    """Whether one of the two amounts is the other in 元 instead of 万元."""
    return expected.low > 0 and (_scaled(actual).meets(expected) or _scaled(expected).meets(actual))


def _scaled(value: Interval) -> Interval:
    return Interval(value.low * _SCALE, value.high * _SCALE)


def _causes(comparison: Comparison, expected: Decimal, actual: Decimal) -> Iterator[str]:
    gap = abs(actual - expected)
    known = [(name, value.low) for name, value in comparison.hints if value.is_exact]
    yield from (f"所述数字恰与{name}相同，可能取错了数" for name, value in known if value == actual)
    if _transposed(str(expected), str(actual)):
        yield "两个数字的数位互换，可能是录入时颠倒"
    yield from (f"差额恰等于{name}（{value}），可能未计入或重复计入" for name, value in known if value == gap)


def _transposed(one: str, other: str) -> bool:
    """Whether two neighbouring digits were swapped."""
    apart = [at for at in range(len(one)) if one[at] != other[at]] if len(one) == len(other) else []
    if len(apart) != 2:  # noqa: PLR2004 - a swap touches two digits
        return False
    first, last = apart
    return last == first + 1 and one[first] == other[last] and one[last] == other[first]
