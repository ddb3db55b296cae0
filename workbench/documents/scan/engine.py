"""The recognition of characters: RapidOCR with the models of its own package, quiet, offline and on few cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import rapidocr

from workbench.documents.model import Box
from workbench.documents.scan.shades import Grey

HEIGHT: Final = 48
"""Height in pixels of the lines that the recogniser was taught with."""

_THREADS = 2
_LONGEST = 1600
_BATCH = 8


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


def recognise(lines: Sequence[Grey]) -> list[Reading]:
    """The text of pictures that each hold one line."""
    if not lines:
        return []
    found = _engine().recognize_txt([_coloured(line) for line in lines])
    return [Reading(text, float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def _coloured(shades: Grey) -> npt.NDArray[np.uint8]:
    return np.repeat(shades[..., None], 3, axis=2)
