"""A process whose children dream, each in the folder that it reads, until somebody kills them.

``python -m trials.kill_host own|slow|"slow, in place"`` reads a folder a line, and says, each on a line: the process id
of the child, ``dreaming`` once a first picture was recorded, and how the child ended.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from typing_extensions import override

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.files import DISK, Disk
from trials.crash_disk import InPlaceDisk

if TYPE_CHECKING:
    from typing_extensions import Buffer

DiskName = Literal["own", "slow", "slow, in place"]
_PIECE, _PIECE_S = 4096, 0.002
"""A slow disk takes so many bytes at a time, and so long for them."""


class SlowDisk(Disk):
    """The machine's own, and a writer that does not hurry."""

    @override
    def write(self, file: io.FileIO, data: Buffer) -> int:
        return _slowly(file, data)


class SlowInPlaceDisk(InPlaceDisk):
    """The defect put in on purpose, just as slow."""

    @override
    def write(self, file: io.FileIO, data: Buffer) -> int:
        return _slowly(file, data)


_KINDS: dict[DiskName, type[Disk]] = {"own": Disk, "slow": SlowDisk, "slow, in place": SlowInPlaceDisk}


def _slowly(file: io.FileIO, data: Buffer) -> int:
    time.sleep(_PIECE_S)
    return io.FileIO.write(file, memoryview(data)[:_PIECE])


def _child(folder: Path, disk: DiskName) -> NoReturn:
    try:
        DISK.__class__ = _KINDS[disk]  # the one that everything got as its default; of this process only
        if isinstance(DISK, InPlaceDisk):
            InPlaceDisk.__init__(DISK)
        asyncio.run(_dream(folder))
    except BaseException:  # noqa: BLE001 - told on stderr and by the exit code; a child must not go on as its parent
        traceback.print_exc()
    os._exit(1)


async def _dream(folder: Path) -> None:
    """For ever, or until it is killed."""
    async with DreamAct(load(folder / "dreamwindow.yaml", {}), DreamOptions()) as act:
        await act.start()
        with act.changed.subscribe() as changes:
            while act.session_folder is None or not list(act.session_folder.glob("*.png")):
                await changes.get()
        os.write(1, b"dreaming\n")
        await act.finished()


def main() -> None:
    """Serve until the input ends."""
    (disk,) = [name for name in _KINDS if name == sys.argv[1]]
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _child(Path(line.rstrip("\n")), disk)
        os.write(1, f"{pid}\n".encode())
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(1, f"{ended}\n".encode())


if __name__ == "__main__":
    main()
