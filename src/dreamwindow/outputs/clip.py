"""Clips: moments of the history as a video, with the recipe of every frame beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from dreamwindow.errors import NotRemembered
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists
from dreamwindow.imaging.codec import decode_image, fit
from dreamwindow.outputs.history import Moment
from dreamwindow.outputs.video import encode_mp4

SCHEMA = 1


def write_clip(moments: Sequence[Moment], path: Path, session_id: str, *, disk: Disk = DISK) -> None:
    """``path`` (``.mp4``) and, under the same name, ``.json`` with what each frame was made of. Blocks.

    Raises `NotRemembered` where there is no moment, `OSError`, or `FolderNotWritable`.
    """
    if not moments:
        raise NotRemembered("There is nothing to keep yet.", "Try again when the dream shows.")
    ensure_directory_exists(path.parent, disk=disk)
    begin, last = moments[0].shown_at_s, moments[-1]
    height, width = decode_image(moments[0].jpeg).shape[:2]
    frames = ((fit(decode_image(m.jpeg), width, height), m.shown_at_s - begin) for m in moments)
    video = encode_mp4(frames, title=last.recipe.prompt, comment=f"Dream Window {session_id}")
    recipes = [
        {"frame": m.number, "at_s": round(m.shown_at_s - begin, 4), "id": m.recipe.id, "recipe": m.recipe.to_dict()}
        for m in moments
    ]
    about = {"schema": SCHEMA, "session_id": session_id, "frames": recipes}
    atomic_write(json.dumps(about, ensure_ascii=False).encode() + b"\n", path.with_suffix(".json"), disk=disk)
    atomic_write(video, path, disk=disk)
