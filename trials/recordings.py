"""A camera and the dream are recorded by a real server: for a minute, onto a full disk, and by one that is killed.

The film is read by FFmpeg's ``ffprobe``, the settings beside it are those that were set, and the library finds it by
its words. On a disk that is full the recording ends with what was whole, while the camera goes on; who is killed leaves
a film that the next start puts in its place. ``--limit`` is the disk's room: a small tmpfs where this user may mount
one, else the longest file that the server may write.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.wire.header import FrameHeader, Payload, unpack
from tests.ffprobe import Probed, probe
from trials.launched import launched

SERVE = f"{shlex.quote(sys.executable)} -m dreamwindow run --no-open --port 0 --config trial.yaml"
CONFIG = """
generation: {width: 128, height: 128}
recording: {record: none, min_free_gb: 0}
system: {sessions_dir: sessions}
"""
FPS = 15
SIDE = 256
UP_S, PATIENCE_S = 60.0, 120.0
Outcome: TypeAlias = tuple[list[str], dict[str, object]]
"""What was wrong, and the figures."""
WORDS = ("stained glass", "moss and water", "embers")


@dataclass(slots=True)
class Camera:
    """Films grain before a moving bar, in a thread; ``styled`` counts what came back, ``token`` is its own."""

    url: str
    styled: int = 0
    token: str = ""
    ended: threading.Event = field(default_factory=threading.Event)
    ready: threading.Event = field(default_factory=threading.Event)
    problems: list[str] = field(default_factory=list)

    def film(self, picture: int, grain: np.ndarray) -> bytes:
        """The next picture's file."""
        pixels = np.roll(grain, 3 * picture, axis=1).copy()
        pixels[:, picture * 4 % SIDE : picture * 4 % SIDE + 24] = 250
        return encode_jpeg(pixels)

    def run(self) -> None:
        """Until it is ended, or its server is gone."""
        with contextlib.suppress(ConnectionClosed):
            self._run()

    def _run(self) -> None:
        grain = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
        with connect(self.url.replace("http", "ws") + "/ws", max_size=None) as socket:
            hello = {"type": "hello", "protocol": 1, "role": "camera", "encoding": "binary", "scene": "own"}
            socket.send(json.dumps(hello))
            self.token = json.loads(socket.recv(timeout=UP_S))["token"]
            self.ready.set()
            picture, due = 0, time.monotonic()
            while not self.ended.is_set():
                if time.monotonic() >= due:
                    due += 1 / FPS
                    picture += 1
                    if picture % (FPS * 10) == 1:
                        words = WORDS[picture // (FPS * 10) % len(WORDS)]
                        socket.send(json.dumps({"type": "prompt", "prompt": words}))
                    header = FrameHeader(kind=Payload.JPEG, seq=picture, width=SIDE, height=SIDE)
                    socket.send(header.pack() + self.film(picture, grain))
                self._hear(socket, due)

    def _hear(self, socket: Any, due: float) -> None:
        with contextlib.suppress(TimeoutError):
            said = socket.recv(timeout=max(0.0, due - time.monotonic()))
            if isinstance(said, bytes):
                self.styled += 1
                socket.send(json.dumps({"type": "ack", "seq": unpack(said)[0].seq}))
            elif json.loads(said)["type"] == "error":
                self.problems.append(said)


@contextlib.contextmanager
def filming(url: str) -> Iterator[Camera]:
    """A camera for as long as the block lasts."""
    camera = Camera(url)
    thread = threading.Thread(target=camera.run, name="camera")
    thread.start()
    try:
        assert camera.ready.wait(UP_S), "no welcome"
        yield camera
    finally:
        camera.ended.set()
        thread.join()


@contextlib.contextmanager
def served(home: Path, prefix: str = "") -> Iterator[tuple[str, httpx.Client, Any]]:
    """A server at home in ``home``: its address, a client of it, and the program."""
    (home / "trial.yaml").write_text(CONFIG)
    with launched(prefix + SERVE, home, os.environ) as program:
        url = program.url(UP_S)
        with httpx.Client(base_url=url, timeout=PATIENCE_S) as http:
            yield url, http, program


def begun(http: httpx.Client, **wish: object) -> dict[str, Any]:
    """A recording."""
    answer = http.post("/api/recordings", json=wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def a_minute(home: Path, seconds: float) -> Outcome:
    """Record a camera with what it saw, and the dream; what was wrong, and the figures."""
    with served(home) as (url, http, _), filming(url) as camera:
        takes = [begun(http, of="live", token=camera.token, camera=True), begun(http)]
        time.sleep(seconds)
        ended = [http.post(f"/api/recordings/{take['id']}/stop").json() for take in takes]
        wrong = camera.problems[:1]
        found = [_found(http, take["id"]) for take in takes]
    films = {
        f"{take['of']} {film}": probe(Path(take["folder"]) / f"{film}.mp4") for take in ended for film in take["films"]
    }
    wrong += [problem for name, film in films.items() for problem in _faults(name, film, seconds)]
    wrong += [f"{take['of']}: not found in the library" for take, there in zip(ended, found, strict=True) if not there]
    lines = (Path(ended[0]["folder"]) / "settings.jsonl").read_text().splitlines()
    said = [json.loads(line)["prompt"] for line in lines]
    expected = [WORDS[turn % len(WORDS)] for turn in range(int(seconds // 10))]
    wrong += [f"the settings beside it are {said}"] if not set(expected) <= set(said) else []
    figures = {name: f"{film.frames} frames, {film.duration_s:.1f} s" for name, film in films.items()}
    return wrong, {**figures, "styled": camera.styled, "dropped": [take["dropped"] for take in ended], "words": said}


def _faults(name: str, film: Probed, seconds: float) -> Iterator[str]:
    if film.complaints:
        yield f"{name}: {film.complaints}"
    if not seconds - 1 <= film.duration_s <= seconds + 3:
        yield f"{name}: {film.duration_s:.1f} s long instead of {seconds:g}"


def _found(http: httpx.Client, session: str) -> bool:
    """Whether the library lists it by its words, with a thumbnail."""
    deadline = time.monotonic() + UP_S
    while time.monotonic() < deadline:
        known = [entry for entry in http.get("/api/sessions").json()["sessions"] if entry["title"] == session]
        if known and known[0]["images"]:
            key = known[0]["id"]
            words = (known[0]["prompt"] or "").split()[:1] or ["a"]
            images = http.get("/api/search", params={"session": key, "q": words[0]}).json()["images"]
            return bool(images) and all(
                http.get(f"/api/images/{key}/{image['name']}", params={"thumbnail": True}).status_code == 200
                for image in images
            )
        time.sleep(0.2)
    return False


@contextlib.contextmanager
def small_disk(home: Path, limit_mb: int) -> Iterator[str]:
    """Sessions have so much room; what to put before the command, and how it was done, in its place."""
    sessions = home / "sessions"
    sessions.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={limit_mb}m", "tmpfs", str(sessions)]
    try:
        is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        is_mounted = False
    try:
        yield "" if is_mounted else f"ulimit -f {limit_mb * 1024}; "
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(sessions)], check=True)


def a_full_disk(home: Path, limit_mb: int) -> Outcome:
    """Record until the disk is full: the recording ends, and nothing else."""
    with small_disk(home, limit_mb) as prefix, served(home, prefix) as (url, http, program), filming(url) as camera:
        take = begun(http, of="live", token=camera.token, camera=True)
        deadline = time.monotonic() + PATIENCE_S
        while (now := http.get(f"/api/recordings/{take['id']}").json())["state"] == "running":
            assert time.monotonic() < deadline, f"the disk of {limit_mb} MB is not full yet: {now}"
            time.sleep(0.1)
        before = camera.styled
        time.sleep(3)
        wrong = [] if camera.styled > before + FPS else [f"only {camera.styled - before} pictures in 3 s afterwards"]
        wrong += [] if http.get("/readyz").status_code == 200 else ["the dream does not go on"]
        wrong += [] if now["state"] == "aborted" else [f"it ended as {now['state']}"]
        film = probe(Path(take["folder"]) / "recording.mp4")
        wrong += [film.complaints] if film.complaints else []
        wrong += [f"the session says {read_manifest(Path(take['folder'])).status}"] if _is_open(take) else []
        wrong += [line for line in program.lines if "Traceback" in line]
    how = "tmpfs" if not prefix else "longest file"
    return wrong, {"room": f"{limit_mb} MB ({how})", "reason": now["reason"], "film": f"{film.frames} frames"}


def _is_open(take: dict[str, Any]) -> bool:
    return read_manifest(Path(take["folder"])).status == "running"


def a_kill(home: Path, seconds: float) -> Outcome:
    """Kill the server while it records, and start it again."""
    with served(home) as (url, http, program):
        with filming(url) as camera:
            take = begun(http, of="live", token=camera.token)
            time.sleep(seconds)
            program.kill()
        folder = Path(take["folder"])
        parts = [path.name for path in folder.glob("*.part")]
    with served(home):
        manifest = read_manifest(folder)
    film = probe(folder / "recording.mp4")
    wrong = [] if parts == ["recording.mp4.part"] else [f"it left {parts}"]
    wrong += [] if manifest.status == "died" else [f"the session says {manifest.status}"]
    wrong += [film.complaints] if film.complaints else []
    wrong += [] if film.duration_s >= seconds - 8 else [f"only {film.duration_s:.1f} of {seconds:g} s are left"]
    return wrong, {"killed after": f"{seconds:g} s", "film": f"{film.frames} frames, {film.duration_s:.1f} s"}


def main(argv: Sequence[str]) -> int:
    """Try all three; 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m trials recordings", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--limit", type=int, default=6, metavar="MB")
    wanted = parser.parse_args(argv)
    trials: dict[str, Callable[[Path], Outcome]] = {
        "a minute": lambda home: a_minute(home, wanted.seconds),
        "a full disk": lambda home: a_full_disk(home, wanted.limit),
        "a kill": lambda home: a_kill(home, min(20.0, wanted.seconds)),
    }
    failed = False
    for name, trial in trials.items():
        with tempfile.TemporaryDirectory() as folder:
            wrong, figures = trial(Path(folder))
        print(json.dumps({"trial": name, **figures, "wrong": wrong}), flush=True)
        failed |= bool(wrong)
    print(f"load {os.getloadavg()[0]:.1f}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
