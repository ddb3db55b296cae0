"""Work in another process: what comes back, what ends it at its limits, and what it cannot do."""

from __future__ import annotations

import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests import tasks
from workbench.errors import DocumentError, FormError
from workbench.isolation import Limits, run, stop, workers

ROOT = Path(__file__).parent.parent
LIMITS = Limits(seconds=30, memory=1_000_000_000, written=10_000_000)
SHORT = Limits(seconds=2)
KERNEL = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="the kernel refuses it on Linux"
)
SCRIPT = """
import workbench as wb
report = wb.read({path!r})
print(report.unit)
"""
KILLED = """
from tests import tasks
from workbench.isolation import Limits, run
run(tasks.begin, limits=Limits())
"""
FORKED = """
import os
from pathlib import Path
import workbench as wb
one = wb.read({path!r})
if os.fork() == 0:
    assert wb.read({path!r}) == one
    os._exit(0)
assert os.wait()[1] == 0
assert wb.read({path!r}) == one
print(one.unit)
"""


@pytest.fixture(autouse=True)
def _none_before() -> Iterator[None]:
    """Each test starts its own processes."""
    stop()
    yield
    stop()


@pytest.fixture
def port() -> Iterator[int]:
    """A port of this machine that can be connected to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def alive(number: int) -> bool:
    """Whether a process runs; one that has ended and was not yet told off does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def marked(mark: str) -> list[str]:
    """The processes that have a mark in their command."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
    return found


def eventually(holds: Callable[[], object]) -> bool:
    """Whether something comes to hold within some seconds."""
    end = time.monotonic() + 15
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(holds())


def allowed(statement: str) -> bool:
    """Whether the kernel of this machine does what another process asks it for."""
    code = f"import os; from workbench.isolation import kernel; raise SystemExit(not {statement})"
    return subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0  # noqa: S603 - ours


def gone(number: int) -> bool:
    """Whether a process ends within some seconds."""
    return eventually(lambda: not alive(number))


def folders() -> set[Path]:
    """The folders of processes that there are."""
    return {Path(worker.folder) for worker in workers._ALL}  # noqa: SLF001 - nobody else is to know


def test_the_value_comes_back_from_a_process_that_stays() -> None:
    """Another process works, the same one for the next file; what it prints does not matter."""
    first = run(tasks.number, limits=LIMITS)
    assert first == run(tasks.number, limits=LIMITS)
    assert int(first) != os.getpid()
    assert b"x" * 20_000_000 == run(tasks.echo, b"x" * 20_000_000, limits=LIMITS)


def test_errors_come_back() -> None:
    """Errors of the package as they are; others as an unreadable file, with the trace for developers."""
    with pytest.raises(FormError, match="没有这种格式"):
        run(tasks.refuse, limits=LIMITS)
    with pytest.raises(DocumentError, match=r"KeyError.*另存为") as caught:
        run(tasks.stumble, limits=LIMITS)
    assert "in stumble" in "".join(caught.value.__notes__)
    with pytest.raises(DocumentError, match=r"嵌套过深.*另存为"):
        run(tasks.nest, limits=LIMITS)


@pytest.mark.parametrize("task", [tasks.sleep, tasks.compute])
def test_time(task: Callable[[], bytes]) -> None:
    """What takes too long is ended, even where it lets nothing else run, and the next file is read."""
    run(tasks.number, limits=LIMITS)
    with pytest.raises(DocumentError, match=r"超过2秒.*另存为"):
        run(task, limits=SHORT)
    assert b"next" == run(tasks.echo, b"next", limits=LIMITS)


def test_the_time_to_load_the_package_is_no_file_s() -> None:
    """A limit shorter than the start of a process is enough for what is quick."""
    assert b"quick" == run(tasks.echo, b"quick", limits=Limits(seconds=0.3))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("away", [False, True])
def test_what_it_started_ends_with_it(away: bool) -> None:  # noqa: FBT001 - a case
    """Programs started for a file end with their process, even out of its group, and its folder is removed."""
    mark = f"mark-{os.getpid()}-{away}"
    with ThreadPoolExecutor() as threads:
        failing = threads.submit(run, partial(tasks.leave_behind, mark, away=away), limits=SHORT)
        assert eventually(lambda: marked(mark))
        (folder,) = folders()
        assert isinstance(failing.exception(), DocumentError)
    assert eventually(lambda: not marked(mark))
    assert eventually(lambda: not folder.exists())


def test_memory() -> None:
    """What takes too much memory is ended, and the next file is read."""
    with pytest.raises(DocumentError, match=r"内存超限（1 GB）.*拆分"):
        run(tasks.allocate, limits=LIMITS)
    assert b"next" == run(tasks.echo, b"next", limits=LIMITS)


@pytest.mark.parametrize("task", [tasks.abort, tasks.crash, tasks.leave])
def test_crashes(task: Callable[[], bytes]) -> None:
    """A process that ends without an answer is a file that cannot be read."""
    with pytest.raises(DocumentError, match=r"异常退出.*另存为"):
        run(task, limits=LIMITS)
    assert b"next" == run(tasks.echo, b"next", limits=LIMITS)


def test_disk_space() -> None:
    """A file that grows without end is stopped."""
    with pytest.raises(DocumentError, match="OSError"):
        run(tasks.write_much, limits=LIMITS)


def test_a_process_killed_meanwhile_is_replaced() -> None:
    """One that the system ended while it waited for work costs no file."""
    os.kill(int(run(tasks.number, limits=LIMITS)), signal.SIGKILL)
    time.sleep(0.1)
    assert b"next" == run(tasks.echo, b"next", limits=LIMITS)


def test_no_network(port: int) -> None:
    """Python opens no connection."""
    with pytest.raises(DocumentError, match="PermissionError"):
        run(tasks.connect, port, limits=LIMITS)


@KERNEL
def test_no_network_for_programs(port: int) -> None:
    """Nor do the programs that are started."""
    assert b"0" != run(tasks.connect_outside, port, limits=LIMITS)


@KERNEL
def test_no_file_elsewhere_for_programs(tmp_path: Path) -> None:
    """The programs that are started write in the process's folder alone, too."""
    if not allowed("kernel.refuse_writing(os.getcwd())"):
        pytest.skip("this kernel does not refuse writing")
    assert b"0" != run(tasks.write_outside, str(tmp_path / "new"), limits=LIMITS)
    assert not (tmp_path / "new").exists()


def test_no_file_elsewhere(tmp_path: Path) -> None:
    """Nothing is written but in the process's own folder, which goes with it."""
    (tmp_path / "old").touch()
    for task, name in ((tasks.write, "new"), (tasks.make_folder, "new"), (tasks.remove, "old")):
        with pytest.raises(DocumentError, match="PermissionError"):
            run(task, str(tmp_path / name), limits=LIMITS)
    assert ["old"] == [path.name for path in tmp_path.iterdir()]
    written = Path(run(tasks.write_here, limits=LIMITS).decode())
    (own,) = folders()
    assert written.is_relative_to(own)
    assert 0o700 == own.stat().st_mode & 0o777
    stop()
    assert not own.exists()


def test_idle_processes_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has nothing to do for a while is ended."""
    monkeypatch.setattr(workers, "IDLE", 0.2)
    assert gone(int(run(tasks.number, limits=LIMITS)))
    assert b"next" == run(tasks.echo, b"next", limits=LIMITS)


@pytest.mark.parametrize("script", [SCRIPT, FORKED])
def test_a_plain_script(script: str, tmp_path: Path) -> None:
    """A script without a main guard reads files; nothing is left of it, and nothing is complained of."""
    path = ROOT / "data" / "reports" / "003 释之街道办事处 2023.txt"
    program = tmp_path / "script.py"
    program.write_text(script.format(path=str(path)), "utf-8")
    own = os.environ | {"TMPDIR": str(tmp_path / "tmp"), "PYTHONIOENCODING": "utf-8"}
    (tmp_path / "tmp").mkdir()
    done = subprocess.run([sys.executable, "-W", "error", program], check=False, capture_output=True, env=own)  # noqa: S603 - ours
    assert ("释之街道办事处", b"") == (done.stdout.decode("utf-8").strip(), done.stderr)
    assert eventually(lambda: not list((tmp_path / "tmp").iterdir()))


@pytest.mark.skipif(sys.platform == "win32", reason="there, processes have no guard")
def test_nothing_is_left_of_a_process_that_is_killed(tmp_path: Path) -> None:
    """Where a program is killed in the midst of its work, the processes that work for it end and tidy up."""
    own = os.environ | {"TMPDIR": str(tmp_path)}
    program = subprocess.Popen([sys.executable, "-c", KILLED], env=own, cwd=ROOT)  # noqa: S603 - ours
    assert eventually(lambda: any(tmp_path.glob("workbench-*/begun")))
    program.kill()
    program.wait()
    assert eventually(lambda: not list(tmp_path.iterdir()))
    assert eventually(lambda: not marked(str(tmp_path)))
