"""What shows through thin paper from the other side of a page: pale letters and rules amid dark ones."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

_CORE: Final = 140
"""Print has somewhere to either side pixels as dark as this; what shows through has none."""
_EDGE, _PAPER = 185, 234
_NEAR = 0.02
"""Inches around the dark pixels in which the pale ones are edges of the same stroke."""
_SMALLEST, _LARGEST = 0.03, 0.2
"""Inches that letters are wide and high; dots and dashes of rules are not both."""
_MANY, _CROSSING = 400, 0.3
"""A page through which the other one shows has more pale letters than any has marks, and so many lie across its own.

What is printed in pale ink stands in places of its own.
"""
_BETWEEN, _FEW = 165, 0.05
"""Letters that are faint or blurred have parts of every shade; of those that show through few are as dark as this."""


def without_ghosts(shades: npt.NDArray[np.uint8], dpi: float) -> npt.NDArray[np.uint8]:
    """The page without what shows through from the other side, where there is much of it; even light is wanted."""
    core = cv2.threshold(shades, _CORE, 1, cv2.THRESH_BINARY_INV)[1]
    reach = 2 * max(round(_NEAR * dpi), 1) + 1
    beside = cv2.dilate(core, np.ones((reach, reach), np.uint8))
    pale = cv2.threshold(shades, _PAPER, 1, cv2.THRESH_BINARY_INV)[1]
    alone = np.where(beside > 0, 0, pale).astype(np.uint8)
    count, labels, sizes, _ = cv2.connectedComponentsWithStats(alone, connectivity=8)
    spans = sizes[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    letters = ((spans > _SMALLEST * dpi) & (spans < _LARGEST * dpi)).all(axis=1)
    many = int(np.count_nonzero(letters))
    if many < _MANY:
        return shades
    crossing, dark = np.zeros((2, count), bool)
    crossing[labels[cv2.dilate(beside, np.ones((3, 3), np.uint8)) > 0]] = True
    dark[labels[shades < _BETWEEN]] = True
    if np.count_nonzero(letters & crossing) < _CROSSING * many or np.count_nonzero(letters & dark) > _FEW * many:
        return shades
    return np.where((beside > 0) & (shades < _EDGE), shades, 255).astype(np.uint8)
