"""Checking: every file of a model that is here is read, and compared with what the hub said it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dreamwindow.weights.checksums import is_intact
from dreamwindow.weights.hub import HubFile
from dreamwindow.weights.known import Model
from dreamwindow.weights.places import Shelf, files_in
from dreamwindow.weights.records import recorded
from dreamwindow.weights.wholeness import is_whole

State = Literal["intact", "damaged", "missing", "unproven"]
_LINKED = {64: "sha256", 40: "git"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One file. ``unproven``: all there as far as can be seen, but nobody said what its checksum should be."""

    path: str
    state: State


def check(model: Model, shared: Path, tell: Callable[[str], None] = lambda path: None) -> list[Checked]:
    """Every file that is needed, by path; none where nothing of the model is here, or none of its weights. Reads all.

    Asks no network.

    Raises `OSError` for what cannot be read.
    """
    shelf = Shelf.of(model, shared)
    commit = shelf.commit(model.revision)
    if commit is None or not shelf.snapshot(commit).is_dir():
        return []
    folder, said = shelf.snapshot(commit), {file.path: file for file in recorded(shelf.record(commit))}
    there = files_in(folder)
    if model.is_pipeline and not any(path.endswith(".safetensors") for path in (*there, *said)):
        return []  # its small files alone were fetched, for a model in a single file
    missing = [Checked(" or ".join(need), "missing") for need in model.missing(there)]
    missing += [Checked(path, "missing") for path in said if path not in there]
    checked = []
    for path in model.chosen(there):
        tell(path)
        checked.append(Checked(path, _state(folder / path, said.get(path))))
    return sorted([*missing, *checked], key=lambda one: one.path)


def _state(path: Path, said: HubFile | None) -> State:
    if said is not None:
        return "intact" if is_intact(path, said.kind, said.digest) else "damaged"
    name = path.resolve().name  # other programs call the file behind the link by its checksum
    kind = _LINKED.get(len(name)) if re.fullmatch("[0-9a-f]+", name) else None
    if kind is not None:
        return "intact" if is_intact(path, kind, name) else "damaged"
    return "damaged" if path.suffix == ".safetensors" and not is_whole(path) else "unproven"
