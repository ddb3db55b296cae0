"""The terminal: tables and progress for people, plain aligned columns in a pipe, usage messages in Chinese."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from typing import Any

import click
from click.types import OptionHelpExtra
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from workbench.batch import Progress as Callback
from workbench.errors import WorkbenchError
from workbench.text import printable

_ENDLESS = 100_000
_STYLES = {"错误": "bold red", "疑点": "bold yellow", "提示": "cyan", "未能读取": "reverse"}
_HEADINGS = {"Options": "选项", "Commands": "命令"}

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

WRONG_USAGE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
"""Exit statuses, beside those that a command returns."""


def speak_utf8() -> None:
    """Make standard output and error UTF-8 whatever the locale; what cannot be written is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """A table on standard output: drawn on a terminal, in a pipe one line a row without a frame."""
    console = _console()
    drawn = console.is_terminal
    table = Table(title=title or None, title_justify="left", box=box.ROUNDED if drawn else None, pad_edge=drawn)
    for heading in headings:
        table.add_column(heading, no_wrap=not drawn, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value, one_line=not drawn) for value in row))
    with console.capture() as lines:
        console.print(table)
    for line in lines.get().splitlines():
        click.echo(line if drawn else line.rstrip())


def say(text: str) -> None:
    """A line on standard output, without what a terminal would take for a command."""
    click.echo(printable(text))


def note(text: str) -> None:
    """A line on standard error."""
    click.echo(printable(text), err=True)


def _console() -> Console:
    piped = None if sys.stdout.isatty() else _ENDLESS
    return Console(file=sys.stdout, width=piped, markup=False, emoji=False, highlight=False)


def _cell(value: object, *, one_line: bool) -> Text:
    text = printable("" if value is None else str(value))
    return Text(" ".join(text.split()) if one_line else text, style=_STYLES.get(text, ""))


@contextmanager
def progress(task: str) -> Iterator[Callback | None]:
    """What to call after each file; None, and nothing is shown, where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        running = bar.add_task(task, total=None)
        yield lambda done, total, _name: bar.update(running, completed=done, total=total)


@contextmanager
def working(task: str) -> Iterator[None]:
    """A bar that moves while something is done of which nobody can tell how far it is; nothing where none can see."""
    if not sys.stderr.isatty():
        yield
        return
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        bar.add_task(task, total=None)
        yield


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class Option(click.Option):
    """An option of which the help page says in Chinese that it is required; which values it takes, its help says."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """What the help page says beside the help."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra | {"required": "必填"} if "required" in extra else extra


class Command(click.Command):
    """A command whose help page is in Chinese."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help page."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本页。"
        return option


class Commands(Command, click.Group):
    """A group of commands whose usage errors are in Chinese, and whose commands return the exit status."""

    command_class = Command

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        """Run the command line, in UTF-8 whatever the locale."""
        speak_utf8()
        run: Callable[..., Any] = partial(super().main, *args, standalone_mode=False, **extra)
        return sys.exit(_status(run)) if standalone_mode else run()


def _status(run: Callable[[], Any]) -> int:
    """The exit status: what the command returned, or that of the error it ended in, which is told."""
    try:
        return int(run() or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        note(error.format_message())
        return error.exit_code
    except click.UsageError as error:
        note(f"用法错误：{reason(error)}")
        note(f"用 {error.ctx.command_path if error.ctx else 'workbench'} --help 查看用法。")
        return error.exit_code
    except WorkbenchError as error:
        note(str(error))
        return WRONG_USAGE
    except OSError as error:
        return _unwritten(error)
    except click.Abort:
        note("已中止。")
        return INTERRUPTED


def _unwritten(error: OSError) -> int:
    """The exit status where standard output takes no more; any other error is raised again."""
    if isinstance(error, BrokenPipeError):  # whoever reads has read enough, as `head` does
        status = PIPE_CLOSED
    elif error.errno in _FULL:
        note("磁盘已满，未能写完输出的内容，请清理空间后重试。")
        status = WRONG_USAGE
    else:
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the end of the program would write the rest
    return status


def reason(error: click.UsageError) -> str:
    """What is wrong with the command line, in Chinese."""
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        option = error.param.opts[-1] if isinstance(error.param, click.Option) else ""
        return f"缺少选项 {option} {name}。" if option else f"缺少参数 {name}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令 {error.command_name}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对，请检查它的值。"
    if isinstance(error, click.BadParameter) and error.param:
        return f"{'/'.join(error.param.opts)} {_due(error.param.type)}。"
    return "参数不对。" if isinstance(error, click.BadArgumentUsage) else error.format_message()


def _due(kind: click.ParamType[Any]) -> str:
    """Which values an option takes, in Chinese."""
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(kind.choices)} 之一"
    if isinstance(kind, click.DateTime):
        return "应为 2024-03-05 样式的日期"
    return "应为不小于 1 的整数" if isinstance(kind, click.IntRange) else "应为大于 0 的数"
