"""The embedded engine on one core: txt2img, img2img and interpolation over 16 prompts, beside naive ways to do it.

Milliseconds are the processor's, so that a busy machine tells no tales. ``--quick`` measures 512x512 alone.
``--sketch=FOLDER`` adds a package that has ``engine.txt2img`` and ``engine.img2img`` with the sketch's arguments,
measured in turns with ours.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.measure import Figure, cpu_ms, pair, repeat, verdict
from dreamwindow.engines.procedural import latents, noise, tiles, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.img2img import Growth, grow
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.texture import Texture
from dreamwindow.model.frame import Pixels

PROMPTS = (
    "neon cyberpunk city", "underwater reef", "misty forest", "desert dunes", "glowing embers", "mountain lake at dawn",
    "ocean at sunset", "ink and marble, teal and gold", "crystal geometry", "northern lights", "paper lantern festival",
    "space nebula", "melancholy jazz", "flower garden", "sacred geometry mandala", "a portrait of a cat",
)  # fmt: skip
SIZES = (Canvas(512, 512), Canvas(256, 512), Canvas(1024, 1024))
TURNS = 9
FRAME_MS = {"txt2img": 25.0, "interpolate": 25.0, "img2img": 1000 / 30}
STRENGTH = 0.4


def main(argv: Sequence[str]) -> None:
    """Print the median of every prompt, and over the prompts, for each size and mode."""
    cv2.setNumThreads(1)
    for canvas in SIZES[:1] if "--quick" in argv else SIZES:
        print(f"\n{canvas.width}x{canvas.height}, milliseconds")
        _size(canvas)
    print("\nThe naive ways, 1024x1024")
    _naive(SIZES[2])
    for argument in argv:
        if argument.startswith("--sketch="):
            _sketch(Path(argument.partition("=")[2]), SIZES[0])


def _size(canvas: Canvas) -> None:
    figures = {mode: [make(prompt, canvas) for prompt in PROMPTS] for mode, make in MODES.items()}
    print(f"{'':32}" + "".join(f"{mode:>13}" for mode in figures))
    for i, prompt in enumerate(PROMPTS):
        print(f"{prompt:32}" + "".join(f"{figures[mode][i].median:13.1f}" for mode in figures))
    for mode, per_prompt in figures.items():
        overall = Figure(f"{mode}, median of the prompts", [figure.median for figure in per_prompt])
        square = (canvas.width, canvas.height) == (512, 512)
        print(verdict(overall, FRAME_MS[mode]) if square else overall)


def _txt2img(prompt: str, canvas: Canvas) -> Figure:
    """A seed that walks, as it does in a dream."""
    style, seeds = words.understand(prompt).style, _walking()
    return repeat(prompt, lambda: render(noise.walk(next(seeds)), style, canvas, _carry_on), TURNS, cpu_ms)


def _img2img(prompt: str, canvas: Canvas) -> Figure:
    """Each picture grows from the one before."""
    style, seeds, growth = words.understand(prompt).style, _walking(), Growth(strength=STRENGTH)
    picture = render(noise.walk(1), style, canvas, _carry_on)

    def step() -> None:
        nonlocal picture
        picture = grow(picture, noise.walk(next(seeds)), style, growth, _carry_on)

    return repeat(prompt, step, TURNS, cpu_ms)


def _interpolate(prompt: str, canvas: Canvas) -> Figure:
    """From the prompt's picture to one grown from it, so that a residual is carried along."""
    style, seeds = words.understand(prompt).style, iter(np.linspace(0.05, 0.95, TURNS + 1).tolist())
    known = noise.walk(1), style
    start = render(*known, canvas, _carry_on)
    end = grow(start, noise.walk(2), style, Growth(strength=STRENGTH), _carry_on)
    a, b = latents.encode(start, known, _carry_on), latents.encode(end, (noise.walk(2), style), _carry_on)
    return repeat(prompt, lambda: latents.decode(latents.interpolate(a, b, next(seeds)), _carry_on), TURNS, cpu_ms)


MODES: dict[str, Callable[[str, Canvas], Figure]] = {
    "txt2img": _txt2img, "img2img": _img2img, "interpolate": _interpolate,
}  # fmt: skip


def _naive(canvas: Canvas) -> None:
    """What bands and OpenCV are worth: the same picture in one piece, and the noise core in plain NumPy."""
    style = words.understand("mountain lake at dawn").style

    def draw(rows: int) -> Pixels:
        return render(noise.walk(1.5), style, Canvas(canvas.width, canvas.height, rows), _carry_on)

    print(pair(("in bands", lambda: draw(canvas.band_rows)), ("in one piece", lambda: draw(canvas.height)), TURNS))
    tile = Texture.of(tiles.tile(noise.white(1), 0, 0.0))
    x = canvas.columns() * 80 + np.zeros_like(canvas.rows())
    y = canvas.rows() * 80 + np.zeros_like(canvas.columns())
    look = ("three look-ups by OpenCV", lambda: [tile.at(x, y) for _ in range(3)])
    print(pair(look, ("three look-ups by NumPy", lambda: [_look_by_numpy(tile.texels, x, y) for _ in range(3)]), TURNS))


def _look_by_numpy(tile: npt.NDArray[Any], x: npt.NDArray[Any], y: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Bilinear look-up with wrap, as one writes it first."""
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    u, v = (x - left)[..., None], (y - top)[..., None]
    columns, rows = (left % tiles.SIDE, (left + 1) % tiles.SIDE), (top % tiles.SIDE, (top + 1) % tiles.SIDE)
    upper = tile[rows[0], columns[0]] * (1 - u) + tile[rows[0], columns[1]] * u
    lower = tile[rows[1], columns[0]] * (1 - u) + tile[rows[1], columns[1]] * u
    return np.asarray(upper * (1 - v) + lower * v)


def _sketch(folder: Path, canvas: Canvas) -> None:
    """The engine this one was ported from, in turns with it."""
    sys.path.insert(0, str(folder.parent))
    other = importlib.import_module(f"{folder.name}.engine")
    ours, theirs = zip(*(_beside(other, prompt, canvas) for prompt in PROMPTS), strict=True)
    print("\nBeside the sketch, 512x512, median of the prompts")
    for mode in ("txt2img", "img2img"):
        print(Figure(f"{mode}, ours", [figures[mode] for figures in ours]))
        print(Figure(f"{mode}, the sketch", [figures[mode] for figures in theirs]))


def _beside(other: Any, prompt: str, canvas: Canvas) -> tuple[dict[str, float], dict[str, float]]:
    """Medians by mode, ours and the sketch's, of one prompt."""
    style, seeds = words.understand(prompt).style, _walking()
    picture, growth = render(noise.walk(1), style, canvas, _carry_on), Growth(strength=STRENGTH)

    def our_txt2img() -> Pixels:
        return render(noise.walk(next(seeds)), style, canvas, _carry_on)

    def our_img2img() -> Pixels:
        return grow(picture, noise.walk(next(seeds)), style, growth, _carry_on)

    def its_txt2img() -> object:
        return other.txt2img(prompt, "", next(seeds))

    def its_img2img() -> object:
        return other.img2img(picture, prompt, "", STRENGTH, next(seeds))

    drawn = pair(("ours", our_txt2img), ("the sketch", its_txt2img), TURNS, cpu_ms)
    grown = pair(("ours", our_img2img), ("the sketch", its_img2img), TURNS, cpu_ms)
    return (
        {"txt2img": drawn.ours.median, "img2img": grown.ours.median},
        {"txt2img": drawn.other.median, "img2img": grown.other.median},
    )


def _walking() -> Iterator[float]:
    return iter(np.arange(1, 100, 0.02).tolist())


def _carry_on(_fraction: float) -> None:
    """A checkpoint that stops nothing."""
