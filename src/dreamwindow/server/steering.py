"""Steering from outside: a change of settings for one scene, or for the dream and the cameras together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dreamwindow.errors import SettingsRejected, UnknownName
from dreamwindow.live.scene import DREAM, STEERABLE, next_settings
from dreamwindow.model.settings import Settings

if TYPE_CHECKING:
    from dreamwindow.compose.dream import DreamAct
    from dreamwindow.compose.live import LiveAct


def steer(act: DreamAct, live: LiveAct | None, changes: dict[str, object], scene: str | None = None) -> Settings:
    """Change ``scene``, or both where none is named, all of it or nothing; the settings then, the dream's if both.

    Raises `SettingsRejected`, `InvalidPrompt`, or `UnknownName` for a scene that cameras do not share.
    """
    if scene not in (None, DREAM) and live is not None:
        return live.shared(scene).steer(**changes)
    try:
        return _steer_dream(act, None if scene == DREAM else live, changes)
    except UnknownName as error:  # a mode: the address is right, a value in it is not
        raise SettingsRejected(error.message, error.remedy) from error


def _steer_dream(act: DreamAct, live: LiveAct | None, changes: dict[str, object]) -> Settings:
    shared = {name: value for name, value in changes.items() if name in STEERABLE}
    if live is not None:
        next_settings(live.scene.settings, **shared)  # it is refused before the dream is changed
    settings = act.steer(**changes) if changes else act.settings
    if live is not None and shared:
        live.steer(**shared)
    return settings
