"""A film for Chromium's camera: a passer-by before a lake, both made by the embedded engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import cv2
import numpy as np

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.registry import create
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

WIDTH, HEIGHT, FRAMES = 640, 480, 60
_SKIN, _COAT, _SCARF = (214, 170, 140), (52, 60, 84), (196, 76, 60)


def film(path: Path) -> None:
    """Write two seconds of it, which Chromium shows again and again: JPEGs one after another (``.mjpeg``)."""
    lake = asyncio.run(_lake())
    path.write_bytes(b"".join(encode_jpeg(_frame(lake, number), 92) for number in range(FRAMES)))


async def _lake() -> Pixels:
    async with create("procedural", EngineOptions()) as engine:
        info = engine.info
        recipe = Recipe(
            engine=info.name, model=info.model, kind="txt2img", prompt="mountain lake at dawn", seed=3, width=WIDTH,
            height=HEIGHT,
        )  # fmt: skip
        return await engine.generate(recipe)


def _frame(lake: Pixels, number: int) -> Pixels:
    """Somebody who sways a little, and waves."""
    turn = 2 * np.pi * number / FRAMES
    frame = lake.copy()
    middle = WIDTH // 2 + round(18 * np.sin(turn))
    cv2.ellipse(frame, (middle, 520), (150, 200), 0, 180, 360, _COAT, -1, cv2.LINE_AA)
    hand = (middle + 190 + round(20 * np.sin(2 * turn)), 210 + round(12 * np.cos(2 * turn)))
    cv2.line(frame, (middle + 105, 400), hand, _COAT, 52, cv2.LINE_AA)
    cv2.circle(frame, hand, 32, _SKIN, -1, cv2.LINE_AA)
    cv2.ellipse(frame, (middle, 335), (62, 34), 0, 0, 360, _SCARF, -1, cv2.LINE_AA)
    cv2.ellipse(frame, (middle, 235), (72, 92), 0, 0, 360, _SKIN, -1, cv2.LINE_AA)
    cv2.ellipse(frame, (middle, 190), (80, 66), 0, 180, 360, (70, 46, 34), -1, cv2.LINE_AA)
    for side in (-26, 26):
        cv2.circle(frame, (middle + side, 232), 7, (40, 34, 34), -1, cv2.LINE_AA)
    cv2.ellipse(frame, (middle, 275), (24, 12), 0, 0, 180, (150, 70, 70), 4, cv2.LINE_AA)
    return frame
