"""Is a restyled moving picture steady? How much it flickers, beside restyling every frame by itself.

Flicker is the mean difference, of 255, between a restyled frame and the one before brought to where it is now by the
scene's known motion. It may be at most half of what the same engine gives when it forgets after every frame. Since a
picture that lags or smears flickers little too, two more things must hold: the forms of the clean camera's frame must
be as readable as in single frames (the correlation of both at the scale of a face), and the first frame after a cut
must be what a new stream makes of it.

Three controls must fail: a stream that forgets, one that averages its output without regard to motion, and one that
carries on through a cut. ``--pictures FOLDER`` pans over pictures of yours too;
``--strips FOLDER`` keeps what came out, to be looked at, and judges nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from unittest.mock import patch

import cv2
import numpy as np
from PIL import Image

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.img2img import Growth, grow
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.restyle import steady
from dreamwindow.engines.procedural.restyle.restyler import Memory, restyle
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from trials.moving import Cutout, Floats, Moment, carried, filmed, panned, passer_by

PROMPTS = (
    "artistic painting style", "neon cyberpunk city", "glowing embers", "underwater reef", "northern lights",
    "ink and marble, teal and gold",
)  # fmt: skip
STRENGTHS = (0.2, 0.5, 0.8)
RATE_HZ = 30.0
_WARM_UP = 5
"""Frames that are not judged: a mean is not made of one."""

Way: TypeAlias = Callable[[Sequence[Pixels], Settings], list[Pixels]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``flicker``, of 255, and ``readable``, at most 1, of a stream, beside those of restyling each frame by itself."""

    flicker: float
    single_flicker: float
    readable: float
    single_readable: float

    @property
    def ratio(self) -> float:
        """Of flicker, to the single frames'."""
        return self.flicker / self.single_flicker

    @property
    def holds(self) -> bool:
        """Half the flicker at most, and as readable but for a twentieth."""
        return self.ratio <= 0.5 and self.readable >= 0.95 * self.single_readable


def streamed(frames: Sequence[Pixels], settings: Settings) -> list[Pixels]:
    """As a client gets them."""
    out, memory = [], None
    for number, frame in enumerate(frames):
        pixels, memory = _step(memory, frame, settings, number)
        out.append(pixels)
    return out


def singly(frames: Sequence[Pixels], settings: Settings) -> list[Pixels]:
    """Each by itself; and the defect of a stream that forgets."""
    return [_step(None, frame, settings, number)[0] for number, frame in enumerate(frames)]


def averaged(frames: Sequence[Pixels], settings: Settings) -> list[Pixels]:
    """The defect: each by itself, and then a mean over time that does not know what moves."""
    out, mean = [], np.zeros(())
    for number, pixels in enumerate(singly(frames, settings)):
        mean = mean + (pixels - mean) * (0.2 if number else 1.0)
        out.append(mean.astype(np.uint8))
    return out


def img2img(frames: Sequence[Pixels], settings: Settings) -> list[Pixels]:
    """Each by itself, as the engine grows stills."""
    style, growth = words.understand(settings.prompt or "").style, Growth(strength=settings.strength, motion=0)
    return [grow(frame, noise.walk(1), style, growth, _carry_on) for frame in frames]


@contextmanager
def cuts_unseen() -> Iterator[None]:
    """The defect: nothing is a cut."""
    with patch.object(steady, "_CUT_SHARE", 2.0), patch.object(steady, "_OTHER", 1e6):
        yield


def judged(moments: Sequence[Moment], settings: Settings, way: Way = streamed) -> Verdict:
    """A way of restyling these moments, judged."""
    seen = [moment.seen for moment in moments]
    ours, single = way(seen, settings), singly(seen, settings)
    return Verdict(
        flicker=flicker(ours, moments),
        single_flicker=flicker(single, moments),
        readable=readable(ours, moments),
        single_readable=readable(single, moments),
    )


def after_a_cut(a: Moment, b: Moment, settings: Settings, frames: int = 6) -> float:
    """Mean difference, of 255, of the first frame of ``b`` after some of ``a`` to what a new stream makes of it.

    It is what is left of ``a``, tones that are eased included.
    """
    new = singly([b.seen] * (frames + 1), settings)[frames]
    return float(np.abs(streamed([a.seen] * frames + [b.seen], settings)[-1].astype(int) - new).mean())


def flicker(out: Sequence[Pixels], moments: Sequence[Moment]) -> float:
    """See the module."""
    found = []
    for before, now, moment in list(zip(out, out[1:], moments[1:], strict=False))[_WARM_UP:]:
        difference = np.abs(carried(before.astype(np.float32), moment.back) - now)
        found.append(difference[moment.known].mean())
    return float(np.mean(found))


def readable(out: Sequence[Pixels], moments: Sequence[Moment]) -> float:
    """See the module."""
    pairs = list(zip(out, moments, strict=True))[_WARM_UP:]
    return float(np.mean([(_band(pixels) * _band(moment.clean)).sum() for pixels, moment in pairs]))


def scenes(side: int, count: int, pictures: Sequence[Pixels] = ()) -> dict[str, list[Moment]]:
    """Moving scenes of pictures that the engine draws, and of those that are given."""
    drawn = {prompt: _drawn(prompt, side * 5 // 4 // 8 * 8) for prompt in ("flower garden", "a portrait of a cat")}
    layers: dict[str, list[Cutout]] = {f"pan: {name}": panned(picture, side) for name, picture in drawn.items()}
    layers["somebody passes by"] = passer_by(drawn["flower garden"], drawn["a portrait of a cat"], side)
    layers |= {f"pan: picture {i + 1}": panned(_sized(picture, side), side) for i, picture in enumerate(pictures)}
    return {name: list(filmed(each, side, count)) for name, each in layers.items()}


def _step(memory: Memory | None, frame: Pixels, settings: Settings, number: int) -> tuple[Pixels, Memory]:
    return restyle(memory, frame, settings, number / RATE_HZ, _carry_on)


def _band(pixels: Pixels) -> Floats:
    """Luminance between a fine and a coarse scale, of unit length."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    band = cv2.GaussianBlur(grey, (0, 0), 1.5) - cv2.GaussianBlur(grey, (0, 0), grey.shape[0] / 32)
    return np.asarray(band / (np.linalg.norm(band) + 1e-6))


def _drawn(prompt: str, side: int) -> Pixels:
    return render(noise.walk(3), words.understand(prompt).style, Canvas(side, side), _carry_on)


def _sized(picture: Pixels, side: int) -> Pixels:
    scale = 1.25 * side / min(picture.shape[:2])
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _carry_on(_fraction: float) -> None:
    """A checkpoint that stops nothing."""


def main(argv: Sequence[str]) -> int:
    """Judge every scene at every prompt and strength; 1 if one does not hold, or a control does."""
    parser = argparse.ArgumentParser(prog="python -m trials restyle", description=__doc__)
    parser.add_argument("--frames", type=int, default=40)
    parser.add_argument("--side", type=int, default=512)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--strips", type=Path)
    options = parser.parse_args(argv)
    cv2.setNumThreads(1)
    files = sorted(options.pictures.iterdir()) if options.pictures else []
    pictures = [np.asarray(Image.open(file).convert("RGB")) for file in files]
    films = scenes(options.side, options.frames, pictures)
    if options.strips:
        return _keep(films, options.strips)
    wrong = 0
    for name, moments in films.items():
        for prompt in PROMPTS:
            wrong += sum(not _told(name, moments, Settings(prompt=prompt, strength=s)) for s in STRENGTHS)
    wrong += not _controls(films)
    print("held" if not wrong else f"NOT HELD: {wrong}")
    return int(bool(wrong))


def _keep(films: dict[str, list[Moment]], folder: Path) -> int:
    """A sheet for each scene, a row a prompt: the camera, then each strength; and a strip of how it moves at .5."""
    for name, moments in films.items():
        seen = [moment.seen for moment in moments]
        rows = [[streamed(seen, Settings(prompt=prompt, strength=s)) for s in STRENGTHS] for prompt in PROMPTS]
        sheet = np.vstack([np.hstack([seen[-1], *(out[-1] for out in row)]) for row in rows])
        strip = np.vstack([np.hstack(out[:: max(1, len(out) // 5)][:5]) for out in (seen, rows[1][1], rows[2][1])])
        for kind, picture in (("sheet", sheet), ("strip", strip)):
            image = Image.fromarray(picture)
            image = image.resize((image.width * 7 // 16, image.height * 7 // 16), Image.Resampling.LANCZOS)
            image.save(folder / f"{kind} {name.replace(':', '')}.webp", quality=82)
    return 0


def _told(name: str, moments: Sequence[Moment], settings: Settings) -> bool:
    verdict = judged(moments, settings)
    stills = flicker(img2img([moment.seen for moment in moments], settings), moments)
    print(
        f"{name:28} {settings.prompt:30} {settings.strength:.1f}  flicker {verdict.flicker:5.2f}, frame by frame "
        f"{verdict.single_flicker:5.2f} ({verdict.ratio:.2f}), img2img {stills:5.2f}; readable {verdict.readable:.3f}, "
        f"frame by frame {verdict.single_readable:.3f}  {'ok' if verdict.holds else 'NOT HELD'}",
        flush=True,
    )
    return verdict.holds


def _controls(films: dict[str, list[Moment]]) -> bool:
    """Whether every defect is found."""
    settings = Settings(prompt=PROMPTS[1], strength=0.5)
    first, second, last = list(films.values())[:3]
    forgets, smears = (judged(last, settings, way) for way in (singly, averaged))
    whole = after_a_cut(first[0], second[0], settings)
    with cuts_unseen():
        ghost = after_a_cut(first[0], second[0], settings)
    print(
        f"control, forgets: ratio {forgets.ratio:.2f}; "
        f"averages: readable {smears.readable:.3f} of {smears.single_readable:.3f}"
    )
    print(f"after a cut: {whole:.2f} left; control, cuts unseen: {ghost:.2f}")
    return not forgets.holds and not smears.holds and whole == 0 and ghost > 1
