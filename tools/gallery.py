"""Draws the embedded engine's contact sheets, ``docs/gallery``: ``python -m tools.gallery [SHEET...]``, or all.

Everything comes from the seeds and prompts below, so that the same version draws the same sheets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from dreamwindow.engines.procedural import latents, noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.img2img import Growth, grow
from dreamwindow.engines.procedural.latents import PictureLatent
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.style import Floats, Style
from dreamwindow.model.frame import Pixels

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "gallery"
PHOTO = ROOT / "tests" / "data" / "photo.jpg"
MOST_BYTES = 300_000
CELL, GAP = 216, 4

PROMPTS = (
    "neon cyberpunk city", "underwater reef", "misty forest", "desert dunes", "glowing embers", "mountain lake at dawn",
    "ocean at sunset", "ink and marble, teal and gold", "crystal geometry", "northern lights", "paper lantern festival",
    "space nebula", "melancholy jazz", "flower garden", "sacred geometry mandala", "a portrait of a cat",
)  # fmt: skip
NEW_SCENES = (
    "great wave", "waterfall", "cave", "snowstorm", "cathedral light", "jungle", "spiral galaxy", "planet with rings",
    "old map", "circuit", "silk", "lightning", "fireworks over the city", "steampunk clockwork", "synthwave",
    "old forest", "lanterns over a lake", "portrait of a woman, galaxy", "eye", "kelp forest", "birds at sunset",
    "castle by moonlight", "tulips", "aurora over an iceberg",
)  # fmt: skip
LONG = (
    "mountain lake at dawn", "space nebula", "misty forest", "neon cyberpunk city", "flower garden", "northern lights",
)  # fmt: skip
MORPHS = (
    ("crystal geometry", "mountain lake at dawn"), ("misty forest", "northern lights"),
    ("a portrait of a cat", "neon cyberpunk city"), ("sacred geometry mandala", "flower garden"),
    ("glowing embers", "underwater reef"), ("spiral galaxy", "eye"),
)  # fmt: skip
SEEDS = (1.0, 2.0, 3.0, 4.0)
MOMENTS = (1, 24, 60, 120, 200, 320, 500, 700, 850, 1000)
"""Frames of a dream that a strip shows."""
STRENGTH, SEED_STEP, KEYFRAME_EVERY = 0.7, 0.2 / 24, 36
"""A dream as it is by default: 24 frames a second, a keyframe every 1.5 s, 0.2 seeds a second."""

Row = tuple[str, list[Pixels]]


def main(argv: Sequence[str]) -> int:
    """Draw the sheets that are named, or all."""
    cv2.setNumThreads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in argv or SHEETS:
        path = FOLDER / f"{name}.webp"
        path.write_bytes(_encoded(_sheet(list(SHEETS[name]()))))
        sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes\n")
    return 0


def scenes(prompts: Sequence[str], seeds: Sequence[float]) -> Iterator[Row]:
    """A row a prompt, a picture a seed."""
    for prompt in prompts:
        yield prompt, [_drawn(*_source(prompt, seed), side=512) for seed in seeds]


def img2img(side: int = 256) -> Iterator[Row]:
    """Every frame grows from the one before."""
    for prompt in LONG:
        seed, shown = 1.0, []
        picture = _drawn(*_source(prompt, seed), side=side)
        for frame in range(1, MOMENTS[-1] + 1):
            if frame > 1:
                seed += SEED_STEP
                picture = grow(picture, *_source(prompt, seed), Growth(strength=STRENGTH), _carry_on)
            if frame in MOMENTS:
                shown.append(picture)
        yield prompt, shown


def interpolate(side: int = 256) -> Iterator[Row]:
    """Keyframes from the words alone, a walk between their latents."""
    for prompt in LONG:
        yield prompt, [_between(*_ends(prompt, frame, side), frame) for frame in MOMENTS]


def hybrid(side: int = 256) -> Iterator[Row]:
    """Keyframes grow from the last, a walk between their latents."""
    for prompt in LONG:
        keys = [_encoded_latent(_drawn(*_source(prompt, 1.0), side=side), prompt, 1.0)]
        while len(keys) <= MOMENTS[-1] // KEYFRAME_EVERY + 1:
            seed = 1.0 + len(keys) * KEYFRAME_EVERY * SEED_STEP
            last = latents.decode(keys[-1], _carry_on)
            grown = grow(last, *_source(prompt, seed), Growth(strength=STRENGTH), _carry_on)
            keys.append(_encoded_latent(grown, prompt, seed))
        yield prompt, [_between(keys[f // KEYFRAME_EVERY], keys[f // KEYFRAME_EVERY + 1], f) for f in MOMENTS]


def photo() -> Iterator[Row]:
    """A photograph at seven strengths."""
    picture = _photo()
    for prompt in ("ink and marble, teal and gold", "northern lights", "neon cyberpunk city", "stained glass"):
        source = _source(prompt, 3.0)
        strengths = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
        yield prompt, [grow(picture, *source, Growth(strength=s), _carry_on) for s in strengths]


def morphs(side: int = 384) -> Iterator[Row]:
    """From one prompt to another."""
    for first, last in MORPHS:
        ends = [_encoded_latent(_drawn(*_source(p, s), side=side), p, s) for p, s in ((first, 1.0), (last, 2.0))]
        steps = (latents.interpolate(ends[0], ends[1], float(t)) for t in np.linspace(0, 1, 7))
        yield f"{first} > {last}", [latents.decode(step, _carry_on) for step in steps]


def _photo() -> Pixels:
    read = cv2.imdecode(np.frombuffer(PHOTO.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if read is None:
        raise ValueError(f"{PHOTO} cannot be read")
    small = cv2.resize(read, (512, 512), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8)


SHEETS: dict[str, Callable[[], Iterator[Row]]] = {
    "prompts-1": lambda: scenes(PROMPTS[:8], SEEDS),
    "prompts-2": lambda: scenes(PROMPTS[8:], SEEDS),
    "scenes-1": lambda: scenes(NEW_SCENES[:12], SEEDS[:3]),
    "scenes-2": lambda: scenes(NEW_SCENES[12:], SEEDS[:3]),
    "img2img": img2img,
    "interpolate": interpolate,
    "hybrid": hybrid,
    "photo": photo,
    "morphs": morphs,
}


def _source(prompt: str, seed: float) -> tuple[Floats, Style]:
    return noise.walk(seed), words.understand(prompt).style


def _drawn(latent: Floats, style: Style, side: int) -> Pixels:
    return render(latent, style, Canvas(side, side), _carry_on)


def _encoded_latent(picture: Pixels, prompt: str, seed: float) -> PictureLatent:
    return latents.encode(picture, _source(prompt, seed), _carry_on)


def _ends(prompt: str, frame: int, side: int) -> tuple[PictureLatent, PictureLatent]:
    """The keyframes before and after a frame of an interpolated dream."""
    first = 1.0 + frame // KEYFRAME_EVERY * KEYFRAME_EVERY * SEED_STEP
    seeds = (first, first + KEYFRAME_EVERY * SEED_STEP)
    a, b = (_encoded_latent(_drawn(*_source(prompt, seed), side=side), prompt, seed) for seed in seeds)
    return a, b


def _between(a: PictureLatent, b: PictureLatent, frame: int) -> Pixels:
    return latents.decode(latents.interpolate(a, b, frame % KEYFRAME_EVERY / KEYFRAME_EVERY), _carry_on)


def _sheet(rows: list[Row]) -> Pixels:
    """Rows of small pictures with their names; narrow rows stand two by two."""
    strips = [_strip(name, pictures) for name, pictures in rows]
    if len(rows[0][1]) <= 4:
        pairs = [strips[i : i + 2] for i in range(0, len(strips), 2)]
        strips = [np.hstack([pair[0], np.full((CELL + GAP, 3 * GAP, 3), 12, np.uint8), pair[-1]]) for pair in pairs]
    return np.vstack(strips)


def _strip(name: str, pictures: list[Pixels]) -> Pixels:
    cells = [cv2.resize(picture, (CELL, CELL), interpolation=cv2.INTER_AREA) for picture in pictures]
    framed = [cv2.copyMakeBorder(cell, 0, GAP, 0, GAP, cv2.BORDER_CONSTANT, value=(12, 12, 12)) for cell in cells]
    strip = np.hstack(framed)
    for colour, thickness in (((0, 0, 0), 3), ((255, 255, 255), 1)):
        cv2.putText(strip, name, (7, CELL - 9), cv2.FONT_HERSHEY_SIMPLEX, 0.42, colour, thickness, cv2.LINE_AA)
    return np.asarray(strip, np.uint8)


def _encoded(sheet: Pixels) -> bytes:
    """WebP, as good as `MOST_BYTES` allow."""
    for quality in range(88, 20, -4):
        done, data = cv2.imencode(".webp", cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_WEBP_QUALITY, quality])
        if done and len(data) <= MOST_BYTES:
            return data.tobytes()
    raise ValueError(f"a sheet of {sheet.shape} does not fit in {MOST_BYTES:,} bytes")


def _carry_on(_fraction: float) -> None:
    """A checkpoint that stops nothing."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
