"""One series of names, one of numbers: 自然人申请和法人申请分别为40件、6件 is read name by name."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.binding import cues_of
from workbench.claims.sentences import DISPUTED, Token

_TELLING = frozenset({"object", "result", "applicant", "outcome", "channel", "detail", "organ", "verb"})
_NAMED = frozenset({"other", "carry"})
"""What a series may name beside the words that tell: 新收、结转、办结申请分别为57件、4件、60件."""
_BOTH = frozenset({"persons_and_bodies", "persons_and_firms"})
_OPEN = frozenset({"compare", "up", "down", "negation", "every"})
_PAIRED = frozenset({"up", "down", "compare", "level", "share"})
"""What is said of each of two counts: 占比分别为57.9%、5.9%."""


def spread(clause: Sequence[Token], before: Sequence[Token], counted: Sequence[Token] = ()) -> list[list[Token]]:
    """The clause as one clause for each name of its series, as it is where it holds none.

    ``before`` is the clause before it, which holds the names where this one begins with 分别; ``counted`` is
    that clause where it counts what it names, and the series is one of parts: 复议9件、诉讼7件，涉公开的分别为3件、1件.
    """
    place = next((index for index, token in enumerate(clause) if "apiece" in token.cues), None)
    if place is None:
        return _ended_alike(clause) or _shared_out(clause)
    first = next((index for index in range(place, len(clause)) if clause[index].kind == "number"), len(clause))
    numbers = [token for token in clause[first:] if token.kind == "number"]
    if len(numbers) < 2 or any(token.kind in _TELLING for token in clause[first:]):  # noqa: PLR2004 - a series is two at least
        return [list(clause)]
    shares = [clause[place]] if "share" in clause[place].cues else []  # 自然人和企业分别占83%和17%
    between = [*shares, *clause[place + 1 : first]]
    head = own = list(clause[:place])
    if not _tells(head) and not _tells(between):
        head = [token for token in before if token.kind != "hard"]
    parts = [] if _tells(head) or _tells(between) else _parts([*own, *between], numbers, counted)
    if listed := parts or _of_years(head, between, numbers):
        return [[*one, clause[-1]] for one in listed]
    head = _both(head) if len(numbers) == 2 else head  # noqa: PLR2004 - 自然人、法人和其他组织申请分别为35件、11件
    for names, shared in ((head, between), (between, [])):
        if items := _items(names, len(numbers)):
            return [[*item, *shared, number, clause[-1]] for item, number in zip(items, numbers, strict=True)]
    named = len(_segments(head))
    alone = named == 1 and cues_of(own) & DISPUTED and not _tells(between)  # 复议分别为1件、0件: of which years?
    paired = cues_of([*own, *between]) & _PAIRED or "everyone" in cues_of(head)
    paired = paired or sum("rate" in token.cues for token in own) == 1  # 工单、申请，办结率分别为99%、92%
    if named < 2 and not (alone or paired):  # noqa: PLR2004
        return [list(clause)]
    # One name of the series has not been understood: none of its numbers is tied to any.
    open_ = [token for number in numbers for token in (_unpaired(number), number)]
    return [[*open_, clause[-1]]]


def _both(names: Sequence[Token]) -> list[Token]:
    """The words for all who may apply as the two kinds that the form has, where each is counted."""
    made: list[Token] = []
    for token in names:
        if "merged" in token.cues:  # 予以公开和部分公开分别为14件、3件
            one = token._replace(cues=("granted",))
            made += [one, token._replace(cues=("、",), kind="soft"), one._replace(cues=("partly",))]
        elif not _BOTH.isdisjoint(token.cues):
            one = token._replace(cues=("natural_person",), kind="applicant")
            other = "business" if "persons_and_firms" in token.cues else "organisations"
            made += [one, token._replace(cues=("、",), kind="soft"), one._replace(cues=(other,))]
        else:
            made.append(token)
    return made


def _parts(head: Sequence[Token], numbers: Sequence[Token], counted: Sequence[Token]) -> list[list[Token]]:
    """Each number of a series of parts with the name of what it is a part of; with none where these are not clear."""
    of_counts = all(number.mention is not None and number.mention.kind == "count" for number in numbers)
    several = sum(token.kind == "number" for token in counted) > 1
    if not (of_counts and several) or cues_of(head) & _PAIRED:
        return []
    items = _items([token for token in _of_disputes(counted) if token.kind not in {"number", "hard"}], len(numbers))
    names = items or [[_unpaired(number)] for number in numbers]
    return [[*head, *_lent(name, number), number] for name, number in zip(names, numbers, strict=True)]


def _of_disputes(counted: Sequence[Token]) -> Sequence[Token]:
    # 收到申请50件，行政复议12件，行政诉讼7件，其中涉及公开的分别为3件和1件: of disputes a part is about disclosure
    first = next((index for index, token in enumerate(counted) if not DISPUTED.isdisjoint(token.cues)), 0)
    return counted[first:]


def whole_count(before: Sequence[Token], clause: Sequence[Token]) -> list[Token]:
    """The clause with the one right before it, where it counts one thing: 复议12件，诉讼7件，涉公开的各为3件、1件."""
    counts = [sum(token.kind == "number" for token in one) for one in (before, clause)]
    beside = before and before[-1].cues == ("，",) and counts[1] == 1 and _tells(clause)
    if not beside or any("part" in token.kind for token in clause):
        return list(clause)
    return [*before[:-1], before[-1]._replace(cues=("、",), kind="soft"), *clause]


def _lent(names: Sequence[Token], number: Token) -> list[Token]:
    """The names as if they stood right before the number, so that its claim is read from its own words."""
    return [token._replace(start=number.start, end=number.start, gap=False) for token in names]


def _of_years(head: Sequence[Token], between: Sequence[Token], numbers: Sequence[Token]) -> list[list[Token]]:
    years = _years(head, len(numbers))
    kept = [token for token in head if token not in years and token.kind != "soft" and "joint" not in token.cues]
    return [[year, *kept, *between, number] for year, number in zip(years, numbers, strict=True)] if years else []


def _years(names: Sequence[Token], wanted: int) -> list[Token]:
    # 2021年、2022年、2023年申请量分别为15件、22件、30件
    found = [token for token in names if token.mention is not None and token.mention.kind == "year"]
    return found if len(found) == wanted else []


def _ended_alike(clause: Sequence[Token]) -> list[list[Token]]:
    """Two disputes, each behind its number, that ended the same way: 14件行政复议、6件行政诉讼获维持."""
    places = [place for place, token in enumerate(clause[:-1]) if token.kind == "number"]
    if len(places) < 2 or not all(_disputed(clause, place) for place in places[-2:]):  # noqa: PLR2004 - the two disputes
        return []
    first, last = places[-2:]
    tail = clause[last + 2 : -1]
    between = clause[first + 2 : last]
    alike = all(token.kind == "soft" or "joint" in token.cues for token in between)
    if not alike or not any(token.kind == "outcome" for token in tail):
        return []
    lent = [token._replace(start=clause[first + 1].end, end=clause[first + 1].end, gap=False) for token in tail]
    return [[*clause[: first + 2], *lent, clause[-1]], list(clause[last:])]


def _disputed(clause: Sequence[Token], place: int) -> bool:
    noun = clause[place + 1]
    return not DISPUTED.isdisjoint(noun.cues) and not noun.gap


def _shared_out(clause: Sequence[Token]) -> list[list[Token]]:
    """One number that each of several names has: 不予处理、其他处理各1件 is read name by name."""
    made: list[list[Token]] = []
    begin = 0
    for place, number in enumerate(clause[1:], 1):
        if number.kind != "number" or "each" not in clause[place - 1].cues:
            continue
        start = next((index + 1 for index in range(place - 1, begin - 1, -1) if clause[index].kind == "number"), begin)
        segments = _segments(clause[start : place - 1])
        if not segments and _unread(clause[start : place - 1], number):
            made.append([*clause[begin:place], _unpaired(number), number])
            begin = place + 1
            continue
        if len(segments) < 2 or not _of_one_kind(segments):  # noqa: PLR2004 - a series is two at least
            continue
        items = _items(clause[start : place - 1], len(segments))
        made += [[*clause[begin:start]], *([*item, number] for item in items)]
        begin = place + 1
    if not made:
        return [list(clause)]
    rest = list(clause[begin:])
    return [[*one, clause[-1]] for one in made if one] + ([rest] if len(rest) > 1 else [])


def _unread(names: Sequence[Token], number: Token) -> bool:
    # 征地、拆迁各1件: how many there are together is not known
    listed = any(token.kind == "soft" or "joint" in token.cues for token in names)  # 3月和9月各2件
    return listed and number.mention is not None and number.mention.kind == "count" and number.mention.value > 0


def _of_one_kind(segments: Sequence[Sequence[Token]]) -> bool:
    """Whether the names of a series can each have its number: two disputes are told together by rules of their own."""
    cues = [cues_of(segment) for segment in segments]
    if all(not DISPUTED.isdisjoint(one) for one in cues) or any(not _OPEN.isdisjoint(one) for one in cues):
        return False
    kinds = [{token.kind for token in segment if token.kind in _TELLING} for segment in segments]
    named = [kind for kind, one in zip(kinds, cues, strict=True) if kind or "other" not in one]  # 科研机构及其他均为0件
    return bool(named) and bool(set.intersection(*named))


def _unpaired(number: Token) -> Token:
    return Token(number.start, number.start, ("paired",), "mark")


def _tells(tokens: Sequence[Token]) -> bool:
    return any(token.kind in _TELLING for token in tokens)


def _segments(tokens: Sequence[Token]) -> list[list[Token]]:
    """What stands between the marks of enumeration and the words that mean and, each of it a name."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "soft" or "joint" in token.cues:
            found.append([])
        elif "channels" not in token.cues:  # 当面、信函、网络等方式的申请分别为5件、9件、28件
            found[-1].append(token)
    return [segment for segment in found if _tells(segment) or not _NAMED.isdisjoint(cues_of(segment))]


def _items(names: Sequence[Token], wanted: int) -> list[list[Token]]:
    """The names with what they share: the verb and the scope of the first, the object of the last."""
    segments = _segments(names)
    if len(segments) != wanted:
        return []
    verbs = [token for token in segments[0] if token.kind == "verb"]
    scope = [token for token in segments[0] if "disclosure" in token.cues]
    objects = [token for token in segments[-1] if token.kind == "object"]
    decided = [token for token in segments[-1] if token.cues[:1] == ("decision",)]  # 行政许可、行政处罚处理决定均为0件
    return [
        [
            *([] if index == 0 or _has(segment, "verb") or "carry" in cues_of(segment) else verbs),
            *([] if index == 0 else scope),
            *segment,
            *([] if _has(segment, "object") else objects),
            *([] if index == len(segments) - 1 else decided),
        ]
        for index, segment in enumerate(segments)
    ]


def _has(tokens: Sequence[Token], kind: str) -> bool:
    return any(token.kind == kind for token in tokens)
