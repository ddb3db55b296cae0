"""The recognition of characters: RapidOCR with the models of its own package, quiet, offline and on few cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import rapidocr

from workbench.documents.places import Box
from workbench.documents.scan.shades import Grey

HEIGHT: Final = 48
"""Height in pixels of the lines that the recogniser was taught with."""

_THREADS = 2
_LONGEST = 1600
_FIND = 110
_DARK = 128
_BATCH = 8
_NARROWEST = 96


class Reading(NamedTuple):
    """What was recognised, and how sure that is, from 0 to 1."""

    text: str
    score: float


NOTHING = Reading("", 0.0)


@cache
def _engine() -> rapidocr.RapidOCR:
    models = Path(rapidocr.__file__).parent / "models"
    threads = min(_THREADS, os.cpu_count() or 1)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": 4000,
            "Global.model_root_dir": str(models),
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST,
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, HEIGHT, _NARROWEST],
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def find(shades: Grey) -> list[Box]:
    """The boxes of lines of text on a page."""
    found = _engine()(_coloured(shades), use_det=True, use_cls=False, use_rec=False)
    corners = getattr(found, "boxes", None)
    if corners is None:
        return []
    return [
        (float(one[:, 0].min()), float(one[:, 1].min()), float(one[:, 0].max()), float(one[:, 1].max()))
        for one in np.asarray(corners)
    ]


def find_small(shades: Grey, dpi: float) -> list[Box]:
    """The boxes of lines of text, looked for where there is any ink, at no more dots an inch than that takes."""
    dark = cv2.threshold(shades, _DARK, 1, cv2.THRESH_BINARY_INV)[1]
    ys, xs = np.nonzero(cv2.erode(dark, np.ones((2, 2), np.uint8)))
    if not len(ys):
        return []
    edge = round(dpi / 10)
    left, top = max(int(xs.min()) - edge, 0), max(int(ys.min()) - edge, 0)
    part = shades[top : int(ys.max()) + edge, left : int(xs.max()) + edge]
    scale = min(_FIND / dpi, 1.0)
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return [(a / scale + left, b / scale + top, c / scale + left, d / scale + top) for a, b, c, d in find(small)]


def recognise(lines: Sequence[Grey]) -> list[Reading]:
    """The text of pictures that each hold one line."""
    if not lines:
        return []
    found = _engine().recognize_txt([_coloured(line) for line in lines])
    return [Reading(text, float(score)) for text, score in zip(found.txts or (), found.scores or (), strict=True)]


def _coloured(shades: Grey) -> npt.NDArray[np.uint8]:
    return np.repeat(shades[..., None], 3, axis=2)
