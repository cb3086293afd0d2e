"""What counts as fullscreen, and what Windows and macOS say of it (recorded: never run there)."""

from __future__ import annotations

import pytest

from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.probes.fullscreen import Fullscreen
from dreamwindow.guard.quartz import OnScreen
from dreamwindow.guard.screens import Monitor, Rect, Window, fills_its_monitor
from dreamwindow.guard.screens.macos import MENU_BAR_LEVEL, MacScreens
from dreamwindow.guard.screens.windows import Front, WindowsScreens

LEFT, RIGHT = Rect(0, 0, 1920, 1080), Rect(1920, 0, 2560, 1440)
MONITORS = (Monitor(LEFT, Rect(0, 0, 1920, 1040)), Monitor(RIGHT, RIGHT))
HOLDS = "a program is fullscreen"


@pytest.mark.parametrize(
    ("area", "fills"),
    [
        (LEFT, True),
        (RIGHT, True),
        (Rect(0, 0, 1920, 1040), False),  # just what the task bar leaves: 96 % of the monitor
        (Rect(0, 0, 1910, 1070), True),
        (Rect(1920, 0, 2560, 1369), True),  # 95.07 %
        (Rect(1920, 0, 2560, 1367), False),  # 94.9 %
        (Rect(-8, -8, 1936, 1056), False),  # maximised, as Windows 10 lays it out: the frame hangs over
        (Rect(200, 100, 1200, 800), False),
        (Rect(960, 0, 1920, 1080), False),  # half on each
        (Rect(5000, 5000, 1920, 1080), False),
        (Rect(0, 0, 0, 0), False),
    ],
)
def test_a_window_fills_its_monitor_with_at_least_95_percent_of_it(area: Rect, fills: bool) -> None:
    assert fills_its_monitor(Window(title="x", area=area), MONITORS) is fills


def test_what_says_of_itself_that_it_is_fullscreen_needs_no_more_than_95_percent() -> None:
    assert fills_its_monitor(Window(title="x", area=Rect(0, 0, 1920, 1040), fullscreen=True), MONITORS)
    assert not fills_its_monitor(Window(title="x", area=Rect(0, 0, 800, 600), fullscreen=True), MONITORS)


def test_the_desktop_and_a_maximised_window_do_not_count() -> None:
    assert not fills_its_monitor(Window(title="x", area=RIGHT, desktop=True), MONITORS)
    assert not fills_its_monitor(Window(title="x", area=RIGHT, maximised=True), MONITORS)
    assert fills_its_monitor(Window(title="x", area=RIGHT, maximised=True, fullscreen=True), MONITORS)


def test_without_a_monitor_nothing_is_fullscreen() -> None:
    assert not fills_its_monitor(Window(title="x", area=LEFT), ())


CAPTIONED, MAXIMISED, POPUP = 0x14CF0000, 0x15CF0000, 0x94000000
FULL, BARE = (0, 0, 1920, 1080), (0, 0, 1920, 1040)


def windows(title: str, window_class: str, style: int, rect: tuple[int, int, int, int]) -> Front:
    return Front(title, window_class, style, rect, monitor=FULL, work=BARE)


class _User32:
    def __init__(self, front: Front | None) -> None:
        self._front = front

    def front(self) -> Front | None:
        return self._front


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        (windows("DOOM", "UnityWndClass", POPUP, FULL), HOLDS),
        (windows("DOOM", "UnrealWindow", POPUP | 0x01000000, FULL), HOLDS),
        (windows("Mail", "Chrome_WidgetWin_1", MAXIMISED, (-8, -8, 1928, 1048)), None),
        (windows("Mail, bar hidden", "Chrome_WidgetWin_1", MAXIMISED, (-8, -8, 1928, 1088)), None),
        (windows("Notes", "Notepad", CAPTIONED, (100, 100, 900, 700)), None),
        (windows("", "Progman", POPUP, FULL), None),
        (windows("", "WorkerW", POPUP, FULL), None),
        (windows("embers · Dream Window - Google Chrome", "Chrome_WidgetWin_1", POPUP, FULL), None),
        (None, None),
    ],
)
def test_windows(front: Front | None, reason: str | None) -> None:
    assert Fullscreen(ProbeOptions(), WindowsScreens(_User32(front))).read().reason == reason


class _Quartz:
    def __init__(self, *windows: OnScreen) -> None:
        self._windows = windows

    def windows(self) -> tuple[OnScreen, ...]:
        return self._windows

    def displays(self) -> list[Rect]:
        return [LEFT, RIGHT]


BAR = OnScreen("Window Server", MENU_BAR_LEVEL, Rect(0, 0, 1920, 24))


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        ([OnScreen("DOOM", 0, LEFT)], HOLDS),
        ([BAR, OnScreen("Mail", 0, Rect(0, 24, 1920, 1056))], None),
        ([BAR, OnScreen("DOOM", 0, RIGHT)], HOLDS),
        ([OnScreen("Google Chrome", 0, LEFT)], None),
        ([BAR, OnScreen("Finder", 0, LEFT)], None),
        ([BAR], None),
    ],
)
def test_macos(seen: list[OnScreen], reason: str | None) -> None:
    assert Fullscreen(ProbeOptions(), MacScreens(_Quartz(*seen))).read().reason == reason


class _Refusing:
    def front(self) -> Front | None:
        raise OSError("access denied")


def test_a_system_that_does_not_say_is_no_fault() -> None:
    with pytest.raises(ProbeUnavailable, match="access denied"):
        WindowsScreens(_Refusing()).scene()
