"""Atomic writes: a reader sees the old file or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from dreamwindow.files.disk import DISK, Disk
from dreamwindow.files.temporary import temporary_beside

Content = bytes | Callable[[BinaryIO], None]
"""What to write, or who writes it: a picture needs no second copy in memory."""

_PATIENCE_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
"""Waits between tries to rename over a file that a reader holds open, which Windows forbids. 0.4 s in all."""
_RETRY_WAITS_S = (0.1, 0.3, 1.0)
_PASSING = {
    errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ETXTBSY, errno.ESTALE, errno.ETIMEDOUT,
    errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETRESET, errno.ENETUNREACH, errno.ECONNRESET,
}  # fmt: skip
"""What waiting may mend: a locked target, a network drive that stumbles."""


def atomic_write(data: Content, path: str | Path, *, mode: int = 0o644, disk: Disk = DISK) -> None:
    """Write beside ``path``, flush to the disk, rename over it. Raises `OSError`; what was there is then untouched."""
    path = Path(path)
    temporary = temporary_beside(path)
    try:
        with disk.open(temporary, "xb") as file:
            if callable(data):
                data(file)
            else:
                file.write(data)
            disk.sync(file)
        if os.name == "posix":
            disk.chmod(temporary, mode)
        _replace(temporary, path, disk)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(temporary)
        raise


def atomic_write_with_retry(
    data: Content, path: str | Path, *, mode: int = 0o644, max_retries: int = 3, disk: Disk = DISK
) -> bool:
    """`atomic_write`, tried again where waiting may help. False when the last try failed so.

    Raises `OSError` for what waiting cannot mend: a full disk, a folder that is missing or may not be written.
    """
    for attempt in range(max_retries + 1):
        try:
            atomic_write(data, path, mode=mode, disk=disk)
        except OSError as error:
            if not _may_pass(error, Path(path)):
                raise
        else:
            return True
        if attempt < max_retries:
            disk.wait(_RETRY_WAITS_S[min(attempt, len(_RETRY_WAITS_S) - 1)])
    return False


def _replace(source: Path, target: Path, disk: Disk) -> None:
    for wait_s in _PATIENCE_S:
        try:
            return disk.replace(source, target)
        except PermissionError:
            disk.wait(wait_s)
    disk.replace(source, target)


def _may_pass(error: OSError, path: Path) -> bool:
    if isinstance(error, PermissionError):  # the folder is ours to write in: then it is the target that is held
        return not path.is_dir() and os.access(path.parent, os.W_OK)
    return error.errno in _PASSING
