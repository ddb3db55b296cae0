"""What a process that works on files may not do: take more than its limits, use the network, write elsewhere.

The limits are the system's and hold for the programs that are started from here too. Network and disk are refused to
Python's own calls, and the network, where the system allows it, to everything by a namespace without any. This is a
second line: the readers neither open connections nor write files outside their folder.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from workbench.isolation.limits import Limits

if sys.platform != "win32":
    import resource
    import signal

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LOOKED_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_MADE = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1}
"""Which argument names what is made."""
_GRACE = 10


def confine(folder: str) -> None:
    """Leave this process its own folder, and no network, from now on."""
    os.environ["HOME"] = folder
    sys.dont_write_bytecode = True
    _leave_network()
    own = os.path.realpath(folder)
    sys.addaudithook(lambda event, arguments: _refuse(event, arguments, own))


def _leave_network() -> None:
    """Enter a namespace without network, as the user that we are."""
    if sys.platform != "linux":
        return
    user, group = os.geteuid(), os.getegid()
    with suppress(OSError, AttributeError):
        if ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) == 0:
            Path("/proc/self/setgroups").write_text("deny", "ascii")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")


def _refuse(event: str, arguments: tuple[object, ...], own: str) -> None:
    """Raise PermissionError at what a reader has no business with."""
    if event in _LOOKED_UP or (event == "socket.__new__" and not _local(arguments[1])):
        raise PermissionError("no network here")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        _refuse_outside(own, arguments[0])
    elif event in _MADE:
        _refuse_outside(own, arguments[_MADE[event]])


def _local(family: object) -> bool:
    return sys.platform != "win32" and family == 1


def _refuse_outside(own: str, path: object) -> None:
    if isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path) != os.devnull:
        place = os.path.realpath(os.fsdecode(path))
        if place != own and not place.startswith(own + os.sep):
            raise PermissionError(f"not to be written here: {place}")


if sys.platform == "win32":

    def limit(limits: Limits) -> None:
        """Nothing: there, time is the only limit, and kept from outside."""

    def peak() -> int:
        """Nothing that could be measured."""
        return 0

else:

    def limit(limits: Limits) -> None:
        """Let the system stop this process where it goes beyond the limits, even if nobody is left to do it."""
        spent = time.process_time() + limits.seconds * (os.cpu_count() or 1)
        _lower(resource.RLIMIT_CPU, int(spent) + _GRACE)
        _lower(resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS, limits.memory)
        _lower(resource.RLIMIT_FSIZE, limits.written)
        _lower(resource.RLIMIT_CORE, 0)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)

    def _lower(what: int, value: int) -> None:
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))

    def peak() -> int:
        """The most memory that this process has held, in bytes."""
        taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return taken if sys.platform == "darwin" else taken * 1024
