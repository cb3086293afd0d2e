"""A small real act: frames given by hand, a real fan-out, real encoding, real settings. Nothing in it is random."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.errors import EngineUnavailable, UnknownName
from dreamwindow.flow.fanout import Fanout
from dreamwindow.flow.notify import Notifier
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from dreamwindow.model.status import Status
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.previews import Previews
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.app import STATIC, create_app
from dreamwindow.server.openapi import DescribedApp

MADE_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
MODES = ("img2img", "interpolate", "hybrid")


@dataclass(frozen=True)
class Listing:
    name: str = "toy"
    description: str = "Draws squares."
    available: bool = True
    why: str | None = None
    selected: bool = True
    modes: tuple[str, ...] = MODES
    unused: tuple[str, ...] = ("guidance_scale",)


def toy_app(
    act: ToyAct,
    config: ServerConfig,
    clock: Clock | None = None,
    static: Path = STATIC,
    live: LiveAct | None = None,
    keys: KeyFile | None = None,
) -> DescribedApp:
    """The app around a toy act: a `DreamAct` as far as the server can see."""
    return create_app(cast(DreamAct, act), config, clock=clock, static=static, live=live, keys=keys)


class ToyAct:
    def __init__(self) -> None:
        self.fanout = Fanout()
        self.encoder = FrameEncoder()
        self.previews = Previews()
        self.changed = Notifier()
        self.settings = Settings()
        self.engine_info: EngineInfo | None = EngineInfo(name="toy", model="squares")
        self.why_not: str | None = None
        self._status = Status(status="live", engine="toy")

    def steer(self, **changes: Any) -> Settings:
        if changes.get("mode", "hybrid") not in MODES:
            raise UnknownName(f"There is no mode {changes['mode']!r}.", f"Modes: {', '.join(MODES)}.")
        self.settings = self.settings.changed(**changes)
        self.changed.notify()
        return self.settings

    def status(self) -> Status:
        return self._status

    def set_status(self, **changes: Any) -> None:
        self._status = replace(self._status, **changes)
        self.changed.notify()

    def engines(self) -> list[Listing]:
        return [Listing()]

    async def select_engine(self, name: str) -> None:
        if name != "toy":
            raise UnknownName(f"There is no engine {name!r}.", "There is: toy.")
        if self.why_not:
            raise EngineUnavailable(self.why_not, "Wait a little.")
        self.set_status(engine=name)

    def ready(self) -> str | None:
        return self.why_not

    def pause(self, reason: str = "manual") -> None:
        self.set_status(paused=True, status="paused", pause_reason=reason)

    def resume(self, reason: str = "manual") -> None:
        self.set_status(paused=False, status="live", pause_reason=None)

    def skip(self) -> None:
        self.set_status(frame_number=self._status.frame_number + 1)

    async def start(self) -> None:
        if self.why_not:
            raise EngineUnavailable(self.why_not, "Wait a little.")
        self.set_status(status="live")

    async def stop(self) -> None:
        self.set_status(status="stopped")

    async def show(self, number: int, transition: Literal["cut", "fade"] = "fade", grain: bool = False) -> ShownFrame:
        """Give a 64×48 frame to everyone who looks on; with ``grain`` a 512×512 one of some 300 kB."""
        pixels = np.full((48, 64, 3), number * 7 % 256, np.uint8)
        if grain:
            pixels = np.random.default_rng(number).integers(0, 256, (512, 512, 3), np.uint8)
        recipe = Recipe(engine="toy", model="squares", kind="txt2img", prompt="x", seed=number, width=64, height=48)
        frame = Frame(
            number=number,
            pixels=pixels,
            recipe=recipe,
            keyframe=True,
            generation_time_s=0.01,
            made_at=MADE_AT,
            settings_rev=self.settings.revision,
        )
        shown = ShownFrame(frame=frame, present_at_us=number * 1000, duration_us=40_000, transition=transition)
        await self.fanout.give(shown)
        return shown
