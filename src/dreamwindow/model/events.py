"""What happened. The planner decides by these, and the status is folded from them.

An event is a fact with no answer expected. Times are not in them: who reads an event knows the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ParentId, Recipe
from dreamwindow.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Words:
    """What to dream of now.

    While one theme slides into the next, ``prompt`` is a weighted mix; ``subject`` is what a person is told: the nearer
    theme's own words. Empty: the prompt itself.
    """

    prompt: str
    negative_prompt: str = ""
    subject: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.subject or self.prompt


@dataclass(frozen=True, slots=True)
class Started:
    """The engine is ready. ``origin`` is a picture to grow from, if there is one."""

    origin: ParentId | None = None


@dataclass(frozen=True, slots=True)
class FrameMade:
    """A frame stands in the buffer."""

    number: int
    recipe: Recipe
    keyframe: bool
    generation_time_s: float


@dataclass(frozen=True, slots=True)
class RecipeUsed:
    """A recipe that was carried out, shown or not: later frames may grow from it."""

    recipe: Recipe


@dataclass(frozen=True, slots=True)
class SegmentDone:
    """The frames asked for last are made, all of them or up to where the planner cut them short."""


@dataclass(frozen=True, slots=True)
class SegmentCancelled:
    """The work asked for last was broken off; `FrameMade` told of each frame that was made before."""


@dataclass(frozen=True, slots=True)
class SegmentFailed:
    """The work asked for last failed. ``transient`` says that the same may work later."""

    error: str
    transient: bool


@dataclass(frozen=True, slots=True)
class FramesDropped:
    """Frames that nobody saw were taken out of the buffer; ``newest`` is the number of the last one left, or 0."""

    newest: int


@dataclass(frozen=True, slots=True)
class HealthTaken:
    """How alive the dream is, every so many frames.

    ``outside`` names the figures that are not healthy; ``collapse_score`` in [0, 1] is their share; ``colour_drift`` is
    ΔE to the slow reference. ``correction`` would bring the colours back: a scale and an offset for each channel of
    CIELAB, in order.
    """

    outside: tuple[str, ...]
    collapse_score: float
    colour_drift: float | None
    correction: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class CacheAdded:
    """A keyframe became a memory, of which there are now ``size``."""

    cache_id: str
    size: int


@dataclass(frozen=True, slots=True)
class MemoryFound:
    """A memory was asked for, and this one may return; ``origin`` names its pixels.

    One that was ``liked`` is known by its file instead of a ``cache_id``.
    """

    cache_id: str
    origin: ParentId
    liked: bool = False


@dataclass(frozen=True, slots=True)
class MemoryMissing:
    """A memory was asked for, and there is none that fits."""


@dataclass(frozen=True, slots=True)
class TasteChanged:
    """What a person kept has changed: so many ``likes`` may draw the dream from here on."""

    likes: int


@dataclass(frozen=True, slots=True)
class MoreWanted:
    """More like this: ``picture`` is the file of one that was liked."""

    picture: str


@dataclass(frozen=True, slots=True)
class RetryDue:
    """The wait that the planner asked for is over."""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """A person steered. ``reseed``: the walk starts again at ``settings.seed``."""

    settings: Settings
    reseed: bool = False


@dataclass(frozen=True, slots=True)
class WordsChanged:
    """The rotation moved on, or a person's prompt came or went."""

    words: Words


@dataclass(frozen=True, slots=True)
class SkipRequested:
    """On to something else."""


@dataclass(frozen=True, slots=True)
class BranchRequested:
    """Go on from this picture, which was planted."""

    origin: ParentId


@dataclass(frozen=True, slots=True)
class EngineOffered:
    """Another engine stands ready to make the pictures; ``codec`` is its way of interpolating."""

    engine: str
    model: str
    codec: str


@dataclass(frozen=True, slots=True)
class PauseRequested:
    """Hold back, for this reason. Several reasons may hold at once."""

    reason: str


@dataclass(frozen=True, slots=True)
class ResumeRequested:
    """This reason is gone; ``None`` takes them all away."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SlowdownRequested:
    """Go so many ``times`` slower than could be, at least 1, so that a budget holds; ``why`` is empty at 1."""

    times: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class StopRequested:
    """End the run."""

    reason: str = "stopped"


PlannerEvent = (
    Started
    | FrameMade
    | SegmentDone
    | SegmentCancelled
    | SegmentFailed
    | FramesDropped
    | HealthTaken
    | CacheAdded
    | MemoryFound
    | MemoryMissing
    | TasteChanged
    | MoreWanted
    | RetryDue
    | SettingsChanged
    | WordsChanged
    | SkipRequested
    | BranchRequested
    | EngineOffered
    | PauseRequested
    | ResumeRequested
    | SlowdownRequested
    | StopRequested
)
"""What the planner takes."""


@dataclass(frozen=True, slots=True)
class Intervened:
    """The planner acted so that the dream stays alive: ``remedy`` was taken because of ``why``."""

    remedy: str
    why: str


@dataclass(frozen=True, slots=True)
class EngineTaken:
    """What follows is made by this engine; the one before is no longer used."""

    engine: str
    model: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """A keyframe that takes long came to ``fraction`` in [0, 1]; ``preview`` is what is seen of it, of any size."""

    fraction: float
    preview: Pixels | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class FrameShown:
    """The player gave a frame to the takers; ``buffered`` frames wait, good for ``buffered_s`` seconds."""

    number: int
    buffered: int
    buffered_s: float


@dataclass(frozen=True, slots=True)
class Buffering:
    """The buffer ran dry: the picture on show stays until a frame comes."""


@dataclass(frozen=True, slots=True)
class PicturesLetGo:
    """Recorded pictures of older ``sessions`` went, and freed so many bytes, so that the disk's budget holds."""

    pictures: int
    freed: int
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The run is over, for this reason; ``error`` is set when it failed."""

    reason: str
    error: str | None = None


Event = (
    PlannerEvent
    | Intervened
    | EngineTaken
    | RecipeUsed
    | Progressed
    | FrameShown
    | Buffering
    | PicturesLetGo
    | Finished
)
"""Everything that is published."""
