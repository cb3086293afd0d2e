"""Where a model's files are: a folder, a single file, or what the hub's client has put into its cache.

Nothing is ever fetched from here. That is a person's decision, and `dreamwindow models fetch` carries it out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dreamwindow.engines.diffusers.models import Defaults, defaults_for
from dreamwindow.errors import ConfigError, MissingWeights
from dreamwindow.weights.known import KNOWN
from dreamwindow.weights.places import require, shared_folder

INDEX = "model_index.json"
EXTRA = "diffusers"


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
    """The model called ``wanted``: a known name, a repository on the hub, a folder or a file. Blocks.

    Raises `MissingWeights`, which says what to fetch and how to place it by hand, or `ConfigError`.
    """
    path = Path(wanted).expanduser()
    if path.exists():
        return _placed(path)
    for model in KNOWN:
        if wanted.lower() in (model.name, model.repo.lower()) and model.extra == EXTRA and model.is_pipeline:
            return ModelSource(wanted, require(model), defaults_for(model.name))
    if wanted.count("/") != 1 or wanted.startswith(("/", ".", "~")):
        names = ", ".join(model.name for model in KNOWN if model.is_pipeline)
        raise ConfigError(
            f"There is no model {wanted!r} here.",
            f"It is one of {names}, a repository (`owner/name`), a folder or a .safetensors file.",
        )
    folder = _fetched(wanted)
    if folder is None:
        raise MissingWeights(
            f"The model {wanted} is not on this machine.",
            f"Put the files of that repository, {INDEX} among them, into a folder and set generation.model to it.",
        )
    return ModelSource(wanted, folder, defaults_for(wanted, _family(folder)))


def find_part(wanted: object, setting: str) -> Path | None:
    """A file or folder that a setting names, or the folder of a known part (`taesd`); ``None`` for none. Blocks.

    Raises `ConfigError` if it is not there, `MissingWeights` for a known part that was not fetched.
    """
    if wanted is None:
        return None
    path = Path(str(wanted)).expanduser()
    if path.exists():
        return path
    for model in KNOWN:
        if model.extra == EXTRA and str(wanted).lower() == model.name and not model.is_pipeline:
            return require(model)
    raise ConfigError(f"{setting}: there is no {path}.", "Place it there, or correct the setting.")


def class_name(folder: Path) -> str:
    """The pipeline that a model's `INDEX` names; empty where there is none."""
    return str(_said(folder / INDEX).get("_class_name", ""))


def _fetched(repository: str) -> Path | None:
    """The newest snapshot of ``repository`` that another program has put where all share; ``None`` if there is none."""
    snapshots = shared_folder() / f"models--{repository.replace('/', '--')}" / "snapshots"
    found = sorted(snapshots.glob(f"*/{INDEX}"), key=lambda index: index.stat().st_mtime)
    return found[-1].parent if found else None


def _placed(path: Path) -> ModelSource:
    path = path.resolve()
    if path.is_dir() and not (path / INDEX).is_file():
        raise ConfigError(
            f"{path} is no model: it has no {INDEX}.", "Place every file of the model's repository there."
        )
    if path.is_file() and path.suffix != ".safetensors":
        raise ConfigError(f"{path} is no safetensors file.", "Other formats can run code; convert it first.")
    return ModelSource(path.stem if path.is_file() else path.name, path, defaults_for(path.name, _family(path)))


def _family(folder: Path) -> str:
    """Words for `defaults_for` that a model's files say of it, whatever its name is."""
    said = class_name(folder)
    if said.startswith("LatentConsistency"):
        return "lcm"
    if not said.startswith("Flux"):
        return ""
    said_of_it = _said(folder / "transformer" / "config.json")
    return "schnell" if said_of_it and not said_of_it.get("guidance_embeds") else "flux"


def _said(path: Path) -> dict[str, Any]:
    """What a JSON file says; nothing where it is missing or broken: who loads it says what is wrong."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
