"""True narratives about a report's tables: sections 一 to 六, each sentence true and unambiguous to a careful reader.

A narrative is a plan (which statements stand in which aspect) and a writer (how each is put). The same composer
serves the planted contradictions: a ``Lie`` names the one statement that is written from other facts.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.builders import Draft
from tests.generators.composer import Composer, Lie, Narrative
from tests.generators.grammar import Writer, sentences
from tests.generators.numerals import Style
from tests.generators.scenario import draft_of, facts_of, own_words, with_texts

ASPECTS = ("主动公开", "依申请公开", "管理", "平台", "监督")
DISTRACTORS = {"主动公开": "散主动", "依申请公开": "散依申请", "管理": "散管理", "平台": "散平台", "监督": "散监督"}
ORDINALS = "一二三四五"
DISCLOSURE = ("规范性文件", "规章", "处理决定", "收费")


def narrate(
    draft: Draft, kind: str, rng: random.Random, lie: Lie | None = None, *, last: int | None = None
) -> Narrative:
    """A narrative for a report of a kind of unit; true but for the lie. ``last`` is last year's number, if known."""
    facts = facts_of(draft, kind, rng, last)
    writer = Writer(rng, Style.drawn(rng), own_words(draft, kind))
    composer = Composer(writer, facts, rng, lie)
    beside = {number: composer.some("表前", 1) for number in ("二", "三", "四")}
    texts = {"一": _overview(composer, beside), "五": _problems(composer), "六": _others(composer)}
    texts |= {number: tuple(paragraphs) for number, paragraphs in beside.items()}
    kept = {number: tuple(text for text in paragraphs if text) for number, paragraphs in texts.items()}
    return Narrative(with_texts(draft, kept), facts, tuple(composer.noted))


def truthful(seed: int) -> Narrative:
    """The true narrative of a seed, tables and all."""
    rng = random.Random(seed)
    draft, kind = draft_of(rng)
    return narrate(draft, kind, rng)


def topic(c: Composer, name: str) -> list[str]:
    """What is said on a topic: the lie where it is about that, else the truth."""
    if c.lie and c.lie.topic == name:
        aside = [text for symbol in c.lie.aside for text in c.say(symbol)]
        return aside + (c.lied() if c.lie.section == "一" else [])
    if name in DISCLOSURE:
        return c.maybe(0.45, name)
    return applications(c) if name == "applications" else disputes(c)


def applications(c: Composer) -> list[str]:
    """The statements on applications: the number received in one of its forms first, then what fits the facts."""
    facts = c.facts
    if not facts["handled"]:
        return c.say("零申请")
    if not facts["new"]:
        return c.say("零新收") + c.maybe(0.5, "办结") + c.say("结转下年")
    form = c.rng.choice(("收到", "收到", "收到带分项", "收到分机关", "收办"))
    said = c.say(form) or c.say("收到")
    if form not in ("收到", "收办"):
        said += c.say("上年结转") if facts["carried_in"] else c.maybe(0.2, "上年结转")
    said += c.maybe(0.25, "申请人句") if form in ("收到", "收到分机关") else []
    said += c.maybe(0.35, "办结", "全办结", "结果", "细项")
    said += c.say("结转下年") if facts["carried_out"] else c.maybe(0.2, "结转下年")
    return said + c.maybe(0.3, "答复率", "同比", "按期")


def disputes(c: Composer) -> list[str]:
    """The statements on reviews and lawsuits, all kinds that the table has."""
    review, lawsuit = c.facts["review_total"], c.facts["lawsuit_total"]
    if not review and not lawsuit:
        return c.maybe(0.8, "零争议")
    if review and lawsuit and c.rng.random() < 0.3:
        return c.say("复议诉讼") + c.maybe(0.3, "未败诉")
    said = c.say("复议") if review else c.maybe(0.5, "零复议")
    return said + (c.say("诉讼") if lawsuit else c.maybe(0.5, "零诉讼"))


def _overview(c: Composer, beside: dict[str, list[str]]) -> tuple[str, ...]:
    """Section 一: an introduction and the five aspects; some of what there is to say goes ``beside`` the tables."""
    bodies = {aspect: c.some(DISTRACTORS[aspect], 3) for aspect in ASPECTS}
    for name in DISCLOSURE:
        _placed(c, topic(c, name), bodies, beside, ("主动公开", "主动公开", "主动公开", "管理", "二"))
    bodies["依申请公开"] = _on_request(c, bodies["依申请公开"])
    _placed(c, _on_disputes(c), bodies, beside, ("依申请公开", "依申请公开", "依申请公开", "监督", "四"))
    for aspect in ("管理", "平台", "监督"):
        bodies[aspect] += c.some(f"空话{aspect}", 1, 1)
    bodies["主动公开"] = bodies["主动公开"] or c.some("散主动", 1, 1)
    return (*_introduction(c), *_headed(c, bodies))


def _placed(
    c: Composer, said: list[str], bodies: dict[str, list[str]], beside: dict[str, list[str]], where: Sequence[str]
) -> None:
    """Puts sentences into one of the aspects or beside one of the tables."""
    place = c.rng.choice(where)
    if place in bodies:
        bodies[place] += said
    elif said:
        beside[place].append(sentences(said))


def _on_request(c: Composer, other: list[str]) -> list[str]:
    """The aspect 依申请公开 without the disputes."""
    if c.silent("applications"):
        return c.some("无申请话", 1, 1)
    return _mixed(c.rng, topic(c, "applications"), other) + c.some("空话依申请", 1)


def _on_disputes(c: Composer) -> list[str]:
    said = topic(c, "disputes")
    return said if c.silent("disputes", "applications") else said + c.some("散诉讼", 1)


def _introduction(c: Composer) -> list[str]:
    return [] if c.silent("disputes", "applications") else c.some("引言", 1)


def _headed(c: Composer, bodies: dict[str, list[str]]) -> list[str]:
    """The aspects with their headings, on a line of their own or run in."""
    lines = []
    for ordinal, aspect in zip(ORDINALS, ASPECTS, strict=True):
        heading = c.writer.say(f"方面{aspect}", c.facts)
        lines += f"（{ordinal}）{heading}{sentences(bodies[aspect])}".split("\n")
    return lines


def _mixed(rng: random.Random, said: Sequence[str], other: Sequence[str]) -> list[str]:
    """Statements in their order, now and then run on with a semicolon, and the other sentences before or after."""
    joined: list[str] = []
    for text in said:
        if joined and "。" not in joined[-1] and rng.random() < 0.4:
            joined[-1] += "；" + text
        else:
            joined.append(text)
    at = rng.choice((0, len(joined)))
    return [*joined[:at], *other, *joined[at:]]


def _problems(c: Composer) -> tuple[str, ...]:
    """Section 五: problems and improvements in ordinal chains."""
    extra = c.some("散五", 1) + _again(c)
    parts = []
    leads = c.writer.say("五标题", c.facts).split("/")
    for lead, symbol in zip(leads, ("问题", "改进"), strict=True):
        items = c.some(symbol, 4, 2)
        chain = "；".join(f"{ordinal}是{item}" for ordinal, item in zip(ORDINALS, items, strict=False))
        parts += f"{lead}{chain}。".split("\n")
    return (*parts[:-1], parts[-1] + sentences(extra))


def _again(c: Composer) -> list[str]:
    """The number received once more, now and then; the lie if that is where it stands."""
    if c.lie and c.lie.section == "五":
        return c.lied()
    about = c.lie is not None and c.lie.topic == "applications"
    return [] if about or not c.facts["new"] else c.maybe(0.15, "重述")


def _others(c: Composer) -> tuple[str, ...]:
    """Section 六: the handling fee and whatever else."""
    fee = "信息费简" if c.silent("applications") else "信息费"
    said = c.lied() if c.lie and c.lie.topic == "信息费" else c.say(fee, "六")
    return (sentences(said + c.some("散六", 1)) or "无。",)
