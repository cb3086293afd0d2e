"""What is in front on Windows, by user32. Written from Microsoft's documentation; never run there.

The calls stand behind `User32`, so that what is made of their answers is tested with recorded ones.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Protocol

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.screens import Monitor, Rect, Scene, Window

SHELL = frozenset({"Progman", "WorkerW", "Shell_TrayWnd", "XamlExplorerHostIslandWindow"})
"""Window classes of the desktop, the task bar and the task switcher."""
WS_MAXIMIZE, WS_CAPTION = 0x01000000, 0x00C00000
_GWL_STYLE, _MONITOR_DEFAULTTONEAREST = -16, 2
_PER_MONITOR_AWARE_V2 = -4


@dataclass(frozen=True, slots=True)
class Front:
    """What the system says of the window in front. Rectangles are left, top, right, bottom in physical pixels."""

    title: str
    window_class: str
    style: int
    rect: tuple[int, int, int, int]
    monitor: tuple[int, int, int, int]
    work: tuple[int, int, int, int]


class User32(Protocol):
    """The one question."""

    def front(self) -> Front | None:
        """The window in front, if there is one. Raises `OSError`."""
        ...


class WindowsScreens:
    """A game without a frame is no maximised window, though it may call itself one: it has no caption."""

    def __init__(self, user32: User32 | None = None) -> None:
        self._user32 = user32 or _System()

    def scene(self) -> Scene:
        """What is in front now. Raises `ProbeUnavailable`."""
        try:
            front = self._user32.front()
        except OSError as error:
            raise ProbeUnavailable(f"Windows does not say which window is in front: {error}.") from error
        if front is None:  # the lock screen, or a change from one window to the next
            return Scene(None, ())
        window = Window(
            title=front.title,
            area=_rect(front.rect),
            maximised=bool(front.style & WS_MAXIMIZE) and front.style & WS_CAPTION == WS_CAPTION,
            desktop=front.window_class in SHELL,
        )
        return Scene(window, (Monitor(_rect(front.monitor), _rect(front.work)),))

    def close(self) -> None:
        """Nothing is held."""


def _rect(edges: tuple[int, int, int, int]) -> Rect:
    left, top, right, bottom = edges
    return Rect(left, top, right - left, bottom - top)


class _Edges(ctypes.Structure):
    _fields_ = [("left", ctypes.c_long), ("top", ctypes.c_long), ("right", ctypes.c_long), ("bottom", ctypes.c_long)]

    def all(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.right, self.bottom


class _MonitorInfo(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_ulong),
        ("monitor", _Edges),
        ("work", _Edges),
        ("flags", ctypes.c_ulong),
    ]


class _System:
    """user32 itself. Handles are pointers: without `argtypes` a 64 bit one would be cut."""

    def __init__(self) -> None:
        user32: Any = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined] # only Windows has it
        handle, pointer = ctypes.c_void_p, ctypes.c_void_p
        user32.GetForegroundWindow.restype = handle
        user32.MonitorFromWindow.argtypes, user32.MonitorFromWindow.restype = [handle, ctypes.c_ulong], handle
        user32.GetMonitorInfoW.argtypes = user32.GetWindowRect.argtypes = [handle, pointer]
        user32.GetWindowTextW.argtypes = user32.GetClassNameW.argtypes = [handle, ctypes.c_wchar_p, ctypes.c_int]
        user32.GetWindowLongW.argtypes = [handle, ctypes.c_int]
        user32.SetThreadDpiAwarenessContext.argtypes = [handle]
        user32.SetThreadDpiAwarenessContext.restype = handle
        self._user32 = user32

    def front(self) -> Front | None:
        user32 = self._user32
        user32.SetThreadDpiAwarenessContext(_PER_MONITOR_AWARE_V2)  # else both rectangles are scaled, and not alike
        window = user32.GetForegroundWindow()
        if not window:
            return None
        rect, info = _Edges(), _MonitorInfo(size=ctypes.sizeof(_MonitorInfo))
        monitor = user32.MonitorFromWindow(window, _MONITOR_DEFAULTTONEAREST)
        if not user32.GetWindowRect(window, ctypes.byref(rect)):
            return None  # it closed meanwhile
        if not user32.GetMonitorInfoW(monitor, ctypes.byref(info)):
            raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined] # only Windows has it
        return Front(
            title=self._text(user32.GetWindowTextW, window),
            window_class=self._text(user32.GetClassNameW, window),
            style=user32.GetWindowLongW(window, _GWL_STYLE),
            rect=rect.all(),
            monitor=info.monitor.all(),
            work=info.work.all(),
        )

    def _text(self, ask: Any, window: int) -> str:
        buffer = ctypes.create_unicode_buffer(256)
        ask(window, buffer, len(buffer))
        return buffer.value
