"""Screenshots of the page in each of its states, at three sizes: ``python -m tools.screenshots``.

A real dream runs beside a library of a few sessions, and what it says on the socket is altered where a state is hard to
come by (a full disk, an engine that is gone). Each state becomes one picture in ``docs/images/page``.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, WebSocketRoute, sync_playwright

from tools import sample_camera, sample_library, sample_runs
from tools.page_acts import (
    Act,
    choose,
    film,
    film_done,
    film_of_them,
    hung,
    idle,
    look_back,
    look_closely,
    press,
    stir,
    to_engines,
    write,
)
from trials import chromium
from trials.launched import Launched, launched

OUT = Path(__file__).parents[1] / "docs" / "images" / "page"
SIZES = ((1440, 900), (1024, 768), (390, 844))
GAP, SCALE, QUALITY = 24, 0.7, 72
INK = (7, 8, 11)
START_S = 60.0
SETTLE_MS = 2_500


@dataclass(frozen=True, slots=True)
class State:
    """What to do in the page; what the server is made to say: no frames if ``blind``, nothing at all if ``mute``.

    With ``forms`` it is seen how the next picture forms. ``answers``: JSON by the end of the path that asks for it.
    """

    name: str
    act: Act = stir
    place: str = "/"
    says: Mapping[str, Any] = field(default_factory=dict)
    blind: bool = False
    mute: bool = False
    forms: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)


AWAY = "Nobody answers at http://127.0.0.1:8188. Start ComfyUI; it is asked again."
GAME = "a game runs: doom.exe"
SLOW = {"engine": "comfyui", "model": "flux", "progress": 0.4, "fps": 0.2}
FORMING_SIDE = 64
STATES = (
    State("dream", idle),
    State("controls"),
    State("words", write),
    State("drawer", press("d")),
    State("look-back", look_back),
    State("library", hung, "/#library"),
    State("library-picture", look_closely, "/#library"),
    State("library-chosen", choose, "/#library"),
    State("library-film", film_of_them, "/#library"),
    State("library-film-done", film_done, "/#library"),
    State("library-nothing", idle, "/#library?q=zebra"),
    State("settings", place="/#settings"),
    State("runs", place="/#runs", answers=sample_runs.answers()),
    State("run", place=sample_runs.PLACE_OF_ONE, answers=sample_runs.answers()),
    State("runs-empty", place="/#runs", answers=sample_runs.NONE),
    State("live", film("stained glass", "c"), "/#live"),
    State("live-more", film("northern lights", "d"), "/#live"),
    State("live-hands", film("underwater garden", "h"), "/#live"),
    State("live-closed", place="/#live"),
    State("keys", press("?")),
    State("opening", mute=True),
    State("empty", says={"status": "stopped", "fps": None, "frame_number": 0}, blind=True),
    State("starting", says={"status": "starting", "fps": None}, blind=True),
    State("waiting", says={"status": "starting", "fps": None, "error": AWAY}, blind=True),
    State("forming-first", says=SLOW | {"status": "starting"}, blind=True, forms=True),
    State("forming-next", says=SLOW, forms=True),
    State("buffering", says={"status": "buffering"}),
    State("paused", says={"status": "paused", "paused": True, "pause_reason": GAME, "fps": None}),
    State("mending", says={"status": "error", "error": AWAY}),
    State("changing-engine", to_engines, says={"next_engine": "comfyui"}),
    State("disk-full", says={"error": "Recording waits: less than 1 GB is free."}),
    State("stopped", says={"status": "stopped", "fps": None}),
)


def forming(picture: bytes) -> str:
    """The message of a preview: ``picture`` as an engine guesses at it halfway."""
    small = Image.open(io.BytesIO(picture)).resize((FORMING_SIDE, FORMING_SIDE)).convert("RGB")
    data = io.BytesIO()
    small.save(data, "JPEG", quality=60)
    image = "data:image/jpeg;base64," + base64.b64encode(data.getvalue()).decode("ascii")
    return json.dumps(
        {"type": "preview", "fraction": 0.4, "width": small.width, "height": small.height, "image": image}
    )


def overheard(state: State, preview: str) -> Callable[[WebSocketRoute], None]:
    """A socket on which the server says what the state wants."""

    def alter(message: str) -> str:
        said = json.loads(message)
        if said.get("type") == "status":
            said.update(state.says)
        if said.get("type") == "welcome":
            said["status"].update(state.says)
        return json.dumps(said)

    def route(page_side: WebSocketRoute) -> None:
        if state.mute:
            return

        frames = 0

        def pass_on(message: str | bytes) -> None:
            nonlocal frames
            if isinstance(message, str):
                page_side.send(alter(message))
                if state.forms:
                    page_side.send(preview)
                return
            frames += 1
            if not state.blind and not (state.forms and frames > 1):  # who sees a picture form waits for it
                page_side.send(message)

        server_side = page_side.connect_to_server()
        server_side.on_message(pass_on)

    return route


def shot(browser: Browser, url: str, state: State, size: tuple[int, int], dream: Launched | None) -> Image.Image:
    """One window in one state. ``dream`` is ended while the page looks on, if it is given."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    preview = forming(page.request.get(f"{url}/current.jpg").body()) if state.forms else ""
    page.route_web_socket("**/ws", overheard(state, preview))
    if state.answers:
        page.route(re.compile(r"/api/runs"), lambda route: route.fulfill(json=answer_to(route.request.url, state)))
    page.goto(url + state.place)
    page.wait_for_timeout(SETTLE_MS)
    if dream:
        dream.interrupt()
        page.wait_for_timeout(SETTLE_MS)
    state.act(page)
    page.wait_for_timeout(SETTLE_MS)
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return picture.convert("RGB")


def answer_to(url: str, state: State) -> Any:
    """What the state has for this address."""
    path = url.partition("?")[0]
    return next(answer for end, answer in state.answers.items() if path.endswith(end))


def side_by_side(pictures: Sequence[Image.Image]) -> Image.Image:
    """All in one row, scaled alike."""
    scaled = [picture.resize((round(picture.width * SCALE), round(picture.height * SCALE))) for picture in pictures]
    width = sum(picture.width for picture in scaled) + GAP * (len(scaled) - 1)
    sheet = Image.new("RGB", (width, max(picture.height for picture in scaled)), INK)
    left = 0
    for picture in scaled:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    return sheet


def dreaming(folder: str) -> tuple[str, Mapping[str, str]]:
    """A command line that dreams for nobody in particular, and where."""
    options = ("run", "--no-open", "--record", "none", "--port", "0", "--seed", "3")
    return shlex.join((sys.executable, "-m", "dreamwindow", *options)), dict(os.environ, PWD=folder)


def main(argv: Sequence[str]) -> int:
    """Take all, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="states; all without any")
    names = parser.parse_args(argv).names
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        camera = Path(folder) / "camera.mjpeg"
        sample_camera.film(camera)
        sample_library.fill(Path(folder) / "sessions")
        _take(names, Path(folder), camera)
    return 0


def _take(names: Sequence[str], folder: Path, camera: Path) -> None:
    with sync_playwright() as playwright:
        flags = [*chromium.FLAGS, f"--use-file-for-fake-video-capture={camera}"]
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=flags)
        command, environment = dreaming(str(folder))
        with launched(command, folder, environment) as dream:
            for state in STATES:
                if not names or state.name in names:
                    save(state.name, [shot(browser, dream.url(START_S), state, size, None) for size in SIZES])
        if not names or "reconnecting" in names:
            save("reconnecting", [alone(browser, folder, size) for size in SIZES])
        browser.close()


def alone(browser: Browser, folder: Path, size: tuple[int, int]) -> Image.Image:
    """The page after its server has gone."""
    command, environment = dreaming(str(folder))
    with launched(command, folder, environment) as dream:
        return shot(browser, dream.url(START_S), State("reconnecting"), size, dream)


def save(name: str, pictures: Sequence[Image.Image]) -> None:
    """One picture of a state in ``docs/images/page``."""
    path = OUT / f"{name}.webp"
    side_by_side(pictures).save(path, quality=QUALITY, method=6)
    sys.stdout.write(f"{path.name}: {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
