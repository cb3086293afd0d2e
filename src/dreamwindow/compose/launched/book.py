"""RunBook: where the records of runs lie, read again only where something changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dreamwindow.compose.launched.run import RUNS, LaunchedRun, run_of
from dreamwindow.errors import SessionDamaged, SessionNotFound
from dreamwindow.library.roots import Root, Roots
from dreamwindow.model.session import SessionManifest
from dreamwindow.runtime.ledger import entries
from dreamwindow.runtime.program_state import read_status
from dreamwindow.sessions.reader import MANIFEST, read_manifest

_ELSEWHERE = "elsewhere"
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Read:
    """A manifest as it was when the file had this stamp; ``None`` for one that cannot be read."""

    stamp: Stamp
    manifest: SessionManifest | None

    @property
    def stays(self) -> bool:
        """Whether it needs no second look: a dream that is over, of which there may be thousands."""
        return self.manifest is not None and self.manifest.kind not in RUNS and self.manifest.status != "running"


class RunBook:
    """Every run whose record lies in a folder of the library, and every other that goes on now. For one thread.

    ``programs`` is where supervisors leave their status. Blocks; raises nothing for what cannot be read.
    """

    def __init__(self, roots: Roots, ledger: Path, programs: Path) -> None:
        self._roots = list(roots)
        self._ledger = ledger
        self._programs = programs
        self._listed: dict[Path, tuple[int, dict[str, Path]]] = {}
        self._found: dict[str, Path] = {}
        self._read: dict[Path, _Read] = {}

    def runs(self) -> list[LaunchedRun]:
        """Those that go on first, then the newest."""
        found = {id_: folder for root in self._roots for id_, folder in self._of_root(root).items()}
        found |= dict(self._elsewhere(set(found.values())))
        self._found = found
        self._read = {folder: self._read[folder] for folder in found.values() if folder in self._read}
        runs = [run for id_, folder in found.items() if (run := self._run(id_, folder)) is not None]
        newest = sorted(runs, key=lambda run: (run.manifest.started_at, run.id), reverse=True)
        return sorted(newest, key=lambda run: not run.is_open)

    def find(self, id_: str) -> LaunchedRun:
        """Raises `SessionNotFound`."""
        run = self._known(id_)
        if run is None:
            self.runs()
            run = self._known(id_)
        if run is None:
            raise SessionNotFound(f"There is no run {id_!r}.", "GET /api/runs lists those that there are.")
        return run

    def _known(self, id_: str) -> LaunchedRun | None:
        folder = self._found.get(id_)
        return self._run(id_, folder) if folder is not None else None

    def _run(self, id_: str, folder: Path) -> LaunchedRun | None:
        manifest = self._manifest(folder)
        if manifest is None:
            return None
        program = manifest.settings.get("program") if manifest.status == "running" else None
        return run_of(id_, folder, manifest, read_status(self._programs, str(program)) if program else None)

    def _of_root(self, root: Root) -> dict[str, Path]:
        """Its folders by id; a folder says itself when one came or went."""
        try:
            stamp = root.path.stat().st_mtime_ns
            known = self._listed.get(root.path)
            if known is None or known[0] != stamp:
                with os.scandir(root.path) as found:
                    names = [one.name for one in found if _is_folder(one)]
                known = stamp, {root.key(PurePosixPath(name)): root.path / name for name in names}
                self._listed[root.path] = known
        except OSError:
            return {}
        return known[1]

    def _elsewhere(self, known: set[Path]) -> Iterator[tuple[str, Path]]:
        for entry in entries(self._ledger):
            folder = Path(entry.record)
            if entry.record and folder not in known:
                mark = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:12]
                yield f"{_ELSEWHERE}~{mark}", folder

    def _manifest(self, folder: Path) -> SessionManifest | None:
        known = self._read.get(folder)
        if known is not None and known.stays:
            return known.manifest
        try:
            status = (folder / MANIFEST).stat()
        except OSError:
            return None
        stamp = (status.st_mtime_ns, status.st_size)
        if known is None or known.stamp != stamp:
            known = self._read[folder] = _Read(stamp, _unless_damaged(lambda: read_manifest(folder)))
        return known.manifest


def _unless_damaged(read: Callable[[], SessionManifest]) -> SessionManifest | None:
    try:
        return read()
    except (SessionDamaged, SessionNotFound, OSError):
        return None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False
