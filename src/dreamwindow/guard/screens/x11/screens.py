"""What is in front on an X server, as a window manager tells it (Extended Window Manager Hints 1.5)."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.screens import Monitor, Rect, Scene, Window
from dreamwindow.guard.screens.x11 import packets
from dreamwindow.guard.screens.x11.authority import cookie, display_number
from dreamwindow.guard.screens.x11.connection import BadRequest, Connection

_STATE = "_NET_WM_STATE"
_MAXIMISED = {f"{_STATE}_MAXIMIZED_VERT", f"{_STATE}_MAXIMIZED_HORZ"}


class X11Screens:
    """Connects when it is first asked, and again when the server has gone and come back.

    Under Wayland it sees what runs in Xwayland, as most games do, and nothing else: no program may see another's
    windows there.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._server: Connection | None = None
        self._atoms: dict[str, int] = {}

    def scene(self) -> Scene:
        """What is in front now. Raises `ProbeUnavailable`."""
        try:
            server = self._connected()
            return Scene(self._window(server), self._monitors(server))
        except ProbeUnavailable:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._server is not None:
            self._server.close()
        self._server = None
        self._atoms.clear()

    def _connected(self) -> Connection:
        if self._server is None:
            number = display_number(self._environ)
            self._server = Connection(number, cookie(self._environ, number, platform.node()))
        return self._server

    def _window(self, server: Connection) -> Window | None:
        """The active window; ``None`` when there is none, or it closed while we asked."""
        found = self._numbers(server, server.screen.root, "_NET_ACTIVE_WINDOW")
        if not found:
            self._check_manager(server)
        try:
            return self._described(server, found[0]) if found and found[0] else None
        except BadRequest:
            return None

    def _check_manager(self, server: Connection) -> None:
        if not self._numbers(server, server.screen.root, "_NET_SUPPORTING_WM_CHECK"):
            raise ProbeUnavailable("No window manager tells which window is in front.")

    def _described(self, server: Connection, window: int) -> Window:
        states = self._numbers(server, window, _STATE)
        kinds = self._numbers(server, window, "_NET_WM_WINDOW_TYPE")
        x, y = packets.place_in(server.ask(packets.translate(window, server.screen.root)))
        return Window(
            title=self._title(server, window),
            area=Rect(x, y, *packets.size_in(server.ask(packets.get_geometry(window)))),
            fullscreen=self._atom(server, f"{_STATE}_FULLSCREEN") in states,
            maximised={self._atom(server, name) for name in _MAXIMISED} <= set(states),
            desktop=self._atom(server, "_NET_WM_WINDOW_TYPE_DESKTOP") in kinds,
        )

    def _title(self, server: Connection, window: int) -> str:
        for name in ("_NET_WM_NAME", "WM_NAME"):
            atom = self._atom(server, name)
            if atom and (title := packets.text_in(server.ask(packets.get_property(window, atom)))):
                return title
        return ""

    def _monitors(self, server: Connection) -> list[Monitor]:
        screen = server.screen
        whole = Rect(0, 0, screen.width, screen.height)
        opcode = packets.opcode_in(server.ask(packets.query_extension("RANDR")))
        areas = [whole]
        if opcode is not None:
            try:
                server.ask(packets.randr_version(opcode))
                areas = list(packets.monitors_in(server.ask(packets.get_monitors(opcode, screen.root)))) or [whole]
            except BadRequest:  # a server older than RandR 1.5
                areas = [whole]
        work = self._work_area(server) or whole
        return [Monitor(area, area.common(work)) for area in areas]

    def _work_area(self, server: Connection) -> Rect | None:
        """What panels leave of all monitors together, on the desktop in front."""
        areas = self._numbers(server, server.screen.root, "_NET_WORKAREA")
        current = self._numbers(server, server.screen.root, "_NET_CURRENT_DESKTOP")
        at = 4 * (current[0] if current else 0)
        return Rect(*areas[at : at + 4]) if len(areas) >= at + 4 else None

    def _numbers(self, server: Connection, window: int, name: str) -> tuple[int, ...]:
        atom = self._atom(server, name)
        return packets.numbers_in(server.ask(packets.get_property(window, atom))) if atom else ()

    def _atom(self, server: Connection, name: str) -> int:
        """A name's number; one that nobody has used yet is asked for again."""
        if not self._atoms.get(name):
            self._atoms[name] = packets.atom_in(server.ask(packets.intern_atom(name)))
        return self._atoms[name]
