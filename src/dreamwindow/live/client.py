"""One client: its boxes, its settings, its turn at the engine, its clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any, NoReturn

from dreamwindow.contracts.clock import Clock
from dreamwindow.errors import DreamWindowError, InvalidImage
from dreamwindow.flow.box import OneSlot
from dreamwindow.flow.turns import Place, Taker
from dreamwindow.live.frames import Arrived, StageTimes, Styled
from dreamwindow.live.onlookers import OnSeen, Seen, nobody
from dreamwindow.live.scene import BUILT_IN, OWN, Followed, Scene, next_settings
from dreamwindow.live.stylist import Desk, Stylist
from dreamwindow.live.tally import Cause, Tally
from dreamwindow.model.settings import Settings

Complain = Callable[[DreamWindowError], None]
"""Hears why a frame that was taken up came to nothing."""


class LiveClient:
    """One slot in, one slot out, newest wins. `work` restyles until it is cancelled; nothing else waits for the engine.

    ``token`` is what it comes back with; ``displaced`` is set when it did, and this is the old one. ``on_seen`` hears
    of every picture that was restyled.
    """

    def __init__(
        self, token: str, scene: Followed, desk: Desk, clock: Clock, timeout_s: float, on_seen: OnSeen = nobody
    ) -> None:
        self.token = token
        self.scene = scene
        self.displaced = asyncio.Event()
        self.outbox: OneSlot[Styled] = OneSlot()
        self.tally = Tally(clock.monotonic)
        self.taker = Taker("a live client")
        self._inbox: OneSlot[Arrived] = OneSlot()
        self._desk = desk
        self._stylist = Stylist(desk, timeout_s)
        self._clock = clock
        self._on_seen = on_seen
        self._began_us: int | None = None

    @property
    def drops(self) -> Counter[Cause]:
        """Frames that came to nothing, by cause."""
        boxes: Counter[Cause] = Counter({"waited": self._inbox.dropped, "unacknowledged": self.outbox.dropped})
        return self.tally.drops + boxes

    def give(self, arrived: Arrived) -> None:
        """A frame came. Never waits."""
        self._inbox.put(arrived)

    def steer(self, **changes: Any) -> Settings:
        """Change settings for this client alone, which has a scene of its own from then on.

        In a scene that it asked for by a name of its choice, for all who share it. Raises `SettingsRejected` or
        `InvalidPrompt`.
        """
        if isinstance(self.scene, Scene) and self.scene.name not in BUILT_IN:
            return self.scene.steer(**changes)
        self.scene = Scene(OWN, next_settings(self.scene.settings, **changes))
        return self.scene.settings

    async def work(self, complain: Complain) -> NoReturn:
        """Restyle the newest frame whenever it is this client's turn."""
        async with self._desk.held():
            try:
                while True:
                    await self._inbox.filled()
                    async with self._desk.turns.turn(self.taker, self._desk.batch) as place:
                        await self._try(await self._inbox.get(), place, complain)
            finally:
                await self._stylist.leave()

    async def leave_engine(self) -> None:
        """The engine is exchanged: let go of it. For who has the turn."""
        await self._stylist.leave()

    async def _try(self, arrived: Arrived, place: Place, complain: Complain) -> None:
        try:
            styled = await self._restyled(arrived, place)
        except InvalidImage as error:
            self.tally.drops["unreadable"] += 1
            complain(error)
        except DreamWindowError as error:  # any: an engine that is started anew may miss its weights, say
            self.tally.drops["engine"] += 1
            complain(error)
        else:
            self.outbox.put(styled)

    async def _restyled(self, arrived: Arrived, place: Place) -> Styled:
        settings = self.scene.settings
        started_us = self._now_us()
        pixels = await asyncio.to_thread(arrived.pixels)
        decoded_us = self._now_us()
        made = await self._stylist.restyle(pixels, settings, self._age_s(arrived), place)
        stages = StageTimes(
            wait=(started_us - arrived.received_us) / 1000,
            decode=(decoded_us - started_us) / 1000,
            engine=(self._now_us() - decoded_us) / 1000,
        )
        self._count(stages)
        styled = Styled(
            pixels=made,
            settings_rev=settings.revision,
            capture_ts_us=arrived.capture_ts_us,
            received_us=arrived.received_us,
            started_us=started_us,
            stages=stages,
        )
        info = self._desk.engine().info
        await self._on_seen(Seen(camera=pixels, styled=styled, settings=settings, engine=info.name, model=info.model))
        return styled

    def _count(self, stages: StageTimes) -> None:
        self.tally.styled.count()
        self.tally.took("wait", stages.wait)
        self.tally.took("decode", stages.decode)
        self.tally.took("engine", stages.engine)

    def _age_s(self, arrived: Arrived) -> float:
        """Seconds since this client's first frame."""
        if self._began_us is None:
            self._began_us = arrived.received_us
        return (arrived.received_us - self._began_us) / 1e6

    def _now_us(self) -> int:
        return int(self._clock.monotonic() * 1e6)
