"""What a film is to be like."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dreamwindow.errors import ConfigError
from dreamwindow.outputs.video import Codec

Kind = Literal["mp4", "webp", "gif", "zip"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Interpolation = Literal["none", "fade", "flow"]
INTERPOLATIONS: tuple[Interpolation, ...] = get_args(Interpolation)
CODECS: tuple[Codec, ...] = get_args(Codec)
MOST_FPS = {"mp4": 240.0, "webp": 60.0, "gif": 50.0}
"""GIF counts hundredths of a second, and players take one of them for ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOptions:
    """``fps`` and ``size`` (width, height) of ``None`` are the session's own, ``fps`` at most what animations bear.

    ``each_s``: how long each picture stays; ``None``: as long as it was on show, at most a second.
    ``captions``: the prompt stands in the picture; ``font`` is a file to write it with.
    """

    fps: float | None = None
    size: tuple[int, int] | None = None
    each_s: float | None = None
    interpolation: Interpolation = "fade"
    codec: Codec = "h264"
    captions: bool = False
    font: Path | None = None


_ANIMATION_FPS = 12.0


def fps_of(kind: Kind, options: FilmOptions, rate_hz: float) -> float:
    """Frames a second of a film of what was shown at ``rate_hz``."""
    if options.fps is not None:
        return options.fps
    return min(rate_hz, MOST_FPS["mp4"] if kind == "mp4" else _ANIMATION_FPS)


def kind_of(path: Path) -> Kind:
    """By the name's ending. Raises `ConfigError`."""
    for kind in KINDS:
        if path.suffix.lower() == f".{kind}":
            return kind
    endings = ", ".join(f".{kind}" for kind in KINDS)
    raise ConfigError(f"{path.name!r} does not say what to make.", f"Let it end in one of {endings}.")


def check(kind: Kind, options: FilmOptions) -> None:
    """Raises `ConfigError` for what this kind of file cannot be."""
    if kind == "zip":
        if options != FilmOptions():
            raise ConfigError(
                "A .zip holds the pictures as they were recorded: no size, rate, codec or captions apply.",
                "Leave them out, or export to .mp4, .webp or .gif.",
            )
        return
    if kind != "mp4" and options.codec != "h264":
        raise ConfigError(f"A .{kind} has no codec to choose.", "Leave --codec out, or export to .mp4.")
    if options.fps is not None and not 0 < options.fps <= MOST_FPS[kind]:
        raise ConfigError(f"{options.fps:g} frames/s are not for a .{kind}.", f"Allowed: up to {MOST_FPS[kind]:g}.")
    if kind == "mp4" and options.size is not None and any(side % 2 for side in options.size):
        raise ConfigError("The sides of an .mp4 are even numbers.", "Take one pixel more or less.")
    if options.size is not None and not all(16 <= side <= 8192 for side in options.size):
        raise ConfigError("A film's sides have 16 to 8192 pixels.")
