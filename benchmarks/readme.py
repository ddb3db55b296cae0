"""What the measurements share: their options, and the README beside them that their tables are put into."""

# ruff: noqa: INP001 - no package

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

README = Path(__file__).with_name("README.md")
SEED = 20_261_124
"""A seed whose reports nobody looked at while checks and generators were written."""
SPREAD = 100_000
"""A seed has so many reports before those of the next one begin."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "seed": {"type": int, "default": SEED, "help": "of what is drawn"},
    "jobs": {"type": int, "default": 2, "help": "processes"},
    "write": {"action": "store_true", "help": "put the tables into the README"},
}


def options(parser: argparse.ArgumentParser, *names: str) -> argparse.ArgumentParser:
    """The parser with some of the options ``seed``, ``jobs`` and ``write``."""
    for name in names:
        parser.add_argument(f"--{name}", **_OPTIONS[name])
    return parser


def put(mark: str, table: str, readme: Path = README) -> None:
    """Put tables into the README between ``<!-- mark -->`` and ``<!-- end of mark -->``.

    Raises ValueError where it lacks these marks.
    """
    text, begin, end = readme.read_text("utf-8"), f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise ValueError(f"{readme.name} lacks {begin} or {end}")
    readme.write_text(f"{before}{begin}\n\n{table}\n\n{end}{after}", "utf-8")
