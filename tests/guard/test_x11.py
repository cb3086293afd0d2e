"""What is in front on a real X server (Xvfb) with a real window manager (openbox)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.probes.fullscreen import Fullscreen
from dreamwindow.guard.screens import Monitor, Rect
from dreamwindow.guard.screens.x11.authority import cookie, display_number
from dreamwindow.guard.screens.x11.screens import X11Screens
from tests.guard.x_client import SIZE, Client, authority_file, installed, window_manager, x_server

WHOLE = (0, 0, *SIZE)
HOLDS = "a program is fullscreen"
MISSING = "Xvfb or openbox is not installed"


@pytest.fixture(scope="module")
def needs_x() -> None:
    """Skips where there is no X server, but fails if ``CI=true``: there it must not go missing unseen."""
    if not installed():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)


@pytest.fixture(scope="module")
def display(needs_x: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("x")
    with x_server(folder) as number, window_manager(number, folder):
        yield number


@pytest.fixture
def client(display: int) -> Iterator[Client]:
    with Client(display) as client:
        yield client


@pytest.fixture
def probe(display: int) -> Iterator[Fullscreen]:
    probe = Fullscreen(ProbeOptions(), X11Screens({"DISPLAY": f":{display}"}))
    yield probe
    probe.close()


def test_a_fullscreen_window_holds_the_dream_back_until_it_is_gone(client: Client, probe: Fullscreen) -> None:
    window = client.show("DOOM", (100, 100, 300, 200), "FULLSCREEN")
    reading = probe.read()
    assert (reading.says, reading.reason) == ("fullscreen: DOOM", HOLDS)
    client.close(window)
    assert probe.read().reason is None


def test_a_window_without_a_frame_that_covers_the_screen_is_fullscreen(client: Client, probe: Fullscreen) -> None:
    window = client.show("DOOM, borderless", WHOLE)
    assert probe.read().reason == HOLDS
    client.close(window)


@pytest.mark.parametrize(
    ("title", "area", "states"),
    [
        ("Mail", (0, 0, 400, 300), ("MAXIMIZED_VERT", "MAXIMIZED_HORZ")),
        ("Notes", (50, 50, 400, 300), ()),
        ("embers · Dream Window - Chromium", (0, 0, 400, 300), ("FULLSCREEN",)),
    ],
)
def test_a_maximised_one_a_small_one_and_our_own_are_not(
    client: Client, probe: Fullscreen, title: str, area: tuple[int, int, int, int], states: tuple[str, ...]
) -> None:
    window = client.show(title, area, *states)
    reading = probe.read()
    assert reading.reason is None
    assert title in reading.says or "dream itself" in reading.says
    client.close(window)


def test_what_a_task_bar_leaves_is_not_the_whole_screen(client: Client, display: int, probe: Fullscreen) -> None:
    bar = client.show("panel", (0, 576, 800, 24), kind="DOCK")
    screens = X11Screens({"DISPLAY": f":{display}"})
    assert screens.scene().monitors == [Monitor(Rect(*WHOLE), Rect(0, 0, 800, 576))]
    screens.close()
    window = client.show("Mail", (0, 0, 800, 576))
    assert 576 / 600 > 0.95
    assert probe.read().reason is None
    client.close(window)
    client.close(bar)


def test_a_window_that_is_gone_is_nothing_though_the_window_manager_still_names_it(
    client: Client, display: int
) -> None:
    """The server answers BadWindow, as it does for one that closes while we ask."""
    screens = X11Screens({"DISPLAY": f":{display}"})
    gone = client.show("DOOM", WHOLE, "FULLSCREEN")
    assert screens.scene().window is not None
    client.close(gone)
    assert client.numbers("_NET_ACTIVE_WINDOW") == (gone,)
    assert screens.scene().window is None
    screens.close()


def test_without_a_window_manager_nobody_tells(needs_x: None, tmp_path: Path) -> None:
    with x_server(tmp_path) as number:
        screens = X11Screens({"DISPLAY": f":{number}"})
        with pytest.raises(ProbeUnavailable, match="No window manager"):
            screens.scene()


def test_a_server_that_goes_away_is_no_fault_and_one_that_comes_back_is_found(needs_x: None, tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    screens = X11Screens(environ)
    with x_server(tmp_path) as number, window_manager(number, tmp_path):
        environ["DISPLAY"] = f":{number}"
        assert screens.scene().window is None
    with pytest.raises(ProbeUnavailable):
        screens.scene()
    with pytest.raises(ProbeUnavailable, match="There is no X server"):
        screens.scene()
    with x_server(tmp_path) as number, window_manager(number, tmp_path):
        environ["DISPLAY"] = f":{number}"
        assert len(screens.scene().monitors) == 1
        screens.close()


def test_the_cookie_opens_a_server_that_refuses_strangers(needs_x: None, tmp_path: Path) -> None:
    secret = bytes(range(16))
    with x_server(tmp_path, secret) as number:
        stranger = {"DISPLAY": f":{number}", "HOME": str(tmp_path)}
        with pytest.raises(ProbeUnavailable, match="The X server refuses us"):
            X11Screens(stranger).scene()
        authority_file(tmp_path / ".Xauthority", b"%d" % number, secret)
        with pytest.raises(ProbeUnavailable, match="No window manager"):  # it let us in
            X11Screens(stranger).scene()


@pytest.mark.parametrize(
    ("environ", "number"),
    [({"DISPLAY": ":0"}, 0), ({"DISPLAY": ":12.1"}, 12), ({"DISPLAY": "unix:3", "WAYLAND_DISPLAY": "wayland-0"}, 3)],
)
def test_this_machines_displays(environ: dict[str, str], number: int) -> None:
    assert display_number(environ) == number


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "no display"),
        ({"DISPLAY": "localhost:10.0"}, "not this machine's own"),
        ({"DISPLAY": "otherhost:0"}, "not this machine's own"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Wayland lets no program see"),
    ],
)
def test_what_cannot_be_seen_says_why(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ProbeUnavailable, match=says):
        display_number(environ)


def test_of_several_cookies_the_one_for_this_host_is_taken_and_a_torn_file_is_read_as_far_as_it_goes(
    tmp_path: Path,
) -> None:
    one = authority_file(tmp_path / "one", b"7", b"any host").read_bytes()
    other = one.replace(b"\xff\xff\x00\x00", b"\x01\x00\x00\x04here").replace(b"any host", b"our host")
    path = tmp_path / "both"
    path.write_bytes(one + other + one[:5])
    environ = {"XAUTHORITY": str(path)}
    assert cookie(environ, 7, "here") == b"our host"
    assert cookie(environ, 7, "there") == b"any host"
    assert cookie(environ, 8, "here") is None
    assert cookie({"XAUTHORITY": str(tmp_path / "none")}, 7, "here") is None
