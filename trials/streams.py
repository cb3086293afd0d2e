"""A real server streams by RTMP to a receiver that goes, hangs and comes back; the dream never waits for it.

The receiver is FFmpeg, which listens and writes what comes to a file. It goes and is started again: the sink comes
back by itself, and both files are films. Then it is stopped (SIGSTOP) with its line open: what the dream shows goes on
at its rate. A video that is restyled at the same time is a second stream, into a file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from dreamwindow.outputs.video import encode_mp4
from tests.ffprobe import NoVideo, probe
from trials.launched import launched

SERVE = f"exec {shlex.quote(sys.executable)} -m dreamwindow run --no-open --port 0 --config trial.yaml"
CONFIG = """
generation: {{width: 128, height: 128}}
output: {{display_rate_hz: 12}}
recording: {{record: none}}
live:
  sources:
    - {{name: bars, place: bars.mp4, prompt: stained glass}}
  sinks:
    - {{name: stage, to: "rtmp://127.0.0.1:{port}/live/key", rate_hz: 15}}
    - {{name: file, to: bars.mkv, of: bars, rate_hz: 15}}
"""
UP_S, SOON_S = 60.0, 60.0
QUICK = ["-analyzeduration", "500000", "-probesize", "50000", "-flush_packets", "1"]
"""It begins to write when it has seen half a second."""
SOME_BYTES = 2_000
LEAST_SHARE = 0.8
"""Of the dream's rate before, while the receiver hangs."""


@contextlib.contextmanager
def receiving(port: int, file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """FFmpeg listens, and writes what comes to ``file``."""
    command = [
        "ffmpeg",
        "-loglevel",
        "error",
        "-y",
        *QUICK[:4],
        "-listen",
        "1",
        "-i",
        f"rtmp://127.0.0.1:{port}/live/key",
    ]
    with subprocess.Popen(
        [*command, "-c", "copy", *QUICK[4:], str(file)], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as receiver:
        try:
            yield receiver
            receiver.send_signal(signal.SIGINT)  # so that it ends its file
            receiver.wait(SOON_S)
        finally:
            receiver.kill()


def until(seen: Callable[[], bool]) -> bool:
    """Whether it was seen soon."""
    deadline = time.monotonic() + SOON_S
    while not seen():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def came_back(file: Path) -> list[str]:
    """What is wrong, if nothing is received."""
    received = until(lambda: file.exists() and file.stat().st_size > SOME_BYTES)
    return [] if received else [f"nothing came for {file.name}"]


def sink(http: httpx.Client, name: str) -> dict[str, Any]:
    """How a sink goes."""
    return next(dict(one) for one in http.get("/api/sinks").json()["sinks"] if one["name"] == name)


def shown_a_second(http: httpx.Client, seconds: float) -> float:
    """Pictures of the dream, over so long."""
    first, began = http.get("/api/status").json()["frame_number"], time.monotonic()
    time.sleep(seconds)
    return float(http.get("/api/status").json()["frame_number"] - first) / (time.monotonic() - began)


def film_of(file: Path) -> tuple[str, list[str]]:
    """What it is, and what is wrong with it."""
    try:
        film = probe(file)
    except NoVideo as error:
        return "none", [f"{file.name}: {error}"]
    return f"{film.frames} frames of {film.width}x{film.height}", []


def run(home: Path, seconds: float) -> tuple[list[str], dict[str, object]]:
    """All of it; what was wrong, and the figures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bars = (
        np.roll(np.full((96, 128, 3), 40, np.uint8) + np.arange(128, dtype=np.uint8)[None, :, None], n, 1)
        for n in range(48)
    )
    (home / "bars.mp4").write_bytes(encode_mp4((picture, n / 12) for n, picture in enumerate(bars)))
    (home / "trial.yaml").write_text(CONFIG.format(port=port))
    wrong: list[str] = []
    with launched(SERVE, home, os.environ) as program, httpx.Client(base_url=program.url(UP_S), timeout=SOON_S) as http:
        wrong += (
            [] if until(lambda: sink(http, "stage")["state"] == "waiting") else ["it does not say that nobody listens"]
        )
        says = sink(http, "stage")["says"]
        for turn in (1, 2):
            with receiving(port, home / f"{turn}.flv"):
                before = sink(http, "stage")["openings"]
                wrong += came_back(home / f"{turn}.flv")
                time.sleep(seconds)
        with receiving(port, home / "3.flv") as receiver:
            wrong += came_back(home / "3.flv")
            free_running = shown_a_second(http, seconds)
            receiver.send_signal(signal.SIGSTOP)
            hanging = shown_a_second(http, seconds)
            receiver.send_signal(signal.SIGCONT)
        after = sink(http, "stage")
        sources = http.get("/api/sources").json()["sources"]
        program.interrupt()
        wrong += [line for line in program.lines if "Traceback" in line]
    films = {}
    for name in ("1.flv", "2.flv", "bars.mkv"):
        films[name], problems = film_of(home / name)
        wrong += problems
    wrong += [] if "key" not in (says or "") else ["the stream's key was told"]
    wrong += (
        []
        if hanging >= LEAST_SHARE * free_running
        else [f"{hanging:.1f} pictures a second instead of {free_running:.1f}"]
    )
    wrong += [] if after["openings"] > before else ["it was opened once"]
    wrong += [] if sources[0]["state"] == "playing" else [f"the source: {sources[0]}"]
    figures = {"says": says, "openings": after["openings"], "shown_a_second": round(free_running, 2)}
    return wrong, {**figures, "while_it_hangs": round(hanging, 2), "films": films, "source_fps": sources[0]["fps"]}


def main(argv: Sequence[str]) -> int:
    """0 if nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m trials streams", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    wanted = parser.parse_args(argv)
    if shutil.which("ffmpeg") is None:
        print("there is no ffmpeg (Debian: ffmpeg)")
        return 2
    with tempfile.TemporaryDirectory() as home:
        wrong, figures = run(Path(home), wanted.seconds)
    print(json.dumps({**figures, "wrong": wrong, "load": round(os.getloadavg()[0], 1)}))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
