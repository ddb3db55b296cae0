"""The program that holds LibreOffice ready: started once, it converts one file after another.

It runs by itself, imports nothing of this package, and is given the folders of LibreOffice's programs and of a profile.
Each line that it reads names a file and what is to be made of it; each line that it writes says, in JSON, what went
wrong, and is empty where nothing did. It calls LibreOffice as a library (LibreOfficeKit), which listens nowhere.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

LIBRARIES = ("libsofficeapp.so", "libmergedlo.so")
"""Where the call that starts it may be; distributions merge the libraries or do not."""
_START = "libreofficekit_hook_2"
_ERROR, _LOAD = 3, 4
_CLOSE, _SAVE = 1, 2
"""The places of the methods in the tables of the office and of a document; place 0 is the table's size."""
_DIE_WITH_PARENT = 1


def main() -> None:
    """Convert what is asked for until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print there is no answer
    _die_with_parent()
    office = _started(*sys.argv[1:3])
    _say(answers, "" if office else "no office")
    for line in sys.stdin if office else ():
        _say(answers, _converted(office, *json.loads(line)))
    os._exit(0)  # its own way to end takes long, and may wait


def _say(answers: Any, text: str) -> None:  # noqa: ANN401 - a stream
    answers.write(json.dumps(text) + "\n")
    answers.flush()


def _die_with_parent() -> None:
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended meanwhile
        os._exit(0)


def _started(programs: str, profile: str) -> int:
    """The office, 0 where it cannot be started this way."""
    for name in LIBRARIES:
        path = Path(programs, name)
        library = ctypes.CDLL(str(path), ctypes.RTLD_GLOBAL) if path.exists() else None
        start = getattr(library, _START, None)
        if start is not None:
            start.restype, start.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_char_p)
            return start(os.fsencode(programs), profile.encode()) or 0
    return 0


def _method(thing: int, place: int, *types: Any) -> Any:  # noqa: ANN401 - types of C, and a function of C
    """The function at a place of a thing's table, by the types of its result and its further arguments."""
    table = ctypes.c_void_p.from_address(thing).value or 0
    address = ctypes.c_void_p.from_address(table + place * ctypes.sizeof(ctypes.c_void_p)).value
    result, *arguments = types
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, *arguments)(address or 0)


def _converted(office: int, source: str, target: str, kind: str) -> str:
    """Make ``target`` of ``source``, both URLs; what went wrong, or nothing."""
    load = _method(office, _LOAD, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
    document = load(office, source.encode(), b"")
    if not document:
        return _error(office)
    save = _method(document, _SAVE, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p)
    done = save(document, target.encode(), kind.encode(), None)
    wrong = "" if done else _error(office)
    _method(document, _CLOSE, None)(document)
    return wrong


def _error(office: int) -> str:
    text = _method(office, _ERROR, ctypes.c_void_p)(office)
    return ctypes.string_at(text).decode("utf-8", "replace") if text else "no document"


if __name__ == "__main__":
    main()
