"""The engine that makes the pictures: opened with the room, exchanged while it is at work, put away with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeAlias

from dreamwindow.compose.options import make_engine
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import Engine, EngineInfo
from dreamwindow.engines.sharing import Sharing
from dreamwindow.errors import DreamWindowError, EngineUnavailable

_log = logging.getLogger(__name__)
OPENING_TIMEOUT_S = 600.0
"""Weights may have to be read from a slow disk."""
HandOver: TypeAlias = Callable[[Engine], Awaitable[None]]
"""Brings an engine that is open into use."""
_STAYS = "The dream goes on as before."


@dataclass(slots=True, eq=False)
class _Opened:
    name: str
    engine: Engine
    stack: AsyncExitStack = field(repr=False)


class EngineRoom:
    """``async with`` opens the engine that the config names; `change` puts another in its place.

    ``fits`` is asked of every engine once it is open, and raises if it will not do; ``opening`` hears the name of the
    one that `change` opens, and ``None`` once that is over. Entering raises what the engine raises, but not if it is
    only away: then ``away`` says why, and `arrival` opens it when it comes. ``sharing`` says whose turn it is at the
    engine; ``guests``, beside the one that hands over, are asked to let go of it before it is put away.
    """

    def __init__(
        self, loaded: Loaded, fits: Callable[[EngineInfo], None], opening: Callable[[str | None], None]
    ) -> None:
        self._loaded = loaded
        self._fits = fits
        self._opening = opening
        self._current: _Opened | None = None
        self.away: DreamWindowError | None = None
        self.sharing = Sharing()
        self.guests: list[Callable[[], Awaitable[None]]] = []
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        try:
            self._current = await self._open(self._loaded.config.generation.engine)
        except EngineUnavailable as error:
            self.away = error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        opened, self._current = self._current, None
        if opened is not None:
            await opened.stack.aclose()

    @property
    def name(self) -> str | None:
        """What the engine in use is chosen by; ``None`` while none is open."""
        return self._current.name if self._current is not None else None

    @property
    def engine(self) -> Engine | None:
        """The engine in use; ``None`` while none is open."""
        return self._current.engine if self._current is not None else None

    async def arrival(self, hand_over: HandOver) -> bool:
        """Try once to open the engine that is away; whether one is open now.

        If not, ``away`` says why: it may be there and refuse, which can be mended there.
        """
        async with self._turn:
            if self._current is None:
                try:
                    self._current = await self._open_beside(self._loaded.config.generation.engine)
                except DreamWindowError as error:
                    self.away = error
                    return False
                self.away = None
                await hand_over(self._current.engine)
            return True

    async def change(self, name: str, hand_over: HandOver) -> None:
        """Open engine ``name``, let ``hand_over`` bring it into use, then put the one before away.

        One change at a time; nothing happens if it is in use already. If it cannot be opened or does not fit, the one
        in use stays: raises `UnknownName`, `InvalidRecipe`, `ConfigError` or `EngineUnavailable`.
        """
        async with self._turn:
            before = self._current
            if before is not None and before.name == name:
                return
            self._opening(name)
            try:
                self._current = await self._open_beside(name)
            finally:
                self._opening(None)
            self.away = None
            try:
                await hand_over(self._current.engine)
            finally:
                if before is not None:
                    await self._put_away(before)

    async def _open_beside(self, name: str) -> _Opened:
        try:
            async with asyncio.timeout(OPENING_TIMEOUT_S):
                return await self._open(name)
        except DreamWindowError:
            raise
        except TimeoutError as error:
            raise EngineUnavailable(f"{name} was not ready within {OPENING_TIMEOUT_S:.0f} s.", _STAYS) from error
        except Exception as error:  # an engine is somebody else's code: it must not end the dream
            _log.exception("%s cannot be opened", name)
            raise EngineUnavailable(f"{name} cannot be opened: {type(error).__name__}: {error}", _STAYS) from error

    async def _open(self, name: str) -> _Opened:
        async with AsyncExitStack() as stack:
            made = await asyncio.to_thread(make_engine, self._loaded, name)
            engine = await stack.enter_async_context(made)
            self._fits(engine.info)
            return _Opened(name, engine, stack.pop_all())

    async def _put_away(self, opened: _Opened) -> None:
        try:
            for let_go in tuple(self.guests):
                await _try("A guest did not let go of %s", opened.name, let_go)
        finally:
            self.sharing.wake()  # nobody shall ask this one to let its memory go any more
            await _try("%s did not close well", opened.name, opened.stack.aclose)


async def _try(failed: str, name: str, step: Callable[[], Awaitable[None]]) -> None:
    """One step of putting engine ``name`` away. If it fails that is logged, and the others are gone all the same."""
    try:
        await step()
    except Exception:  # noqa: BLE001 - somebody else's code, and the next engine is at work already
        _log.exception(failed, name)
