"""From the command line to the first frame in a client; `--help` beside a bare Python; imports alone as the floor."""

from __future__ import annotations

import argparse
import asyncio
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from websockets.asyncio.client import connect

from benchmarks.measure import Pair, pair, verdict
from dreamwindow.wire.header import unpack
from trials.launched import launched

DREAMWINDOW = Path(sys.executable).parent / "dreamwindow"
ENVIRONMENT = {"PATH": "/usr/bin:/bin"}
START_S = 60.0
HELLO = json.dumps({"type": "hello", "protocol": 1, "role": "viewer", "encoding": "binary"})
UNDER_FIRST_FRAME_MS = 2000.0
UNDER_HELP_MS = 300.0


def to_first_frame() -> None:
    """Start a dream in an empty folder, connect as the page does, and return when a whole frame is there."""
    with tempfile.TemporaryDirectory() as folder:
        command = f"exec {shlex.quote(str(DREAMWINDOW))} run --no-open --port 0"
        with launched(command, Path(folder), {**ENVIRONMENT, "HOME": folder}) as program:
            asyncio.run(_first_frame(program.url(START_S).replace("http", "ws", 1) + "/ws"))


async def _first_frame(url: str) -> None:
    async with asyncio.timeout(START_S), connect(url, max_size=2**24) as socket:
        await socket.send(HELLO)
        async for message in socket:
            if isinstance(message, bytes):
                header, picture = unpack(message)
                assert header.width > 0
                assert bytes(picture[:2]) == b"\xff\xd8", "not a JPEG"
                return


def run(*command: str) -> None:
    """One process, from its start to its end."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def measure_start(n: int) -> Pair:
    """Ours, beside importing what any server of pictures imports before it has done anything."""
    floor = "import fastapi, uvicorn, cv2, numpy"
    return pair(
        ("start to first frame in a client", to_first_frame),
        (f'python -c "{floor}"', lambda: run(sys.executable, "-c", floor)),
        n,
    )


def measure_help(n: int) -> Pair:
    """Ours, beside a Python that does nothing."""
    return pair(
        ("dreamwindow --help", lambda: run(str(DREAMWINDOW), "--help")),
        ("python -c pass", lambda: run(sys.executable, "-c", "pass")),
        n,
    )


def main(argv: Sequence[str]) -> None:
    """Print both, beside what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks startup", description=__doc__)
    parser.add_argument("--n", type=int, default=7, help="turns of each")
    n = parser.parse_args(argv).n
    start, help_ = measure_start(n), measure_help(n)
    print(f"{start}\n{help_}")
    print(verdict(start.ours, UNDER_FIRST_FRAME_MS))
    print(verdict(help_.ours, UNDER_HELP_MS))
