"""Whether a model's files are all there, and whole, before anything is loaded from them. Reads headers alone."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from dreamwindow.engines.diffusers.source import INDEX
from dreamwindow.errors import ConfigError

_WEIGHTLESS = ("scheduler", "tokenizer", "tokenizer_2", "tokenizer_3", "feature_extractor", "image_processor")
_UNUSED = ("safety_checker", "image_encoder")
_HALF_WAY = (".incomplete", ".part", ".tmp", ".aria2", ".crdownload")
_AGAIN = "Fetch it again: `dreamwindow models check` says which files are whole."


def check_folder(folder: Path) -> dict[str, Any]:
    """What `INDEX` says. Raises `ConfigError` that names the part that is missing, or half there."""
    try:
        index = json.loads((folder / INDEX).read_text())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{folder / INDEX} cannot be read: {error}", _AGAIN) from error
    for name, made_by in index.items():
        if name.startswith("_") or name in _UNUSED or not isinstance(made_by, list) or made_by[0] is None:
            continue
        _check_part(folder / name, has_weights=name not in _WEIGHTLESS)
    return dict(index)


def check_safetensors(path: Path) -> None:
    """Raise `ConfigError` unless the file is as long as its header says."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(length))
    except (OSError, ValueError, struct.error, MemoryError) as error:
        raise ConfigError(f"{path} is no safetensors file, or only its beginning.", _AGAIN) from error
    ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    wanted, there = 8 + length + max(ends, default=0), path.stat().st_size
    if there < wanted:
        raise ConfigError(f"{path} is only half there: {there} of {wanted} bytes.", _AGAIN)


def _check_part(folder: Path, *, has_weights: bool) -> None:
    if not folder.is_dir() or not any(folder.iterdir()):
        raise ConfigError(f"The model's part {folder.name} is missing from {folder.parent}.", _AGAIN)
    if broken := [path.name for path in folder.iterdir() if path.suffix in _HALF_WAY]:
        raise ConfigError(f"{folder / broken[0]} is not whole: its download was broken off.", _AGAIN)
    if not has_weights:
        return
    for listing in folder.glob("*.safetensors.index.json"):
        _check_shards(listing)
    weights = list(folder.glob("*.safetensors"))
    if not weights:
        raise ConfigError(f"The weights of {folder.name} are missing from {folder.parent}.", _AGAIN)
    for path in weights:
        check_safetensors(path)


def _check_shards(listing: Path) -> None:
    wanted = set(json.loads(listing.read_text()).get("weight_map", {}).values())
    if missing := sorted(name for name in wanted if not (listing.parent / name).is_file()):
        raise ConfigError(f"{listing.parent / missing[0]} is missing ({len(missing)} such).", _AGAIN)
