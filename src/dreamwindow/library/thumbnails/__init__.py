"""Thumbnails: where they lie, and how those that are missing are made."""

from dreamwindow.library.thumbnails.handing_over import handing_over
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
    "handing_over",
    "thumbnail_name",
]
