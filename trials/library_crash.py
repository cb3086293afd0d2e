"""The library is killed before every write, by SQL and on disk, and at random moments; the next start must mend all.

What was acknowledged is never lost, not even with the catalogue: a tag, a rating, a picture on its way to the trash.
No thumbnail is ever half there, and nothing changes in a folder that is not ours. Two controls, files that are written
in place and a pass that forgets which folders it has still to read, must be seen.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NoReturn

from typing_extensions import override

from dreamwindow.errors import DreamWindowError, InvalidImage
from dreamwindow.files import is_temporary
from dreamwindow.imaging.codec import decode_image
from dreamwindow.library.catalogue import Catalogue, reading
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.catalogue.wiping import wipe
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.thumbnails import ThumbnailStore
from dreamwindow.library.trash import Trash
from trials.crash_disk import DIED, DyingDisk, InPlaceDisk
from trials.library_work import (
    SAID,
    changed_by_us,
    make_indexer,
    make_thumbnails,
    places,
    prepare,
    roots,
    work,
)
from trials.order_host import OrderHost

KILLED = -signal.SIGKILL if hasattr(signal, "SIGKILL") else -9


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryOrder:
    """Die before write ``at``, or be killed after ``kill_s``; with a ``defect`` or none."""

    folder: str
    at: int | None = None
    kill_s: float | None = None
    defect: str | None = None


class LibraryHost(OrderHost):
    """A process that forks one child for each order. A context manager."""

    def __init__(self) -> None:
        super().__init__("trials.library_crash", "--host")

    def run(self, order: LibraryOrder) -> int:
        """The child's exit code: `DIED`, minus a signal, or 0 when it came to its end."""
        code = self.ask(asdict(order))
        if code not in (0, DIED, KILLED) and order.defect is None:
            raise AssertionError(f"{order} ended with {code}")
        return code


class _InPlace(InPlaceDisk):
    """What should be written aside is not; a picture that is moved is moved all the same."""

    @override
    def replace(self, source: Path, target: Path) -> None:
        if is_temporary(source.name):
            super().replace(source, target)
        else:
            DyingDisk.replace(self, source, target)


def crashes(
    host: LibraryHost, defect: str | None = None, first: int = 0, every: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Die before each write in turn, until the work comes to its end: which write, and what is wrong afterwards.

    ``every``: only some of them, from ``first`` on.
    """
    for at in count(first, every):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder)
            code = host.run(LibraryOrder(folder=name, at=at, defect=defect))
            yield at, [*faults(folder), *(["it fails"] if code == 1 else [])]
            if code in (0, 1):
                return


def kills(host: LibraryHost, times: int, seed: int = 1) -> Iterator[list[str]]:
    """Kill it at random moments: what is wrong afterwards, each time."""
    moments = random.Random(seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        host.run(LibraryOrder(folder=name))
    whole_s = time.monotonic() - began
    for _ in range(times):
        with tempfile.TemporaryDirectory() as name:
            prepare(Path(name))
            host.run(LibraryOrder(folder=name, kill_s=moments.uniform(0, whole_s)))
            yield list(faults(Path(name)))


def faults(folder: Path) -> Iterator[str]:
    """Start again as a person would, and compare with the disk and with what was acknowledged."""
    yield from _broken_thumbnails(folder)
    try:
        with Catalogue(sqlite_url(places(folder).folder)) as catalogue:
            make_indexer(folder, catalogue).catch_up()
            yield from _unlike_the_disk(folder, catalogue)
            yield from _unsaid(folder, catalogue)
            make_thumbnails(folder, catalogue)
            yield from _missing_thumbnails(folder, catalogue)
        wipe(sqlite_url(places(folder).folder))
        with Catalogue(sqlite_url(places(folder).folder)) as catalogue:
            make_indexer(folder, catalogue).catch_up()
            yield from (f"without the catalogue, {what}" for what in _unsaid(folder, catalogue))
    except DreamWindowError as error:
        yield f"the next start fails: {error}"
    yield from _lost_pictures(folder)
    yield from changed_by_us(folder)


def _broken_thumbnails(folder: Path) -> Iterator[str]:
    """What lies there under the name of a thumbnail, before anybody mends it."""
    for path in places(folder).thumbnails.rglob("*.webp"):
        if not is_temporary(path.name):
            try:
                decode_image(path.read_bytes())
            except InvalidImage as error:
                yield f"{path.name} is half there: {error}"


def _missing_thumbnails(folder: Path, catalogue: Catalogue) -> Iterator[str]:
    store = ThumbnailStore(places(folder).thumbnails)
    for album in thumbnailing.albums(catalogue):
        wanting = thumbnailing.wanting(catalogue, store, roots(folder), album, thumbnailing.by_content)
        yield from (f"{job.source} has no thumbnail, or that of another state" for job in wanting.jobs)
        yield from (f"{album.key}/{name} is the thumbnail of nothing" for name in wanting.surplus)


def _unlike_the_disk(folder: Path, catalogue: Catalogue) -> Iterator[str]:
    known: set[str] = set()
    with catalogue.reading() as connection:
        for session in reading.list_sessions(connection, None, 1000).items:
            entries = reading.list_images(connection, session.key, None, 1000).items
            known |= {f"{session.root}/{session.path}/{image.name}" for image in entries}
            if session.images != len(entries):
                yield f"{session.key} is said to hold {session.images} pictures, not {len(entries)}"
    there = {
        path.relative_to(folder).as_posix() for root in ("ours", "foreign") for path in (folder / root).rglob("*.png")
    }
    yield from (f"{name} is known and not there" for name in sorted(known - there))
    yield from (f"{name} is there and not known" for name in sorted(there - known))


def _unsaid(folder: Path, catalogue: Catalogue) -> Iterator[str]:
    said = (folder / SAID).read_text().splitlines() if (folder / SAID).exists() else []
    for line in said:
        root, path, name, rating = line.split()
        if not (folder / root / path / name).exists():
            continue
        with catalogue.reading() as connection:
            image = reading.get_image(connection, roots(folder)[root].key(PurePosixPath(path)), name)
        if (image.rating, image.tags) != (int(rating), (f"tag{rating}",)):
            yield f"what was said of {name} is lost: {line!r}, known {image.rating} {image.tags}"


def _lost_pictures(folder: Path) -> Iterator[str]:
    trashed = {one.name: one for one in Trash(places(folder).trash).entries()}
    for number in range(4):
        name = f"{number}.png"
        copies = [folder / "ours" / "b" / name]
        if name in trashed:
            copies.append(trashed[name].file(places(folder).trash))
        copied = sum(path.exists() for path in copies)
        if copied != 1:
            yield f"of {name} there are {copied}"


def _child(order: LibraryOrder) -> NoReturn:
    kind = _InPlace if order.defect == "in place" else DyingDisk
    disk = kind(order.at)

    def dies(what: str) -> None:
        if disk._dies_now(what):
            os._exit(DIED)

    try:
        work(Path(order.folder), disk, dies, order.defect)
    except BaseException:  # noqa: BLE001 - told on stderr and by the exit code; a child must not go on as its parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _serve() -> None:
    for line in sys.stdin:
        order = LibraryOrder(**json.loads(line))
        pid = os.fork()
        if pid == 0:
            _child(order)
        if order.kill_s is not None:
            time.sleep(order.kill_s)
            os.kill(pid, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when nothing was wrong, and something was in each control."""
    parser = argparse.ArgumentParser(prog="python -m trials library_crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="at random moments")
    parser.add_argument("--host", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.host:
        _serve()
        return 0
    with LibraryHost() as host:
        good = _tell("crashes, one before each write", [found for _, found in crashes(host)])
        good &= _tell("kills at random moments", list(kills(host, options.kills)))
        controls = [
            _tell(f"control, {defect}", [found for _, found in crashes(host, defect)])
            for defect in ("in place", "forgets folders")
        ]
    return 0 if good and not any(controls) else 1


def _tell(what: str, runs: Sequence[Sequence[str]]) -> bool:
    wrong = [found for found in runs if found]
    print(f"{what}: {len(runs)}, {len(wrong)} left something wrong{f', such as: {wrong[0][0]}' if wrong else ''}")
    return bool(runs) and not wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
