"""Programs by name, out of the config: ComfyUI by its recipe, and those of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

from dreamwindow.config.load import Loaded
from dreamwindow.config.programs import ProgramConfig
from dreamwindow.engines.comfyui.program import NAME, Installed, ServerOptions, program
from dreamwindow.errors import ConfigError, ProgramFailed
from dreamwindow.files import ensure_directory_exists
from dreamwindow.model.program import ProgramSpec, Ready, Restart
from dreamwindow.plugins import unknown_name
from dreamwindow.runtime.git import CachedGitManager
from dreamwindow.runtime.git.mirror import key_of
from dreamwindow.runtime.git.urls import without_password
from dreamwindow.runtime.venv import built_venv

Say = Callable[[str], None]
_GB = 1_000_000_000


def program_names(loaded: Loaded) -> list[str]:
    """Every name that `spec_of` takes."""
    return [NAME, *(one.name for one in loaded.config.programs.others)]


def spec_of(
    loaded: Loaded, name: str, say: Callable[[str], None], cache: CachedGitManager | None = None
) -> ProgramSpec:
    """What is to be run under that name; ComfyUI is installed on the way, where it is not yet.

    Raises `UnknownName`, `ConfigError`, `GitManagerError` or `ProgramFailed`.
    """
    if name == NAME:
        config = loaded.config.programs.comfyui
        limit = config.memory_limit_gb
        options = ServerOptions(
            port=config.port, arguments=tuple(config.arguments), ready_within_s=config.ready_within_s,
            foreign=config.foreign, memory_limit_bytes=None if limit is None else round(limit * _GB),
        )  # fmt: skip
        return program(install_comfyui(loaded, say, cache), options)
    own = next((one for one in loaded.config.programs.others if one.name == name), None)
    if own is None:
        raise unknown_name("program", name, program_names(loaded))
    return _own(loaded, own)


def install_comfyui(loaded: Loaded, say: Say, cache: CachedGitManager | None = None) -> Installed:
    """Its checkout and its environment, made where they are missing. Blocks, the first time for long.

    Raises `GitManagerError` or `ProgramFailed`.
    """
    config, cache = loaded.config.programs.comfyui, cache or CachedGitManager()
    resolved = cache.resolve(config.repository, config.commit)
    checkout = cache.checkout(config.repository, resolved.commit)
    if not (checkout / "main.py").is_file():
        raise ProgramFailed(f"{config.repository} at {config.commit} has no main.py.", "It is no ComfyUI.")
    say(f"{without_password(config.repository)} {config.commit} is {resolved.commit}")
    venv = (
        user_data_path("dreamwindow", appauthor=False) / "venvs" / f"{key_of(config.repository)}-{resolved.commit[:12]}"
    )
    python = built_venv(
        venv, checkout / "requirements.txt", say, base=config.python or sys.executable, pip=config.pip_arguments
    )
    base = ensure_directory_exists(loaded.folder(config.base_dir))
    revision = {"url": without_password(config.repository), "ref": config.commit, "commit": resolved.commit}
    return Installed(checkout=checkout, python=python, base=base, revision=revision)


def _own(loaded: Loaded, config: ProgramConfig) -> ProgramSpec:
    environment = dict(item.split("=", 1) for item in config.environment if "=" in item)
    if len(environment) != len(config.environment):
        raise ConfigError(f"The environment of {config.name} holds what is no NAME=value.", "Write NAME=value.")
    limit = config.memory_limit_gb
    return ProgramSpec(
        name=config.name, arguments=tuple(config.command), environment=environment,
        folder=loaded.folder(config.folder) if config.folder else Path(loaded.base_dir),
        ready=Ready(url=config.ready_url, after_s=config.ready_after_s, within_s=config.ready_within_s),
        restart=Restart(at_most=config.restarts), grace_s=config.grace_s, foreign=config.foreign,
        memory_limit_bytes=None if limit is None else round(limit * _GB),
    )  # fmt: skip
