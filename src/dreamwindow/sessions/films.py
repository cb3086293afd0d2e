"""Films that are still written: under which name they grow, and how much of one that broke off is whole."""

from __future__ import annotations

from pathlib import Path

from dreamwindow.files import DISK, Disk

PART = ".part"
"""What a film's name ends with until it is done."""
_LARGE = 1
"""The size by which a box says that its size stands behind its kind, in 8 bytes."""


def part_of(film: Path) -> Path:
    """Where ``film`` grows."""
    return film.with_name(film.name + PART)


def film_of(part: Path) -> Path:
    """What a film that grows as ``part`` will be called."""
    return part.with_name(part.name.removesuffix(PART))


def films_begun(folder: Path) -> list[Path]:
    """The films in ``folder`` that are not done, under the names by which they grow."""
    return sorted(folder.glob(f"*.mp4{PART}"))


def put_in_place(film: Path, *, disk: Disk = DISK) -> bool:
    """Give what grew its own name, cut after its last whole fragment; false, and gone, if there is none.

    Raises `OSError`.
    """
    part = part_of(film)
    whole = whole_length(part)
    if not whole:
        disk.unlink(part)
        return False
    if whole < part.stat().st_size:
        disk.truncate(part, whole)
    disk.replace(part, film)
    return True


def whole_length(path: Path) -> int:
    """Bytes of a fragmented MP4 up to the end of its last whole fragment; 0 where not one is. Raises `OSError`.

    A fragment is two boxes, ``moof`` with an index and ``mdat`` with the pictures (ISO/IEC 14496-12, 8.8).
    """
    size, at, whole = path.stat().st_size, 0, 0
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            head = file.read(16)
            length = int.from_bytes(head[:4], "big")
            if length == _LARGE:
                length = int.from_bytes(head[8:16], "big")
            at += length
            if length < 8 or at > size:
                break
            if head[4:8] == b"mdat" or (whole and head[4:8] != b"moof"):
                whole = at
    return whole
