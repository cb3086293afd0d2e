"""The process that decodes: what is broken in a picture, or in its decoder, ends here and nowhere else."""

from __future__ import annotations

import ctypes
import signal
import stat
import sys
import warnings
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import cv2
import psutil
from PIL import Image

from dreamwindow.contracts.embedder import Embedder, EmbedderFactory, Vectors
from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import MAX_BYTES, thumbnail
from dreamwindow.imaging.codec.loading import MAX_PHOTO_PIXELS
from dreamwindow.library.moments import modified_ns
from dreamwindow.library.thumbnails.jobs import Stamp

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_KEPT_BYTES = 64_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk:
    """The thumbnail's bytes, the picture's size and state, and the vector of the thumbnail."""

    data: bytes
    width: int
    height: int
    stamp: Stamp
    vector: Vectors | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """``reason`` in a line; ``stamp`` is ``None`` for what is not there or not whole yet."""

    reason: str
    stamp: Stamp | None


Answer: TypeAlias = Shrunk | Unreadable


def serve(requests: Connection, create_embedder: EmbedderFactory | None, niceness: int) -> None:
    """Answer every path that comes with an `Answer`, until the other end closes. What a process of its own runs."""
    _settle(niceness)
    embedder = create_embedder() if create_embedder is not None else None
    try:
        while True:
            requests.send(answer(Path(requests.recv()), embedder))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def answer(path: Path, embedder: Embedder | None = None) -> Answer:
    """Read the picture at ``path`` and make it small. Raises nothing that a picture could cause."""
    try:
        data, stamp = _read(path)
    except FileNotFoundError:
        return Unreadable("It is gone.", None)
    except OSError as error:
        return Unreadable(f"It cannot be read: {error.strerror or error}.", None)
    except InvalidImage as error:
        return Unreadable(error.message, None)
    try:
        made = thumbnail(data, max_pixels=MAX_PHOTO_PIXELS)
    except InvalidImage as error:
        return Unreadable(error.message, stamp)
    except MemoryError:
        return Unreadable("There is not enough memory to read it.", stamp)
    vector = embedder.embed([made.pixels])[0] if embedder is not None else None
    return Shrunk(made.data, made.width, made.height, stamp, vector)


def _read(path: Path) -> tuple[bytes, Stamp]:
    """All of it, and its state. Raises `OSError`, and `InvalidImage` for what is no file or was written meanwhile."""
    before = path.stat()
    if not stat.S_ISREG(before.st_mode):  # a pipe would never end
        raise InvalidImage("This is no file.")
    with path.open("rb", buffering=0) as file:
        data = file.read(min(before.st_size, MAX_BYTES) + 1)
    status = path.stat()
    if status.st_size != len(data) and len(data) <= MAX_BYTES:
        raise InvalidImage("It is being written.")
    return data, Stamp(status.st_size, modified_ns(status))


def _settle(niceness: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us too; who started us says when we end
    if niceness:  # Windows has classes instead
        psutil.Process().nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", niceness))
    cv2.setNumThreads(1)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _keep_memory()


def _keep_memory() -> None:
    """Let glibc keep one picture's memory for the next: getting it anew from the system takes a third of the time."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _KEPT_BYTES // 2)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
