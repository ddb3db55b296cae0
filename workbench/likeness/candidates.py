"""Which of many texts may be alike, told without comparing each with each: MinHash signatures and their LSH index.

A signature is drawn from a fixed seed, so the same texts always give the same candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

_SHINGLE = 4
_PERMUTATIONS = 128
_SEED = 20_211
_MISSES_WEIGH = (0.2, 0.8)
"""A pair too many costs a comparison, a pair missed a remark."""
_MARGIN = 0.75


def candidates(texts: Sequence[str], share: float) -> Iterator[list[int]]:
    """For each of distinct texts, in their order, the places of the others of which it may hold that share.

    Texts of like length that have the share in common are found with a probability of more than 0.99; a text is hardly
    found in one that is more than twice as long.
    """
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - loads scipy, which reading alone does not need

    signatures = MinHash.bulk([_shingles(text) for text in texts], num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=crc32)
    index = MinHashLSH(_threshold(share), num_perm=_PERMUTATIONS, weights=_MISSES_WEIGH)
    with index.insertion_session() as session:
        for at, signature in enumerate(signatures):
            session.insert(at, signature)
    for at, signature in enumerate(signatures):
        yield sorted(other for other in index.query(signature) if other != at)


def _threshold(share: float) -> float:
    """The Jaccard similarity of two texts of one length that have a share of their text in common, less a margin."""
    return _MARGIN * share / (2 - share)


def _shingles(text: str) -> list[bytes]:
    """The distinct runs of a few characters of a text."""
    return [run.encode() for run in sorted({text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)})]
