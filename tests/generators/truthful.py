"""True narratives about a report's tables: sections 一 to 六, each sentence true and unambiguous to a careful reader.

A narrative is a plan (which statements stand in which aspect), a writer (how each is put) and a setting (how it all
stands on the page). The same composer serves the planted contradictions: a ``Lie`` names the one statement that is
written from other facts.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.builders import Draft
from tests.generators.composer import Composer, Lie, Narrative
from tests.generators.grammar import Writer, sentences
from tests.generators.numerals import Style
from tests.generators.scenario import draft_of, facts_of, own_words
from tests.generators.setting import Setting, five, six

ASPECTS = ("主动公开", "依申请公开", "管理", "平台", "监督")
DISTRACTORS = {"主动公开": "散主动", "依申请公开": "散依申请", "管理": "散管理", "平台": "散平台", "监督": "散监督"}
COUNTED = ("主动公开", "管理", "平台", "监督")
DISCLOSURE = ("规范性文件", "规章", "处理决定", "收费")


def narrate(  # noqa: PLR0913 - what is told of, in which words, and what is known beside the tables
    draft: Draft,
    kind: str,
    rng: random.Random,
    lie: Lie | None = None,
    *,
    last: int | None = None,
    organs: Mapping[str, int] | None = None,
) -> Narrative:
    """A narrative for a report of a kind of unit; true but for the lie.

    ``last`` is last year's number, ``organs`` what its organs received, where they are known.
    """
    facts = {**facts_of(draft, kind, rng, last), **(organs or {})}
    writer = Writer(rng, Style.drawn(rng), own_words(draft, kind))
    composer, setting = Composer(writer, facts, rng, lie), Setting.drawn(rng)
    beside = {number: composer.some("表前", 1) for number in ("二", "三", "四")}
    opening = _opening(composer)
    texts = {
        "一": [*(opening if setting.opening == "inside" else ()), *_overview(composer, setting, beside)],
        "五": _problems(composer, setting),
        "六": [*_others(composer, setting), *(_signature(composer, draft) if setting.signed else ())],
    } | beside
    kept = {number: tuple(text for text in paragraphs if text) for number, paragraphs in texts.items()}
    told = replace(
        draft,
        texts=kept,
        set_title=setting.title_lines(draft.unit, draft.year),
        preamble=tuple(opening) if setting.opening == "before" else (),
        heading=tuple(composer.some("网页", 3)) if setting.listed else (),
    )
    return Narrative(told, facts, tuple(composer.noted))


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
    return said + c.maybe(0.3, "答复率", "同比", "按期") + c.maybe(0.2, "同比跨年")


def disputes(c: Composer) -> list[str]:
    """The statements on reviews and lawsuits, all kinds that the table has."""
    review, lawsuit = c.facts["review_total"], c.facts["lawsuit_total"]
    if not review and not lawsuit:
        return c.maybe(0.8, "零争议")
    if review and lawsuit and c.rng.random() < 0.3:
        return c.say("复议诉讼") + c.maybe(0.3, "未败诉")
    said = c.say("复议") if review else c.maybe(0.5, "零复议")
    return said + (c.say("诉讼") if lawsuit else c.maybe(0.5, "零诉讼"))


def _overview(c: Composer, setting: Setting, beside: dict[str, list[str]]) -> list[str]:
    """Section 一: the five aspects; some of what there is to say goes ``beside`` the tables."""
    bodies = {aspect: c.some(DISTRACTORS[aspect], 3) for aspect in ASPECTS}
    for name in DISCLOSURE:
        _placed(c, topic(c, name), bodies, beside, ("主动公开", "主动公开", "主动公开", "管理", "二"))
    bodies["依申请公开"] = _on_request(c, bodies["依申请公开"])
    _placed(c, _on_disputes(c), bodies, beside, ("依申请公开", "依申请公开", "依申请公开", "监督", "四"))
    for aspect in ("管理", "平台", "监督"):
        bodies[aspect] += c.some(f"空话{aspect}", 1, 1)
    bodies["主动公开"] = bodies["主动公开"] or c.some("散主动", 1, 1)
    most = c.rng.choice((0, 1, 2, 3, 5))
    for aspect in ASPECTS:
        if not (c.silent("applications", "disputes") and aspect == "依申请公开"):
            _filled_out(c, aspect, bodies[aspect], most)
    heads = {aspect: c.writer.say(f"方面{aspect}", c.facts) for aspect in ASPECTS if not c.silent(aspect)}
    return setting.aspects(c.rng, heads, {aspect: bodies[aspect] for aspect in heads})


def _filled_out(c: Composer, aspect: str, body: list[str], most: int) -> None:
    """Adds what organs say at length, before or after what they say in figures."""
    name = DISTRACTORS[aspect].removeprefix("散")
    more = c.some(f"叙{name}", most) + (c.some(f"数{name}", 1) if aspect in COUNTED else [])
    at = c.rng.choice((0, len(body)))
    body[at:at] = more


def _placed(
    c: Composer, said: list[str], bodies: dict[str, list[str]], beside: dict[str, list[str]], where: Sequence[str]
) -> None:
    """Puts sentences into one of the aspects or beside one of the tables."""
    place = c.rng.choice([one for one in where if not c.silent(one)])
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


def _opening(c: Composer) -> list[str]:
    """What the report says of itself: its basis, the period of its figures, whom to ask."""
    if c.silent("disputes", "applications"):
        return []
    if c.rng.random() < 0.2:
        return c.some("引言", 1)
    said = c.some("开篇", 1) + c.some("总起", 1) + c.some("期限", 1, c.rng.randint(0, 1)) + c.some("联系", 1)
    return said if c.rng.random() < 0.6 else ["".join(said)]


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


def _problems(c: Composer, setting: Setting) -> list[str]:
    """Section 五: problems, improvements, and what else is said there."""
    extra = [] if c.silent("问题", "改进") else c.some("散五", 1) + _again(c)
    fewer = c.silent("改进数")
    number, more = c.rng.randint(3 if fewer else 2, 4), -1 if fewer else c.rng.randint(0, 1)
    bad = [] if c.silent("问题") else _several(c, ("问题", "问题二"), number)
    good = [] if c.silent("改进") else _several(c, ("改进", "改进二"), number + more)
    parts = five(c.rng, setting.five, bad, good)
    return [*parts[:-1], parts[-1] + sentences(extra)]


def _several(c: Composer, symbols: tuple[str, ...], number: int) -> list[str]:
    """That many texts of some symbols in any order."""
    found = [text for symbol in symbols for text in c.some(symbol, number, number)]
    return c.rng.sample(found, number)


def _again(c: Composer) -> list[str]:
    """The number received once more, now and then; the lie if that is where it stands."""
    if c.lie and c.lie.section == "五":
        return c.lied()
    about = c.lie is not None and c.lie.topic == "applications"
    return [] if about or not c.facts["new"] else c.maybe(0.15, "重述")


def _others(c: Composer, setting: Setting) -> list[str]:
    """Section 六: the handling fee and whatever else."""
    fee = "信息费简" if c.silent("applications") else "信息费"
    said = c.lied() if c.lie and c.lie.topic == "信息费" else c.say(fee, "六")
    more = c.some("散六", 1) + ([] if c.silent("applications", "disputes") else c.some("六叙", 2))
    return six(setting.six, said + more) or ["无。"]


def _signature(c: Composer, draft: Draft) -> list[str]:
    """Who signs, and when."""
    return [draft.unit, f"{draft.year + 1}年1月{c.rng.randint(2, 5)}日"]
