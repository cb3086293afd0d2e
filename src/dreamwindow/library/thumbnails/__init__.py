"""Thumbnails: where they lie, and how those that are missing are made."""

from dreamwindow.library.thumbnails.jobs import Made, Outcome, Refused, ThumbnailJob
from dreamwindow.library.thumbnails.maker import MakerOptions, ThumbnailMaker
from dreamwindow.library.thumbnails.names import thumbnail_name
from dreamwindow.library.thumbnails.store import ThumbnailStore

__all__ = [
    "Made",
    "MakerOptions",
    "Outcome",
    "Refused",
    "ThumbnailJob",
    "ThumbnailMaker",
    "ThumbnailStore",
    "thumbnail_name",
]
