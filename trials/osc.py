"""A foreign program, ``oscsend`` of liblo, steers a real server by OSC; then garbage comes, and changes nothing.

Garbage are whole packets with a byte changed, cut packets, bundles in bundles, text, and noise. Each datagram counts as
one that was heard or as garbage, what was steered stays as it was, and the server's memory does not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import httpx
import psutil

from dreamwindow.server.osc.packets import Argument, Message, read, write
from trials.launched import Launched, launched

SERVE = f"exec {shlex.quote(sys.executable)} -m dreamwindow serve --no-open --port 0 --osc 0"
PORT = re.compile(r"UDP port (\d+)")
UP_S, SOON_S = 60.0, 10.0
MOST_GROWN_MB = 10.0
AT_ONCE = 50
"""Datagrams between two questions how it goes: more would overflow the kernel's buffer, and be lost there."""
Outcome: TypeAlias = tuple[list[str], dict[str, object]]
"""What was wrong, and the figures."""
SEEDS = [
    write(Message("/status")),
    write(Message("/nowhere", (1, 2.5, "three", True, None))),
    b"#bundle\0\0\0\0\0\0\0\0\1" + b"\0\0\0\x0c/a\0\0,i\0\0\0\0\0\1" * 3,
]


class Knob:
    """Somebody who sends to ``port``, and hears the answers."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(SOON_S)

    def send(self, data: bytes) -> None:
        """One datagram."""
        self._socket.sendto(data, self._to)

    def status(self) -> tuple[Argument, ...]:
        """What is answered to ``/status``; whatever else was answered before is passed over."""
        self.send(write(Message("/status")))
        while True:
            (answer,) = read(self._socket.recv(65_536))
            if answer.address == "/status" and len(answer.arguments) == 10:
                return answer.arguments

    def close(self) -> None:
        """No more."""
        self._socket.close()


@contextmanager
def served(home: Path) -> Iterator[tuple[httpx.Client, int, Launched]]:
    """A server: a client of it, its OSC port, and the program."""
    with launched(SERVE, home, os.environ) as program:
        url = program.url(UP_S)
        deadline = time.monotonic() + SOON_S
        while (port := PORT.search(program.printed)) is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert port is not None, program.printed
        with httpx.Client(base_url=url, timeout=SOON_S) as http:
            yield http, int(port[1]), program


def foreign(http: httpx.Client, port: int) -> list[str]:
    """Steer with ``oscsend``; what did not come to be."""
    program = shutil.which("oscsend")
    if program is None:
        return ["there is no oscsend (Debian: liblo-tools)"]
    steps: list[tuple[list[str], str, object]] = [
        (["/prompt", "s", "stained glass"], "prompt", "stained glass"),
        (["/strength", "f", "0.25"], "strength", 0.25),
        (["/prompt/0", "s", "a lake"], "prompt", "a lake"),
        (["/prompt/1", "s", "embers"], "prompt", "a lake"),
        (["/blend", "f", "0.5"], "prompt", "(a lake:1.00), (embers:1.00)"),
        (["/blend", "f", "1"], "prompt", "embers"),
        (["/guidance_scale", "f", "3"], "guidance_scale", 3.0),
        (["/strength", "s", "much"], "strength", 0.25),
    ]
    wrong = []
    for said, name, expected in steps:
        subprocess.run([program, "127.0.0.1", str(port), *said], check=True, timeout=SOON_S)
        for scene in ("dream", "live"):
            found = _until(http, scene, name, expected)
            wrong += [f"{' '.join(said)}: {scene} has {name} {found!r}"] if found != expected else []
    return wrong


def _until(http: httpx.Client, scene: str, name: str, expected: object) -> object:
    """What the setting is, once it is as expected or that takes too long."""
    deadline = time.monotonic() + SOON_S
    while (found := http.get("/api/settings", params={"scene": scene}).json()[name]) != expected:
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    return found


def garbage(count: int, seed: int) -> Iterator[bytes]:
    """Datagrams of every kind."""
    chance = random.Random(seed)
    for _ in range(count):
        whole = bytearray(chance.choice(SEEDS))
        kind = chance.randrange(5)
        if kind == 0:
            whole[chance.randrange(len(whole))] = chance.randrange(256)
        elif kind == 1:
            del whole[chance.randrange(len(whole)) :]
        elif kind == 2:
            for _ in range(chance.randrange(1, 9)):
                whole = bytearray(b"#bundle\0\0\0\0\0\0\0\0\1") + len(whole).to_bytes(4, "big") + whole
        elif kind == 3:
            whole = bytearray(chance.randbytes(chance.randrange(1_400)))
        else:
            whole = bytearray(b"/" + bytes(chance.choices(b"abc/,sif\0", k=chance.randrange(200))))
        yield bytes(whole)


def flood(http: httpx.Client, port: int, pid: int, count: int) -> Outcome:
    """Send ``count`` datagrams of garbage; what was wrong, and the figures."""
    vandal, knob, program = Knob(port), Knob(port), psutil.Process(pid)
    settings = http.get("/api/settings").json()
    _send(vandal, knob, garbage(count // 10, seed=2))  # what is loaded at the first of each kind is no growth
    first, before = _counts(knob), program.memory_info().rss
    asked = _send(vandal, knob, garbage(count, seed=1)) + 1
    last, grown = _counts(knob), (program.memory_info().rss - before) / 1e6
    for one in (vandal, knob):
        one.close()
    heard, refused, bad = (b - a for a, b in zip(first, last, strict=True))
    wrong = [] if heard + bad == count + asked else [f"{count} were sent, and {heard - asked} heard and {bad} garbage"]
    wrong += [] if http.get("/api/settings").json() == settings else ["it steered"]
    wrong += [] if grown < MOST_GROWN_MB else [f"memory grew by {grown:.1f} MB"]
    wrong += [] if bad > count / 3 else ["hardly any of it was garbage"]
    return wrong, {"datagrams": count, "garbage": bad, "refused": refused, "memory_grown_mb": round(grown, 2)}


def _send(vandal: Knob, knob: Knob, datagrams: Iterator[bytes]) -> int:
    """Send all, and wait every `AT_ONCE` until they were read; how often that was asked."""
    sent = 0
    for sent, data in enumerate(datagrams, start=1):
        vandal.send(data)
        if sent % AT_ONCE == 0:
            knob.status()
    return sent // AT_ONCE


def _counts(knob: Knob) -> tuple[int, int, int]:
    heard, refused, bad = (int(str(one)) for one in knob.status()[7:])
    return heard, refused, bad


def main(argv: Sequence[str]) -> int:
    """Try both; 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m trials osc", description=__doc__)
    parser.add_argument("--n", type=int, default=100_000, help="datagrams of garbage")
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as (http, port, program):
        wrong = foreign(http, port)
        print(json.dumps({"trial": "oscsend", "wrong": wrong}), flush=True)
        more, figures = flood(http, port, program.process.pid, wanted.n)
        more += [line for line in program.lines if "Traceback" in line]
    print(json.dumps({"trial": "garbage", **figures, "wrong": more}))
    print(f"load {os.getloadavg()[0]:.1f}")
    return int(bool(wrong or more))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
