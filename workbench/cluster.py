"""The nodes of a Dask cluster as an executor, for a province's reports."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from threading import Event, Thread

from workbench.errors import ClusterError

_PATIENCE = 20
"""Seconds in which the scheduler must answer, and a node be there."""
_GLANCE, _ALONE = 2.0, 120.0
"""Seconds from one look at the nodes to the next, and for which none may be there."""
_TALKING = frozenset({"distributed", "tornado", "asyncio"})
_ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?)://)?[\w.\-:\[\]]{1,255}:\d{1,5}")
"""What the library itself makes of another address takes it a minute, and a page."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor that works on the nodes of the scheduler at an address, as ``tcp://10.0.0.1:8786``, and how many.

    Raises ClusterError where the library is not installed, no scheduler answers, or it has no node.
    """
    try:
        from dask import config  # noqa: PLC0415 - loads much, and is not everywhere
        from distributed import Client  # noqa: PLC0415 - as above
    except ImportError as error:
        wanted = "pip install 'disclosure-workbench[cluster]'"
        raise ClusterError(f"使用计算集群须先安装 distributed：{wanted}") from error
    if not _ADDRESS.fullmatch(address):
        raise ClusterError(f"计算集群的地址“{address}”不对，应为 tcp://主机:端口，如 tcp://10.0.0.1:8786。")
    with _quiet(), config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):  # files go with their tasks
        try:
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            told = f"无法连接计算集群的调度器 {address}，请检查地址、网络和服务是否运行。"
            raise ClusterError(told) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=_PATIENCE)
            except TimeoutError as error:
                told = f"调度器 {address} 上没有计算节点，请先启动节点（dask worker {address}）。"
                raise ClusterError(told) from error
            executor = client.get_executor(pure=False)

            def nodes() -> int:
                return len(client.scheduler_info().get("workers", ()))  # nothing is known once the scheduler is gone

            with _watched(executor, nodes):
                yield executor, nodes()


@contextmanager
def _watched(executor: Executor, nodes: Callable[[], int]) -> Iterator[None]:
    """Give up the work under way where all nodes have been gone for long; the library would wait for ever."""
    over = Event()

    def watch() -> None:
        alone = 0.0
        while not over.wait(_GLANCE):
            alone = 0.0 if nodes() else alone + _GLANCE
            if alone > _ALONE:
                executor.shutdown(wait=False)  # which takes back what is under way, too
                return

    thread = Thread(target=watch, name="workbench-nodes", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the library say nothing by itself: what befalls a file is said with the file."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _TALKING]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
