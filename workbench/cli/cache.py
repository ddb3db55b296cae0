"""``workbench cache``: what was read and kept."""

from __future__ import annotations

import click

from workbench import terminal
from workbench.cache import opened
from workbench.cli.group import main

_MEGABYTE = 1_000_000


@main.command("cache", options_metavar="[选项]")
@click.option("--clear", is_flag=True, help="清空。")
def cache_command(*, clear: bool) -> int:
    """显示留存的读取结果存放在哪里、有多少；或将其清空。"""
    kept = opened()
    if kept is None:
        terminal.say("读取结果没有留存：已用 WORKBENCH_CACHE 关闭，或者文件夹无法使用。")
        return 0
    if clear:
        terminal.say(f"已清空 {kept.clear()} 份读取结果。")
    sizes = [entry.size for entry in kept.entries()]
    terminal.say(f"{kept.folder}：{len(sizes)} 份读取结果，{sum(sizes) / _MEGABYTE:.1f} MB。")
    return 0
