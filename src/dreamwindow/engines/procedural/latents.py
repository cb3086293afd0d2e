"""Latents of pictures: what they were drawn from, and what the drawing leaves out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import Checkpoint, render
from dreamwindow.engines.procedural.style import ROWS, STOPS, Floats, Style, mix
from dreamwindow.errors import InvalidRecipe
from dreamwindow.imaging import oklab
from dreamwindow.model.frame import Pixels

_UNKNOWN_STYLE = "smoke calm"
"""How a picture that we did not make is drawn beneath its residual."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureLatent:
    """``residual`` (h, w, 3) int16 is the picture less what ``z`` and ``style`` draw; None where that is nothing."""

    z: Floats
    style: Style
    canvas: Canvas
    residual: npt.NDArray[np.int16] | None


def encode(image: Pixels, known: tuple[Floats, Style] | None, checkpoint: Checkpoint) -> PictureLatent:
    """The latent of ``image`` (h, w, 3), which `decode` gives back exactly; ``known`` is what it was drawn from."""
    canvas = Canvas(image.shape[1], image.shape[0])
    z, look = known or (_own_noise(image), _own_style(image))
    residual = np.subtract(image, render(z, look, canvas, checkpoint), dtype=np.int16)
    return PictureLatent(z, look, canvas, residual if residual.any() else None)


def decode(latent: PictureLatent, checkpoint: Checkpoint) -> Pixels:
    """The picture of a latent."""
    pixels = render(latent.z, latent.style, latent.canvas, checkpoint)
    if latent.residual is None:
        return pixels
    return np.asarray(cv2.add(pixels, latent.residual, dtype=cv2.CV_8U), np.uint8)


def interpolate(a: PictureLatent, b: PictureLatent, t: float) -> PictureLatent:
    """Slerp in z, linear in style, a fade of residuals. Raises `InvalidRecipe` when the sizes differ."""
    if a.canvas != b.canvas:
        raise InvalidRecipe(
            f"{a.canvas.width}x{a.canvas.height} and {b.canvas.width}x{b.canvas.height} do not interpolate.",
            "Make both keyframes at one size.",
        )
    if t in (0.0, 1.0):
        return b if t else a
    return PictureLatent(noise.between(a.z, b.z, t), mix(a.style, b.style, t), a.canvas, _fade(a, b, t))


def _fade(a: PictureLatent, b: PictureLatent, t: float) -> npt.NDArray[np.int16] | None:
    parts = [(x.residual, w) for x, w in ((a, 1 - t), (b, t)) if x.residual is not None]
    if not parts:
        return None
    first, weight = parts[0]
    second, other = parts[1] if len(parts) == 2 else (first, 0.0)
    return np.asarray(cv2.addWeighted(first, weight, second, other, 0), np.int16)


def _own_noise(image: Pixels) -> Floats:
    digest = hashlib.sha256(image.tobytes()).digest()
    return noise.white(int.from_bytes(digest[:7], "little"))


def _own_style(image: Pixels) -> Style:
    """Calm smoke in the picture's own colours, dark to light."""
    small: Floats = cv2.resize(image, (32, 32), interpolation=cv2.INTER_AREA).reshape(-1, 3) / 255.0
    colours = oklab.from_srgb(small)
    colours = colours[np.argsort(colours[:, 0], kind="stable")]
    stops = np.stack([part.mean(axis=0) for part in np.array_split(colours, STOPS)]).astype(np.float32)
    calm = words.understand(_UNKNOWN_STYLE).style
    return Style(np.repeat(stops[None], ROWS, axis=0), calm.motifs, calm.knobs)
