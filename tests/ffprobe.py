"""Somebody else's eye on a video: FFmpeg's own ``ffprobe``, which reads every frame of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

TIMEOUT_S = 120.0


class NoVideo(Exception):
    """A file that cannot be read as a video at all."""


@dataclass(frozen=True, slots=True)
class Probed:
    """The one video stream of a file. ``complaints`` is what was wrong with it, empty when nothing is."""

    codec: str
    pix_fmt: str
    width: int
    height: int
    frames: int
    duration_s: float
    complaints: str


def probe(path: Path) -> Probed:
    """Decode the whole file. Skips where there is no ``ffprobe``, but fails if ``CI=true``.

    Raises `NoVideo` with what FFmpeg says of it.
    """
    program = shutil.which("ffprobe")
    if program is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say("there is no ffprobe: install FFmpeg (Debian: ffmpeg)")
    wanted = "stream=codec_type,codec_name,pix_fmt,width,height,nb_read_frames:format=duration"
    command = [program, "-v", "warning", "-count_frames", "-show_entries", wanted, "-of", "json", str(path)]
    run = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    found = json.loads(run.stdout or "{}")
    if run.returncode != 0:
        raise NoVideo(run.stderr)
    (stream,) = found["streams"]
    return Probed(
        codec=stream["codec_name"],
        pix_fmt=stream["pix_fmt"],
        width=stream["width"],
        height=stream["height"],
        frames=int(stream["nb_read_frames"]),
        duration_s=float(found["format"]["duration"]),
        complaints=run.stderr,
    )
