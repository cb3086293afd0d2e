"""Restyling a camera on one core: the engine's stream over six prompts, beside its img2img for every frame.

Milliseconds are the processor's, so that a busy machine tells no tales. ``--quick`` measures 512x512 alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle

import cv2
import numpy as np

from benchmarks.measure import Figure, Pair, cpu_ms, pair, repeat, verdict
from benchmarks.pictures import natural
from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.img2img import Growth, grow
from dreamwindow.engines.procedural.restyle.restyler import Memory, restyle
from dreamwindow.engines.procedural.restyle.steady import Steady
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

PROMPTS = (
    "artistic painting style", "neon cyberpunk city", "glowing embers", "underwater reef", "northern lights",
    "ink and marble, teal and gold",
)  # fmt: skip
SIZES = ((512, 512), (640, 480), (1024, 1024))
STRENGTH, RATE_HZ, TURNS = 0.5, 30.0, 21
_FRAMES, _STEP, _NOISE = 8, 3, 4.0


def main(argv: Sequence[str]) -> None:
    """Print the median of every prompt, and over the prompts, for each size; and what words that change cost."""
    cv2.setNumThreads(1)
    for width, height in SIZES[:1] if "--quick" in argv else SIZES:
        print(f"\n{width}x{height}, strength {STRENGTH:g}")
        _size(_camera(width, height))
    frames = _camera(*SIZES[0])
    print(f"\nIts parts, {SIZES[0][0]}x{SIZES[0][1]}")
    print(_steady(frames))
    print(_change(frames))


def _size(frames: Sequence[Pixels]) -> None:
    pairs = [_beside(prompt, frames) for prompt in PROMPTS]
    for prompt, measured in zip(PROMPTS, pairs, strict=True):
        print(f"{prompt:32} stream {measured.ours.median:7.1f}   img2img {measured.other.median:7.1f}")
    overall = Figure("stream, median of the prompts", [measured.ours.median for measured in pairs])
    print(verdict(overall, 1000 / RATE_HZ) if frames[0].shape[:2] == (512, 512) else overall)
    print(Figure("img2img, median of the prompts", [measured.other.median for measured in pairs]))


def _beside(prompt: str, frames: Sequence[Pixels]) -> Pair:
    stream, settings = _stream(frames), Settings(prompt=prompt, strength=STRENGTH)
    growth, style, others = Growth(strength=STRENGTH), words.understand(prompt).style, cycle(frames)
    ours = ("stream", lambda: stream(settings))
    return pair(ours, ("img2img", lambda: grow(next(others), noise.walk(1), style, growth, _carry_on)), TURNS, cpu_ms)


def _stream(frames: Sequence[Pixels]) -> Callable[[Settings], Pixels]:
    """Restyles the next frame at each call, and remembers."""
    memory: Memory | None = None
    numbered: Iterator[tuple[int, Pixels]] = zip(count(), cycle(frames), strict=False)

    def step(settings: Settings) -> Pixels:
        nonlocal memory
        number, frame = next(numbered)
        pixels, memory = restyle(memory, frame, settings, number / RATE_HZ, _carry_on)
        return pixels

    return step


def _steady(frames: Sequence[Pixels]) -> Figure:
    known, turn = Steady.first(frames[0]), cycle(frames[1:])
    return repeat("flow and mean", lambda: known.then(next(turn)), TURNS, cpu_ms)


def _change(frames: Sequence[Pixels]) -> Figure:
    """The one frame for which a new backdrop is drawn."""
    stream, turn = _stream(frames), cycle(PROMPTS)
    return repeat("a frame at which the words change", lambda: stream(Settings(prompt=next(turn))), TURNS, cpu_ms)


def _camera(width: int, height: int) -> list[Pixels]:
    """A few frames of a camera that pans to and fro, with noise."""
    random, there = np.random.default_rng(5), natural(width + _FRAMES * _STEP, height, 7)
    ways = [abs(i - _FRAMES // 2) * _STEP for i in range(_FRAMES)]
    frames = [there[:, way : way + width] + random.normal(0, _NOISE, (height, width, 3)) for way in ways]
    return [np.clip(frame, 0, 255).astype(np.uint8) for frame in frames]


def _carry_on(_fraction: float) -> None:
    """A checkpoint that stops nothing."""
