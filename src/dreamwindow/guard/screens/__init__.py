"""Whether a program has the whole screen: what is in front, on which monitor, how large. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

COVERS = 0.95
"""The share of its monitor that a fullscreen window covers at least."""
OUR_PAGE = "Dream Window"
"""In the title of our own page, which may well fill the screen."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels of the whole desktop; y grows downwards."""

    x: int
    y: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """Square pixels."""
        return self.width * self.height

    def common(self, other: Rect) -> Rect:
        """What lies in both; without area if nothing does."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Rect(left, top, max(0, right - left), max(0, bottom - top))


@dataclass(frozen=True, slots=True)
class Monitor:
    """``work``: what task bars and panels leave to a maximised window; all of ``area`` where that is not told."""

    area: Rect
    work: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The window in front. ``fullscreen``, ``maximised``: what it says itself; ``desktop``: it belongs to the shell."""

    title: str
    area: Rect
    fullscreen: bool = False
    maximised: bool = False
    desktop: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What is in front, ``None`` when nothing is, and the monitors."""

    window: Window | None
    monitors: Sequence[Monitor]


class Screens(Protocol):
    """One system's way of telling."""

    def scene(self) -> Scene:
        """What is so now. Raises `ProbeUnavailable` when that cannot be seen."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


def fills_its_monitor(window: Window, monitors: Iterable[Monitor]) -> bool:
    """Whether it is fullscreen: it covers at least `COVERS` of the monitor it is on, task bars and all.

    The desktop, a maximised window, and one that leaves most of a task bar free are not.
    """
    if window.desktop or (window.maximised and not window.fullscreen):
        return False
    monitor = max(monitors, key=lambda one: one.area.common(window.area).area, default=None)
    if monitor is None or monitor.area.area == 0:
        return False
    covered, covered_work = (part.common(window.area).area for part in (monitor.area, monitor.work))
    lies_over_the_bar = 2 * (covered - covered_work) >= monitor.area.area - monitor.work.area
    return covered >= COVERS * monitor.area.area and (window.fullscreen or lies_over_the_bar)
