"""The showing loop. It owns the display clock: when each picture is seen, for how long, cut or faded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from dreamwindow.contracts.clock import Clock
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.pace import Pace
from dreamwindow.flow.box import Closed
from dreamwindow.model.events import Buffering, Event, FrameShown
from dreamwindow.model.frame import Frame, ShownFrame

LEAD_S = 0.1
"""How long before its time a frame is handed out, so that a viewer has decoded it when it is due."""


class Player:
    """Takes frames from the buffer at the display's pace and gives them out, until the buffer is closed and empty."""

    def __init__(
        self,
        buffer: FrameBuffer,
        give: Callable[[ShownFrame], Awaitable[None]],
        publish: Callable[[Event], None],
        clock: Clock,
        rate_hz: float,
    ) -> None:
        self._buffer = buffer
        self._give = give
        self._publish = publish
        self._clock = clock
        self._pace = Pace(rate_hz, buffer.capacity)
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._shown_at: float | None = None

    def hold(self) -> None:
        """Keep the picture that is on show."""
        self._flowing.clear()
        self.interrupted()

    def resume(self) -> None:
        """Let the pictures flow again."""
        self._flowing.set()

    def ready(self, *, keyframe: bool) -> None:
        """The producer has made a frame, and is about to put it into the buffer."""
        self._pace.supply.ready(self._clock.monotonic(), keyframe=keyframe)

    def taken_in(self) -> None:
        """It is in the buffer, and the next one is being made."""
        self._pace.supply.taken_in(self._clock.monotonic())

    def interrupted(self) -> None:
        """No frame comes for now, and that is no sign of the engine's pace."""
        self._pace.supply.interrupted()

    def set_rate(self, rate_hz: float) -> None:
        """Show so many frames a second from now on, as long as the engine keeps up."""
        self._pace.set_rate(rate_hz)

    def slow_down(self, times: float) -> None:
        """Show each picture so many times longer than could be; 1 is full speed."""
        self._pace.slow_down(times)

    async def run(self) -> None:
        """Show until nothing more will come."""
        due = self._clock.monotonic()
        while True:
            await self._clock.sleep(due - self._clock.monotonic())
            await self._held()
            try:
                frame = await self._next_frame()
            except Closed:
                return
            await self._held()
            due = await self._show(frame, due)

    async def _held(self) -> None:
        if not self._flowing.is_set():
            await self._flowing.wait()
            self._shown_at = None  # a pause is no sign of a slow engine

    async def _next_frame(self) -> Frame:
        if len(self._buffer):
            return await self._buffer.get()
        self._publish(Buffering())
        frame = await self._buffer.get()
        if self._shown_at is not None:
            self._pace.starved(self._clock.monotonic() - self._shown_at)
        return frame

    async def _show(self, frame: Frame, due: float) -> float:
        """Give ``frame`` out; the time at which the next one is due."""
        now = self._clock.monotonic()
        at = self._begins(due, now)
        waiting = len(self._buffer)
        interval = self._pace.interval_s(waiting, now)
        await self._buffer.make_room(self._pace.room(frame.pixels.nbytes))
        self._shown_at = at
        await self._give(
            ShownFrame(
                frame=frame,
                present_at_us=round((at + LEAD_S) * 1e6),
                duration_us=round(interval * 1e6),
                transition="cut" if frame.cut else "fade",
            )
        )
        self._publish(FrameShown(frame.number, waiting, waiting * interval))
        return at + interval

    def _begins(self, due: float, now: float) -> float:
        """When the frame taken now is seen: a late start, a laptop's sleep say, is not made up for by a rush."""
        return due if now - due < self._pace.shortest_s else now
