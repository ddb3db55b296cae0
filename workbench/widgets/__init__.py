"""What a reviewer touches, in a notebook or as a page of its own: thin faces over sessions and reports.

A widget is a Python class beside a plain module of JavaScript in ``static/``, which may import its neighbours.
"""

from workbench.widgets.desk import Desk, desk

__all__ = ["Desk", "desk"]
