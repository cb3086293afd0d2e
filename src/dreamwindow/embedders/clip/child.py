"""What CLIP's process runs: it loads the model, answers what it is asked, and ends with whoever started it."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import psutil

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.model.frame import Pixels

if TYPE_CHECKING:
    from dreamwindow.embedders.clip.model import ClipModel

_NICENESS = 5
"""On a processor the model takes every core that it can get: what is on show goes before what is remembered."""


@dataclass(frozen=True, slots=True, eq=False)
class Images:
    """Embed these together."""

    images: Sequence[Pixels]


@dataclass(frozen=True, slots=True)
class Words:
    """Embed these texts."""

    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Failed:
    """``why`` in a line. ``for_good``: it could not be loaded, and the process ends."""

    why: str
    for_good: bool = False


Question: TypeAlias = Images | Words
Answer: TypeAlias = Vectors | Failed


def serve(pipe: Connection, folder: Path, device: str) -> None:
    """The process's main function. One answer to each question, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us too; who started us says when we end
    psutil.Process().nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", _NICENESS))  # Windows has classes
    try:
        from dreamwindow.embedders.clip.model import ClipModel

        model = ClipModel(folder, device)
    except Exception as error:  # noqa: BLE001 - whatever a library raises while it loads; whoever asked hears of it
        _refuse(pipe, Failed(_line(error), for_good=True))
        return
    try:
        while True:
            pipe.send(_answer(model, pipe.recv()))
    except (EOFError, OSError):
        return


def _answer(model: ClipModel, question: Question) -> Answer:
    try:
        return model.embed(question.images) if isinstance(question, Images) else model.embed_words(question.texts)
    except Exception as error:  # noqa: BLE001 - as above: out of memory on a GPU has a dozen types
        return Failed(_line(error))


def _refuse(pipe: Connection, failed: Failed) -> None:
    try:
        pipe.recv()
        pipe.send(failed)
    except (EOFError, OSError):
        return


def _line(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0][:300]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
