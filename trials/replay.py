"""A dream of a photograph: its recipes read from the pictures with Pillow alone, and every picture made again.

`python -m trials replay` dreams 300 frames, moves the pictures away, and lets ``dreamwindow replay`` make them again:
each must have the pixels that it had. The control: with one seed altered in ``recipes.jsonl`` replay must name that
frame, and end with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

PHOTO = Path(__file__).parents[1] / "tests" / "data" / "photo.jpg"
PROMPT = "misty forest"
RECIPES = "recipes.jsonl"


def dream(folder: Path, frames: int) -> Path:
    """Dream in ``folder`` as somebody types it; the session's folder. Raises `AssertionError` unless it ends with 0."""
    count, first = ("--frames", str(frames), "--record", "all"), ("--prompt", PROMPT, "--from-image", str(PHOTO))
    done = dreamwindow(folder, "run", "--no-open", *count, *first)
    assert done.returncode == 0, f"it ended with {done.returncode}:\n{done.stderr}"
    return newest(folder)


def newest(folder: Path) -> Path:
    """The session that began last."""
    return max(path.parent for path in folder.glob("sessions/*/session.json"))


def dreamwindow(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command there, on any free port."""
    return subprocess.run(
        [sys.executable, "-m", "dreamwindow", *arguments], cwd=folder, check=False, capture_output=True, text=True,
        env={**os.environ, "DREAMWINDOW_SERVER__PORT": "0", "HOME": str(folder)},
    )  # fmt: skip


def recipes_in_pictures(folder: Path) -> list[dict[str, Any]]:
    """What each picture says of itself, read with Pillow alone, in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.png")):
        with Image.open(path) as picture:
            found.append(json.loads(picture.info["dreamwindow"]))
            assert PROMPT in picture.info["parameters"], f"{path.name} says nothing that other galleries read"
    return found


def pixel_hashes(folder: Path) -> dict[str, str]:
    """A hash of each picture's pixels and size, by its name; no code of ours has a part in it."""
    hashes = {}
    for path in sorted(folder.glob("*.png")):
        with Image.open(path) as picture:
            pixels = picture.convert("RGB").tobytes()
            hashes[path.name] = hashlib.sha256(f"{picture.size}".encode() + pixels).hexdigest()
    return hashes


def move_pictures(session: Path, to: Path) -> None:
    """Away from the session: nothing can be copied from them."""
    to.mkdir()
    for path in session.glob("*.png"):
        path.rename(to / path.name)


def alter_seed(session: Path, frame: int) -> None:
    """Write another seed into that frame's recipe; everything else stays as it is."""
    lines = [json.loads(line) for line in (session / RECIPES).read_text().splitlines()]
    (altered,) = (line for line in lines if line["frame"] == frame)
    altered["recipe"]["seed"] += 0.25
    (session / RECIPES).write_text("".join(json.dumps(line) + "\n" for line in lines))


def try_replay(folder: Path, frames: int) -> None:
    """Raise `AssertionError` unless every picture can be made again, and an altered recipe is found out."""
    session = dream(folder, frames)
    said = recipes_in_pictures(session)
    assert len(said) == frames, f"{len(said)} recipes in {frames} pictures"
    before = pixel_hashes(session)
    assert len(set(before.values())) > frames / 2, "the pictures are all alike: that they are made again means nothing"
    move_pictures(session, folder / "moved")
    again = dreamwindow(folder, "replay", session.name, "--to", "again")
    assert again.returncode == 0, f"replay ended with {again.returncode}:\n{again.stdout}{again.stderr}"
    assert pixel_hashes(folder / "again") == before, "pictures differ"
    print(f"{frames} recipes read with Pillow, {len(before)} pictures made again, pixel for pixel")
    _try_altered(folder, session, frames // 2)


def _try_altered(folder: Path, session: Path, frame: int) -> None:
    alter_seed(session, frame)
    altered = dreamwindow(folder, "replay", session.name, "--to", "altered")
    assert altered.returncode == 1, f"frame {frame} was altered, and replay ended with {altered.returncode}"
    named = re.search(r"^Frame (.*): its recipe was altered", altered.stdout, re.MULTILINE)
    assert named is not None, f"nothing was named:\n{altered.stdout}"
    assert named[1] == str(frame), f"frame {frame} was altered, and {named[1]} was named"
    print(f"control: frame {frame} was altered, and is named")


def main(argv: Sequence[str]) -> int:
    """Try it with so many frames."""
    parser = argparse.ArgumentParser(prog="python -m trials replay", description=__doc__)
    parser.add_argument("--frames", type=int, default=300)
    frames = parser.parse_args(argv).frames
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        try_replay(Path(folder), frames)
    print(f"{time.monotonic() - began:.1f} s")
    return 0
