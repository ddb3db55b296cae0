"""Where the desk is served: the port is taken before its address is told, and kept."""

from __future__ import annotations

import pytest

from workbench.app.serving import PORT, Page, listening
from workbench.errors import WorkbenchError


def test_two_that_start_at_once_take_two_ports() -> None:
    """The second does not tell the address of the first, though neither serves anything yet."""
    with listening("127.0.0.1") as one, listening("127.0.0.1") as other:
        ports = [Page("127.0.0.1", each, "t").port for each in (one, other)]
        assert PORT <= min(ports) < max(ports)
        with pytest.raises(WorkbenchError, match=f"端口 {ports[0]} 已被占用"):
            listening("127.0.0.1", ports[0])
