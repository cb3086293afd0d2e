"""Recorded sessions for tests of what is made of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dreamwindow.imaging.codec import encode_png, pixels_sha256
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.inscription import inscription
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.recipes import RecipeRecord
from dreamwindow.sessions.writer import SessionWriter

WIDTH, HEIGHT = 96, 64


def picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    """A bright square on a shaded ground; it moves to the right by a pixel a number."""
    y, x = np.mgrid[0:height, 0:width]
    pixels = np.stack([40 + x // 2, 60 + y, 90 + (x + y) // 3], axis=-1)
    left = (7 + number) % (width - 20)
    pixels[20:40, left : left + 20] = (230, 200, 40)
    return np.ascontiguousarray(pixels.clip(0, 255).astype(np.uint8))


def recorded_session(
    folder: Path, numbers: list[int], words: str = "misty forest", size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Path:
    """A session that recorded these frames; the second half of them says ``coral reef``."""
    with SessionWriter.open(folder, NewSession(kind="dream", title=words)) as session:
        for place, number in enumerate(numbers):
            prompt = words if place < (len(numbers) + 1) // 2 else "coral reef"
            recipe = Recipe(
                engine="toy", model="toy", kind="txt2img", prompt=prompt, seed=number, width=size[0], height=size[1]
            )
            pixels, file = picture(number, *size), f"{number:06d}.png"
            record = RecipeRecord(
                id=recipe.id, frame=number, file=file, pixels_sha256=pixels_sha256(pixels), recipe=recipe
            )
            session.record([record], file, encode_png(pixels, inscription(recipe, session.session_id, number)))
    return session.folder
