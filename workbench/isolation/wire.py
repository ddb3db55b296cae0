"""What passes between a process and the one that works for it: frames of bytes, and the kinds of answers."""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO

_SIZE = struct.Struct(">Q")
LARGEST = 256_000_000
"""The largest frame that is taken, in bytes."""


MORE, LAST = b"\0", b"\1"
"""The second byte of an answer: whether the process can be given another file."""


class Answer(Enum):
    """The first byte of an answer: what the rest of it is, from the third byte on."""

    DONE = b"+"
    REFUSED = b"!"
    FAILED = b"?"
    DEEP = b"~"
    MEMORY = b"M"


def send(stream: IO[bytes], frame: bytes) -> None:
    """Write a frame."""
    stream.write(_SIZE.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read a frame. Raises EOFError where the other side is gone or sends what is no frame."""
    (size,) = _SIZE.unpack(_exactly(stream, _SIZE.size))
    if size > LARGEST:
        raise EOFError
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
