"""What the library shows, and where it keeps what it knows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from dreamwindow.config.group import Group


class RootConfig(Group):
    """A folder of pictures that something else made. It is only read."""

    path: Path
    """Every folder in it that holds pictures is shown as a session."""
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=40)] | None = None
    """By which addresses and notes know it, wherever it lies; null takes the folder's own name."""
    allow_delete: bool = False
    """Whether a picture there may be moved to the library's trash."""

    @model_validator(mode="before")
    @classmethod
    def _path_alone(cls, values: Any) -> Any:
        return {"path": values} if isinstance(values, str) else values


class LibraryConfig(Group):
    """Nothing is imported or moved: the pictures stay where they are, and what is written here can be made again."""

    dir: Path = Path("library")
    """Catalogue, thumbnails, trash, and what you said of pictures that are not ours."""
    roots: tuple[RootConfig, ...] = ()
    """Folders to show beside the sessions, such as `["~/ComfyUI/output"]`, or with a name and more: `[{"path":
    "/archive", "name": "old", "allow_delete": true}]`."""
    database_url: str | None = None
    """A PostgreSQL server for the catalogue (`postgresql://user@host/database`, needs `dreamwindow[postgres]`); null
    is a file in `dir`."""
    watch: bool = True
    """Whether new pictures are noticed while the page is served."""
    poll_interval_s: Annotated[float, Field(ge=0.2, le=3600)] = 0.25
    """How often folders are looked at where the system cannot tell of changes: network and foreign drives."""
    workers: Annotated[int, Field(ge=1, le=64)] | None = None
    """Processes that make thumbnails; null is one a core."""
    page_images: Annotated[int, Field(ge=10, le=1000)] = 200
    """Pictures in one answer, unless it is asked for another number."""
