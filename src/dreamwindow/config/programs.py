"""Programs that are started, watched and stopped for you: ComfyUI, and any of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from dreamwindow.config.group import Group

Foreign = Literal["use", "refuse"]
Argument = Annotated[str, Field(min_length=1)]
Variable = Annotated[Argument, PlainSerializer(lambda said: f"{said.partition('=')[0]}=…", when_used="json")]
"""`NAME=value`; where the config is shown the value, which may be a key, is not."""


class ComfyUIProgramConfig(Group):
    """`dreamwindow engine install comfyui`, then `dreamwindow engine start comfyui`."""

    start: bool = False
    """Whether a dream that ComfyUI makes starts it first, installs it where it is not yet, and ends it when it is over.
    A server that answers on the port already is used and left alone."""
    repository: Annotated[str, Field(min_length=1)] = "https://github.com/comfyanonymous/ComfyUI.git"
    """Where it is installed from."""
    commit: Annotated[str, Field(min_length=1)] = "v0.3.64"
    """A tag, a branch, or a commit's hash; which commit that is stands in the record of each run."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 8188
    """Where it listens, on this machine only; `system.comfyui_url` should say the same."""
    base_dir: Path = Path("comfyui")
    """Holds its `models`, `input`, `output` and `user` folders. Beside the config file, if it is no absolute path."""
    python: str | None = None
    """The Python that its environment is made of; null is the one that runs Dream Window."""
    pip_arguments: list[Argument] = Field(default_factory=list)
    """Further arguments of `pip install`: an `--extra-index-url` for another build of PyTorch, say."""
    arguments: list[Argument] = Field(default_factory=list)
    """Further arguments of ComfyUI: `--lowvram`, `--cpu`."""
    memory_limit_gb: Annotated[float, Field(gt=0)] | None = None
    """More memory than this, with all that it starts, and it is started anew; null is no limit."""
    ready_within_s: Annotated[float, Field(gt=0)] = 180.0
    """Seconds that it may take to answer after a start."""
    foreign: Foreign = "use"
    """When another server answers on that port: `use` it, or `refuse`. It is never ended."""


class ProgramConfig(Group):
    """One program of your own."""

    name: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    """How the commands call it."""
    command: Annotated[list[Argument], Field(min_length=1)]
    """The program and its arguments, each an item of the list; no shell reads it."""
    folder: Path | None = None
    """Where it runs; beside the config file, if it is no absolute path."""
    environment: list[Variable] = Field(default_factory=list)
    """`NAME=value`, each over the environment that we have."""
    ready_url: str | None = None
    """Ready once `GET` of this answers; null once it has run for `ready_after_s`."""
    ready_after_s: Annotated[float, Field(ge=0)] = 2.0
    """Seconds that it must have run to be ready, where there is no `ready_url`; one that ends before has failed."""
    ready_within_s: Annotated[float, Field(gt=0)] = 120.0
    """Seconds that it may take to be ready."""
    grace_s: Annotated[float, Field(ge=0)] = 10.0
    """Seconds that it gets to end by itself."""
    restarts: Annotated[int, Field(ge=0)] = 5
    """It is given up after more ends than this within five minutes."""
    memory_limit_gb: Annotated[float, Field(gt=0)] | None = None
    """More memory than this, with all that it starts, and it is started anew; null is no limit."""
    foreign: Foreign = "refuse"
    """When another program answers at `ready_url`: `use` it, or `refuse`. It is never ended."""


class ProgramsConfig(Group):
    """What `dreamwindow engine` knows by name."""

    comfyui: ComfyUIProgramConfig = Field(default_factory=ComfyUIProgramConfig)
    others: list[ProgramConfig] = Field(default_factory=list)
    """Programs of your own, each with a `name` and a `command`."""
