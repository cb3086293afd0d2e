"""History: the last minutes of the dream, to look back at, to branch from and to keep."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from dreamwindow.errors import NotRemembered
from dreamwindow.model.frame import ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.encoding import FrameEncoder

WHOLE_S = 30.0
"""Of this stretch every frame is kept, so that it can be kept for good."""
LENGTH_S = 300.0
THIN_S = 0.5
"""Before that, one frame in this time."""
MAX_BYTES = 56_000_000


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame as it was shown: ``jpeg`` holds its kept pixels, ``shown_at_s`` is on the monotonic clock."""

    number: int
    shown_at_s: float
    duration_s: float
    jpeg: bytes
    recipe: Recipe


class History:
    """A sink that remembers: `WHOLE_S` seconds whole, two frames a second before that, `LENGTH_S` in all.

    Frames are kept as the JPEG that viewers get, so that remembering costs no second encode; at most `MAX_BYTES` of
    them, the oldest going first.
    """

    name = "history"

    def __init__(self, encoder: FrameEncoder, quality: int, max_bytes: int = MAX_BYTES) -> None:
        self._encoder = encoder
        self._quality = quality
        self._max_bytes = max_bytes
        self._moments: list[Moment] = []
        self._thinned = 0
        self.bytes = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: another run's frames have the same numbers."""
        self._moments, self._thinned, self.bytes = [], 0, 0

    async def take(self, shown: ShownFrame) -> None:
        """Remember one more frame, and let older ones go."""
        jpeg = await self._encoder.encode(shown.frame, "jpeg", self._quality)
        if self._moments and shown.frame.number <= self._moments[-1].number:
            self.forget()
        moment = Moment(
            shown.frame.number, shown.present_at_us / 1e6, shown.duration_us / 1e6, jpeg, shown.frame.recipe
        )
        self._moments.append(moment)
        self.bytes += len(jpeg)
        self._thin(moment.shown_at_s - WHOLE_S)
        self._trim(moment.shown_at_s - LENGTH_S)

    def moments(self) -> Sequence[Moment]:
        """All that is remembered, oldest first."""
        return tuple(self._moments)

    def whole(self, seconds: float = WHOLE_S) -> Sequence[Moment]:
        """The last ``seconds``, at most `WHOLE_S`, with no frame left out."""
        if not self._moments:
            return ()
        since = self._moments[-1].shown_at_s - min(seconds, WHOLE_S)
        return tuple(moment for moment in self._moments if moment.shown_at_s >= since)

    def find(self, number: int) -> Moment:
        """The frame of that number. Raises `NotRemembered` that says which there are."""
        at = bisect_left(self._moments, number, key=lambda moment: moment.number)
        if at < len(self._moments) and self._moments[at].number == number:
            return self._moments[at]
        there = f"{self._moments[0].number} to {self._moments[-1].number}" if self._moments else "none yet"
        raise NotRemembered(
            f"Frame {number} is not remembered.", f"The last minutes hold frames {there}, not all of them."
        )

    def _thin(self, before_s: float) -> None:
        """Keep one frame in `THIN_S` of what has left the whole stretch; ``_thinned`` frames are done already."""
        while self._thinned < len(self._moments) and self._moments[self._thinned].shown_at_s < before_s:
            last = self._moments[self._thinned - 1].shown_at_s if self._thinned else -THIN_S
            if self._moments[self._thinned].shown_at_s - last < THIN_S:
                self.bytes -= len(self._moments.pop(self._thinned).jpeg)
            else:
                self._thinned += 1

    def _trim(self, before_s: float) -> None:
        while self._moments and (self._moments[0].shown_at_s < before_s or self.bytes > self._max_bytes):
            self.bytes -= len(self._moments.pop(0).jpeg)
            self._thinned = max(0, self._thinned - 1)
