"""The sink seam: takes finished frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from dreamwindow.model.frame import ShownFrame


class Sink(Protocol):
    """``async with sink:`` opens it and closes it on every way out.

    `take` runs in a task of the sink's own, one frame after another; what happens to frames that come while it is busy
    is the fan-out's business (see `dreamwindow.flow.fanout`). An error it raises is logged and counted, and the next
    frame is offered all the same.
    """

    @property
    def name(self) -> str:
        """For the log and the metrics."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def take(self, shown: ShownFrame) -> None:
        """Do with the frame what this sink is for."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkOptions:
    """For sinks that the config declares. ``to`` is an address, a device, a file, a name; paths are meant from
    ``base_dir``. ``rate_hz``: pictures a second, for what has to be fed evenly."""

    to: str
    base_dir: Path
    rate_hz: float = 30.0


MakeSink = Callable[[SinkOptions], Sink]
"""What an entry point of ``dreamwindow.sinks`` names. Opens nothing. Raises `ConfigError`.

Such a sink is opened, and made anew after it failed: raise `SinkFailed` on entering, or from `Sink.take`. It gets the
newest picture whenever it has done with the one before, and misses those between.
"""
