"""What is in front on macOS, by Quartz. Written from Apple's documentation; never run there.

A fullscreen window has a space of its own, in which the menu bar is not on screen: that is what is looked for, since a
zoomed window covers nearly as much. Titles are seen only by programs that may record the screen, so a window is named
by its program.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.quartz import OnScreen, SystemQuartz
from dreamwindow.guard.screens import Monitor, Rect, Scene, Window

NORMAL_LEVEL, MENU_BAR_LEVEL = 0, 24
"""``kCGNormalWindowLevel`` and ``kCGMainMenuWindowLevel``."""
SHELL = frozenset({"Finder", "Dock", "loginwindow"})
BROWSERS = frozenset(
    {"Safari", "Google Chrome", "Chromium", "Firefox", "Microsoft Edge", "Brave Browser", "Arc", "Opera", "Vivaldi"}
)
"""One of them may show the dream itself: without its title that cannot be told, so none of them counts."""


class Quartz(Protocol):
    """The two questions."""

    def windows(self) -> Sequence[OnScreen]:
        """All that are on screen. Raises `OSError`."""
        ...

    def displays(self) -> Sequence[Rect]:
        """The area of each display. Raises `OSError`."""
        ...


class MacScreens:
    """Asks Quartz each time."""

    def __init__(self, quartz: Quartz | None = None) -> None:
        self._quartz = quartz

    def scene(self) -> Scene:
        """What is in front now. Raises `ProbeUnavailable`."""
        try:
            quartz = self._opened()
            windows, displays = quartz.windows(), quartz.displays()
        except OSError as error:
            raise ProbeUnavailable(f"macOS does not say which window is in front: {error}.") from error
        bars = [one.bounds for one in windows if one.level == MENU_BAR_LEVEL]
        front = next((one for one in windows if one.level == NORMAL_LEVEL), None)
        return Scene(
            None if front is None else _window(front), [Monitor(area, _below(area, bars)) for area in displays]
        )

    def close(self) -> None:
        """Nothing is held."""

    def _opened(self) -> Quartz:
        if self._quartz is None:
            self._quartz = SystemQuartz()
        return self._quartz


def _window(front: OnScreen) -> Window:
    return Window(title=front.owner, area=front.bounds, desktop=front.owner in SHELL | BROWSERS)


def _below(area: Rect, bars: Sequence[Rect]) -> Rect:
    """What menu bars leave of a display."""
    height = max((bar.height for bar in bars if bar.common(area).area), default=0)
    return Rect(area.x, area.y + height, area.width, area.height - height)
