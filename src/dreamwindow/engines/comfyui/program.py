"""ComfyUI as a program that we install and start: from which repository, with which arguments, when it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.model.program import ForeignPolicy, ProgramSpec, Ready

NAME = "comfyui"
REPOSITORY = "https://github.com/comfyanonymous/ComfyUI.git"
REVISION = "v0.3.64"
"""The version that the client was built against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A checkout and its Python; ``base`` holds models, inputs and outputs: a checkout is never changed."""

    checkout: Path
    python: Path
    base: Path
    revision: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How it is started. ``arguments`` are further ones of ComfyUI's own, ``--lowvram`` say."""

    port: int = 8188
    arguments: tuple[str, ...] = ()
    memory_limit_bytes: int | None = None
    ready_within_s: float = 180.0
    foreign: ForeignPolicy = "use"


def program(installed: Installed, options: ServerOptions) -> ProgramSpec:
    """What the supervisor runs. Ready once ``GET /system_stats`` answers."""
    return ProgramSpec(
        name=NAME,
        arguments=(
            str(installed.python), str(installed.checkout / "main.py"), "--listen", "127.0.0.1",
            "--port", str(options.port), "--disable-auto-launch", "--base-directory", str(installed.base),
            *options.arguments,
        ),
        folder=installed.checkout,
        environment={"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        ready=Ready(url=f"http://127.0.0.1:{options.port}/system_stats", within_s=options.ready_within_s),
        memory_limit_bytes=options.memory_limit_bytes,
        foreign=options.foreign,
        revision=installed.revision,
    )  # fmt: skip
