"""The folders that a dream lives in: tried, cleaned of what a crash left, and its memory opened."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamwindow.compose.blueprint import cache_options
from dreamwindow.compose.library import clean_thumbnails
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.embedder import Embedder
from dreamwindow.dream.cache import CacheManager
from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.files import DISK, atomic_write, check_free_space, check_writable, parse_json
from dreamwindow.identity import Liveness, ProcessIdentity, is_alive
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.sessions.repair import Repair, clean_outputs, close_the_dead

_log = logging.getLogger(__name__)
OWNER = "owner.json"


@dataclass(frozen=True, slots=True)
class Premises:
    """``cache`` is ``None`` when it is switched off, or another dream uses it."""

    repairs: tuple[Repair, ...]
    cache: CacheManager | None


@contextmanager
def premises(loaded: Loaded, embedder: Embedder) -> Iterator[Premises]:
    """Everything that touches the disk before the first picture, and what is put away after the last. Blocks.

    Raises `FolderNotWritable` or `DiskTooFull`.
    """
    config = loaded.config
    sessions_dir, output_dir = loaded.folder(config.system.sessions_dir), loaded.folder(config.system.output_dir)
    if config.recording.record != "none":
        check_free_space(sessions_dir, config.recording.min_free_gb)
    check_writable(sessions_dir)
    check_writable(output_dir)
    repairs = (*settle_the_dead(ledger_folder()), *_after_the_dead(loaded, sessions_dir), *clean_outputs(output_dir))
    with _memory(loaded, embedder) as cache:
        yield Premises(repairs, cache)


def _after_the_dead(loaded: Loaded, sessions_dir: Path) -> list[Repair]:
    closed = close_the_dead(sessions_dir)
    sessions = {repair.path.relative_to(sessions_dir).parts[0] for repair in closed}
    return [*closed, *clean_thumbnails(loaded, sorted(sessions))]


@contextmanager
def _memory(loaded: Loaded, embedder: Embedder) -> Iterator[CacheManager | None]:
    folder = loaded.folder(loaded.config.system.cache_dir)
    if not loaded.config.generation.cache.enabled or not _claim(folder):
        yield None
        return
    cache = CacheManager(folder, embedder, cache_options(loaded.config.generation.cache))
    cache.load_cache()
    try:
        yield cache
    finally:
        _put_away(cache, folder)


def _put_away(cache: CacheManager, folder: Path) -> None:
    """Each keyframe is on the disk already: a full one, or a folder that is gone, spoils no end of a dream."""
    try:
        cache.save_cache()
        if _owner(folder) == ProcessIdentity.mine():
            DISK.unlink(folder / OWNER)
    except OSError as error:
        _log.warning("The memory in %s could not be put in order: %s", folder, error.strerror or error)


def _claim(folder: Path) -> bool:
    """Make the cache ours; False while another process that lives has it."""
    check_writable(folder)
    owner = _owner(folder)
    if owner is not None and owner != ProcessIdentity.mine() and is_alive(owner) is Liveness.ALIVE:
        _log.warning("Another dream uses %s: this one goes without memories", folder)
        return False
    atomic_write(json.dumps(asdict(ProcessIdentity.mine())).encode(), folder / OWNER)
    return True


def _owner(folder: Path) -> ProcessIdentity | None:
    try:
        return ProcessIdentity(**parse_json((folder / OWNER).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
