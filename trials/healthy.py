"""Does the embedded engine's dream stay alive? 16 prompts, three modes, 1,000 frames each, held to *Healthy*.

A dream fails when it is outside for more than 200 frames. Two controls must fail: the same dreams with a seed that
stands still freeze, and lively ones of pale words, which hold with the bands' spread kept, go grey with it not kept.
The measures look at pictures of 256 pixels a side, whatever ``--side`` says.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from unittest.mock import patch

from dreamwindow.dream.health import Health, HealthMeter, Limits, Span
from dreamwindow.engines.procedural import bands
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Frame, Pixels
from dreamwindow.model.settings import Settings
from trials.undisplayed import MODES, Dream, dream

PROMPTS = (
    "neon cyberpunk city", "underwater reef", "misty forest", "desert dunes", "glowing embers", "mountain lake at dawn",
    "ocean at sunset", "ink and marble, teal and gold", "crystal geometry", "northern lights", "paper lantern festival",
    "space nebula", "melancholy jazz", "flower garden", "sacred geometry mandala", "a portrait of a cat",
)  # fmt: skip
FIGURES = {"entropy": min, "spread": min, "neighbours": min, "second_apart": max, "drift": max, "diversity": min}
"""Of each, the worst of a dream."""


@dataclass(slots=True)
class Course:
    """How one dream went. ``longest`` is the longest stretch outside, in frames, ``outside`` how long by figure."""

    limits: Limits = field(default_factory=Limits)
    worst: dict[str, float] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    longest: int = 0
    _stretch: int = 0

    def note(self, health: Health) -> None:
        """One more frame."""
        for name, worse in FIGURES.items():
            value = getattr(health, name)
            if value is not None:
                self.worst[name] = worse(value, self.worst.get(name, value))
        wrong = self.limits.outside(health)
        for name in wrong:
            self.outside[name] = self.outside.get(name, 0) + 1
        self._stretch = self._stretch + 1 if wrong else 0
        self.longest = max(self.longest, self._stretch)

    def failed(self, span: Span) -> bool:
        """Outside for longer than it may be."""
        return self.longest > span.window


def follow(what: Dream, span: Span) -> Course:
    """Dream, and measure."""
    meter, course = HealthMeter(Descriptor(), span), Course()

    def look(frame: Frame) -> None:
        course.note(meter.take(frame.pixels, cut=frame.cut))

    dream(what, look)
    return course


@contextmanager
def spread_not_kept() -> Iterator[None]:
    """The defect: bands are mixed, and their spread is left as it falls."""
    mix = bands.mix

    def without(a: Pixels, b: Pixels, strength: float, *, keep_spread: bool = True) -> Pixels:
        return mix(a, b, strength, keep_spread=False)

    with patch.object(bands, "mix", without):
        yield


def standing_still(what: Dream) -> Dream:
    """The defect: the seed does not walk."""
    return replace(what, settings=what.settings.changed(speed=0))


def lively(prompt: str, frames: int, side: int) -> Dream:
    """A dream that goes grey first: many new pictures, little of each, words without strong colours."""
    settings = Settings(mode="img2img", strength=0.15, speed=3.0, width=side, height=side)
    return Dream(prompt=prompt, frames=frames, settings=settings)


def main(argv: Sequence[str]) -> int:
    """Every dream asked for, then the controls; 0 when all that must hold holds."""
    asked = _arguments(argv)
    span = Span()
    dreams = [
        Dream(prompt=prompt, frames=asked.frames, settings=Settings(mode=mode, width=asked.side, height=asked.side))
        for prompt in PROMPTS[: asked.prompts]
        for mode in asked.modes
    ]
    print(f"{'':52}" + "".join(f"{name:>13}" for name in FIGURES) + "  longest stretch outside")
    failed = sum([_told(_title(what), follow(what, span), span) for what in dreams])
    print(f"\n{failed} of {len(dreams)} dreams are outside for more than {span.window} frames\n\nControls:")
    return 0 if _controls_hold(dreams[: len(asked.modes)], span) and not failed else 1


PALE = ("misty forest", "melancholy jazz")


def _controls_hold(dreams: Sequence[Dream], span: Span) -> bool:
    """Whether what must fail fails, and for the reason that was put in."""
    frames, side = max(3 * span.window, dreams[0].frames), dreams[0].settings.width
    still = [
        _told(f"{_title(what)}, seed still", follow(standing_still(replace(what, frames=frames)), span), span)
        for what in dreams
    ]
    pale = [lively(prompt, frames, side) for prompt in PALE]
    kept = [_told(f"{what.prompt}, lively", follow(what, span), span) for what in pale]
    with spread_not_kept():
        grey = [_told(f"{what.prompt}, lively, spread not kept", follow(what, span), span) for what in pale]
    return all(still) and not any(kept) and all(grey)


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trials healthy", description=__doc__)
    parser.add_argument("--frames", type=int, default=1000, help="of each dream")
    parser.add_argument("--prompts", type=int, default=len(PROMPTS), help="how many of the 16")
    parser.add_argument("--side", type=int, default=512, help="pixels")
    parser.add_argument("--modes", nargs="+", choices=sorted(MODES), default=["img2img", "interpolate", "hybrid"])
    return parser.parse_args(argv)


def _title(what: Dream) -> str:
    return f"{what.prompt}, {what.settings.mode}"


def _told(title: str, course: Course, span: Span) -> bool:
    figures = "".join(f"{course.worst.get(name, float('nan')):13.3f}" for name in FIGURES)
    why = ", ".join(f"{name} {frames}" for name, frames in course.outside.items())
    print(f"{title:52}{figures}  {course.longest:4} {'FAILED' if course.failed(span) else 'ok':6} {why}", flush=True)
    return course.failed(span)
