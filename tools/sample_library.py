"""Sessions for screenshots of the library: pictures of the embedded engine, the same each time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import render
from dreamwindow.imaging.codec import encode_png, pixels_sha256
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.inscription import inscription
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.recipes import RecipeRecord
from dreamwindow.sessions.writer import SessionWriter

NEWEST = datetime.fromisoformat("2026-11-21T19:40:00+00:00")
STEP_S = 5
FRAMES_BETWEEN = 120
MODEL = "procedural-1"


@dataclass(frozen=True, slots=True)
class Sample:
    """``count`` pictures of ``prompt``, the last one made ``ago_h`` hours before `NEWEST`."""

    prompt: str
    count: int
    ago_h: float
    width: int = 320
    height: int = 320


SAMPLES = (
    Sample("coral reef with fish", 9, 0),
    Sample("great wave, ink and gold", 8, 2, 400, 256),
    Sample("northern lights over quiet hills", 12, 5),
    Sample("lanterns over a lake", 7, 26, 256, 384),
    Sample("misty forest at dawn", 14, 31),
    Sample("spiral galaxy", 10, 50),
)


def fill(sessions: Path, samples: Sequence[Sample] = SAMPLES) -> None:
    """Record them in a folder of sessions."""
    for sample in samples:
        _record(sessions, sample)


def _record(sessions: Path, sample: Sample) -> None:
    ended = NEWEST - timedelta(hours=sample.ago_h)
    engine = {"name": "procedural", "model": MODEL}
    new = NewSession(kind="dream", title=sample.prompt, settings={"prompt": sample.prompt}, engine=engine)
    began = ended - timedelta(seconds=STEP_S * sample.count)
    with SessionWriter.open(sessions, new, now=lambda: began) as session:
        for place in range(sample.count):
            number, seed = 1 + place * FRAMES_BETWEEN, 1.0 + 0.35 * place
            recipe = Recipe(
                engine="procedural", model=MODEL, kind="txt2img", prompt=sample.prompt, seed=seed,
                width=sample.width, height=sample.height,
            )  # fmt: skip
            pixels, file = _drawn(sample, seed), f"{number:06d}.png"
            record = RecipeRecord(
                id=recipe.id, frame=number, file=file, pixels_sha256=pixels_sha256(pixels), recipe=recipe
            )
            session.record([record], file, encode_png(pixels, inscription(recipe, session.session_id, number)))
            at = (began + timedelta(seconds=STEP_S * place)).timestamp()
            os.utime(session.folder / file, (at, at))


def _drawn(sample: Sample, seed: float) -> Pixels:
    style = words.understand(sample.prompt).style
    return render(noise.walk(seed), style, Canvas(sample.width, sample.height), lambda _fraction: None)
