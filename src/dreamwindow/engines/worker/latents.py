"""Latents of an engine in another process: kept there, with a packed copy here that outlives it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pickle import PickleBuffer
from typing import TypeAlias

from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.host import Host
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe


@dataclass(frozen=True, eq=False)
class HeldLatent:
    """The latent that is known by ``number``; only its engine can read what is ``packed``."""

    number: int
    packed: bytearray


@dataclass(frozen=True, slots=True, eq=False)
class MixedLatent:
    """The latent at ``t`` on the way from ``a`` to ``b``, worked out where and when it is needed."""

    a: HeldLatent
    b: HeldLatent
    t: float


RemoteLatent: TypeAlias = HeldLatent | MixedLatent


class HostedCodec:
    """`LatentCodec` through a `Host`."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> RemoteLatent:
        """See `LatentCodec.encode`."""
        return await self._held(lambda number, _: do.Encode(number, image, recipe))

    async def decode(self, latents: Sequence[RemoteLatent]) -> list[Pixels]:
        """See `LatentCodec.decode`."""
        if not latents:
            return []
        images: list[Pixels] = await self._host.ask(lambda known: do.Decode(_references(latents, known)))
        return images

    async def interpolate(self, a: RemoteLatent, b: RemoteLatent, t: float) -> RemoteLatent:
        """See `LatentCodec.interpolate`. Latents that do not fit each other are refused when they are decoded."""
        return MixedLatent(await self._settled(a), await self._settled(b), t)

    async def _settled(self, latent: RemoteLatent) -> HeldLatent:
        """A mixture of mixtures would grow without end."""
        if isinstance(latent, HeldLatent):
            return latent
        return await self._held(lambda number, known: do.Settle(number, *_references([latent], known)))

    async def _held(self, make: Callable[[int, set[int]], do.Work]) -> HeldLatent:
        number = self._host.number()
        try:
            latent = HeldLatent(number, await self._host.ask(lambda known: make(number, known)))
        except BaseException:
            self._host.dropped.append(number)  # it may have come so far
            raise
        weakref.finalize(latent, self._host.dropped.append, number).atexit = False
        return latent


def _references(latents: Sequence[RemoteLatent], known: set[int]) -> tuple[do.Reference, ...]:
    """What the process needs to find or to rebuild ``latents``: each that it does not know goes along once."""
    held: dict[int, do.Held] = {}

    def reference(latent: HeldLatent) -> do.Held:
        packed = None if latent.number in known else PickleBuffer(latent.packed)
        return held.setdefault(latent.number, do.Held(latent.number, packed))

    return tuple(
        reference(x) if isinstance(x, HeldLatent) else do.Mixed(reference(x.a), reference(x.b), x.t) for x in latents
    )
