"""Quartz and Core Foundation, by ctypes: macOS's answers as our own types. Never run there."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dreamwindow.guard.screens import Rect

_FRAMEWORKS = "/System/Library/Frameworks"
_UTF8, _SINT64 = 0x08000100, 4
_ON_SCREEN_ONLY, _NOT_THE_DESKTOP = 1, 16
_MOST_DISPLAYS = 16


@dataclass(frozen=True, slots=True)
class OnScreen:
    """One window that can be seen, as Quartz lists them, the foremost first. Points, not pixels."""

    owner: str
    level: int
    bounds: Rect


class _CGRect(ctypes.Structure):
    _fields_ = [(name, ctypes.c_double) for name in ("x", "y", "width", "height")]

    def rect(self) -> Rect:
        return Rect(round(self.x), round(self.y), round(self.width), round(self.height))


class SystemQuartz:
    """What Core Foundation gives by a name with *Copy* or *Create* is given back after use. Raises `OSError`."""

    def __init__(self) -> None:
        self._cf: Any = ctypes.CDLL(f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation")
        self._cg: Any = ctypes.CDLL(f"{_FRAMEWORKS}/CoreGraphics.framework/CoreGraphics")
        _declare(self._cf, self._cg)

    def windows(self) -> Sequence[OnScreen]:
        """All that are on screen, the foremost first."""
        with self._owned(self._cg.CGWindowListCopyWindowInfo(_ON_SCREEN_ONLY | _NOT_THE_DESKTOP, 0)) as found:
            if not found:
                raise OSError("no window server")
            items = (self._cf.CFArrayGetValueAtIndex(found, at) for at in range(self._cf.CFArrayGetCount(found)))
            return [self._window(item) for item in items]

    def displays(self) -> Sequence[Rect]:
        """The area of each display in use."""
        ids, count = (ctypes.c_uint32 * _MOST_DISPLAYS)(), ctypes.c_uint32()
        if error := self._cg.CGGetActiveDisplayList(_MOST_DISPLAYS, ids, ctypes.byref(count)):
            raise OSError(f"CGGetActiveDisplayList: {error}")
        return [self._cg.CGDisplayBounds(one).rect() for one in ids[: count.value]]

    def is_locked(self) -> bool | None:
        """Of this session; ``None`` without one."""
        with self._owned(self._cg.CGSessionCopyCurrentDictionary()) as session:
            if not session:
                return None
            locked = self._value(session, "CGSSessionScreenIsLocked")  # there only while it is
            return bool(locked and self._cf.CFBooleanGetValue(locked))

    def _window(self, facts: int) -> OnScreen:
        bounds = _CGRect()
        self._cg.CGRectMakeWithDictionaryRepresentation(self._value(facts, "kCGWindowBounds"), ctypes.byref(bounds))
        level = ctypes.c_int64()
        self._cf.CFNumberGetValue(self._value(facts, "kCGWindowLayer"), _SINT64, ctypes.byref(level))
        return OnScreen(self._text(self._value(facts, "kCGWindowOwnerName")), level.value, bounds.rect())

    def _value(self, dictionary: int, key: str) -> int | None:
        with self._owned(self._cf.CFStringCreateWithCString(None, key.encode(), _UTF8)) as name:
            value: int | None = self._cf.CFDictionaryGetValue(dictionary, name)
            return value

    def _text(self, string: int | None) -> str:
        buffer = ctypes.create_string_buffer(512)
        told = string and self._cf.CFStringGetCString(string, buffer, len(buffer), _UTF8)
        return buffer.value.decode(errors="replace") if told else ""

    @contextmanager
    def _owned(self, thing: int | None) -> Iterator[int | None]:
        try:
            yield thing
        finally:
            if thing:
                self._cf.CFRelease(thing)


def _declare(cf: Any, cg: Any) -> None:
    """Everything is a pointer, which ctypes would cut to 32 bits, unless said otherwise."""
    pointer, number, flag = ctypes.c_void_p, ctypes.c_long, ctypes.c_bool
    signatures = [
        (cf.CFArrayGetCount, number, [pointer]),
        (cf.CFArrayGetValueAtIndex, pointer, [pointer, number]),
        (cf.CFDictionaryGetValue, pointer, [pointer, pointer]),
        (cf.CFStringCreateWithCString, pointer, [pointer, ctypes.c_char_p, ctypes.c_uint32]),
        (cf.CFStringGetCString, flag, [pointer, ctypes.c_char_p, number, ctypes.c_uint32]),
        (cf.CFNumberGetValue, flag, [pointer, number, pointer]),
        (cf.CFBooleanGetValue, flag, [pointer]),
        (cf.CFRelease, None, [pointer]),
        (cg.CGWindowListCopyWindowInfo, pointer, [ctypes.c_uint32, ctypes.c_uint32]),
        (cg.CGRectMakeWithDictionaryRepresentation, flag, [pointer, pointer]),
        (cg.CGGetActiveDisplayList, ctypes.c_int32, [ctypes.c_uint32, pointer, pointer]),
        (cg.CGDisplayBounds, _CGRect, [ctypes.c_uint32]),
        (cg.CGSessionCopyCurrentDictionary, pointer, []),
    ]
    for function, result, arguments in signatures:
        function.restype, function.argtypes = result, arguments
