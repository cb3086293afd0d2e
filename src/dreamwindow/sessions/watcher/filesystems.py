"""Which file systems tell of changes that others make."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

DEAF = frozenset({
    "9p", "9p2000.l", "drvfs", "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "fuse.vmhgfs-fuse",  # a guest's host
    "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs", "afs", "coda",
    "ceph", "fuse.ceph", "glusterfs", "fuse.glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2",
    "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.portal", "macfuse", "osxfuse",
})  # fmt: skip
"""Types, in lower case, whose other side changes things that this system's events do not mention."""


@dataclass(frozen=True, slots=True)
class Mount:
    """One mounted file system. ``options`` as the system writes them, by commas."""

    point: Path
    kind: str
    options: str = ""


def mounts() -> list[Mount]:
    """Every one of this machine, as far as it says."""
    try:
        found = psutil.disk_partitions(all=True)
    except OSError:
        return []
    return [Mount(Path(part.mountpoint), part.fstype, part.opts) for part in found]


def mount_of(path: Path, known: Sequence[Mount]) -> Mount | None:
    """The mount that ``path`` (resolved) lies on: the deepest; of two at one point the last, which hides the other."""
    around = [mount for mount in known if path.is_relative_to(mount.point)]
    return max(reversed(around), key=lambda mount: len(mount.point.parts), default=None)


def is_deaf(path: Path, known: Sequence[Mount], deaf: frozenset[str] = DEAF) -> bool:
    """Whether changes to ``path`` that others make come with no events."""
    resolved = path.resolve()
    if os.name == "nt" and str(resolved).startswith("\\\\"):
        return True
    mount = mount_of(resolved, known)
    return mount is not None and (mount.kind.lower() in deaf or "remote" in mount.options.split(","))
