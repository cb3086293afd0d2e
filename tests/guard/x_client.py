"""A program with windows on a real X server, for what no recorded answer shows."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dreamwindow.guard.screens.x11 import packets
from dreamwindow.guard.screens.x11.connection import Connection

SIZE = (800, 600)
_CREATE_WINDOW, _CHANGE_ATTRIBUTES, _DESTROY_WINDOW, _MAP_WINDOW, _CHANGE_PROPERTY = 1, 2, 4, 8, 18
_EVENT_MASK, _PROPERTY_CHANGES = 0x800, 0x400000
ATOM, CARDINAL = 4, 6
_MWM_DECORATIONS = 2


@contextmanager
def x_server(folder: Path, cookie: bytes | None = None) -> Iterator[int]:
    """Xvfb with one screen of `SIZE`; its number. With a ``cookie`` it lets in nobody else."""
    read, write = os.pipe()
    screen = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    if cookie is not None:
        command += ["-auth", str(authority_file(folder / "server", b"", cookie))]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read, "rb") as ready:
                number = int(ready.readline())
            yield number
        finally:
            server.terminate()


@contextmanager
def window_manager(number: int, folder: Path) -> Iterator[None]:
    """openbox, once it says that it is there: a window that is mapped while it starts may stay unmanaged."""
    environ = {"DISPLAY": f":{number}", "HOME": str(folder), "PATH": os.environ["PATH"]}
    command = ["openbox", "--sm-disable", "--startup", "echo ready"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as manager:
        assert manager.stdout is not None
        try:
            while manager.stdout.readline() not in (b"ready\n", b""):
                continue
            yield
        finally:
            manager.terminate()


def installed() -> bool:
    """Whether both are."""
    return all(map(shutil.which, ("Xvfb", "openbox")))


def authority_file(path: Path, number: bytes, cookie: bytes) -> Path:
    """As ``xauth`` writes it, for any host."""
    parts = (b"", number, b"MIT-MAGIC-COOKIE-1", cookie)
    path.write_bytes(struct.pack(">H", 0xFFFF) + b"".join(struct.pack(">H", len(part)) + part for part in parts))
    return path


class Client:
    """A connection that also makes windows, and hears when the window manager has done with them."""

    def __init__(self, number: int) -> None:
        self._server = Connection(number, None)
        self._socket = self._server._socket
        self.root = self._server.screen.root
        self._made = 0
        watch = struct.pack("<III", self.root, _EVENT_MASK, _PROPERTY_CHANGES)
        self._send(_CHANGE_ATTRIBUTES, 0, watch)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for changes of the root window until it does. Raises `TimeoutError` if nothing changes any more."""
        self._socket.settimeout(5)
        while not holds():
            self._server._take(packets.HEAD)

    def show(self, title: str, area: tuple[int, int, int, int], *states: str, kind: str = "NORMAL") -> int:
        """A window, mapped; a dock takes the lowest lines of the screen for itself."""
        self._made += 1
        window = self._base() + self._made
        x, y, width, height = area
        self._send(_CREATE_WINDOW, 0, struct.pack("<IIhhHHHHII", window, self.root, x, y, width, height, 0, 1, 0, 0))
        self.set(window, "_NET_WM_NAME", self.atom("UTF8_STRING"), title.encode())
        self.set(window, "_NET_WM_WINDOW_TYPE", ATOM, [self.atom(f"_NET_WM_WINDOW_TYPE_{kind}")])
        self.set(window, "_NET_WM_STATE", ATOM, [self.atom(f"_NET_WM_STATE_{state}") for state in states])
        self.set(window, "_MOTIF_WM_HINTS", self.atom("_MOTIF_WM_HINTS"), [_MWM_DECORATIONS, 0, 0, 0, 0])
        if kind == "DOCK":
            self.set(window, "_NET_WM_STRUT", CARDINAL, [0, 0, 0, height])
        self._send(_MAP_WINDOW, 0, struct.pack("<I", window))
        if kind == "DOCK":
            self.until(lambda: self.numbers("_NET_WORKAREA")[:4] == (0, 0, SIZE[0], SIZE[1] - height))
        else:
            self.until(lambda: self._managed(window) and self.numbers("_NET_ACTIVE_WINDOW") == (window,))
        return window

    def close(self, window: int) -> None:
        """Take it away. (openbox goes on naming the last window that was active.)"""
        self._send(_DESTROY_WINDOW, 0, struct.pack("<I", window))
        self.until(lambda: not self._managed(window))

    def numbers(self, name: str) -> tuple[int, ...]:
        """A property of the root window."""
        return packets.numbers_in(self._server.ask(packets.get_property(self.root, self.atom(name))))

    def atom(self, name: str) -> int:
        """A name's number, made if need be."""
        request = bytearray(packets.intern_atom(name))
        request[1] = 0
        return packets.atom_in(self._server.ask(bytes(request)))

    def set(self, window: int, name: str, kind: int, value: bytes | list[int]) -> None:
        """A property of a window."""
        width, data = (8, value) if isinstance(value, bytes) else (32, struct.pack(f"<{len(value)}I", *value))
        head = struct.pack("<IIIB3xI", window, self.atom(name), kind, width, len(value))
        self._send(_CHANGE_PROPERTY, 0, head + data + bytes(-len(data) % 4))

    def _managed(self, window: int) -> bool:
        return window in self.numbers("_NET_CLIENT_LIST")

    def _base(self) -> int:
        return self._server.screen.first_id

    def _send(self, opcode: int, data: int, body: bytes) -> None:
        self._socket.sendall(struct.pack("<BBH", opcode, data, 1 + len(body) // 4) + body)
