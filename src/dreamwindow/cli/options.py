"""Flags that several commands share, and how they say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import click

from dreamwindow.errors import ConfigError

_FILE = click.Path(path_type=Path, readable=False)
OSC_PORT = 9091
TAKEN = ("dream", "live", "own")
F = TypeVar("F", bound=Callable[..., Any])


def config_option(command: F) -> F:
    """``--config``: which file."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, readable=False),
        help="The config file to use.",
        metavar="FILE",
    )(command)


def server_options(command: F) -> F:
    """Where it is served, what is restyled beside cameras, and who may steer."""
    command = click.option(
        "--behind-proxy", multiple=True, help="Believe what this proxy says of who asks.", metavar="ADDRESS"
    )(command)
    command = click.option("--tls-key", type=_FILE, help="Its private key.", metavar="FILE")(command)
    command = click.option("--tls-cert", type=_FILE, help="Serve HTTPS with this certificate.", metavar="FILE")(command)
    command = click.option(
        "--osc", type=click.IntRange(0, 65_535), is_flag=False, flag_value=OSC_PORT, metavar="[PORT]",
        help=f"Be steered by Open Sound Control, on UDP port {OSC_PORT} if none is given.",
    )(command)  # fmt: skip
    command = click.option(
        "--source", multiple=True, metavar="PLACE",
        help="Restyle a video, a folder of pictures or an address as a camera is; may be given again.",
    )(command)  # fmt: skip
    command = click.option("--no-open", is_flag=True, help="Do not open a browser.")(command)
    command = click.option("--port", type=int, help="Port to serve the page on; 0 takes any free one.")(command)
    return click.option("--host", help="Address to listen on.")(command)


def parse_sources(places: Sequence[str]) -> list[dict[str, str]] | None:
    """Each place as ``live.sources`` has it, named by what it is called: ``films/Cat 1.mp4`` is ``cat-1``."""
    found: dict[str, str] = {}
    for place in places:
        path = place.partition("?")[0] if "://" in place else place.replace("\\", "/")
        stem = PurePosixPath(path.rstrip("/")).stem.lower()
        plain = re.sub("[^a-z0-9]+", "-", stem).strip("-")[:24] or "source"
        names = [plain, *(f"{plain}-{number}" for number in range(2, len(places) + 2))]
        free = next(name for name in names if name not in found and name not in TAKEN)
        found[free] = place if "://" in place else str(Path(place).absolute())
    return [{"name": name, "place": place} for name, place in found.items()] or None


def parse_size(text: str | None) -> tuple[int | None, int | None]:
    """``768`` or ``512x768`` as width and height. Raises `ConfigError`."""
    if text is None:
        return None, None
    width, _, height = text.lower().partition("x")
    try:
        return int(width), int(height or width)
    except ValueError:
        raise ConfigError(f"--size {text!r} is no size.", "Write it as 512 or 512x768.") from None
