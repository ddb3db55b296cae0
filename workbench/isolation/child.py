"""What runs in the process that works on files: one request after another, confined."""

from __future__ import annotations

import gc
import json
import os
import pickle
import traceback
from collections.abc import Callable
from typing import IO

from workbench.errors import WorkbenchError
from workbench.isolation import wire
from workbench.isolation.confinement import confine, held, limit
from workbench.isolation.wire import Answer

_HEAVY = 1_500_000_000
"""Bytes of memory still held after a file with which a process is not given another."""


def serve(folder: str) -> None:
    """Answer requests until there are no more."""
    requests, answers = _streams()
    confine(folder)
    wire.send(answers, b"")
    spent = loaded = False
    while not spent:
        try:
            function, arguments, limits = pickle.loads(wire.receive(requests))  # noqa: S301 - from our own parent
        except EOFError:
            return
        limit(limits)
        kind, content = _answer(function, arguments)
        spent = kind is Answer.MEMORY or held() > _HEAVY
        wire.send(answers, kind.value + (wire.LAST if spent else wire.MORE) + content)
        if not loaded:  # what the first file has made it load stays, and need not be looked through again and again
            gc.collect()
            gc.freeze()
            loaded = True


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Where requests come from and answers go to; what libraries read and print there comes from and goes nowhere."""
    streams = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
    return streams


def _answer(function: Callable[..., bytes], arguments: tuple[object, ...]) -> tuple[Answer, bytes]:
    try:
        return Answer.DONE, function(*arguments)
    except WorkbenchError as error:
        return Answer.REFUSED, _told(error, str(error))
    except MemoryError:
        return Answer.MEMORY, b""
    except RecursionError:
        return Answer.DEEP, b""
    except Exception as error:  # noqa: BLE001 - whatever a library does with a hostile file, the next file is read
        return Answer.FAILED, _told(error, traceback.format_exc())


def _told(error: Exception, text: str) -> bytes:
    return json.dumps([type(error).__name__, text]).encode()
