"""What the tests let another process do; each gives bytes or does not come back."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workbench.errors import FormError


def number() -> bytes:
    """The number of the process, and something printed."""
    print("printed")  # noqa: T201 - the subject
    return str(os.getpid()).encode()


def echo(data: bytes) -> bytes:
    """What was given."""
    return data


def refuse() -> bytes:
    """An error of the package."""
    raise FormError("没有这种格式。")


def stumble() -> bytes:
    """An error of a library."""
    raise KeyError("unexpected")


def nest(depth: int = 0) -> bytes:
    """A recursion without end."""
    return nest(depth + 1)


def sleep() -> bytes:
    """Nothing, for long."""
    time.sleep(1000)
    return b""


def compute() -> bytes:
    """A computation that lets no other thread run."""
    return str(pow(3, 10**9)).encode()


def leave_behind(told: str) -> bytes:
    """Another program, started and not ended; its number is written where told is."""
    started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    Path(tempfile.gettempdir(), told).write_text(str(started.pid), "ascii")
    time.sleep(1000)
    return b""


def allocate() -> bytes:
    """More and more memory."""
    held = []
    while True:
        held.append(b"1" * 10_000_000)


def abort() -> bytes:
    """The end that a library makes in despair."""
    os.abort()


def crash() -> bytes:
    """A violation of memory."""
    return ctypes.string_at(0)


def leave() -> bytes:
    """The process left in good order, without an answer."""
    os._exit(0)


def connect(port: int) -> bytes:
    """A connection."""
    socket.create_connection(("127.0.0.1", port), 5).close()
    return b"connected"


def connect_outside(port: int) -> bytes:
    """A connection by another program."""
    code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
    return str(subprocess.run([sys.executable, "-I", "-c", code], check=False, capture_output=True).returncode).encode()


def write(path: str) -> bytes:
    """A file written."""
    Path(path).write_bytes(b"written")
    return b"written"


def make_folder(path: str) -> bytes:
    """A folder made."""
    Path(path).mkdir()
    return b"made"


def write_here() -> bytes:
    """A temporary file; where it is."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"written")
    return file.name.encode()


def write_much() -> bytes:
    """A file without end."""
    with tempfile.TemporaryFile() as file:
        while True:
            file.write(b"0" * 1_000_000)
