"""The desk served with Voila: one page, behind a token, which asks nothing of any other machine."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import shutil
import socket
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import Template404
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler

from workbench.app.page import TOLD, Opening
from workbench.errors import WorkbenchError

HERE = Path(__file__).parent
PORT = 8866
_LAST_PORT = 65535
_OTHERS = 20
"""So many ports after the usual one are tried where none is asked for."""

_POLICY = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",  # widgets are modules without an address of a server
    "style-src 'self' 'unsafe-inline' data:",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "connect-src 'self' blob: data:",
    "worker-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)  # fmt: skip
"""What a browser lets the page ask for: nothing from elsewhere, whatever a report has smuggled in."""

_TAKEN = {errno.EADDRINUSE}
_EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
"""The parts of the page; whatever else this machine's JupyterLab has been given stays out."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where the desk is served: its address, the socket that listens there, the token without which it is not shown."""

    ip: str
    socket: socket.socket
    token: str

    @property
    def port(self) -> int:
        """The port that the socket listens on."""
        return int(self.socket.getsockname()[1])

    @property
    def url(self) -> str:
        """The address to open, with the token."""
        return f"http://{_named(self.ip)}:{self.port}/?token={quote(self.token, safe='')}"

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine can open it."""
        try:
            return ip_address(self.ip).is_loopback
        except ValueError:
            return self.ip == "localhost"


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def _named(ip: str) -> str:
    """The name of this machine in an address: of one that listens on all of its addresses, its own name."""
    if ip in {"", "0.0.0.0", "::"}:  # noqa: S104 - asked for by whoever started it
        return socket.gethostname()
    return f"[{ip}]" if ":" in ip else ip


def _reachable(ip: str) -> str:
    """The address at which this machine itself reaches the server."""
    return {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(ip, _named(ip))  # noqa: S104 - as above


def listening(ip: str, asked: int | None = None) -> socket.socket:
    """A socket that listens on the port that was asked for, or on the first from the usual one on that nobody uses.

    It is kept until the page is served on it: the address is told before that, and reports may be audited in between.
    Raises WorkbenchError where the port is taken, or the address is none of this machine's.
    """
    if asked is not None and asked > _LAST_PORT:
        raise WorkbenchError(f"没有端口 {asked}，请用 --port 指定 1 至 {_LAST_PORT} 之间的端口。")
    for port in _ports(asked):
        try:
            return socket.create_server((ip, port), family=socket.AF_INET6 if ":" in ip else socket.AF_INET)
        except PermissionError as error:
            raise WorkbenchError(f"无权使用端口 {port}，请用 --port 指定 1024 以上的端口。") from error
        except OSError as error:
            if error.errno not in _TAKEN:
                raise WorkbenchError(f"无法在 {ip} 上提供服务：本机没有该地址，请检查 --ip。") from error
    raise WorkbenchError(f"端口 {asked or PORT} 已被占用，请用 --port 指定其他端口。")


def _ports(asked: int | None) -> Iterator[int]:
    yield from [asked] if asked is not None else range(PORT, PORT + _OTHERS)


class _Goodbye(VoilaShutdownKernelHandler):  # type: ignore[misc]  # Voila has no types
    """Ends the kernel of a page that is left; the page knows it by name, and brings nothing else against forgery."""

    def check_xsrf_cookie(self) -> None:
        """Who is not logged in is still refused."""


class _Server(Voila):  # type: ignore[misc]  # Voila has no types
    """Voila with this package's page, settings and words; nothing is read from the folder that it is started in."""

    page: Page

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        settings["jinja2_env"].loader.searchpath.insert(0, str(HERE / "voila" / "templates" / "wb"))
        return settings

    def init_handlers(self) -> list[tuple[Any, ...]]:
        own = (r"/voila/api/shutdown/(.*)", _Goodbye), (r"/voila/files/.*", Template404)  # no file is handed out
        return [*own, *super().init_handlers()]

    def listen(self) -> None:
        """Serve until the end."""
        self.page.socket.settimeout(0)
        HTTPServer(self.app).add_socket(self.page.socket)
        self.ioloop = IOLoop.current()
        if self.open_browser:
            self.ioloop.call_later(0, self.launch_browser)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """End the kernels, and only then take away the files by which they are reached."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    def launch_browser(self) -> None:
        """Open the page by way of a file that is its owner's alone: a browser's command line can be read by others."""
        lead = Path(self.connection_dir) / "open.html"
        lead.touch(0o600)
        lead.write_text(f'<meta http-equiv="refresh" content="0;url={escape(self.page.url)}">', "utf-8")
        self.ioloop.run_in_executor(None, webbrowser.open, lead.as_uri())


def serve(page: Page, opening: Opening, *, browser: bool = True) -> None:
    """Serve the desk until the process is ended; a kernel is kept ready for whoever opens it next."""
    os.environ |= {TOLD: opening.told(), "VOILA_APP_IP": _reachable(page.ip)}
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (str(HERE), os.environ.get("JUPYTER_PATH"))))
    logging.getLogger("tornado").setLevel(logging.CRITICAL)
    server = _Server(
        ip=page.ip, port=page.port, token=page.token, open_browser=browser, config_file_paths=[],
        notebook_path=str(HERE / "desk.ipynb"), log_level=logging.ERROR,
        tornado_settings={"headers": {"Content-Security-Policy": "; ".join(_POLICY), "Referrer-Policy": "same-origin"}},
    )  # fmt: skip
    server.page = page
    server.config.VoilaConfiguration.update(
        template="wb", allow_template_override="NO", preheat_kernel=True, extension_allowlist=_EXTENSIONS,
    )  # fmt: skip
    server.config.VoilaExporter.language_code = "zh"
    if hasattr(socket, "AF_UNIX"):
        server.config.KernelManager.transport = "ipc"  # files of ours, where TCP could be listened to
    server.initialize([])
    server.start()
