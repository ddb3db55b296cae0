"""The options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict

import click

from workbench import rules, terminal
from workbench.batch import LIMITS
from workbench.isolation import Limits


class How(TypedDict):
    """How files are read: the options of :func:`loading`."""

    jobs: int | None
    cache: bool
    limits: Limits


def _limits(_context: click.Context, _option: click.Parameter, seconds: float) -> Limits:
    return replace(LIMITS, seconds=seconds)


_OPTIONS = (
    click.option(
        "--jobs",
        cls=terminal.Option,
        metavar="个数",
        type=click.IntRange(1),
        help="同时读取的文件数；默认为处理器个数。",
    ),
    click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True, help="不使用也不留存读取结果。"),
    click.option(
        "--timeout",
        "limits",
        cls=terminal.Option,
        metavar="秒",
        type=click.FloatRange(0, min_open=True),
        default=LIMITS.seconds,
        callback=_limits,
        help=f"每个文件的读取时限，默认{LIMITS.seconds:g}秒。",
    ),
)


def loading(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say how files are read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def use(_context: click.Context, _option: click.Parameter, folders: tuple[str, ...]) -> tuple[str, ...]:
    """Add the office's own rules before anything else is done; what of them cannot be used is told at once."""
    for folder in folders:
        rules.use(folder)
    for name, why in rules.faults() if folders else ():
        terminal.note(f"{name}：{why}")
    return folders


RULES = click.option(
    "--rules",
    metavar="文件夹",
    multiple=True,
    callback=use,
    expose_value=False,
    help="自定义检查和报告格式所在的文件夹；可重复。其中是程序，只应使用本单位信任的。",
)


STORE = click.option(
    "--store", "where", cls=terminal.Option, metavar="库", required=True, help="处理意见库：文件路径或 URL。"
)
