"""A stretch of memory that two processes see. It loses its name as soon as both do, so that nothing can be left."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from pickle import PickleBuffer
from typing import Self, cast

_ALIGNED = 64
_MEGABYTE = 1 << 20
_FOLDER = Path("/dev/shm")  # noqa: S108 - where Linux keeps them; only asked for its free space


class Segment:
    """``create`` it on one side, ``attach`` on the other, then `forget_name` on the first. Each side closes its own."""

    def __init__(self, memory: SharedMemory, named: bool) -> None:
        self._memory = memory
        self._named = named

    @classmethod
    def create(cls, size: int) -> Self:
        """At least ``size`` bytes, in whole megabytes. Raises `OSError`, too where there is no room for it."""
        rounded = -(-size // _MEGABYTE) * _MEGABYTE
        if _room() < 2 * rounded:  # memory that is not there kills whoever writes to it
            raise OSError(f"there is no room for {rounded} bytes of shared memory")
        return cls(SharedMemory(f"{prefix(os.getpid())}{secrets.token_hex(4)}", create=True, size=rounded), named=True)

    @classmethod
    def attach(cls, name: str) -> Self:
        """One that the other side has created. Raises `OSError`."""
        return cls(SharedMemory(name), named=False)

    @property
    def name(self) -> str:
        """By which the other side finds it."""
        return self._memory.name

    def holds(self, sizes: Sequence[int]) -> bool:
        """Whether buffers of so many bytes fit in side by side."""
        return end_of(sizes) <= self._memory.size

    def put(self, buffers: Sequence[PickleBuffer]) -> None:
        """Copy them in, from the start."""
        views = [buffer.raw() for buffer in buffers]
        for view, (first, last) in zip(views, places([view.nbytes for view in views]), strict=True):
            self._bytes[first:last] = view

    def take(self, sizes: Sequence[int]) -> list[bytearray]:
        """Copies of what was put in."""
        return [bytearray(self._bytes[first:last]) for first, last in places(sizes)]

    @property
    def _bytes(self) -> memoryview:
        return cast(memoryview, self._memory.buf)  # None only once it is closed

    def forget_name(self) -> None:
        """The other side has it: from here on it is gone with the two of them, however they end."""
        if self._named:
            self._named = False
            self._memory.unlink()

    def close(self) -> None:
        """No longer seen from here."""
        self.forget_name()
        self._memory.close()


def prefix(pid: int) -> str:
    """With what the names begin that the process ``pid`` gives: short, as macOS has room for 31 characters."""
    return f"dw-{pid}-"


def places(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) byte of each buffer, which begin at multiples of a cache line."""
    first = 0
    for size in sizes:
        yield first, first + size
        first += -(-size // _ALIGNED) * _ALIGNED


def end_of(sizes: Sequence[int]) -> int:
    """Bytes that buffers of these sizes need."""
    return max((last for _, last in places(sizes)), default=0)


def _room() -> int:
    """Bytes that shared memory may still take; without end where it is not a file system that can be asked."""
    if not _FOLDER.is_dir():
        return 1 << 62
    found = os.statvfs(_FOLDER)
    return found.f_bavail * found.f_frsize
