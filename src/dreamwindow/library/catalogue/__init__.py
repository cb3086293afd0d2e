"""The catalogue: what the library knows of every picture, in SQLite or PostgreSQL. It can always be made again."""

from dreamwindow.library.catalogue.catalogue import Catalogue

__all__ = ["Catalogue"]
