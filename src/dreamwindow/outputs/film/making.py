"""Pictures as a film: pictures in, frames at an even rate out, one pair of pictures in memory at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import IO, Protocol

import numpy as np
import numpy.typing as npt

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import fit
from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.film.about import About
from dreamwindow.outputs.film.between import between
from dreamwindow.outputs.film.caption import Captions
from dreamwindow.outputs.film.gif import GifAnimation
from dreamwindow.outputs.film.options import FilmOptions, Kind, fps_of
from dreamwindow.outputs.film.pictures import Picture, Still, read_picture
from dreamwindow.outputs.film.sidecar import Sidecar
from dreamwindow.outputs.film.webp import WebpAnimation
from dreamwindow.outputs.video import Video, VideoOptions

_log = logging.getLogger(__name__)
_SAME = 1e-6
"""Seconds within which two moments are one."""


class Film(AbstractContextManager["Film"], Protocol):
    """Takes frames and writes a file of its kind."""

    def add(self, pixels: Pixels, at_s: float) -> None:
        """One more frame, all of one size."""
        ...

    def end(self, at_s: float) -> None:
        """No more frames; the last one stays until then."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Script:
    """What to show when: ``stills``, and ``times_s`` (one more: the end).

    ``name`` is the session's, for what lies beside; ``rate_hz`` is that at which it was shown.
    """

    name: str
    stills: Sequence[Still]
    times_s: npt.NDArray[np.float64]
    rate_hz: float
    about: About


@dataclass(slots=True)
class Shot:
    """What came of it. ``skipped`` names the pictures that could not be read, and why."""

    pictures: int = 0
    frames: int = 0
    seconds: float = 0.0
    size: tuple[int, int] = (0, 0)
    skipped: list[str] = field(default_factory=list)
    strange: str = ""
    """Characters of captions that the font has not got."""


def shoot(
    script: Script, kind: Kind, options: FilmOptions, files: tuple[IO[bytes], IO[bytes]],
    on_progress: Callable[[int], None],
) -> Shot:  # fmt: skip
    """Write the film and what lies beside it into ``files``; ``on_progress`` hears at each frame how many pictures are
    done, and may raise to break it off.

    Blocks. Raises `InvalidImage` where no picture can be read, `ConfigError`, or `OSError`.
    """
    shot, fps = Shot(), fps_of(kind, options, script.rate_hz)
    pictures = _read(script, options.size, kind, shot, on_progress)
    first = next(pictures, None)
    if first is None:
        raise InvalidImage(f"None of the {len(script.stills)} pictures can be read.", shot.skipped[0])
    shot.size = first[0].pixels.shape[1], first[0].pixels.shape[0]
    captions = Captions(*shot.size, options.font) if options.captions else None
    beside = Sidecar(files[1], script.name)
    inbetween = between(options.interpolation)
    with _film(kind, files[0], options, script.about, script.name) as film:
        for a, at_s, b, until_s in _pairs(first, pictures, float(script.times_s[-1])):
            beside.add(a, at_s)
            while shot.frames / fps < until_s - _SAME:
                share = max(0.0, (shot.frames / fps - at_s) / (until_s - at_s))
                pixels = inbetween(a.pixels, b.pixels, share) if b is not None else a.pixels
                film.add(captions.on(pixels, a.prompt) if captions is not None else pixels, shot.frames / fps)
                shot.frames += 1
                on_progress(shot.pictures + len(shot.skipped) - 1)
        shot.seconds = shot.frames / fps
        film.end(shot.seconds)
    beside.end()
    shot.strange = "".join(sorted(captions.strange)) if captions is not None else ""
    return shot


def _film(kind: Kind, file: IO[bytes], options: FilmOptions, about: About, session_id: str) -> Film:
    comment = f"Dream Window {session_id}"
    if kind == "webp":
        return WebpAnimation(file, about.title, about.description)
    if kind == "gif":
        return GifAnimation(file, "\n".join([comment, about.description]))
    metadata = {"title": about.title, "comment": comment, "description": about.description}
    return Video(file, VideoOptions(codec=options.codec, metadata=metadata))


def _read(
    script: Script, size: tuple[int, int] | None, kind: Kind, shot: Shot, on_progress: Callable[[int], None]
) -> Iterator[tuple[Picture, float]]:
    """Each picture that can be read, in one size, with its time."""
    for done, (still, at_s) in enumerate(zip(script.stills, script.times_s[:-1].tolist(), strict=True), start=1):
        try:
            picture = read_picture(still)
        except InvalidImage as error:
            _log.warning("Skipped: %s", error)
            shot.skipped.append(f"{still.path.name}: {error.message}")
        else:
            size = size or _even(picture.pixels, kind)
            shot.pictures += 1
            yield replace(picture, pixels=fit(picture.pixels, *size)), at_s
        on_progress(done)


def _pairs(
    first: tuple[Picture, float], others: Iterator[tuple[Picture, float]], end_s: float
) -> Iterator[tuple[Picture, float, Picture | None, float]]:
    """Each picture with its time, the next one, and until when it stays; the first is there from the beginning."""
    picture, at_s = first[0], 0.0
    for following, following_s in others:
        yield picture, at_s, following, following_s
        picture, at_s = following, following_s
    yield picture, at_s, None, end_s


def _even(pixels: Pixels, kind: Kind) -> tuple[int, int]:
    """Its own width and height, for a video the next even ones."""
    height, width = pixels.shape[:2]
    return (max(2, width & ~1), max(2, height & ~1)) if kind == "mp4" else (width, height)
