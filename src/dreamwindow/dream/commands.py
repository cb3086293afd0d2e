"""What the planner asks the controller to do."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow.model.recipe import ParentId, Recipe


@dataclass(frozen=True, slots=True)
class Plant:
    """Let the next picture grow from this foreign one."""

    origin: ParentId


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeSegment:
    """Make ``keyframe``, then the in-betweens that lead to it from the newest picture, and put them out in order.

    ``cut`` says that the first frame of it does not grow out of what is on show.
    """

    keyframe: Recipe
    between: tuple[Recipe, ...] = ()
    settings_rev: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class TruncateSegment:
    """End the running segment after its next frame."""


@dataclass(frozen=True, slots=True)
class CancelSegment:
    """Break the running segment off at once."""


@dataclass(frozen=True, slots=True)
class DropBuffered:
    """Take out of the buffer what nobody has seen yet."""


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep the newest picture as a memory."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Look for a memory that goes with the newest picture; ``draw`` seeds the choice.

    With a chance of ``taste`` it is one that was liked.
    """

    draw: int
    taste: float = 0.0


@dataclass(frozen=True, slots=True)
class Fetch:
    """Look for the picture that was liked under this name."""

    picture: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Let it be known that the planner acted."""

    remedy: str
    why: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Wake the planner after so many seconds."""

    delay_s: float


@dataclass(frozen=True, slots=True)
class HoldShow:
    """Keep the picture that is on show."""


@dataclass(frozen=True, slots=True)
class ResumeShow:
    """Let the pictures flow again."""


@dataclass(frozen=True, slots=True)
class SlowShow:
    """Let each picture stay so many times longer, so that fewer are made."""

    times: float


@dataclass(frozen=True, slots=True)
class TakeEngine:
    """Let the engine that stands ready make what follows; nothing is made now."""


@dataclass(frozen=True, slots=True)
class ReleaseEngine:
    """Give back what memory the engine can."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The run is over."""

    reason: str


Command = (
    Plant
    | MakeSegment
    | TruncateSegment
    | CancelSegment
    | DropBuffered
    | Remember
    | Recall
    | Fetch
    | Tell
    | RetryAfter
    | HoldShow
    | ResumeShow
    | SlowShow
    | TakeEngine
    | ReleaseEngine
    | Finish
)
