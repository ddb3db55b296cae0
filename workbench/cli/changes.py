"""What an audit has changed in a store, in words: findings that came and went, decisions to look at again, the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.review import Ledger
from workbench.review.words import Standing


def changes(before: Ledger, after: Ledger) -> Iterator[str]:
    """Lines that say how the ledger of a store differs from the one before the latest run was recorded in it.

    What came to be no more is counted by what became of it, for a finding that could not be looked for is not mended.
    """
    had = {entry.id: entry for entry in before.entries}
    new = sum(entry.id not in had for entry in after.entries)
    gone = Counter(entry.standing for entry in after.vanished if entry.id in had)
    became = "，".join(f"{standing.chinese} {gone[standing]}" for standing in Standing if gone[standing])
    yield f"与此前的核查相比：新发现 {new} 个问题，{became or '没有问题消除'}。"
    stale = sum(entry.stale and not had[entry.id].stale for entry in after.entries if entry.id in had)
    if stale:
        yield f"{stale} 个已处理的问题数据有变，需重新处理。"
    left = sum(report.run != after.run.number for report in after.reports)
    if left:
        yield f"处理意见库中另有 {left} 份报告不在本次核查之列，照旧保留；如已撤回、不再需要，请加 --whole 重新核查。"
