"""The stream seam: an engine that restyles moving pictures, and remembers for each client what went before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from dreamwindow.contracts.engine import Engine
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings


class EngineStream(Protocol):
    """One client's moving picture in an engine. What it keeps is its own: no other stream sees any of it.

    One call at a time; several streams of one engine may be called in any order.
    """

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """What ``image`` becomes under ``settings``: (H, W, 3) uint8 RGB in and out, of the same size.

        Sides are such as `EngineInfo.check_size` lets pass and may change from call to call, as may the settings:
        ``prompt`` and ``negative_prompt`` (``None`` is no words), ``strength`` (0 gives the picture back, 1 forgets
        it), ``seed``, ``guidance_scale``, ``num_inference_steps``. ``at_s`` are seconds on the client's own clock, from
        about 0 at its first picture, never backwards: whatever moves by itself moves by it. The pixels that come back
        are the caller's to keep, and those that went in are not kept past the call, unless copied.

        Cancelling interrupts the work. Raises `InvalidRecipe`, `EngineUnavailable` or `GenerationFailed`, as
        `Engine.generate` does; the next picture may be given all the same.
        """
        ...


@runtime_checkable
class StreamEngine(Protocol):
    """An engine that keeps state for each live client. Others are asked for each picture by itself."""

    def open_stream(self, settings: Settings) -> AbstractAsyncContextManager[EngineStream]:
        """A client's stream for as long as the block lasts; it ends before the engine is put away.

        `Engine.release` may drop what it keeps for speed, not what its pictures depend on.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class StreamFrame:
    """What `EngineStream.restyle` of ``stream`` is given."""

    stream: EngineStream
    image: Pixels
    settings: Settings
    at_s: float


Restyled: TypeAlias = Pixels | Exception


@runtime_checkable
class BatchStreamEngine(StreamEngine, Protocol):
    """One that restyles pictures of several clients better together: up to ``EngineInfo.restyle_batch`` of them."""

    async def restyle_batch(self, frames: Sequence[StreamFrame]) -> Sequence[Restyled]:
        """What `EngineStream.restyle` gives for each of ``frames``, in order; no stream is among them twice.

        A picture may be off by a level from what it is alone, as sums come out in another order. What fails for one
        alone stands in its place and spoils nothing for the others; what is raised failed for all. Cancelling
        interrupts the work. A stream may be closed meanwhile: its picture is then nobody's.
        """
        ...


def batch_of(engine: Engine) -> int:
    """How many clients' pictures ``engine``, which is loaded, restyles together; 1 is each by itself."""
    return engine.info.restyle_batch if isinstance(engine, BatchStreamEngine) else 1
