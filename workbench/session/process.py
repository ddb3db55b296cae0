"""The process of a run, from outside: started with what it is to do, listened to, ended when it is no longer wanted."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import workbench.errors
from workbench.errors import WorkbenchError

log = logging.getLogger(__name__)

_ROOT = str(Path(workbench.errors.__file__).parents[1])


class Process:
    """A run, which can be stopped before it has begun."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self.stopped = False
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """What it tells until it ends. Raises WorkbenchError where it ends before it is done."""
        with tempfile.TemporaryFile() as errors:
            self._process = process = self._started(errors)
            if self.stopped:  # and nobody could kill what was not there
                process.kill()
            stage = ""
            try:
                for told in _told(process, request):
                    stage = told["stage"]
                    yield told
            finally:
                self._end(process, errors)
        if stage not in {"done", "failed"} and not self.stopped:
            raise WorkbenchError("核查进程意外结束，未保存任何结果。请重试；仍不成功的，请将日志交维护人员。")

    def stop(self) -> None:
        """End it; nothing that it has not recorded is kept."""
        self.stopped = True
        if self._process:
            self._process.kill()

    def _started(self, errors: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "workbench.session.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(dict.fromkeys([_ROOT, *filter(None, sys.path)]))},
        )

    def _end(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        process.kill()
        status = process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                with suppress(BrokenPipeError):  # what it was told and never read
                    stream.close()
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
        if said and not self.stopped:
            log.warning("the process of a run ended with %s and said: %s", status, said)


def _told(process: subprocess.Popen[bytes], request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Say what is to be done, and listen."""
    assert process.stdin and process.stdout  # noqa: S101, PT018 - as they were asked for
    with suppress(BrokenPipeError):  # it has ended already, of which its silence tells
        process.stdin.write(json.dumps(request, default=str).encode() + b"\n")
        process.stdin.flush()
    yield from map(json.loads, process.stdout)
