"""Checkpoints: how each folder was when it was last read, so that its time says whether to read it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from dreamwindow.library.catalogue.tables import checkpoints
from dreamwindow.library.catalogue.upsert import upsert
from dreamwindow.library.catalogue.writing import put_checkpoint
from dreamwindow.library.indexing.listing import Listing, Stamp

SETTLED_NS = 2_000_000_000
"""A folder that changed so shortly before it was read may change again at the same time, as its clock tells it."""
UNSETTLED = Stamp(-1, -1)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``path`` is relative to the root, ``.`` is the root itself."""

    path: str
    stamp: Stamp
    images: int
    newest_ns: int
    digest: str


def load_checkpoints(connection: Connection, root: str) -> dict[str, Checkpoint]:
    """Every folder known of a root, by path."""
    of = checkpoints.c
    rows = connection.execute(
        select(of.path, of.mtime_ns, of.ctime_ns, of.images, of.newest_ns, of.digest).where(of.root == root)
    )
    return {
        path: Checkpoint(path, Stamp(mtime_ns, ctime_ns), images, newest_ns, digest)
        for path, mtime_ns, ctime_ns, images, newest_ns, digest in rows
    }


def note_folders(connection: Connection, root: str, paths: Sequence[str]) -> None:
    """These are there, and were never read."""
    never = {"mtime_ns": -1, "ctime_ns": -1, "images": 0, "newest_ns": 0, "digest": "", "thumbnails_ns": -1}
    upsert(connection, checkpoints, [{"root": root, "path": path} | never for path in paths], ["root", "path"])


def restamp(connection: Connection, root: str, path: str, seen: Listing, now_ns: int) -> None:
    """The folder was touched, and holds what it held."""
    kept = _kept(seen, now_ns)
    connection.execute(
        update(checkpoints)
        .where(checkpoints.c.root == root, checkpoints.c.path == path)
        .values(mtime_ns=kept.mtime_ns, ctime_ns=kept.ctime_ns)
    )


def save_checkpoint(
    connection: Connection, root: str, path: str, seen: Listing, now_ns: int, problem: str | None = None
) -> None:
    """The folder was read and the catalogue agrees. One that changed just now is read again the next time."""
    kept = _kept(seen, now_ns)
    put_checkpoint(
        connection,
        {
            "root": root,
            "path": path,
            "mtime_ns": kept.mtime_ns,
            "ctime_ns": kept.ctime_ns,
            "images": len(seen.pictures),
            "newest_ns": seen.newest_ns,
            "digest": seen.digest,
            "thumbnails_ns": -1,
            "problem": problem,
        },
    )


def _kept(seen: Listing, now_ns: int) -> Stamp:
    moments = (seen.stamp.mtime_ns, seen.stamp.ctime_ns, seen.newest_ns)
    return UNSETTLED if any(abs(now_ns - moment) < SETTLED_NS for moment in moments) else seen.stamp
