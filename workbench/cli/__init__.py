"""The command line: ``workbench read | audit | export | verify | checks | policy | forms | cache | lab | app``."""

from workbench.cli import audit, cache, catalogue, faces, read, store  # noqa: F401 - each enters its commands
from workbench.cli.group import main

__all__ = ["main"]
