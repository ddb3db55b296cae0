"""How a report is set: its title, headings, lists and paragraphs, apart from what it says.

Organs keep to the six sections of the form and set everything inside them as they please: aspects under （一）, 1. or
一是, on lines of their own or run in; problems and improvements in chains, in lists, in one breath.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.generators.grammar import sentences

ORDINALS = "一二三四五六七八九十"
LINE_HEADS = ("（{o}）{head}", "（{o}）{head}", "{n}.{head}", "{n}．{head}", "{head}")
RUN_HEADS = (
    *("（{o}）{head}。", "（{o}）{head}。", "（{o}）{head}：", "{n}.{head}。", "{n}、{head}："),
    *("{o}是{head}。", "{head}方面，"),
)
ITEMS = {"arabic": "{n}.", "wide": "{n}．", "bracket": "（{n}）", "none": ""}


@dataclass(frozen=True)
class Setting:
    """The habits of one organ.

    ``head`` is how an aspect is headed, ``line`` whether on a line of its own; ``inner`` how its sentences follow
    each other; ``five`` and ``six`` name how those sections are set; ``opening`` says where the introduction stands.
    """

    title: str = "one"
    head: str = RUN_HEADS[0]
    line: bool = False
    inner: str = "run"
    five: str = "chains"
    six: str = "one"
    opening: str = "inside"
    signed: bool = False
    listed: bool = False

    @staticmethod
    def drawn(rng: random.Random) -> Setting:
        """Any of the ways in which reports are set; what is common in life is so here."""
        line = rng.random() < 0.4
        head = rng.choice(LINE_HEADS if line else RUN_HEADS)
        inner = rng.choice(("run", "run", "run", "paragraphs", "arabic", "bracket", "ordinal"))
        if (inner == "arabic" and "{n}" in head) or (inner == "ordinal" and "是" in head) or head.endswith("，"):
            inner = "run"
        return Setting(
            title=rng.choice(("one", "one", "two", "two", "three")),
            head=head,
            line=line,
            inner=inner,
            five=rng.choice(list(FIVE)),
            six=rng.choice(list(SIX)),
            opening=rng.choice(("before", "inside", "inside", "none")),
            signed=rng.random() < 0.25,
            listed=rng.random() < 0.2,
        )

    def title_lines(self, unit: str, year: int) -> tuple[str, ...]:
        """The title on one line, on two or on three."""
        rest = f"{year}年政府信息公开工作年度报告"
        lines = {"one": (unit + rest,), "two": (unit, rest), "three": (unit, rest[:9], rest[9:])}
        return lines[self.title]

    def aspects(self, rng: random.Random, heads: Mapping[str, str], bodies: Mapping[str, Sequence[str]]) -> list[str]:
        """The paragraphs of section 一: each aspect with its heading and its sentences."""
        lines: list[str] = []
        for at, (aspect, said) in enumerate(bodies.items()):
            head = self.head.format(o=ORDINALS[at], n=at + 1, head=heads[aspect])
            inner = "run" if aspect == "依申请公开" and self.inner != "paragraphs" else self.inner
            body = list(_body(rng, inner, said))
            lines += [head, *body] if self.line else [head + body[0], *body[1:]]
        return [line for line in lines if line]


def _body(rng: random.Random, inner: str, said: Sequence[str]) -> Iterator[str]:
    """The sentences of an aspect in paragraphs; a list is made of two at least."""
    if inner in ("run", "ordinal") or len(said) < 2:
        chain = inner == "ordinal" and len(said) > 1 and not any("。" in one or "一是" in one for one in said)
        yield _chain(said) if chain else sentences(said)
    elif inner == "paragraphs":
        cut = rng.randint(1, len(said) - 1)
        yield from (sentences(said[:cut]), sentences(said[cut:]))
    else:
        yield ""
        yield from (ITEMS[inner].format(n=at) + sentences([one]) for at, one in enumerate(said, 1))


# -- sections 五 and 六 ---------------------------------------------------------------------------------


def _chain(items: Sequence[str], mark: str = "；") -> str:
    return mark.join(f"{ordinal}是{item}" for ordinal, item in zip(ORDINALS, items, strict=False)) + "。"


Told = list[tuple[str, Sequence[str]]]


def _told(lead: tuple[str, str], bad: Sequence[str], good: Sequence[str]) -> Told:
    """Problems and improvements, each with what leads to it, as far as there are any."""
    return [(words, items) for words, items in zip(lead, (bad, good), strict=True) if items]


def _chains(rng: random.Random, bad: Sequence[str], good: Sequence[str]) -> list[str]:
    lead = rng.choice((("存在的主要问题", "改进措施"), ("存在问题", "下一步改进措施"), ("主要问题", "改进情况")))
    return [f"{name}：{_chain(items)}" for name, items in _told(lead, bad, good)]


def _headed(rng: random.Random, bad: Sequence[str], good: Sequence[str]) -> list[str]:
    lead = rng.choice((("存在的主要问题", "改进情况"), ("问题和不足", "下一步改进措施"), ("主要问题", "整改举措")))
    mark = rng.choice("；。")
    told = zip("一二", _told(lead, bad, good), strict=False)
    return [line for o, (name, items) in told for line in (f"（{o}）{name}", _chain(items, mark))]


def _listed(rng: random.Random, bad: Sequence[str], good: Sequence[str]) -> list[str]:
    lead = rng.choice((("存在的主要问题", "改进情况"), ("存在问题", "改进措施")))
    mark = rng.choice(("{n}.", "{n}．", "（{n}）"))
    lines: list[str] = []
    for o, (name, items) in zip("一二", _told(lead, bad, good), strict=False):
        lines += [f"（{o}）{name}", *(f"{mark.format(n=at)}{one}。" for at, one in enumerate(items, 1))]
    return lines


def _flow(rng: random.Random, bad: Sequence[str], good: Sequence[str]) -> list[str]:
    first = rng.choice(("虽然取得一定成效，但仍存在一些问题：", "对照群众期盼，还存在不足：", "还存在一些薄弱环节："))
    then = rng.choice(("下一步，将采取以下措施加以改进：", "针对上述问题，主要从以下方面改进：", "改进情况："))
    return ["".join(lead + _chain(items) for lead, items in _told((first, then), bad, good))]


def _plain(rng: random.Random, bad: Sequence[str], good: Sequence[str]) -> list[str]:
    first = rng.choice(("工作中仍存在一些问题，", "存在的主要问题有："))
    then = rng.choice(("针对存在的问题，", "今后将着力改进，"))
    return [f"{lead}{'，'.join(items[:2])}。" for lead, items in _told((first, then), bad, good)]


def _paired(rng: random.Random, bad: Sequence[str], good: Sequence[str]) -> list[str]:
    word = rng.choice(("改进措施：", "改进情况：", "下一步将"))
    pairs = zip(ORDINALS, bad, good, strict=False)
    lines = [f"{ordinal}是存在{problem}的问题。{word}{better}。" for ordinal, problem, better in pairs]
    return lines if rng.random() < 0.5 else ["".join(lines)]


FIVE: dict[str, Callable[[random.Random, Sequence[str], Sequence[str]], list[str]]] = {
    "chains": _chains,
    "headed": _headed,
    "listed": _listed,
    "flow": _flow,
    "plain": _plain,
    "paired": _paired,
}
COUNTABLE = ("chains", "headed", "listed", "flow")
"""The ways in which problems and improvements can be counted apart."""
SIX: dict[str, str] = {"one": "", "lines": "", "arabic": "{n}.", "paren": "（{o}）", "ordinal": "{o}是"}


def five(rng: random.Random, how: str, problems: Sequence[str], improvements: Sequence[str]) -> list[str]:
    """Section 五: no fewer improvements than problems, where it is true; then each is set beside the other at times."""
    alone = how not in COUNTABLE and len(improvements) < len(problems)
    return FIVE[rng.choice(COUNTABLE) if alone or not problems else how](rng, problems, improvements)


def six(how: str, said: Sequence[str]) -> list[str]:
    """Section 六: one matter or several, in one paragraph or one each."""
    if how == "one" or len(said) < 2:
        return [sentences(said)] if said else []
    if how == "ordinal" and not any("。" in one for one in said):
        return [_chain(said)]
    mark = "" if how == "ordinal" else SIX[how]
    return [mark.format(n=at, o=ORDINALS[at - 1]) + sentences([one]) for at, one in enumerate(said, 1)]
