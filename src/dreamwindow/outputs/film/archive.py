"""A session as an archive: its pictures as they are, with all that `dreamwindow replay` needs to make them again."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from dreamwindow.errors import InvalidImage
from dreamwindow.files import is_temporary
from dreamwindow.imaging.codec import read_png_text
from dreamwindow.outputs.film.making import Shot
from dreamwindow.outputs.film.pictures import picture_path
from dreamwindow.sessions.reader import INPUTS, MANIFEST
from dreamwindow.sessions.recipes import FILE_NAME as RECIPES

_MODE = (stat.S_IFREG | 0o644) << 16
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""What is older ZIP cannot say; the pictures say it themselves."""


def pack(folder: Path, numbers: Sequence[int], file: IO[bytes], on_progress: Callable[[int], None]) -> Shot:
    """Write the frames of these ``numbers`` and what explains them, in a folder of the session's name. Blocks.

    Pictures are stored, not packed again: PNG is packed already. Raises `InvalidImage` where none is whole, `OSError`.
    """
    shot = Shot()
    with zipfile.ZipFile(file, "w") as archive:
        for path in _explaining(folder):
            _add(archive, folder, path, path.read_bytes(), zipfile.ZIP_DEFLATED)
        for done, number in enumerate(numbers, start=1):
            path = picture_path(folder, number)
            try:
                data = _whole(path)
            except InvalidImage as error:
                shot.skipped.append(f"{path.name}: {error.message}")
            else:
                _add(archive, folder, path, data, zipfile.ZIP_STORED)
                shot.pictures += 1
            on_progress(done)
    if not shot.pictures:
        raise InvalidImage(f"None of the {len(numbers)} pictures can be read.", shot.skipped[0])
    return shot


def _explaining(folder: Path) -> Iterator[Path]:
    for name in (MANIFEST, RECIPES):
        if (folder / name).is_file():
            yield folder / name
    inputs = folder / INPUTS
    if inputs.is_dir():
        yield from sorted(path for path in inputs.iterdir() if path.is_file() and not is_temporary(path.name))


def _whole(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidImage(f"It cannot be read: {error.strerror or error}.") from error
    read_png_text(data)
    return data


def _add(archive: zipfile.ZipFile, folder: Path, path: Path, data: bytes, packing: int) -> None:
    info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _FIRST_TIME)
    info.compress_type, info.external_attr = packing, _MODE
    archive.writestr(info, data)
