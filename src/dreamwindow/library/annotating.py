"""What a person says of pictures: on disk before the catalogue knows, and not lost to it by a crash between the two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from dreamwindow.files import DISK, Disk, ensure_directory_exists
from dreamwindow.library.catalogue import Catalogue, reading, writing
from dreamwindow.library.indexing.checkpoints import note_folders
from dreamwindow.library.model import ImageEntry
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root
from dreamwindow.sessions.annotations import AnnotationChange, Annotations


def annotate(
    catalogue: Catalogue,
    places: Places,
    place: tuple[Root, str],
    names: Sequence[str],
    change: AnnotationChange,
    disk: Disk = DISK,
) -> tuple[ImageEntry, ...]:
    """Say something of some pictures of the session at ``place``, a root and a path; they as they are now. Blocks.

    The folder counts as unread from here on: a pass after a crash reads again what was said. Raises `ImageNotFound`,
    `SessionDamaged`, `AnnotationRejected`, `StorageError`, `FolderNotWritable` or `OSError`.
    """
    root, path = place
    key = root.key(PurePosixPath(path))
    with catalogue.reading() as connection:
        images = {name: reading.get_image(connection, key, name) for name in names}
    folder = ensure_directory_exists(places.annotations(root, path, key), disk=disk)
    with catalogue.writing() as connection:
        note_folders(connection, root.name, [path])
    said = Annotations(folder, disk).change_all(names, change)
    with catalogue.writing() as connection:
        for name, annotation in said.items():
            writing.annotate(connection, images[name].id, images[name].prompt, annotation)
        return tuple(reading.get_image(connection, key, name) for name in names)
