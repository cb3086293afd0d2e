"""Keys: which ones may be, what they name, and how sessions are ordered by them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath

from dreamwindow.errors import StorageError
from dreamwindow.files import is_portable_name
from dreamwindow.sessions.pictures import PICTURE_SUFFIXES

_DATED = re.compile(r"\d{8}_\d{6}")


def stays_inside(key: str) -> bool:
    """Whether a relative POSIX path names something, and nothing outside."""
    return not any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in key.split("/"))


def check_new_key(key: str) -> None:
    """Raise `StorageError` for a name that some file system could not hold."""
    if unfit := next((part for part in key.split("/") if not is_portable_name(part)), None):
        raise StorageError(f"{unfit!r} in {key!r} is no name that every system can hold.", "Choose a plainer name.")


def is_picture(name: str) -> bool:
    """Whether a file of this name is one of the pictures that we show."""
    return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES


def age_key(session_id: str, modified_at: Callable[[], float]) -> tuple[str, str]:
    """What sessions are sorted by: the date in the name, or else when it was modified, in seconds since the epoch."""
    dated = _DATED.match(session_id)
    when = dated[0] if dated else f"{datetime.fromtimestamp(modified_at()):%Y%m%d_%H%M%S}"
    return when, session_id
