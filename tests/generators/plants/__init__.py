"""Faults planted into a county: each kind a function that changes one thing of a true county.

They are written from what inspectors look for and know nothing of the checks.
"""

from tests.generators.plants import figures, form, likeness, summaries, wording, years  # noqa: F401 - they declare kinds
from tests.generators.plants.model import KINDS, Kind, Plant

__all__ = ["KINDS", "Kind", "Plant"]
