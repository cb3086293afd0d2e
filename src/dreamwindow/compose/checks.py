"""What can be found out before anything is begun: a start that cannot go well leaves the disk as it was."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, cast

from dreamwindow import plugins
from dreamwindow.compose.embedding import make_embedder
from dreamwindow.compose.options import engine_options
from dreamwindow.config.explain import place_of
from dreamwindow.config.load import Loaded
from dreamwindow.config.timeline import read_timeline
from dreamwindow.config.tree import KeyPath
from dreamwindow.dream.modes import Mode
from dreamwindow.dream.prompts import Timeline
from dreamwindow.embedders import registry as embedders
from dreamwindow.engines import registry
from dreamwindow.errors import FolderNotWritable, UnknownName
from dreamwindow.files import check_free_space

_log = logging.getLogger(__name__)
MODES = "dreamwindow.modes"


def check_start(loaded: Loaded) -> None:
    """Look at everything that a dream will need. Makes nothing.

    Raises `UnknownName`, `ConfigError`, `DiskTooFull` or `FolderNotWritable`, or what an engine's factory raises for
    its options.
    """
    check_names(loaded)
    timeline_of(loaded)
    config = loaded.config
    sessions_dir = loaded.folder(config.system.sessions_dir)
    if config.recording.record != "none":
        check_free_space(sessions_dir, config.recording.min_free_gb)
    for path in folders(loaded):
        check_could_write(path)


def check_names(loaded: Loaded) -> None:
    """Raise `UnknownName`, with the place in the config, for an engine, a model, a mode or an embedder not there.

    Raises `MissingExtra` or `MissingWeights`, too, for an embedder that cannot work here.
    """
    generation = loaded.config.generation
    if loaded.config.embedding.name != embedders.DEFAULT:  # that one works everywhere
        with _placed(loaded, ("embedding", "name")):
            make_embedder(loaded)
    with _placed(loaded, ("generation", "mode")):
        plugins.load(MODES, generation.mode)
    with _placed(loaded, ("generation", "engine")):
        _check_engine(generation.engine, generation.process)
    if generation.process == "shared":  # else its own process is the one to import it, and says what is wrong
        with _placed(loaded, ("generation", "model")):
            registry.create(generation.engine, engine_options(loaded))


def _check_engine(name: str, process: Literal["shared", "own"]) -> None:
    if process == "shared":
        plugins.load(registry.GROUP, name)
    elif name not in registry.names():
        raise plugins.unknown_name("engine", name, registry.names())


def timeline_of(loaded: Loaded) -> Timeline:
    """What is dreamed of when; an empty one unless the config names a file. Blocks. Raises `ConfigError`."""
    path = loaded.config.prompts.timeline
    return Timeline() if path is None else read_timeline(loaded.folder(path))


def load_modes() -> dict[str, Mode]:
    """Every mode that can be loaded, by name; a broken one is logged and passed over."""
    found: dict[str, Mode] = {}
    for name in plugins.names(MODES):
        try:
            found[name] = cast(Mode, plugins.load(MODES, name))
        except UnknownName as error:
            _log.warning("%s", error.message)
    return found


def folders(loaded: Loaded) -> list[Path]:
    """Where a dream writes."""
    system = loaded.config.system
    return [loaded.folder(path) for path in (system.output_dir, system.sessions_dir, system.log_dir)]


def check_could_write(directory: Path) -> None:
    """Raise `FolderNotWritable` if the folder cannot be written, or could not be made. Makes nothing."""
    there = next(path for path in (directory, *directory.parents) if path.exists())
    if not there.is_dir():
        why = f"{there} is a file"
    elif not os.access(there, os.W_OK | os.X_OK):
        why = f"this user may not write in {there}"
    else:
        return
    raise FolderNotWritable(
        f"Cannot write in {directory}: {why}.", "Choose another folder, or let this user write there."
    )


@contextmanager
def _placed(loaded: Loaded, path: KeyPath) -> Iterator[None]:
    try:
        yield
    except UnknownName as error:
        if path not in loaded.places:
            raise
        raise UnknownName(f"{place_of(path, loaded.places)}: {error.message}", error.remedy) from error
