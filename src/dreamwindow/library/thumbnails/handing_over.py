"""Pictures of our own: thumbnail and look are made of the pixels while we have them, and nothing is decoded again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.errors import DreamWindowError
from dreamwindow.imaging.codec import thumbnail_of
from dreamwindow.library.look import carrying, look_of
from dreamwindow.library.moments import modified_ns
from dreamwindow.library.roots import Root
from dreamwindow.library.thumbnails.store import ThumbnailStore
from dreamwindow.model.frame import Pixels

_log = logging.getLogger(__name__)
HandOver = Callable[[Path, Pixels], None]


def handing_over(store: ThumbnailStore, root: Root, embedder: Embedder) -> HandOver:
    """What is to be called with each picture below ``root`` once it is on disk, and with its pixels. Blocks a few ms.

    It raises nothing: a thumbnail that could not be written now is made when the library looks for it. The thumbnail
    carries the look by ``embedder``; a library of another one finds out by itself.
    """

    def hand_over(picture: Path, pixels: Pixels) -> None:
        try:
            session = root.key(PurePosixPath(picture.parent.relative_to(root.path).as_posix()))
            made = thumbnail_of(pixels)
            data = carrying(made.data, look_of(made.pixels, embedder))
            store.write(session, picture.name, data, modified_ns(picture.stat()))
        except (OSError, DreamWindowError) as error:
            _log.info("No thumbnail of %s for now: %s", picture, error)

    return hand_over
