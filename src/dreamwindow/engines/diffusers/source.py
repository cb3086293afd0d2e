"""Where a model's files are: a folder, a single file, or what the hub's client has put into its cache.

Nothing is ever fetched from here. That is a person's decision, and `dreamwindow models fetch` carries it out.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.engines.diffusers.models import KNOWN, Defaults, defaults_for
from dreamwindow.errors import ConfigError

INDEX = "model_index.json"


@dataclass(frozen=True, slots=True)
class ModelSource:
    """``path`` is a folder with a `INDEX`, or a single safetensors file; ``name`` is what recipes call the model."""

    name: str
    path: Path
    defaults: Defaults

    @property
    def is_file(self) -> bool:
        """Whether all of it is in a single file."""
        return self.path.is_file()


def find_model(wanted: str) -> ModelSource:
    """The model called ``wanted``: a known name, a repository on the hub, a folder or a file.

    Raises `ConfigError` that says what to fetch, and how to place it by hand.
    """
    path = Path(wanted).expanduser()
    if path.exists():
        return _placed(path)
    known = KNOWN.get(wanted)
    repository = known.repository if known else wanted
    if repository.count("/") != 1 or wanted.startswith(("/", ".", "~")):
        raise ConfigError(
            f"There is no model {wanted!r} here.",
            f"It is one of {', '.join(KNOWN)}, a repository (`owner/name`), a folder or a .safetensors file.",
        )
    folder = cached(repository)
    if folder is None:
        size = f" (about {known.download_gb:g} GB)" if known else ""
        raise ConfigError(
            f"The model {repository} is not on this machine.",
            f"`dreamwindow models fetch {wanted}`{size}; or put the repository's files, {INDEX} among them, into a"
            " folder and set generation.model to that folder.",
        )
    return ModelSource(wanted, folder, known.defaults if known else defaults_for(repository))


def find_part(wanted: object, setting: str) -> Path | None:
    """A file or folder that a setting names; ``None`` for none. Raises `ConfigError` if it is not there."""
    if wanted is None:
        return None
    path = Path(str(wanted)).expanduser()
    if not path.exists():
        raise ConfigError(f"{setting}: there is no {path}.", "Place it there, or correct the setting.")
    return path


def cached(repository: str) -> Path | None:
    """The newest snapshot of ``repository`` that the hub's client has kept; ``None`` if it has none."""
    snapshots = hub_cache() / f"models--{repository.replace('/', '--')}" / "snapshots"
    found = sorted(snapshots.glob(f"*/{INDEX}"), key=lambda index: index.stat().st_mtime)
    return found[-1].parent if found else None


def hub_cache() -> Path:
    """Where the hub's client keeps what it has fetched, by the variables that it reads."""
    if cache := os.environ.get("HF_HUB_CACHE"):
        return Path(cache)
    home = os.environ.get("HF_HOME")
    base = Path(home) if home else Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface"
    return base / "hub"


def _placed(path: Path) -> ModelSource:
    path = path.resolve()
    if path.is_dir() and not (path / INDEX).is_file():
        raise ConfigError(
            f"{path} is no model: it has no {INDEX}.", "Place every file of the model's repository there."
        )
    if path.is_file() and path.suffix != ".safetensors":
        raise ConfigError(f"{path} is no safetensors file.", "Other formats can run code; convert it first.")
    return ModelSource(path.stem if path.is_file() else path.name, path, defaults_for(path.name))
