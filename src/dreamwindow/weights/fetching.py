"""Fetching: a model's files from the hub, each checked before it gets its name; what was begun is gone on with."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from dreamwindow.errors import DiskTooFull, DownloadFailed
from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists, free_bytes
from dreamwindow.files.exclusive import exclusive
from dreamwindow.weights.checksums import is_intact
from dreamwindow.weights.hub import Hub, HubFile, Listing
from dreamwindow.weights.known import Model
from dreamwindow.weights.places import Shelf, size_text
from dreamwindow.weights.records import recorded

_log = logging.getLogger(__name__)
ROOM = 200_000_000
"""Bytes that stay free beside the files."""
_PATIENCE_S = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Waits after a broken connection; as soon as bytes come they begin anew."""
Tell = Callable[[int, int], None]
"""Hears how many bytes are here, and how many it will be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """``wait`` is how time passes between tries."""

    hub: Hub
    shared: Path
    tell: Tell = lambda done, total: None
    wait: Callable[[float], None] = time.sleep
    disk: Disk = DISK

    def fetch(self, model: Model) -> Path:
        """The folder of the whole model. Blocks, for minutes. What is here already is not fetched again.

        Raises `DownloadFailed`, `HubRefused`, `DiskTooFull`, `FolderNotWritable`, `StorageError` while another process
        fetches the same, or `OSError`. What came until then stays, and the next call goes on there.
        """
        listing = self.hub.listing(model)
        wanted = set(model.chosen(file.path for file in listing.files))
        files = [file for file in listing.files if file.path in wanted]
        if missing := model.missing(wanted):
            raise DownloadFailed(f"{model.repo} has no {' or '.join(missing[0])}.", "It is not laid out as we know it.")
        shelf = Shelf.of(model, self.shared)
        ensure_directory_exists(shelf.partial, disk=self.disk)
        with exclusive(shelf.partial, disk=self.disk):
            self._fetch_all(_Job(self, model, shelf, listing.commit), files)
            _record(shelf, Listing(listing.commit, tuple(files)), self.disk)
            ensure_directory_exists(shelf.ref(model.revision).parent, disk=self.disk)
            atomic_write(listing.commit.encode(), shelf.ref(model.revision), disk=self.disk)
        return shelf.snapshot(listing.commit)

    def _fetch_all(self, job: _Job, files: list[HubFile]) -> None:
        missing = [file for file in files if not job.is_there(file)]
        have = sum(file.size for file in files) - sum(file.size for file in missing)
        total = sum(file.size for file in files)
        here = sum(job.came(file) for file in missing)
        self._check_room(sum(file.size for file in missing) - here, job.shelf.folder)
        for file in missing:
            job.fetch(file, partial(self._tell, have, total))
            have += file.size
        self.tell(total, total)

    def _tell(self, before: int, total: int, done: int) -> None:
        self.tell(before + done, total)

    def _check_room(self, needed: int, folder: Path) -> None:
        free = free_bytes(folder)
        if free < needed + ROOM:
            raise DiskTooFull(
                f"{size_text(needed)} are still to come, and only {size_text(free)} are free where {folder} is.",
                "Make room, or let HF_HOME name a folder on another disk.",
            )


@dataclass(frozen=True, slots=True)
class _Job:
    """One model at one commit."""

    ways: Fetching
    model: Model
    shelf: Shelf
    commit: str

    def is_there(self, file: HubFile) -> bool:
        """Whether it is whole: what was may be damaged by now, and who calls wants to have it mended. Reads all."""
        path = self._target(file)
        return path.is_file() and path.stat().st_size == file.size and is_intact(path, file.kind, file.digest)

    def came(self, file: HubFile) -> int:
        """Bytes of it that an earlier call left."""
        part = self._part(file)
        return min(part.stat().st_size, file.size) if part.is_file() else 0

    def fetch(self, file: HubFile, tell: Callable[[int], None]) -> None:
        """All of it, then its name."""
        part, target = self._part(file), self._target(file)
        self._complete(file, part, tell)
        if not is_intact(part, file.kind, file.digest):
            self.ways.disk.unlink(part)
            raise DownloadFailed(
                f"{file.path} of {self.model.repo} came damaged, and was thrown away.", "Call again to fetch it anew."
            )
        ensure_directory_exists(target.parent, disk=self.ways.disk)
        self.ways.disk.replace(part, target)

    def _complete(self, file: HubFile, part: Path, tell: Callable[[int], None]) -> None:
        tries = 0
        while (before := self.came(file)) < file.size or not part.exists():
            try:
                self._go_on(file, part, tell)
                if self.came(file) < file.size:
                    raise DownloadFailed(f"{file.path} of {self.model.repo} ended early.", "Call again.")
            except DownloadFailed as error:
                tries = tries + 1 if self.came(file) <= before else 1
                if tries > len(_PATIENCE_S):
                    raise
                _log.info("%s Again in %g s.", error.message, _PATIENCE_S[tries - 1])
                self.ways.wait(_PATIENCE_S[tries - 1])

    def _go_on(self, file: HubFile, part: Path, tell: Callable[[int], None]) -> None:
        disk = self.ways.disk
        with self.ways.hub.bytes_of(self.model, self.commit, file, self.came(file)) as (begins, chunks):
            if part.exists() and part.stat().st_size != begins:
                disk.truncate(part, begins)
            with disk.open(part, "ab") as out:
                done = begins
                for chunk in chunks:
                    out.write(chunk[: file.size - done])
                    done = min(done + len(chunk), file.size)
                    tell(done)
                disk.sync(out)

    def _part(self, file: HubFile) -> Path:
        return self.shelf.partial / f"{file.digest}.part"

    def _target(self, file: HubFile) -> Path:
        return self.shelf.snapshot(self.commit) / file.path


def _record(shelf: Shelf, listing: Listing, disk: Disk) -> None:
    """Beside what was recorded of the same commit: a model and its small files alone lie in one folder."""
    path = shelf.record(listing.commit)
    files = {file.path: file for file in (*recorded(path), *listing.files)}
    ensure_directory_exists(path.parent, disk=disk)
    atomic_write(json.dumps([asdict(file) for file in files.values()], indent=1).encode(), path, disk=disk)
