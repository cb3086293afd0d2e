"""The engine seam: how one image is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self, TypeAlias, runtime_checkable

from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """What an engine is. Known once it is loaded.

    ``deterministic``: the same recipe gives the same pixels, with the same ``versions``. ``unused`` names the settings
    that mean nothing to it. Sides are multiples of ``size_multiple`` in [``min_side``, ``max_side``] pixels. As a
    `LatentCodec` it makes up to ``decode_batch`` in-betweens better together than one by one, as a
    `BatchStreamEngine` it restyles the pictures of up to ``restyle_batch`` clients together.
    """

    name: str
    model: str
    description: str = ""
    deterministic: bool = False
    device: str = "cpu"
    size_multiple: int = 8
    min_side: int = 64
    max_side: int = 2048
    decode_batch: int = 1
    restyle_batch: int = 1
    unused: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def check_size(self, width: int, height: int) -> None:
        """Raise `InvalidRecipe` unless this engine can make pictures of ``width`` x ``height`` pixels."""
        for side in (width, height):
            if side % self.size_multiple or not self.min_side <= side <= self.max_side:
                raise InvalidRecipe(
                    f"{width}x{height} is no size for {self.name}.",
                    f"Sides are multiples of {self.size_multiple} from {self.min_side} to {self.max_side}.",
                )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the image is, in [0, 1]; ``preview`` where the engine has one."""

    fraction: float
    preview: Pixels | None = None


OnEvent: TypeAlias = Callable[[Progress], None]


class Engine(Protocol):
    """Makes one image at a time. ``async with engine:`` loads it and puts it away."""

    @property
    def info(self) -> EngineInfo:
        """Valid inside ``async with``."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """Make the image of a ``txt2img`` or ``img2img`` recipe; ``init_image`` has the recipe's size.

        Cancelling interrupts the work. Raises `InvalidRecipe` (never try again), `EngineUnavailable` (try again) or
        `GenerationFailed` (skip this one).
        """
        ...

    async def release(self) -> None:
        """Give back what memory it can. `generate` works again afterwards."""
        ...


Latent: TypeAlias = Any
"""Opaque: only the codec that made it looks inside. It may be a handle to something on a server."""


@runtime_checkable
class LatentCodec(Protocol):
    """An engine that can also walk between images."""

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        """The latent of ``image``; ``recipe`` helps when this engine made it by ``txt2img`` or ``img2img``."""
        ...

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        """The images of some latents, in order. What stands beside a latent does not change its image."""
        ...

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        """The latent at ``t`` in [0, 1] on the way from ``a`` (0) to ``b`` (1)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """What the config says to an engine when it is made."""

    model: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


EngineFactory: TypeAlias = Callable[[EngineOptions], Engine]
"""What the entry point group ``dreamwindow.engines`` names."""
