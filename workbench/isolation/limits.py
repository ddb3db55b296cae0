"""What the work on one file may take, and what is said where that is not enough."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass

from workbench.errors import DocumentError

_SAVED_ANEW = "请将文件另存为 DOCX、XLSX 或 PDF 后重试"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes of memory, and bytes of one file written, that a process may take for one file."""

    seconds: float = 120.0
    memory: int = 3_000_000_000
    written: int = 500_000_000


def too_slow(limits: Limits) -> DocumentError:
    """The error where time ran out."""
    return DocumentError(f"读取超过{limits.seconds:g}秒，已中止；{_SAVED_ANEW}，文件很大的请先拆分。")


def too_large(limits: Limits) -> DocumentError:
    """The error where memory ran out."""
    size = f"{limits.memory / 1_000_000_000:g} GB"
    return DocumentError(f"读取时内存超限（{size}），已中止；请拆分文件、压缩其中的图片，或另存为 DOCX 后重试。")


def too_deep() -> DocumentError:
    """The error where the contents are nested beyond what the interpreter can follow."""
    return DocumentError(f"文件内容嵌套过深，无法读取；{_SAVED_ANEW}。")


def failed(name: str, trace: str) -> DocumentError:
    """The error where the reader met with what it did not expect; the trace is added as a note, for developers."""
    error = DocumentError(f"读取程序出错（{name}），未能读取；{_SAVED_ANEW}。")
    error.add_note(trace)
    return error


def ended(code: int, limits: Limits) -> DocumentError:
    """The error where the process ended by itself, by its exit status."""
    if sys.platform != "win32":  # there no signal ends a process
        if code == -signal.SIGKILL:  # by none of ours: the system had no memory left
            return too_large(limits)
        if code == -signal.SIGALRM:
            return too_slow(limits)
    return DocumentError(f"读取程序异常退出（状态 {code}），未能读取；{_SAVED_ANEW}。")
