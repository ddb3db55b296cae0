"""Jupyter servers for the browser tests: JupyterLab and Voila on free ports, with settings and folders of their own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
TOKEN = "口令 与 & 号"  # noqa: S105 - that of the tests
WORKBENCH = str(Path(sys.executable).with_name("workbench"))
Process = subprocess.Popen[bytes]
_PATIENCE = 90.0
_FOLDERS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")  # fmt: skip
_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
}
"""No questions over the page, every cell in the page, nothing saved behind the test's back, in Chinese."""


def notebook(path: Path, *cells: str) -> Path:
    """A notebook of some cells of code."""
    made = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],  # type: ignore[no-untyped-call]
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )
    path.write_text(nbformat.writes(made), "utf-8")  # type: ignore[no-untyped-call]
    return path


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """JupyterLab over a folder; its address."""
    home = folder / ".jupyter-test"
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "default_setting_overrides.json").write_text(json.dumps(_SETTINGS), "utf-8")
    options = ["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True",
               "--LabApp.expose_app_in_browser=True", "--no-browser", "--ip=127.0.0.1"]  # fmt: skip
    with _served("jupyterlab", ["--port={port}", *options, str(folder)], folder, "/api/status") as url:
        yield url


@contextmanager
def voila(folder: Path, name: str) -> Iterator[str]:
    """A notebook of a folder as a page; its address."""
    options = ["--no-browser", "--Voila.ip=127.0.0.1", "--token=", "--template=wb"]
    with _served("voila", ["--port={port}", *options, str(folder / name)], folder, "/voila/static/none") as url:
        yield url


@contextmanager
def app(folder: Path, *arguments: str) -> Iterator[str]:
    """``workbench app`` as it is started in a folder; the address that it prints, from when it answers."""
    own = environment(folder) | {"WORKBENCH_TOKEN": TOKEN}
    own.pop("JUPYTER_PATH")
    log = folder / "app.log"
    command = [WORKBENCH, "app", "--no-browser", *arguments]
    with running(command, folder, own, log) as process:
        yield _address(process, log)
    assert "a command failed" not in log.read_text("utf-8")


def _address(process: Process, log: Path) -> str:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"http://\S+(?=\s)", log.read_text("utf-8")):
            wait_for(found[0].partition("?")[0] + "voila/static/none", process, log)
            return found[0]
        time.sleep(0.2)
    raise RuntimeError(log.read_text("utf-8"))


@contextmanager
def _served(module: str, options: list[str], folder: Path, answers: str) -> Iterator[str]:
    """A server that is a Python module, from when it answers until the test is over."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    filled = [option.format(port=port) for option in options]
    root = ["--allow-root"] if module == "jupyterlab" and os.geteuid() == 0 else []
    log = folder / f"{module}.log"
    with running([sys.executable, "-m", module, *filled, *root], folder, environment(folder), log) as process:
        wait_for(url + answers, process, log)
        yield url


@contextmanager
def running(command: list[str], folder: Path, own: dict[str, str], log: Path) -> Iterator[Process]:
    """A program in a folder until the test is over, with all that it says in a file."""
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=folder, env=own, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            _end(process)


def environment(folder: Path) -> dict[str, str]:
    """The environment of a server: nothing of the user's own, the templates of this package."""
    home = folder / ".jupyter-test"
    own = {name: str(home / name.lower()) for name in _FOLDERS}
    share = ROOT / "workbench" / "app"
    places = {"JUPYTER_CONFIG_PATH": str(home / "config"), "JUPYTER_PATH": str(share), "PYTHONPATH": str(ROOT)}
    return os.environ | own | places | {"WORKBENCH_CACHE": str(home / "cache"), "PYTHONWARNINGS": "ignore"}


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(url: str, process: Process, log: Path) -> None:
    """Wait until a server answers; whatever it answers."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except urllib.error.HTTPError:  # it answers, be it that there is no such thing
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no answer from {url}:\n{log.read_text('utf-8', 'replace')[-4000:]}")


def _end(process: Process) -> None:
    """Ask a server to end, which ends its kernels; whatever is left is ended with it."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(30)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
