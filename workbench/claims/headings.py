"""Headings, and clauses that head what is counted after them without a number of their own."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.binding import cues_of
from workbench.claims.sentences import DISPUTED, Token

_NAMED = frozenset({"application", "request", "filler", "receive"})
"""What a heading holds that names applications and nothing else: 依申请公开。, 收到申请情况。"""
_FORMAL = frozenset({"shape", "hard", "soft", "filler"})
_FILED = frozenset({"request", "raise"})
"""What is done to bring a dispute about."""
_ANSWER = 20
_DENYING = frozenset("无没未")


def is_heading(sentence: Sequence[Token]) -> bool:
    """Whether a sentence names applications and nothing else."""
    # （二）依申请公开。共17件: the heading names what is counted
    words = [token for token in sentence if token.kind not in {"shape", "hard"}]
    named = any("application" in token.cues for token in words)
    return named and not any(token.gap or _NAMED.isdisjoint(token.cues) for token in words)


def names_disputes(sentence: Sequence[Token]) -> bool:
    """Whether a line names both kinds of disputes and nothing else."""
    # （三）行政复议、行政诉讼: of disclosure, as the report is; 申请行政复议、提起行政诉讼情况
    words = [token for token in sentence if token.kind not in _FORMAL and _FILED.isdisjoint(token.cues)]
    return len(words) == len(DISPUTED) and cues_of(words) >= DISPUTED and not any(token.gap for token in sentence)


def names_matter(sentence: Sequence[Token]) -> bool:
    """Whether a line names applications or disputes and nothing else, so that a bare 无 after it denies them."""
    # （二）依申请公开 / 本年度无。
    return is_heading(sentence) or (not cues_of(sentence).isdisjoint(DISPUTED) and not any(map(_tells, sentence)))


def _tells(token: Token) -> bool:
    return token.gap or not (token.kind in _FORMAL or cues_of([token]) & DISPUTED)


def answers(line: str) -> bool:
    """Whether a line may be no more than an answer to its heading, such as 本年度无."""
    return len(line) <= _ANSWER and not _DENYING.isdisjoint(line)


def among_disputes(clause: Sequence[Token]) -> bool:
    """Whether a clause says that disputes are divided in what follows it."""
    # 全区行政复议案件中，涉政府信息公开的12件
    named = clause[:-2]
    within = len(clause) > 2 and "within" in clause[-2].cues and not clause[-2].gap  # noqa: PLR2004 - name, 中, mark
    return within and not cues_of(named).isdisjoint({*DISPUTED, "court_work"})
