"""Messages as a browser sends them, without one."""

from __future__ import annotations

from anywidget import AnyWidget


def sent(widget: AnyWidget, **told: object) -> None:
    """Let a widget take a message."""
    widget._handle_custom_msg(told, [])  # noqa: SLF001 - what ipywidgets calls when one arrives
