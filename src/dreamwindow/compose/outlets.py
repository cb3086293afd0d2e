"""What takes the frames of every run: the status file, the last minutes, the picture for other programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock
from dreamwindow.flow.fanout import Fanout, Policy
from dreamwindow.model.status import Status
from dreamwindow.outputs.current import CurrentFrame, CurrentFrameOptions
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.history import History
from dreamwindow.outputs.status import StatusWriter


@asynccontextmanager
async def outlets(
    loaded: Loaded, fanout: Fanout, encoder: FrameEncoder, history: History, status: Callable[[], Status], clock: Clock
) -> AsyncIterator[None]:
    """Attached to ``fanout`` while the block runs."""
    output, folder = loaded.config.output, loaded.folder(loaded.config.system.output_dir)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(StatusWriter(folder / "status.json", status, clock=clock))
        await stack.enter_async_context(fanout.attached(history, Policy.EVERY))
        if output.current_frame is not None:
            options = CurrentFrameOptions(path=folder / output.current_frame, max_rate_hz=output.max_rate_hz)
            current = CurrentFrame(options, encoder, clock=clock)
            await stack.enter_async_context(fanout.attached(current, Policy.NEWEST))
        yield
