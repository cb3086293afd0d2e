"""One engine that a dream and live clients share: in fair turns, and with one who decides when its memory is let go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from types import TracebackType
from typing import Self

from dreamwindow.contracts.engine import Engine, EngineInfo, Latent, LatentCodec, OnEvent
from dreamwindow.engines.containment import Containment
from dreamwindow.errors import GenerationFailed
from dreamwindow.flow.turns import Taker, Turns
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe


class Sharing:
    """The turns at one engine after another, and who holds on to it. For one event loop."""

    def __init__(self) -> None:
        self.turns = Turns()
        self._holders = 0
        self._resting: Engine | None = None
        self._containment: Containment | None = None

    def lease(self, engine: Engine, taker: Taker) -> Engine:
        """``engine``, which is loaded, for one who waits for a turn at each call; a `LatentCodec` if that is one."""
        return (
            CodecLease(engine, engine, taker, self) if isinstance(engine, LatentCodec) else Lease(engine, taker, self)
        )

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Keep the engine's memory for as long as the block lasts, whoever else lets it go."""
        self._holders += 1
        self._resting = None
        try:
            yield
        finally:
            self._holders -= 1
            engine = self._resting
            if not self._holders and engine is not None:
                self._resting = None
                await Containment(engine).let_go()

    async def release(self, engine: Engine) -> None:
        """Let its memory go, now or when nobody holds it any more."""
        if self._holders:
            self._resting = engine
        else:
            await Containment(engine).let_go()

    def contained(self, engine: Engine) -> AbstractContextManager[None]:
        """See `Containment.contained`: for who uses ``engine`` itself in a turn."""
        if self._containment is None or self._containment.engine is not engine:
            self._containment = Containment(engine)
        return self._containment.contained()

    def wake(self) -> None:
        """It is used again."""
        self._resting = None


class Lease:
    """An engine that waits for its turn. Entering and leaving it is nobody's: it is loaded already.

    It keeps the contract where the engine does not: whatever that raises or gives is a picture or an error of ours.
    """

    def __init__(self, engine: Engine, taker: Taker, sharing: Sharing) -> None:
        self._engine = engine
        self._taker = taker
        self._sharing = sharing
        self._containment = Containment(engine)

    @property
    def info(self) -> EngineInfo:
        """The engine's own."""
        return self._engine.info

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """See `Engine.generate`."""
        async with self._turn():
            return self._containment.picture(await self._engine.generate(recipe, init_image, on_event))

    async def release(self) -> None:
        """See `Sharing.release`."""
        await self._sharing.release(self._engine)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        self._sharing.wake()
        async with self._sharing.turns.turn(self._taker):
            with self._containment.contained():
                yield


class CodecLease(Lease):
    """The same for an engine that can walk between images."""

    def __init__(self, engine: Engine, codec: LatentCodec, taker: Taker, sharing: Sharing) -> None:
        super().__init__(engine, taker, sharing)
        self._codec = codec

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        """See `LatentCodec.encode`."""
        async with self._turn():
            return await self._codec.encode(image, recipe)

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        """See `LatentCodec.decode`."""
        async with self._turn():
            pictures = [self._containment.picture(made) for made in await self._codec.decode(latents)]
        if len(pictures) != len(latents):
            raise GenerationFailed(
                f"{self.info.name} has a bug: of {len(latents)} latents it made {len(pictures)} pictures."
            )
        return pictures

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        """See `LatentCodec.interpolate`."""
        async with self._turn():
            return await self._codec.interpolate(a, b, t)
