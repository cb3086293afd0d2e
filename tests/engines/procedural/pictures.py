"""Small pictures for the tests of this folder."""

from __future__ import annotations

from hypothesis import strategies as st

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import render
from dreamwindow.model.frame import Pixels

PROMPTS = (
    "neon cyberpunk city", "underwater reef", "misty forest", "desert dunes", "glowing embers", "mountain lake at dawn",
    "ocean at sunset", "ink and marble, teal and gold", "crystal geometry", "northern lights", "paper lantern festival",
    "space nebula", "melancholy jazz", "flower garden", "sacred geometry mandala", "a portrait of a cat",
)  # fmt: skip
SIDES = st.integers(8, 32).map(lambda n: 8 * n)
CANVASES = st.builds(Canvas, SIDES, SIDES)
SEEDS = st.floats(0, 2**40, allow_subnormal=False)


def carry_on(fraction: float) -> None:
    """A checkpoint that stops nothing."""
    assert 0 <= fraction <= 1


def draw(prompt: str, seed: float = 7, canvas: Canvas = Canvas(128, 128)) -> Pixels:  # noqa: B008  # frozen
    """A picture of ``prompt``."""
    style = words.understand(prompt).style
    return render(noise.walk(seed), style, canvas, carry_on)
