"""Flags that several commands share, and how they say what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dreamwindow.errors import ConfigError

_FILE = click.Path(path_type=Path, readable=False)
OSC_PORT = 9091
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
    """``--host``, ``--port``, ``--no-open``, ``--osc``; ``--tls-cert``, ``--tls-key`` and ``--behind-proxy``."""
    command = click.option(
        "--behind-proxy", multiple=True, help="Believe what this proxy says of who asks.", metavar="ADDRESS"
    )(command)
    command = click.option("--tls-key", type=_FILE, help="Its private key.", metavar="FILE")(command)
    command = click.option("--tls-cert", type=_FILE, help="Serve HTTPS with this certificate.", metavar="FILE")(command)
    command = click.option(
        "--osc", type=click.IntRange(0, 65_535), is_flag=False, flag_value=OSC_PORT, metavar="[PORT]",
        help=f"Be steered by Open Sound Control, on UDP port {OSC_PORT} if none is given.",
    )(command)  # fmt: skip
    command = click.option("--no-open", is_flag=True, help="Do not open a browser.")(command)
    command = click.option("--port", type=int, help="Port to serve the page on; 0 takes any free one.")(command)
    return click.option("--host", help="Address to listen on.")(command)


def parse_size(text: str | None) -> tuple[int | None, int | None]:
    """``768`` or ``512x768`` as width and height. Raises `ConfigError`."""
    if text is None:
        return None, None
    width, _, height = text.lower().partition("x")
    try:
        return int(width), int(height or width)
    except ValueError:
        raise ConfigError(f"--size {text!r} is no size.", "Write it as 512 or 512x768.") from None
