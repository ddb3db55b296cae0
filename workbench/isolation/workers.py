"""The processes that work on files: started when needed, kept warm between files, ended at their limits.

They are started as programs and talk through their standard input and output. So it makes no difference
from where they are started (a notebook, a thread, a script without a main guard, a daemon of a cluster), and nothing
that comes from one is unpickled or evaluated here.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

import workbench.errors
from workbench.errors import DocumentError, WorkbenchError
from workbench.isolation import wire
from workbench.isolation.limits import Limits, ended, failed, too_deep, too_large, too_slow
from workbench.isolation.wire import Answer

IDLE = 60.0
"""Seconds after which a process that has nothing to do is ended."""
_START_UP = 60.0
"""Seconds in which a process must have loaded the package."""
_LAST_BREATH = 5.0
_ROOT = str(Path(workbench.errors.__file__).parents[1])
_START = str(Path(__file__).with_name("start.py"))


def run(function: Callable[..., bytes], *arguments: object, limits: Limits) -> bytes:
    """What a function of a module gives, run in another process.

    Raises the WorkbenchError that it raised, DocumentError where it failed otherwise or went beyond the limits.
    """
    request = pickle.dumps((function, arguments, limits))
    worker = _WAITING.take() or Worker()
    try:
        answer = worker.ask(request, limits)
    except BaseException:
        worker.close()
        raise
    _WAITING.give(worker)
    return _result(answer, limits)


def stop() -> None:
    """End all processes, those at work too."""
    _WAITING.close()
    for worker in tuple(_ALL):
        worker.kill()


def _result(answer: bytes, limits: Limits) -> bytes:
    kind, content = Answer(answer[:1]), answer[2:]
    if kind is Answer.DONE:
        return content
    if kind is Answer.REFUSED:
        raise _error(*json.loads(content))
    if kind is Answer.FAILED:
        raise failed(*json.loads(content))
    raise too_deep() if kind is Answer.DEEP else too_large(limits)


def _error(name: str, message: str) -> WorkbenchError:
    """The error of that name; a DocumentError where the package has none."""
    found = getattr(workbench.errors, name, None)
    if isinstance(found, type) and issubclass(found, WorkbenchError):
        return found(message)
    return DocumentError(message)


class Worker:
    """One process, leader of a group of its own, with a folder of its own that is removed with it."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="workbench-")
        self.since = time.monotonic()
        self._begun = self._late = self._spent = self._closed = False
        self._process = subprocess.Popen(  # noqa: S603 - the interpreter that runs this
            [sys.executable, "-P", _START, self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self.folder,
            env=_environment(self.folder),
        )
        _ALL.add(self)

    def ask(self, request: bytes, limits: Limits) -> bytes:
        """The answer to a request. Raises DocumentError where none comes in time, or at all."""
        if not self._begun:
            self._within(_START_UP, _greeting, limits)
            self._begun = True
        answer = self._within(limits.seconds, partial(_exchange, request), limits)
        self._spent = answer[1:2] == wire.LAST
        return answer

    def _within(self, seconds: float, receive: Callable[..., bytes], limits: Limits) -> bytes:
        """What is received from the process, which is ended where that takes longer."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return receive(*self._streams)
        except (EOFError, OSError) as error:
            raise (too_slow(limits) if self._late else ended(self._status(), limits)) from error
        finally:
            timer.cancel()
            timer.join()  # it may be about to kill what would be given the next file

    @property
    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise EOFError
        return answers, requests

    @property
    def ready(self) -> bool:
        """Whether it can be given a file."""
        return not (self._late or self._spent) and self._process.poll() is None

    def _expire(self) -> None:
        self._late = True
        self.kill()

    def kill(self) -> None:
        """End the process and all that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            elif not self._closed:  # after that the number may be another's
                os.killpg(self._process.pid, signal.SIGKILL)

    def _status(self) -> int:
        """The exit status, once the answer has broken off."""
        try:
            return self._process.wait(_LAST_BREATH)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait()

    def close(self) -> None:
        """End the process and remove its folder."""
        self.kill()
        self._process.wait()
        self._closed = True
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(OSError):  # what was still to be written goes nowhere
                    stream.close()
        _remove(self.folder)
        _ALL.discard(self)

    def forget(self) -> None:
        """Leave the process to the one from which this one was forked."""
        self._closed = True
        self._process.returncode = 0
        with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - not to allocate more than needed after a fork
            for stream in (self._process.stdin, self._process.stdout):
                if stream and not stream.closed:  # held open here, it would keep the process from seeing its end
                    os.dup2(nothing.fileno(), stream.fileno(), inheritable=False)
        _ALL.discard(self)


def _greeting(answers: IO[bytes], _requests: IO[bytes]) -> bytes:
    return wire.receive(answers)


def _exchange(request: bytes, answers: IO[bytes], requests: IO[bytes]) -> bytes:
    wire.send(requests, request)
    return wire.receive(answers)


def _remove(folder: str) -> None:
    """Remove a folder; programs that were ended just now may still be letting go of it."""
    end = time.monotonic() + _LAST_BREATH
    while os.path.lexists(folder) and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: str) -> dict[str, str]:
    """The environment of a process: its own folder for what is temporary, modules from where they come here."""
    places = os.pathsep.join(dict.fromkeys([_ROOT, *filter(None, sys.path)]))
    own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    return os.environ | own | {"PYTHONPATH": places, "OPENBLAS_NUM_THREADS": "1"}


class _Idle:
    """The processes that wait for a file; those that wait too long are ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._reaper: threading.Timer | None = None

    def take(self) -> Worker | None:
        """A process that is ready, None where there is none."""
        while True:
            with self._lock:
                worker = self._workers.pop() if self._workers else None
            if worker is None or worker.ready:
                return worker
            worker.close()

    def give(self, worker: Worker) -> None:
        """Take back a process that has done its work."""
        if not worker.ready:
            worker.close()
            return
        worker.since = time.monotonic()
        with self._lock:
            self._workers.append(worker)
            self._arm()

    def _arm(self) -> None:
        if self._reaper is None:
            self._reaper = threading.Timer(IDLE, self._reap)
            self._reaper.daemon = True
            self._reaper.start()

    def _reap(self) -> None:
        with self._lock:
            late = [worker for worker in self._workers if worker.since + IDLE <= time.monotonic()]
            self._workers = [worker for worker in self._workers if worker not in late]
            self._reaper = None
            if self._workers:
                self._arm()
        for worker in late:
            worker.close()

    def close(self) -> None:
        """End them all."""
        with self._lock:
            workers, self._workers = self._workers, []
            if self._reaper:
                self._reaper.cancel()
                self._reaper = None
        for worker in workers:
            worker.close()


_ALL: set[Worker] = set()
_WAITING = _Idle()
atexit.register(stop)


def _forget() -> None:
    """Leave all processes to the one from which this one was forked."""
    global _WAITING  # noqa: PLW0603 - its lock may have been held at the fork
    _WAITING = _Idle()
    for worker in tuple(_ALL):
        worker.forget()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget)
