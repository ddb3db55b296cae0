"""What a process that works on files may not do: take more than its limits, use the network, write elsewhere.

The limits are the system's and hold for the programs that are started from here too. Network and disk are refused to
Python's own calls, and by the kernel, where it is Linux, to everything. This is a second line: the readers neither open
connections nor write files outside their folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from workbench.isolation import kernel
from workbench.isolation.limits import Limits

if sys.platform != "win32":
    import resource
    import signal

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LOOKED_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_CHANGED = {
    "os.mkdir": (0,),
    "os.rmdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.link": (1,),
    "os.symlink": (1,),
}
"""Which arguments name what is made or removed."""
_PIPE = f"{kernel.PIPES}{os.sep}OSL_PIPE_"
_GRACE = 10


def confine(folder: str) -> None:
    """Leave this process its own folder, and no network, from now on."""
    os.environ["HOME"] = folder
    sys.dont_write_bytecode = True
    own = os.path.realpath(folder)
    if sys.platform == "linux":
        kernel.refuse_network()
        kernel.refuse_writing(own)
    sys.addaudithook(lambda event, arguments: _refuse(event, arguments, own))


def _refuse(event: str, arguments: tuple[object, ...], own: str) -> None:
    """Raise PermissionError at what a reader has no business with."""
    if event in _LOOKED_UP or (event == "socket.__new__" and not _local(arguments[1])):
        raise PermissionError("no network here")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        _refuse_outside(own, arguments[0])
    for at in _CHANGED.get(event, ()):
        _refuse_outside(own, arguments[at])


def _local(family: object) -> bool:
    return sys.platform != "win32" and family == 1


def _refuse_outside(own: str, path: object) -> None:
    if isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path) != os.devnull:
        place = os.path.realpath(os.fsdecode(path))
        if place != own and not place.startswith((own + os.sep, _PIPE)):
            raise PermissionError(f"not to be written here: {place}")


if sys.platform == "win32":

    def limit(limits: Limits) -> None:
        """Nothing: there, time is the only limit, and kept from outside."""

else:

    def limit(limits: Limits) -> None:
        """Let the system stop this process where it goes beyond the limits, even if nobody is left to do it."""
        _lower(resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS, limits.memory)
        _lower(resource.RLIMIT_FSIZE, limits.written)
        _lower(resource.RLIMIT_CORE, 0)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)

    def _lower(what: int, value: int) -> None:
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def held() -> int:
    """The memory that this process holds, in bytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
