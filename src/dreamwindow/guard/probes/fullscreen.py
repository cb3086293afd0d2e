"""A program that has the whole screen."""

from __future__ import annotations

import sys

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.guard.screens import OUR_PAGE, Screens, fills_its_monitor


class Fullscreen:
    """Holds back while the window in front fills its monitor, unless that window is our own page."""

    def __init__(self, options: ProbeOptions, screens: Screens | None = None) -> None:
        self._screens = screens or screens_here()

    def read(self) -> Reading:
        """What is in front."""
        scene = self._screens.scene()
        if scene.window is None:
            return Reading("no window is in front")
        title = scene.window.title or "a window without a title"
        if not fills_its_monitor(scene.window, scene.monitors):
            return Reading(f"in front, not fullscreen: {title}")
        if OUR_PAGE in scene.window.title:
            return Reading("fullscreen, and it is the dream itself")
        return Reading(f"fullscreen: {title}", "a program is fullscreen")

    def close(self) -> None:
        """Let go of the screen."""
        self._screens.close()


def screens_here() -> Screens:
    """This system's."""
    if sys.platform == "win32":
        from dreamwindow.guard.screens.windows import WindowsScreens

        return WindowsScreens()
    if sys.platform == "darwin":
        from dreamwindow.guard.screens.macos import MacScreens

        return MacScreens()
    from dreamwindow.guard.screens.x11.screens import X11Screens

    return X11Screens()
