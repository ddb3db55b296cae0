"""What the Linux kernel refuses to a process and to every program that it starts: the network, and files elsewhere.

Neither needs a privilege. Where the kernel or a container has no such filters, nothing is refused here.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: its mark, and the number of the system call that makes a socket."""
_URING, _FOREIGN = 425, 0x40000000
"""The call that sets up a queue which makes sockets too, and the first number of calls of another interface."""
_LOCAL_SOCKETS = 1

_LOAD, _EQUAL, _NOT_BELOW, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES

_RULES, _RULE, _RESTRICT = 444, 445, 446
_WRITE_FILE, _REMOVE_FILE, _MAKE_SOCKET, _TRUNCATE = 1 << 1, 1 << 5, 1 << 9, 1 << 14
_CHANGES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_CHANGES_BY_VERSION = ((2, 1 << 13), (3, _TRUNCATE))
"""Writing, removing and making files of every kind; and since which version renaming across folders and cutting."""
PIPES = "/tmp"  # noqa: S108 - the place is LibreOffice's choice
"""Where LibreOffice makes, and removes, the socket that it listens at, whatever it is told."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def refuse_network() -> bool:
    """Let no socket be made but local ones, from now on; whether the kernel does so."""
    if platform.machine() not in _MACHINES:
        return False
    code = b"".join(_filter(*_MACHINES[platform.machine()]))
    program = _Program(len(code) // 8, code)
    library = ctypes.CDLL(None)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(library.prctl(_SET_FILTER, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(machine: int, socket: int) -> Iterator[bytes]:
    """The instructions; each jump counts those that it leaps, where it is true and where it is not."""
    yield _step(_LOAD, _MACHINE)
    yield _step(_EQUAL, machine, otherwise=7)
    yield _step(_LOAD, _NUMBER)
    yield _step(_NOT_BELOW, _FOREIGN, then=5)
    yield _step(_EQUAL, _URING, then=4)
    yield _step(_EQUAL, socket, otherwise=2)
    yield _step(_LOAD, _FIRST_ARGUMENT)
    yield _step(_EQUAL, _LOCAL_SOCKETS, otherwise=1)
    yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _REFUSE)


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)


def refuse_writing(folder: str) -> bool:
    """Let nothing be written, made or removed outside a folder, from now on; whether the kernel does so."""
    library = ctypes.CDLL(None)
    version = library.syscall(_RULES, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    changes = _CHANGES | sum(bits for since, bits in _CHANGES_BY_VERSION if version >= since)
    rules = library.syscall(_RULES, struct.pack("Q", changes), ctypes.c_size_t(8), 0)
    if rules < 0:
        return False
    try:
        _permit(library, rules, folder, changes)
        _permit(library, rules, os.devnull, changes & (_WRITE_FILE | _TRUNCATE))
        _permit(library, rules, PIPES, _MAKE_SOCKET | _REMOVE_FILE)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(library.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _permit(library: ctypes.CDLL, rules: int, path: str, changes: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        library.syscall(_RULE, rules, 1, struct.pack("=Qi", changes, place), 0)
    finally:
        os.close(place)
