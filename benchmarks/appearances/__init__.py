"""Reports in every appearance that the readers are measured by; written apart from the builders of the tests."""

from benchmarks.appearances.catalogue import APPEARANCES, Appearance, build, build_all

__all__ = ["APPEARANCES", "Appearance", "build", "build_all"]
