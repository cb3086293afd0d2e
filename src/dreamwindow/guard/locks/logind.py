"""What systemd's logind says of this session: desktops tell it when they lock the screen."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.locks import dbus

SYSTEM_BUS = "/run/dbus/system_bus_socket"
ANSWER_S = 1.0
_HELLO = dbus.Call(
    destination="org.freedesktop.DBus", path="/org/freedesktop/DBus", interface="org.freedesktop.DBus", member="Hello"
)
_IS_LOCKED = dbus.Call(
    destination="org.freedesktop.login1",
    path="/org/freedesktop/login1/session/auto",
    interface="org.freedesktop.DBus.Properties",
    member="Get",
    arguments=("org.freedesktop.login1.Session", "LockedHint"),
)


class Logind:
    """Connects when it is first asked, and again after a failure. A question takes no longer than `ANSWER_S`."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._path = environ.get("DBUS_SYSTEM_BUS_ADDRESS", "").removeprefix("unix:path=") or SYSTEM_BUS
        self._socket: socket.socket | None = None
        self._serial = 0

    def is_locked(self) -> bool:
        """Whether the desktop said that it locked the screen. Raises `ProbeUnavailable`."""
        try:
            return dbus.boolean_in(self._ask(_IS_LOCKED))
        except (OSError, ValueError) as error:
            self.close()
            raise ProbeUnavailable(f"logind does not say whether the screen is locked: {error}.") from error

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    def _ask(self, call: dbus.Call) -> bytes:
        if self._socket is None:
            self._socket = self._connected()
            self._exchange(self._socket, _HELLO)
        return self._exchange(self._socket, call)

    def _connected(self) -> socket.socket:
        """To the bus, which asks who we are and can see it for itself."""
        bus = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        bus.settimeout(ANSWER_S)
        try:
            bus.connect(self._path)
            bus.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            if not bus.recv(512).startswith(b"OK "):
                raise ConnectionRefusedError("the system bus refuses us")
            bus.sendall(b"BEGIN\r\n")
        except OSError:
            bus.close()
            raise
        return bus

    def _exchange(self, bus: socket.socket, call: dbus.Call) -> bytes:
        self._serial += 1
        bus.sendall(dbus.pack(call, self._serial))
        while True:  # signals that nobody asked for come in between
            fixed = _take(bus, dbus.FIXED)
            message = dbus.unpack(fixed + _take(bus, dbus.rest_of(fixed)))
            if message.reply_to != self._serial:
                continue
            if message.kind == dbus.ERROR:
                raise ValueError(dbus.text_in(message.body))
            return message.body


def _take(bus: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = bus.recv(count - len(data))
        if not more:
            raise ConnectionResetError("the system bus went away")
        data += more
    return data
