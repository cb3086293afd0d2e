"""Where weights lie: the folder that every program of the field shares, laid out as it is everywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import MissingWeights
from dreamwindow.weights.known import Model
from dreamwindow.weights.wholeness import broken_safetensors

_COMMIT = re.compile(r"[0-9a-f]{40}")
GB, MB = 1_000_000_000, 1_000_000


def shared_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """As ``HF_HUB_CACHE`` or ``HF_HOME`` say, else the field's default in the user's cache folder."""
    said = environment.get("HF_HUB_CACHE") or environment.get("HUGGINGFACE_HUB_CACHE")
    if said:
        return Path(os.path.expandvars(said)).expanduser()
    caches = Path(environment.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    home = environment.get("HF_HOME")
    return (Path(os.path.expandvars(home)).expanduser() if home else caches / "huggingface") / "hub"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One model's place in a shared folder."""

    folder: Path

    @classmethod
    def of(cls, model: Model, shared: Path) -> Shelf:
        """``models--owner--name``."""
        return cls(shared / f"models--{model.repo.replace('/', '--')}")

    @property
    def partial(self) -> Path:
        """What is half fetched. Named by checksum, so that two states of a file are never put together."""
        return self.folder / "dreamwindow-partial"

    def snapshot(self, commit: str) -> Path:
        """The files of one commit."""
        return self.folder / "snapshots" / commit

    def ref(self, revision: str) -> Path:
        """The file that says which commit a branch is at."""
        return self.folder / "refs" / revision

    def record(self, commit: str) -> Path:
        """What was fetched, with sizes and checksums; written last."""
        return self.folder / "dreamwindow-records" / f"{commit}.json"

    def commit(self, revision: str) -> str | None:
        """Where a branch is, as far as is known here."""
        if _COMMIT.fullmatch(revision):
            return revision
        try:
            said = self.ref(revision).read_text("ascii").strip()
        except (OSError, ValueError):
            return None
        return said if _COMMIT.fullmatch(said) else None


def files_in(folder: Path) -> list[str]:
    """Paths of all files in a folder, with slashes; a link to nothing is none."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def find(model: Model, shared: Path | None = None) -> Path | None:
    """The folder that holds the whole model, whoever put it there; ``None`` while there is none. Blocks."""
    shelf = Shelf.of(model, shared or shared_folder())
    commit = shelf.commit(model.revision)
    folder = shelf.snapshot(commit) if commit is not None else None
    return folder if folder is not None and whats_wrong(model, folder) is None else None


def whats_wrong(model: Model, folder: Path) -> str | None:
    """Why a folder cannot be used as ``model``, in a few words; ``None`` if it can. Blocks."""
    if not folder.is_dir():
        return "there is no such folder"
    there = files_in(folder)
    if missing := model.missing(there):
        return f"{' or '.join(missing[0])} is missing"
    broken = broken_safetensors(folder / path for path in model.chosen(there))
    return None if broken is None else f"{broken.name} is not whole"


def require(model: Model, folder: Path | None = None, shared: Path | None = None) -> Path:
    """The folder of the whole model: ``folder`` if one is given, else where it was fetched to. Blocks.

    Raises `MissingWeights`, which says how to get them.
    """
    if folder is not None:
        wrong = whats_wrong(model, folder)
        if wrong is None:
            return folder
        raise MissingWeights(f"{folder} is no {model.name} model: {wrong}.", how_to_get(model))
    found = find(model, shared)
    if found is None:
        raise MissingWeights(f"The weights of {model.name} ({model.repo}) are not here.", how_to_get(model))
    return found


def how_to_get(model: Model) -> str:
    """One line: the command, the size, and how to do it by hand."""
    files = ", ".join(need[0] for need in model.needs)
    return (
        f"`dreamwindow models fetch {model.name}` gets them, about {size_text(model.about_bytes)}; or place {files} "
        f"of {model.repo} in a folder by hand, and name that folder in the settings."
    )


def size_text(size: int) -> str:
    """``608 MB``, ``7.0 GB``."""
    return f"{size / GB:.1f} GB" if size >= GB else f"{size / MB:.0f} MB"
