"""What an engine does that no engine should: it costs the one picture, and its traceback is in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from dreamwindow.contracts.engine import Engine
from dreamwindow.errors import DreamWindowError, EngineUnavailable, GenerationFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.plugins import Bugs

_log = logging.getLogger(__name__)


class Containment:
    """Around the work of one engine, which may be anybody's."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._bugs = Bugs(_log)

    @contextmanager
    def contained(self) -> Iterator[None]:
        """Let errors of ours through. To be out of memory is `EngineUnavailable`, anything else `GenerationFailed`.

        A bug is logged with its traceback; the same one again is not, until another one came.
        """
        try:
            yield
        except DreamWindowError:
            raise
        except MemoryError as error:
            raise EngineUnavailable("The engine ran out of memory.", "Smaller pictures need less.") from error
        except Exception as error:
            self._bugs.tell(f"the engine {self.engine.info.name}", error)
            raise GenerationFailed(f"{self.engine.info.name} has a bug: {type(error).__name__}: {error}") from error

    def picture(self, made: Any) -> Pixels:
        """``made``, which has to be (H, W, 3) uint8. Raises `GenerationFailed`."""
        if isinstance(made, np.ndarray) and made.dtype == np.uint8 and made.ndim == 3 and made.shape[2] == 3:
            return made
        what = f"{made.dtype} {made.shape}" if isinstance(made, np.ndarray) else type(made).__name__
        raise GenerationFailed(f"{self.engine.info.name} has a bug: it gave {what}, no picture of (H, W, 3) uint8.")

    async def let_go(self) -> None:
        """Ask it for its memory. What stands in the way is logged: a dream that rests without it still rests."""
        try:
            with self.contained():
                await self.engine.release()
        except DreamWindowError as error:
            _log.warning("%s gives no memory back: %s", self.engine.info.name, error.message)
