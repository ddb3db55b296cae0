"""The words of the narrative as declared in ``lexicon.yaml``, made ready for reading."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from workbench.errors import CatalogueError
from workbench.forms import forms
from workbench.letters import SINGLE
from workbench.text import fold
from workbench.wordlists import from_yaml

CHINESE = "零〇一二两三四五六七八九十百千万亿廿卅"
VAGUE = frozenset("百千万亿")
"""Chinese numerals that are none standing alone."""
_MARKS = re.compile(r"([(|)])")
_FULL_COMMA = "，"
_GROUPED = "件条份起宗元余万次家个人户项部篇"
"""What follows a number whose thousands a blank parts, or stands before it in brackets: 3 821家, 申请（件）3 821."""
_SPOKEN = ("count", "money", "percent", "multiple", "span", "people")
"""The kinds of units before which 三 is a number; before others (三级, 一步) it belongs to a word."""
_BEGINNING = 3
"""So many characters of a phrase tell how long those can be that begin with them."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cue(_Strict):
    """A meaning, the part it plays in a sentence, and the phrases that carry it."""

    kind: str
    words: str


class Rule(_Strict):
    """One line of the decision list that ties a number to a concept; see ``grammar.yaml``."""

    to: str
    near: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    sure: bool = True


class _Lexicon(_Strict):
    traditional: str
    worth_reading: dict[str, str]
    factors: dict[str, int]
    units: dict[str, str]
    unit_unless: dict[str, str]
    shapes: list[tuple[str, str]]
    before: dict[str, str]
    before_unless: dict[str, str]
    after: dict[str, str]
    cues: dict[str, Cue]


class _Grammar(_Strict):
    features: dict[str, str]
    rules: dict[str, list[Rule]]


class Phrases:
    """The phrases with the cues that they carry, a hundred thousand; looked up by how they begin."""

    def __init__(self, cues: dict[str, tuple[str, ...]]) -> None:
        """Each phrase with its cues."""
        self._cues = cues
        lengths: dict[str, set[int]] = {}
        for phrase in cues:
            lengths.setdefault(phrase[:_BEGINNING], set()).add(len(phrase))
        for beginning, known in lengths.items():
            known.update(size for size in range(1, len(beginning)) if beginning[:size] in cues)
        self._lengths = {beginning: sorted(known, reverse=True) for beginning, known in lengths.items()}
        self.firsts = frozenset(beginning[0] for beginning in lengths)
        """The characters that phrases begin with."""

    def longest(self, text: str, place: int, end: int) -> tuple[int, tuple[str, ...]]:
        """Where the longest phrase ends that begins at a place and ends by ``end``, and its cues; the place if none."""
        for size in range(_BEGINNING, 0, -1):
            lengths = self._lengths.get(text[place : place + size])
            if lengths is None:
                continue
            for length in lengths:
                if place + length <= end and (cues := self._cues.get(text[place : place + length])):
                    return place + length, cues
            break
        return place, ()


class Lexicon(NamedTuple):
    """The lexicon in the shapes that the reader works with."""

    fold: dict[int, str]
    phrases: Phrases
    kinds: dict[str, str]
    numeral: re.Pattern[str]
    units: dict[str, str]
    factors: dict[str, Decimal]
    spark: re.Pattern[str]
    matter: re.Pattern[str]
    others: re.Pattern[str]
    before: tuple[tuple[str, str, tuple[str, ...]], ...]
    before_ends: frozenset[str]
    reach: int
    """How far before a numeral a word of approximation can begin, with the character before it."""
    after: dict[str, str]
    rules: dict[str, tuple[Ready, ...]]


class Ready(NamedTuple):
    """A rule made ready: each need is a set of cues of which one must be there, of the bars none."""

    to: str
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]
    about: frozenset[str]
    unit: frozenset[str]
    sure: bool

    @classmethod
    def of(cls, rule: Rule) -> Ready:
        """The rule as sets."""
        needs = tuple(frozenset(need.split("|")) for need in rule.near)
        bars = frozenset(name for bar in rule.lacks for name in bar.split("|"))
        return cls(rule.to, needs, bars, frozenset(rule.about), frozenset(rule.unit), rule.sure)


@cache
def lexicon() -> Lexicon:
    """The declared lexicon, read and checked once."""
    folder = resources.files(__package__)
    words = _Lexicon.model_validate(from_yaml((folder / "lexicon.yaml").read_text("utf-8")))
    grammar = _Grammar.model_validate(from_yaml((folder / "grammar.yaml").read_text("utf-8")))
    _refuse_unknown(grammar, words)
    cues = words.cues | _rows()
    before = _longest_first(words.before)
    return Lexicon(
        fold=_folding(words.traditional),
        phrases=_phrases(cues),
        kinds={name: cue.kind for name, cue in cues.items()},
        numeral=_numeral(words),
        units={unit: kind for kind, units in words.units.items() for unit in units.split()},
        factors={unit: Decimal(factor) for unit, factor in words.factors.items()},
        spark=re.compile(f"[{words.worth_reading['spark']}]|{words.worth_reading['heading']}"),
        matter=re.compile("|".join(words.worth_reading["matter"].split())),
        others=re.compile(words.worth_reading["others"]),
        before=tuple((word, mark, tuple(words.before_unless.get(word, ""))) for word, mark in before),
        before_ends=frozenset(word[-1] for word, _ in before),
        reach=max(len(word) for word, _ in before) + 1,
        after=dict(_longest_first(words.after)),
        rules={unit: tuple(Ready.of(rule) for rule in rules) for unit, rules in grammar.rules.items()},
    )


def _rows() -> dict[str, Cue]:
    """The sub rows of the applications table, by their keys, in the phrases of all declared forms."""
    start = "applications."
    phrases = {key: words for form in reversed(forms()) for key, words in form.phrases.items()}
    return {key.removeprefix(start): Cue(kind="detail", words=words) for key, words in phrases.items()}


def expand(phrase: str) -> list[str]:
    """All that a phrase with alternatives stands for: ``(按时|)办结`` gives 按时办结 and 办结.

    Brackets of the text itself are written in full width: ``县（区）``.
    """
    around: list[tuple[list[str], list[str]]] = []  # what was ended and what went on before each open bracket
    ended: list[str] = []
    going = [""]
    for part in _MARKS.split(phrase):
        if part == "(":
            around.append((ended, going))
            ended, going = [], [""]
        elif part == "|":
            ended, going = ended + going, [""]
        elif part == ")":
            inner = ended + going
            ended, going = around.pop()
            going = [head + tail for head in going for tail in inner]
        else:
            going = [head + _folded(part) for head in going]
    return ended + going


def _folded(part: str) -> str:
    """A part of a phrase as the reader sees the text."""
    return fold(part).replace(",", _FULL_COMMA)


def _folding(traditional: str) -> dict[int, str]:
    # The full-width comma stays: between digits it parts two numbers, where the plain one joins thousands.
    plain = {code: fold(chr(code)) for code in (*range(0xFF01, 0xFF5F), *range(0x2010, 0x2020), *range(0x3000, 0x3020))}
    plain |= {ord(mark): fold(mark) for mark in "“”‘’「」〔〕﹙﹚｡—–－−﹪﹔﹕"} | SINGLE
    plain |= {ord("【"): "(", ord("】"): ")"}
    plain |= {ord(pair[0]): pair[1] for pair in traditional.split()}
    plain[ord(_FULL_COMMA)] = _FULL_COMMA
    return plain


def _phrases(cues: dict[str, Cue]) -> Phrases:
    found: dict[str, tuple[str, ...]] = {}
    for name, cue in cues.items():
        for phrase in filter(None, itertools.chain.from_iterable(map(expand, cue.words.split()))):
            known = found.get(phrase, ())
            if name not in known:
                found[phrase] = (*known, name)
    return Phrases(found)


def _longest_first(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = [(word, name) for name, words in table.items() for word in words.split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _alternatives(words: list[str], unless: dict[str, str] | None = None) -> str:
    guards = {word: f"(?!{_following(after)})" for word, after in (unless or {}).items() if after}
    return "|".join(re.escape(word) + guards.get(word, "") for word in sorted(words, key=len, reverse=True))


def _following(after: str) -> str:
    """A pattern for what must not follow: any of the characters, or of the patterns that stand behind them."""
    characters, *more = after.split()
    return "|".join((f"[{characters}]", *more))


def _numeral(words: _Lexicon) -> re.Pattern[str]:
    shapes = "|".join(f"(?P<{name}>{shape.replace('{c}', CHINESE)})" for name, shape in words.shapes)
    units = _alternatives([unit for kind in words.units.values() for unit in kind.split()], words.unit_unless)
    counted = _alternatives([unit for kind in _SPOKEN for unit in words.units[kind].split()], words.unit_unless)
    after = _alternatives([word for kind in words.after.values() for word in kind.split()])
    before = rf"(?<=[{_GROUPED}]\))\d{{1,3}}(?: \d{{3}})+(?!\d)"
    behind = rf"\d{{1,3}}(?:[， \u00a0\u2009]\d{{3}})+(?=\(?[{_GROUPED}])"
    plain = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|{behind}|{before}|\d+)(?:\.\d+)?"
    spoken = rf"[{CHINESE}]{{1,12}}(?=[余多来几]?[万亿]?(?:{counted}))|(?<=[为是])零(?=[,，。;；、)]|$)"
    return re.compile(
        rf"(?=[\d{CHINESE}第令前(\[①-⑩])(?:{shapes}"
        rf"|(?:(?P<hundredths>百分之)(?P<part>\d+(?:\.\d+)?|[{CHINESE}点]{{1,12}})"
        rf"|(?P<digits>{plain}|{spoken}))(?P<more>[余多来几])?(?P<scale>[万亿])?(?P<still>[余多])?"
        rf"(?P<unit>{units})?(?P<after>{after})?)",
        re.MULTILINE,
    )


def _refuse_unknown(grammar: _Grammar, words: _Lexicon) -> None:
    known = set(words.cues) | set(_rows()) | set(grammar.features)
    for rule in itertools.chain.from_iterable(grammar.rules.values()):
        named = {name for part in (*rule.near, *rule.lacks) for name in part.split("|")}
        if unknown := named - known:
            raise CatalogueError(f"grammar.yaml 用到 lexicon.yaml 没有的词类：{sorted(unknown)}，请补上或改正。")
