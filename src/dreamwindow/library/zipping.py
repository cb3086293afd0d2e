"""A selection of pictures as one ZIP, made while it is sent: nothing is held but the piece on its way."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamwindow.library.model import ImageEntry

_CHUNK = 1 << 18
_FIRST_S, _LAST_S = 315_619_200, 4_354_732_800
"""ZIP begins in 1980 and ends with 2107."""
INDEX = "pictures.json"
"""What the catalogue says of each, beside the pictures."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A picture of the selection, and its file."""

    image: ImageEntry
    file: Path


class _Pipe(io.RawIOBase):
    """Takes what is written until somebody asks for it; nobody can seek in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        piece = bytes(data)  # type: ignore[call-overload] # any buffer
        self._pieces.append(piece)
        self._at += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._at

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zip_stream(selection: Iterable[Selected]) -> Iterator[bytes]:
    """The archive, piece by piece: ``<session>/<name>``, stored as they are, and `INDEX`. Blocks.

    A picture that is gone by now is left out, of the index too.
    """
    pipe = _Pipe()
    kept: list[ImageEntry] = []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for one in selection:
            try:
                with one.file.open("rb") as source:
                    yield from _member(archive, pipe, one, source)
            except FileNotFoundError:
                continue
            kept.append(one.image)
        index = json.dumps([asdict(image) for image in kept], indent=1, ensure_ascii=False)
        archive.writestr(INDEX, index)
    yield pipe.taken()


def _member(archive: zipfile.ZipFile, pipe: _Pipe, one: Selected, source: io.BufferedReader) -> Iterator[bytes]:
    moment = time.localtime(min(max(one.image.mtime_ns // 10**9, _FIRST_S), _LAST_S))
    name = one.image.name.replace("\\", "_")  # Windows would take it for a folder
    member = zipfile.ZipInfo(f"{one.image.session}/{name}", date_time=moment[:6])
    with archive.open(member, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            yield pipe.taken()
