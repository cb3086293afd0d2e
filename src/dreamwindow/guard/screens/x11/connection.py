"""One connection to an X server: a question, an answer, none of them for longer than a second."""

from __future__ import annotations

import socket
import struct

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.screens.x11 import packets
from dreamwindow.guard.screens.x11.authority import COOKIE

ANSWER_S = 1.0


class BadRequest(Exception):
    """The server cannot do it: the window is gone, say."""


class Connection:
    """Open from the start. Raises `ProbeUnavailable` when the server is not there, refuses us or goes away."""

    def __init__(self, number: int, cookie: bytes | None) -> None:
        self._socket = _connected(f"/tmp/.X11-unix/X{number}")  # noqa: S108 - where every X server listens
        try:
            self.screen = self._introduce(cookie)
        except BaseException:
            self.close()
            raise

    def ask(self, request: bytes) -> bytes:
        """The answer. Raises `BadRequest`, after which other questions may be asked."""
        self._send(request)
        while True:
            head = self._take(packets.HEAD)
            if head[0] == packets.REPLY:
                return head + self._take(4 * struct.unpack_from("<I", head, 4)[0])
            if head[0] == packets.ERROR:
                raise BadRequest(f"X error {head[1]}")

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _introduce(self, cookie: bytes | None) -> packets.Screen:
        self._send(packets.setup(COOKIE, cookie) if cookie is not None else packets.setup(b"", b""))
        accepted, said, words = struct.unpack("<BB4xH", self._take(8))
        rest = self._take(4 * words)
        if accepted != 1:
            raise ProbeUnavailable(f"The X server refuses us: {rest[:said].decode(errors='replace').strip()}.")
        return packets.first_screen(rest)

    def _send(self, data: bytes) -> None:
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise ProbeUnavailable(f"The X server went away: {error}.") from error

    def _take(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            try:
                more = self._socket.recv(count - len(data))
            except OSError as error:
                raise ProbeUnavailable(f"The X server does not answer: {error}.") from error
            if not more:
                raise ProbeUnavailable("The X server went away.")
            data += more
        return data


def _connected(path: str) -> socket.socket:
    """To the file, or to the name that Linux keeps beside it: a container may have only one of them."""
    found: OSError | None = None
    for address in (path, f"\0{path}"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(ANSWER_S)
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            found = error
        else:
            return connection
    raise ProbeUnavailable(f"There is no X server at {path}: {found}.")
