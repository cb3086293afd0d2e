"""One film that is made of pictures of the library: how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Literal

from dreamwindow.errors import DreamWindowError
from dreamwindow.files import check_free_space
from dreamwindow.outputs.film.choice import Choice, film_choice
from dreamwindow.outputs.film.making import Shot
from dreamwindow.outputs.film.options import FilmOptions

FilmState = Literal["waiting", "making", "done", "failed"]
_LOOK_EVERY = 24
"""Pictures after which the room on the disk is looked at again."""


class BrokenOff(Exception):
    """The film is not wanted any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOrder:
    """What to make, and where; the disk keeps ``min_free_gb`` (10⁹ bytes each) free."""

    id: str
    choice: Choice
    options: FilmOptions
    file: Path
    min_free_gb: float


@dataclass(slots=True, eq=False)
class Film:
    """``done`` of its pictures are in it. `make` is called in a thread; the rest may be read in any."""

    order: FilmOrder
    state: FilmState = "waiting"
    done: int = 0
    shot: Shot | None = None
    bytes: int = 0
    trouble: DreamWindowError | None = None
    _unwanted: Event = field(default_factory=Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ("done", "failed")

    def break_off(self) -> None:
        """It is not wanted: what is there of it goes."""
        self._unwanted.set()

    def make(self) -> None:
        """Blocks. Raises `BrokenOff`; what a person can mend becomes ``trouble``, a fault of ours is raised."""
        if self._unwanted.is_set():
            raise BrokenOff
        self.state = "making"
        try:
            self._check_room()
            self.shot = film_choice(self.order.choice, self.order.file, self.order.options, self._progress)
            self.bytes = self.order.file.stat().st_size
        except DreamWindowError as error:
            self.trouble, self.state = error, "failed"
        else:
            self.done, self.state = len(self.order.choice.stills), "done"

    def _progress(self, done: int) -> None:
        if self._unwanted.is_set():
            raise BrokenOff
        if done != self.done and done % _LOOK_EVERY == 0:
            self._check_room()
        self.done = done

    def _check_room(self) -> None:
        check_free_space(self.order.file.parent, self.order.min_free_gb)
