"""Small pictures as files, with words in them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.frame import Pixels

OLD_NS = 1_700_000_000_000_000_000
"""A time long enough ago that nothing is taken for still going on."""


def plain(shade: int, size: tuple[int, int] = (24, 16)) -> Pixels:
    """(16, 24, 3) of one colour that the number picks."""
    colour = [(shade * 37) % 256, (shade * 91 + 40) % 256, (shade * 53 + 90) % 256]
    return np.full((size[1], size[0], 3), colour, np.uint8)


def write_picture(path: Path, shade: int = 1, prompt: str = "", mtime_ns: int | None = None) -> Path:
    """A PNG as A1111 would write it."""
    words = {"parameters": f"{prompt}\nSteps: 20, Sampler: Euler a, Seed: {shade}, Size: 24x16, Model: small"}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_png(plain(shade), words if prompt else None))
    settle(path, OLD_NS + shade * 10**9 if mtime_ns is None else mtime_ns)
    return path


def settle(path: Path, mtime_ns: int = OLD_NS) -> None:
    """Let a file or a folder look as if nobody had touched it for long."""
    os.utime(path, ns=(mtime_ns, mtime_ns))


def write_manifest(folder: Path, **fields: object) -> None:
    """The ``session.json`` of a dream."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "session_id": folder.name, "kind": "dream", "status": "completed",
        "started_at": "2026-11-20T10:00:00+00:00", "heartbeat_at": "2026-11-20T10:05:00+00:00",
        "settings": {"prompt": "a quiet sea"}, "engine": {"name": "procedural", "model": "embedded"},
        "host": "here", "boot_id": "b", "pid": 1, "process_started_at": 1.0, "schema_version": 1,
    }  # fmt: skip
    (folder / "session.json").write_text(json.dumps(manifest | fields))
