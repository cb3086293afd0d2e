"""Scenes: whose settings a client's pictures are made with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from dreamwindow.errors import SettingsRejected, UnknownName
from dreamwindow.flow.notify import Notifier
from dreamwindow.model.settings import Settings

DREAM, LIVE, OWN = "dream", "live", "own"
"""The dream's scene, that in which every client starts, and the name of one that is a client's own."""
BUILT_IN = (DREAM, LIVE)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
STEERABLE = (
    "prompt", "negative_prompt", "strength", "seed", "guidance_scale", "num_inference_steps", "width", "height",
)  # fmt: skip
"""The settings that mean something here; ``width`` and ``height`` bound the pictures, which keep their proportions."""
FIRST = Settings(prompt="artistic painting style", strength=0.5)
"""Where a live scene starts: with the steps and the guidance that are the model's own."""


class Followed(Protocol):
    """What a client needs of a scene."""

    @property
    def name(self) -> str:
        """What it is asked for by."""
        ...

    @property
    def settings(self) -> Settings:
        """The snapshot to make the next picture with."""
        ...

    @property
    def changed(self) -> Notifier:
        """Tells of another snapshot."""
        ...


@dataclass(slots=True, eq=False)
class Scene:
    """Settings that one client has, or several share."""

    name: str
    settings: Settings = FIRST
    changed: Notifier = field(default_factory=Notifier)

    def steer(self, **changes: Any) -> Settings:
        """Change settings, all or none. Raises `SettingsRejected` or `InvalidPrompt`."""
        changed = next_settings(self.settings, **changes)
        if changed is not self.settings:
            self.settings = changed
            self.changed.notify()
        return self.settings


def next_settings(settings: Settings, **changes: Any) -> Settings:
    """The next revision, without applying it. Raises `SettingsRejected` or `InvalidPrompt`."""
    if foreign := [name for name in changes if name not in STEERABLE]:
        raise SettingsRejected(f"{foreign[0]!r} says nothing in a live scene.", f"Settings: {', '.join(STEERABLE)}.")
    return settings.changed(**changes)


def checked_name(name: str) -> str:
    """The name of a scene that clients share. Raises `UnknownName` for what cannot be one."""
    if _NAME.fullmatch(name) is None:
        raise UnknownName("There is no such scene.", "One of yours is named in up to 32 of a-z, 0-9 and -: `stage-2`.")
    return name
