"""Where things stand on a page as a reader shows it, and on the page turned so that its text is upright."""

from __future__ import annotations

import math
from typing import NamedTuple, Self

from workbench.documents.places import Box

RIGHT_ANGLE = 90
FULL_TURN = 360


class Matrix(NamedTuple):
    """A mapping of the plane: ``x' = a x + c y + e`` and ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Matrix) -> Self:
        """One mapping and then another."""
        return type(self)(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        """The upright box around where a box goes."""
        a, b, c, d, e, f = self
        # as point() has it, which would be called twice for each of thousands of boxes
        x, y = a * box[0] + c * box[1] + e, b * box[0] + d * box[1] + f
        u, v = a * box[2] + c * box[3] + e, b * box[2] + d * box[3] + f
        left, right = (x, u) if x <= u else (u, x)
        top, bottom = (y, v) if y <= v else (v, y)
        return left, top, right, bottom


def shown(box: Box, turn: int, scale: float) -> Matrix:
    """From the coordinates inside a PDF to those of the page as shown: its box, its turn clockwise, its unit."""
    left, bottom, right, top = box
    matrix = {
        90: Matrix(0, 1, 1, 0, -bottom, -left),
        180: Matrix(-1, 0, 0, 1, right, -bottom),
        270: Matrix(0, -1, -1, 0, top, right),
    }.get(turn, Matrix(1, 0, 0, -1, -left, top))
    return matrix.then(Matrix(scale, 0, 0, scale))


def levelled(lean: float, width: float, height: float) -> Matrix:
    """From a page whose text leans counter-clockwise by some degrees to the same page set level around its middle."""
    cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))
    x, y = width / 2, height / 2
    return Matrix(1, 0, 0, 1, -x, -y).then(Matrix(cos, sin, -sin, cos)).then(Matrix(1, 0, 0, 1, x, y))


def turned(turn: int, width: float, height: float) -> Matrix:
    """From a page as shown to the same page turned counter-clockwise by 90, 180 or 270 degrees."""
    return {
        90: Matrix(0, -1, 1, 0, 0, width),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, height, 0),
    }.get(turn, Matrix())
