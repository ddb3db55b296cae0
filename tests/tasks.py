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


def begin() -> bytes:
    """A file that says that work has begun, and no end of it."""
    Path(tempfile.gettempdir(), "begun").touch()
    return compute()


def compute() -> bytes:
    """A computation that lets no other thread run."""
    return str(pow(3, 10**9)).encode()


def leave_behind(mark: str, *, away: bool) -> bytes:
    """Another program with a mark in its command, started and not ended, out of the group of this process or in it."""
    command = [sys.executable, "-c", "import time; time.sleep(1000)", mark]
    subprocess.Popen(command, start_new_session=away)  # noqa: S603 - ours
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
    command = [sys.executable, "-I", "-c", code]
    return str(subprocess.run(command, check=False, capture_output=True).returncode).encode()  # noqa: S603 - ours


def write(path: str) -> bytes:
    """A file written."""
    Path(path).write_bytes(b"written")
    return b"written"


def make_folder(path: str) -> bytes:
    """A folder made."""
    Path(path).mkdir()
    return b"made"


def write_outside(path: str) -> bytes:
    """A file written by another program."""
    command = ["/bin/sh", "-c", 'echo written > "$0"', path]
    return str(subprocess.run(command, check=False, capture_output=True).returncode).encode()  # noqa: S603 - ours


def remove(path: str) -> bytes:
    """A file removed."""
    Path(path).unlink()
    return b"removed"


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
