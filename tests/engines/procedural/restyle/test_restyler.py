"""What a restyled camera looks like: readable, in the words' colours, and changing over without a jump."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.restyle.restyler import Memory, restyle
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from tests.contract.engine_suite import difference

SIDE = 96
PROMPTS = ("neon cyberpunk city", "underwater reef")


def test_the_camera_stays_readable_at_half_strength(camera: Pixels) -> None:
    for prompt in PROMPTS:
        out = at(camera, Settings(prompt=prompt, strength=0.5))
        assert likeness(out, camera) > 0.6, prompt
        assert likeness(at(camera, Settings(prompt=prompt, strength=1.0)), camera) < 0.4, prompt


def test_more_strength_is_more_of_the_words(camera: Pixels) -> None:
    for prompt in PROMPTS:
        target = vector(drawn(prompt))
        near = [
            float(vector(at(camera, Settings(prompt=prompt, strength=s))) @ target) for s in (0.0, 0.2, 0.5, 0.8, 1)
        ]
        assert near == sorted(near), (prompt, near)
        assert near[2] > near[0] + 0.1, (prompt, near)


def test_words_without_a_meaning_keep_the_cameras_colours(camera: Pixels) -> None:
    plain = at(camera, Settings(prompt="artistic painting style", strength=0.5))
    meant = at(camera, Settings(prompt="underwater reef", strength=0.5))
    assert difference(chroma(plain), chroma(camera)) < 0.3 * difference(chroma(meant), chroma(camera))


def test_other_words_come_without_a_jump(camera: Pixels) -> None:
    memory: Memory | None = None
    shown: list[Pixels] = []
    for number in range(34):
        settings = Settings(prompt=PROMPTS[0] if number < 8 else PROMPTS[1], strength=0.5)
        pixels, memory = restyle(memory, camera, settings, number / 30, lambda _: None)
        shown.append(pixels)
    steps = [difference(a, b) for a, b in pairwise(shown[4:])]
    assert max(steps) < 0.25 * difference(shown[7], shown[-1])
    assert steps[-1] < 0.1 * difference(shown[7], shown[-1])


def test_a_picture_that_is_interrupted_changes_nothing(camera: Pixels) -> None:
    settings = Settings(prompt=PROMPTS[0], strength=0.5)
    _, memory = restyle(None, camera, settings, 0, lambda _: None)
    expected, _ = restyle(memory, camera, settings, 0.1, lambda _: None)
    with pytest.raises(InterruptedError):
        restyle(memory, 255 - camera, settings, 0.1, interrupt)
    assert np.array_equal(restyle(memory, camera, settings, 0.1, lambda _: None)[0], expected)


@pytest.fixture(scope="module")
def camera() -> Pixels:
    """Something to see before a plain wall, as cameras have it."""
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j].astype(np.float32)
    head = np.hypot(x * 1.3, y + 0.2) < 0.45
    body = np.hypot(x, (y - 1.1) * 0.9) < 0.75
    eyes = np.hypot(np.abs(x) - 0.14, y + 0.28) < 0.05
    picture = np.stack([150 + 30 * x, 150 + 20 * y, 140 + 20 * x], axis=-1)
    for where, colour in ((body, (40, 60, 120)), (head, (215, 165, 135)), (eyes, (30, 25, 25))):
        picture[where] = colour
    picture += np.random.default_rng(4).normal(0, 3, picture.shape)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8), 0, 255).astype(np.uint8)


def at(camera: Pixels, settings: Settings) -> Pixels:
    """A few frames in."""
    memory: Memory | None = None
    for number in range(2):
        pixels, memory = restyle(memory, camera, settings, number / 30, lambda _: None)
    return pixels


def drawn(prompt: str) -> Pixels:
    return render(noise.walk(1), words.understand(prompt).style, Canvas(SIDE, SIDE), lambda _: None)


def vector(pixels: Pixels) -> np.ndarray:
    return np.asarray(Descriptor().embed([pixels])[0])


def likeness(a: Pixels, b: Pixels) -> float:
    """Correlation of luminance."""
    grey = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float64).ravel() for p in (a, b)]
    a_light, b_light = ((light - light.mean()) / light.std() for light in grey)
    return float((a_light * b_light).mean())


def chroma(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)[..., 1:])


def interrupt(_fraction: float) -> None:
    raise InterruptedError
