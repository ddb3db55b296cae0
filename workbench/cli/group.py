"""The command itself, which the others are part of."""

from __future__ import annotations

import click

from workbench import __version__, terminal


@click.group(
    cls=terminal.Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(__version__, message="%(version)s", help="显示版本。")
def main() -> None:
    """政府信息公开年报核查工作台：读取年报，核对数字，写出问题台账。"""
