"""What Windows says of this session, by wtsapi32. Written from Microsoft's documentation; never run there."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from typing import Any

from dreamwindow.errors import ProbeUnavailable

_WTS_CURRENT_SESSION, _WTS_SESSION_INFO_EX = 0xFFFFFFFF, 25
_LEVEL_1, _LOCKED, _UNLOCKED = 1, 0, 1
_FLAGS_AT = 16
"""Of ``WTSINFOEXW``: level, padding to 8, then session id, state and flags, each 32 bits."""


class WindowsLock:
    """``ask`` gives the bytes of a ``WTSINFOEXW``: tests give recorded ones."""

    def __init__(self, ask: Callable[[], bytes] | None = None) -> None:
        self._ask = ask or _session_info

    def is_locked(self) -> bool:
        """Whether this session is. Raises `ProbeUnavailable`."""
        try:
            info = self._ask()
        except OSError as error:
            raise ProbeUnavailable(f"Windows does not say whether the screen is locked: {error}.") from error
        (level,) = struct.unpack_from("<I", info)
        (flags,) = struct.unpack_from("<i", info, _FLAGS_AT)
        if level != _LEVEL_1 or flags not in (_LOCKED, _UNLOCKED):
            raise ProbeUnavailable("Windows does not know whether the screen is locked.")
        return bool(flags == _LOCKED)

    def close(self) -> None:
        """Nothing is held."""


def _session_info() -> bytes:
    wts: Any = ctypes.WinDLL("wtsapi32", use_last_error=True)  # type: ignore[attr-defined] # only Windows has it
    wts.WTSFreeMemory.argtypes = [ctypes.c_void_p]
    buffer, size = ctypes.c_void_p(), ctypes.c_ulong()
    asked = (None, _WTS_CURRENT_SESSION, _WTS_SESSION_INFO_EX, ctypes.byref(buffer), ctypes.byref(size))
    wts.WTSQuerySessionInformationW.argtypes = [
        ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
    ]  # fmt: skip
    if not wts.WTSQuerySessionInformationW(*asked):
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined] # only Windows has it
    try:
        return ctypes.string_at(buffer, size.value)
    finally:
        wts.WTSFreeMemory(buffer)
