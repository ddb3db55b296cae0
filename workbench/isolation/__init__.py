"""Work on untrusted files in processes of their own, ended at their limits, without network and without the disk."""

from workbench.isolation.limits import Limits, failed
from workbench.isolation.workers import run, stop

__all__ = ["Limits", "failed", "run", "stop"]
