"""The process of a run, from outside: started with what it is to do, listened to, ended when it is no longer wanted."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import workbench.errors
from workbench.errors import WorkbenchError

log = logging.getLogger(__name__)

_ROOT = str(Path(workbench.errors.__file__).parents[1])


class Process:
    """A run under way."""

    def __init__(self, request: dict[str, Any]) -> None:
        """Start it."""
        self.stopped = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "workbench.session.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(dict.fromkeys([_ROOT, *filter(None, sys.path)]))},
        )
        assert self._process.stdin  # noqa: S101 - as it was asked for
        self._process.stdin.write(json.dumps(request, default=str).encode() + b"\n")
        self._process.stdin.flush()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What it tells until it ends. Raises WorkbenchError where it ends before it is done."""
        assert self._process.stdout  # noqa: S101 - as it was asked for
        stage = ""
        try:
            for line in self._process.stdout:
                told = json.loads(line)
                stage = told["stage"]
                yield told
        finally:
            self._end()
        if stage not in {"done", "failed"} and not self.stopped:
            raise WorkbenchError("核查进程意外结束，未保存任何结果。请重试；仍不成功的，请将日志交维护人员。")

    def stop(self) -> None:
        """End it; nothing that it has not recorded is kept."""
        self.stopped = True
        self._process.kill()

    def _end(self) -> None:
        self._process.kill()
        status = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        self._errors.close()
        if said and not self.stopped:
            log.warning("the process of a run ended with %s and said: %s", status, said)
