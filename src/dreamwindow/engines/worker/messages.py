"""What goes back and forth between a dream and the process that hosts its engine.

The process is asked one thing at a time, by a `Request`, and says one `Done` or `Failed` of it, also when it was told
to `Cancel` it. Latents never leave it but as bytes that only it can read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pickle import PickleBuffer
from typing import Any, TypeAlias

from dreamwindow.contracts.engine import EngineInfo, Progress
from dreamwindow.engines.worker.failures import Failure
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings

Buffer: TypeAlias = bytes | bytearray | PickleBuffer


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The latent that the process knows by ``number``; ``packed`` where it does not know it yet, or any more."""

    number: int
    packed: Buffer | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """The latent at ``t`` on the way from ``a`` to ``b``."""

    a: Held
    b: Held
    t: float


Reference: TypeAlias = Held | Mixed


@dataclass(frozen=True, slots=True, eq=False)
class Generate:
    """`Engine.generate`; ``tells`` if somebody wants to hear of its progress."""

    recipe: Recipe
    init_image: Pixels | None
    tells: bool


@dataclass(frozen=True, slots=True)
class Release:
    """`Engine.release`."""


@dataclass(frozen=True, slots=True, eq=False)
class Encode:
    """`LatentCodec.encode`, to be known by ``number``. The answer is the latent, packed."""

    number: int
    image: Pixels
    recipe: Recipe | None


@dataclass(frozen=True, slots=True, eq=False)
class Settle:
    """Work out a latent that is ``mixed``, to be known by ``number``. The answer is the latent, packed."""

    number: int
    mixed: Reference


@dataclass(frozen=True, slots=True, eq=False)
class Decode:
    """`LatentCodec.decode`."""

    latents: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture for the stream ``stream``, which is opened by its first."""

    stream: int
    image: Pixels
    settings: Settings
    at_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Restyle:
    """`BatchStreamEngine.restyle_batch`, or `EngineStream.restyle` of each. The answers are pictures and `Failure`s."""

    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class CloseStream:
    """Nobody needs it any more."""

    stream: int


@dataclass(frozen=True, slots=True)
class Understand:
    """`WordReader.understand`."""

    prompt: str
    negative_prompt: str


Work: TypeAlias = Generate | Release | Encode | Settle | Decode | Restyle | CloseStream | Understand
MakeWork: TypeAlias = Callable[[set[int]], Work]
"""Makes the work for a process that knows the latents of these numbers."""


def known_after(work: Work) -> set[int]:
    """The numbers of the latents that a process knows once it has done ``work``."""
    match work:
        case Encode(number):
            return {number}
        case Settle(number, mixed):
            return {number, *_numbers(mixed)}
        case Decode(latents):
            return {number for latent in latents for number in _numbers(latent)}
    return set()


def _numbers(latent: Reference) -> tuple[int, ...]:
    return (latent.number,) if isinstance(latent, Held) else (latent.a.number, latent.b.number)


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """Do ``work``; nobody needs the latents ``dropped`` any more."""

    number: int
    work: Work
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancel:
    """Break that request off; one that has been answered is past it."""

    number: int


@dataclass(frozen=True, slots=True)
class Stop:
    """End."""


Order: TypeAlias = Request | Cancel | Stop


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is open. ``abilities`` are names of `abilities.ABILITIES`."""

    info: EngineInfo
    abilities: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, eq=False)
class Came:
    """So far it came with that request."""

    number: int
    progress: Progress


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """That request, done."""

    number: int
    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """That request failed, or was broken off; number 0 is the opening of the engine."""

    number: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class Told:
    """What a logger there was told, of a warning or worse."""

    logger: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The process ended, and ``how``. Said by the side that is left."""

    how: str


Answer: TypeAlias = Done | Failed
Word: TypeAlias = Ready | Came | Told | Answer
