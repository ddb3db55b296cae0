"""What is started for a process that works on files: a guard first, then the process itself.

The guard outlives both sides. When the process ends, or the one that it works for is gone, it ends what is left of the
process and of all that this has started, and removes its folder. It is split off before anything large is loaded.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_TRIES = 5


def main() -> None:
    """Split off the guard and serve."""
    folder = sys.argv[1]
    if sys.platform != "win32":
        _guarded(folder)
    from workbench.isolation.child import serve  # noqa: PLC0415 - loads the whole package, which the guard does not need

    serve(folder)


if sys.platform != "win32":

    def _guarded(folder: str) -> None:
        """Return in the process itself; its end of the pipe closes with it."""
        worker = os.getpid()
        ended, held = os.pipe()
        if os.fork():
            os.close(ended)
            return
        os.setsid()
        os.close(held)
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - what is loaded here stays small
            os.dup2(nothing.fileno(), 1)  # else an answer that breaks off would not seem to end
        _wait(ended)
        os.close(0)
        _end_all(worker, folder)
        os._exit(0)

    def _wait(ended: int) -> None:
        """Until the process has ended, or nobody can send it requests any more."""
        poll = select.poll()
        for stream in (0, ended):
            poll.register(stream, 0)
        poll.poll()

    def _end_all(worker: int, folder: str) -> None:
        for _ in range(_TRIES):
            _kill(os.killpg, worker)
            for number in _belonging(folder):
                _kill(os.kill, number)
            shutil.rmtree(folder, ignore_errors=True)
            if not Path(folder).exists():
                return

    def _kill(kill: Callable[[int, int], None], number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            kill(number, signal.SIGKILL)

    def _belonging(folder: str) -> list[int]:
        """The processes, whatever group they are in, that have the folder for what is temporary."""
        mark = f"TMPDIR={folder}\0".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                if mark in entry.read_bytes():
                    found.append(int(entry.parent.name))
        return [number for number in found if number != os.getpid()]


if __name__ == "__main__":
    main()
