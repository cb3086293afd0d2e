"""Folders: made when they are missing, checked before we rely on them."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from dreamwindow.errors import DiskTooFull, FolderNotWritable
from dreamwindow.files.disk import DISK, Disk
from dreamwindow.files.temporary import temporary_beside

GB = 1_000_000_000


def ensure_directory_exists(directory: str | Path, *, disk: Disk = DISK) -> Path:
    """The folder, made with its parents where it is missing. Raises `FolderNotWritable`."""
    directory = Path(directory)
    try:
        for folder in [*reversed(directory.parents), directory]:
            if not folder.is_dir():
                _make(folder, disk)
    except OSError as error:
        raise _not_writable(directory, error) from error
    return directory


def check_writable(directory: str | Path, *, disk: Disk = DISK) -> Path:
    """Make sure that files can be made in the folder, by making one. Raises `FolderNotWritable`."""
    directory = ensure_directory_exists(directory, disk=disk)
    probe = temporary_beside(directory / "probe")
    try:
        disk.open(probe, "xb").close()
        disk.unlink(probe)
    except OSError as error:
        raise _not_writable(directory, error) from error
    return directory


def free_bytes(path: str | Path) -> int:
    """Space that we may still use where ``path`` is, or will be once it is made."""
    path = Path(path).absolute()
    there = next(folder for folder in [path, *path.parents] if folder.exists())
    return shutil.disk_usage(there).free


def check_free_space(path: str | Path, min_free_gb: float) -> None:
    """Raise `DiskTooFull` when less than ``min_free_gb`` (10⁹ bytes each) are free where ``path`` is or will be."""
    free = free_bytes(path)
    if free < min_free_gb * GB:
        raise DiskTooFull(
            f"Only {free / GB:.1f} GB are free where {path} is; {min_free_gb:g} GB are to stay free.",
            "Make room, choose another folder, lower recording.min_free_gb, or run with --record none.",
        )


def _make(folder: Path, disk: Disk) -> None:
    with contextlib.suppress(FileExistsError):  # somebody else made it in this moment
        disk.mkdir(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file.")


def _not_writable(directory: Path, error: OSError) -> FolderNotWritable:
    why = error.strerror or str(error)
    return FolderNotWritable(
        f"Cannot write in {directory}: {why}", "Choose another folder, or let this user write there."
    )
