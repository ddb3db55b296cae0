"""Reports to write about: their units, their tables in all sizes, and the facts that a narrative may state."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.builders import Draft, drawn, empty
from tests.generators.grammar import Alternative
from tests.generators.numerals import Number

ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")
CATEGORIES = ("granted", "partly_granted", "refused", "not_available", "not_processed", "other")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
PLACES = (
    *("青石", "临江", "云岭", "松亭", "白河", "平川", "安宁", "东湖", "龙泉", "石桥", "柳林", "金沙"),
    *("永丰", "清溪", "双塔", "梅山", "红旗", "凤凰", "长堤", "南屏", "河口", "宁海"),
)
BUREAUX = (
    *("水利局", "财政局", "教育局", "民政局", "审计局", "司法局", "统计局", "农业农村局", "应急管理局", "城市管理局"),
    *("住房和城乡建设局", "市场监督管理局", "自然资源局", "交通运输局", "卫生健康委员会", "发展和改革委员会"),
    *("文化广电和旅游局", "人力资源和社会保障局", "生态环境局", "退役军人事务局"),
)
CENTRES = ("政务服务中心", "公共资源交易中心", "机关事务服务中心", "融媒体中心", "招商服务中心")
ZONES = ("经济开发区", "高新技术产业开发区", "工业园区", "文化旅游区")
COUNTIES = "县区市"
KINDS = {
    "town": (("{p}镇人民政府",), ("我镇", "本镇", "镇政府"), ()),
    "township": (("{p}乡人民政府",), ("我乡", "本乡", "乡政府"), ()),
    "street": (("{p}街道办事处",), ("我街道", "本街道", "街道办事处", "我办事处"), ()),
    "bureau": (
        tuple("{p}{l}" + name for name in BUREAUX if name.endswith("局")),
        ("我局", "本局", "我单位", "本机关", "{l}局"),
        (),
    ),
    "commission": (("{p}{l}卫生健康委员会", "{p}{l}发展和改革委员会"), ("我委", "本委", "我单位", "本机关"), ()),
    "office": (("{p}{l}人民政府办公室",), ("我办", "{l}政府办公室", "本机关", "{l}政府办"), ()),
    "zone": (tuple("{p}" + name + "管理委员会" for name in ZONES), ("管委会", "本机关", "我单位"), ()),
    "centre": (tuple("{p}{l}" + name for name in CENTRES), ("我中心", "本中心", "我单位"), ()),
    "county": (("{p}{l}人民政府", "{p}{l}"), ("全{l}", "全{l}各级行政机关", "我{l}"), ("{l}", "乡镇", "{l}直部门")),
    "city": (("{p}市人民政府", "{p}市"), ("全市", "全市各级行政机关", "我市"), ("市", "县（区）", "市直部门")),
}


def draft_of(rng: random.Random) -> tuple[Draft, str]:
    """A valid report of some unit and year, and the kind of the unit."""
    kind = rng.choice(list(KINDS))
    unit = rng.choice(KINDS[kind][0]).format(p=rng.choice(PLACES), l=rng.choice(COUNTIES[:2]))
    year = rng.randint(2021, 2025)
    most = rng.choice([1, 2, 4, 12]) if kind not in ("county", "city") else rng.choice([4, 12, 60, 400])
    draft = thinned(rng, drawn(rng, most=most)) if rng.random() < 0.85 else empty()
    return _with_disclosure(rng, replace(draft, unit=unit, year=year), kind), kind


def thinned(rng: random.Random, draft: Draft) -> Draft:
    """The draft with most of its applications and disputes taken out, as small organs have few; sums made again."""
    numbers = {key: Decimal(value) for key, value in draft.values.items()}
    keep = rng.choice([0.1, 0.3, 1.0])
    organisations = rng.random() < 0.5
    carried = rng.random() < 0.5
    for key in numbers:
        table, row, column = split(key)
        chance = 1.0 if row.startswith("carried") and carried else 0.0 if row.startswith("carried") else keep
        gone = table == "applications" and column in ORGANISATIONS and not organisations
        if table != "disclosure" and (gone or rng.random() > chance):
            numbers[key] = Decimal(0)
    if not any(numbers[f"applications.{row}.natural_person"] for row in leaves(numbers)):
        for row in rng.sample(leaves(numbers), rng.randint(0, 4)):
            numbers[f"applications.{row}.natural_person"] = Decimal(rng.randint(1, 5))
    return draft.with_values(**summed(numbers))


def split(key: str) -> tuple[str, str, str]:
    """The table, row and column of a key."""
    table, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    return table, row, column


def leaves(numbers: Mapping[str, object]) -> list[str]:
    """The rows of table 3 that are results of their own."""
    rows = dict.fromkeys(split(key)[1] for key in numbers if key.startswith("applications."))
    return [row for row in rows if row not in ("new", "carried_in", "processed", "carried_out")]


def summed(numbers: dict[str, Decimal]) -> dict[str, Decimal]:
    """The numbers with every sum of tables 3 and 4 made anew."""
    result = dict(numbers)
    results = leaves(numbers)
    rows = ("new", "carried_in", *results, "processed", "carried_out")
    columns = ("natural_person", *ORGANISATIONS)
    for column in columns:
        done = sum(result[f"applications.{row}.{column}"] for row in results)
        carried_in = min(result[f"applications.carried_in.{column}"], done)
        result[f"applications.carried_in.{column}"] = Decimal(carried_in)
        result[f"applications.processed.{column}"] = Decimal(done)
        result[f"applications.new.{column}"] = done + result[f"applications.carried_out.{column}"] - carried_in
    for row in rows:
        result[f"applications.{row}.total"] = sum((result[f"applications.{row}.{c}"] for c in columns), Decimal(0))
    for row in ("review", "litigation_direct", "litigation_after_review"):
        if row == "litigation_after_review" and not result["disputes.review.total"]:
            result |= {f"disputes.{row}.{outcome}": Decimal(0) for outcome in OUTCOMES}
        parts = (result[f"disputes.{row}.{outcome}"] for outcome in OUTCOMES[:-1])
        result[f"disputes.{row}.total"] = sum(parts, Decimal(0))
    return result


def _with_disclosure(rng: random.Random, draft: Draft, kind: str) -> Draft:
    """Fees for some, rules for cities, no decisions for most offices."""
    changes: dict[str, object] = {}
    if kind in ("bureau", "county", "city") and rng.random() < 0.6:
        changes["disclosure.fees.charged"] = Decimal(rng.randint(1, 90_000_00)).scaleb(-rng.choice([2, 4]))
    if kind == "city" and rng.random() < 0.7:
        issued = rng.randint(0, 4)
        changes["disclosure.rules.issued"] = issued
        changes["disclosure.rules.repealed"] = rng.randint(0, 2)
        changes["disclosure.rules.in_force"] = issued + rng.randint(3, 30)
    for name in ("licences", "penalties", "coercion"):
        if rng.random() < 0.4 or kind == "office":
            changes[f"disclosure.{name}.decided"] = 0
    return draft.with_values(**changes)


def facts_of(draft: Draft, kind: str, rng: random.Random, last: int | None = None) -> dict[str, Number]:
    """What can be said of a report by name: cells, sums of cells, and invented figures that fit them.

    ``organs`` is 1 where the unit reports for organs below it, else 0; ``last`` is invented where it is not given.
    """
    found = table_facts(draft)
    return found | _invented(found, rng, last) | {"organs": int(bool(KINDS[kind][2]))}


def table_facts(draft: Draft) -> dict[str, Number]:
    """The facts that the tables fix."""
    cell = {key: int(Decimal(value)) for key, value in draft.values.items()}
    found: dict[str, Number] = {"year": draft.year, "year_before": draft.year - 1, "year_after": draft.year + 1}
    for row in ("new", "carried_in", "processed", "carried_out", "granted", "partly_granted"):
        found[row] = cell[f"applications.{row}.total"]
    for key, value in cell.items():
        table, _, rest = key.partition(".")
        if table == "applications" and rest.count(".") == 2 and rest.endswith(".total"):
            group, sub, _ = rest.split(".")
            found[f"{group}_{sub}"] = value
            found[group] = int(found.get(group, 0)) + value
        elif rest.startswith("new."):
            column = rest.removeprefix("new.")
            found[column] = value
            found[f"{column}_handled"] = value + cell[f"applications.carried_in.{column}"]
            found[f"{column}_processed"] = cell[f"applications.processed.{column}"]
        elif table == "disclosure":
            found[rest.replace(".", "_")] = value
    found |= {f"review_{name}": cell[f"disputes.review.{name}"] for name in OUTCOMES}
    for name in OUTCOMES:
        direct, after = (cell[f"disputes.litigation_{way}.{name}"] for way in ("direct", "after_review"))
        found |= {f"direct_{name}": direct, f"after_{name}": after, f"lawsuit_{name}": direct + after}
    return found | _derived(found, Decimal(draft.values["disclosure.fees.charged"]))


def _derived(found: Mapping[str, Number], fees: Decimal) -> dict[str, Number]:
    """Sums and shares of facts."""
    handled = int(found["new"]) + int(found["carried_in"])
    return {
        "handled": handled,
        "organisations_handled": handled - int(found["natural_person_handled"]),
        "organisations": int(found["new"]) - int(found["natural_person"]),
        "disclosed": int(found["granted"]) + int(found["partly_granted"]),
        "review_closed": int(found["review_total"]) - int(found["review_pending"]),
        "lawsuit_closed": int(found["lawsuit_total"]) - int(found["lawsuit_pending"]),
        "disputes": int(found["review_total"]) + int(found["lawsuit_total"]),
        "decisions": sum(int(found[f"{name}_decided"]) for name in ("licences", "penalties", "coercion")),
        "rate": Fraction(int(found["processed"]), handled or 1),
        "share_natural": Fraction(int(found["natural_person"]), int(found["new"]) or 1),
        "share_disclosed": Fraction(int(found["granted"]) + int(found["partly_granted"]), int(found["processed"]) or 1),
        "share_granted": Fraction(int(found["granted"]), int(found["processed"]) or 1),
        "fees_wan": fees,
        "fees_yuan": int(fees * 10_000),
    }


def _invented(found: Mapping[str, Number], rng: random.Random, known: int | None) -> dict[str, Number]:
    """Last year's count, channels, organs and handling fees: figures of no table that agree with the tables."""
    new = int(found["new"])
    guessed = max(1, round(new * rng.uniform(0.5, 1.8)))
    last = guessed if known is None else known
    fee_not_paid = int(found["other_fee_not_paid"])
    more = int(found["handled"]) > fee_not_paid + 8 and rng.random() < 0.3
    notices = fee_not_paid + (rng.randint(1, 6) if more else 0)
    paid = rng.randint(2, 90) * 10 * (notices - fee_not_paid)
    land = rng.randint(0, new)
    housing = rng.randint(0, new - land)
    return {
        "land": land,
        "housing": housing,
        "share_land": Fraction(land, new or 1),
        "share_housing": Fraction(housing, new or 1),
        "last": last,
        "more": max(new - last, 0),
        "fewer": max(last - new, 0),
        "growth": Fraction(new - last, last),
        **_parted("channel", new, rng, ("face", "post", "net", "fax")),
        **_parted("organ", new, rng, ("departments", "towns", "office")),
        "notices": notices,
        "paid": paid,
        **_parted("paid", paid, rng, ("departments", "office")),
    }


def _parted(name: str, whole: int, rng: random.Random, parts: Iterable[str]) -> dict[str, Number]:
    """A whole cut at random."""
    names = list(parts)
    cuts = sorted(rng.randint(0, whole) for _ in names[1:])
    edges = [0, *cuts, whole]
    return {f"{name}_{part}": edges[at + 1] - edges[at] for at, part in enumerate(names)}


def own_words(draft: Draft, kind: str) -> dict[str, tuple[Alternative, ...]]:
    """The symbols that only this report has: its unit, subjects, years, and organs below it."""
    level = county_of(draft.unit)
    _, subjects, parts = KINDS[kind]
    below = parts or ("{l}", "乡镇", "部门")
    return {
        "单位": (draft.unit,),
        "主语": (*(one.format(l=level) for one in subjects), draft.unit),
        "年": (f"{draft.year}年",),
        "年数": (str(draft.year),),
        "去年": (f"{draft.year - 1}年", "上年", "上一年度"),
        "前年份": (f"{draft.year - 1}年",),
        "明年": (f"{draft.year + 1}年", "下年度", "下一年度"),
        **{name: (one.format(l=level),) for name, one in zip(("级", "下级", "部门"), below, strict=True)},
        "县": (level,),
    }


def county_of(unit: str) -> str:
    """县, 区 or 市: what the place is that a unit belongs to, as far as its name tells."""
    named = re.match(rf"(?:{'|'.join(PLACES)})([{COUNTIES}])", unit)
    return named[1] if named else COUNTIES[0]
