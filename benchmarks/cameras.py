"""Several cameras on one diffusion model, in its own process: all of them in one pass, or one after another.

Models with random weights, four cameras that always have a frame waiting and move, through the live act and the process
that hosts the engine, as in the program. In turns of some seconds, the same engine and cameras: together in a pass, and
by themselves. Frames a second of all cameras, and how long a frame takes from its arrival until it is restyled.
``--quick`` takes fewer and shorter turns.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NoReturn, cast

import numpy as np

from benchmarks.measure import Figure
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.contracts.stream import batch_of
from dreamwindow.engines import registry
from dreamwindow.errors import MissingExtra
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.live.client import LiveClient
from dreamwindow.live.frames import Arrived
from tests.live.studio import ToyRoom

CAMERAS = 4
MODELS = {"tiny, 64x64": (16, 64), "tiny, 256x256": (16, 256), "middling, 256x256": (160, 256)}
"""The channels of the first layer (SD-Turbo's has 320), and the side of the pictures."""


class _Live(LiveAct):
    """``apart``: as if the engine took one camera at a time."""

    apart = False

    def batch(self) -> int:
        """See `Desk.batch`."""
        return 1 if self.apart else super().batch()


def main(argv: Sequence[str]) -> None:
    """Print frames a second and milliseconds a frame, both ways, for each size."""
    from dreamwindow.engines.diffusers.extras import check_installed

    try:
        check_installed()
    except MissingExtra as error:
        print(error)
        return
    turns, seconds = (2, 1.5) if "--quick" in argv else (6, 4.0)
    with tempfile.TemporaryDirectory(prefix="dreamwindow-tiny-") as folder:
        for title, (channels, side) in MODELS.items():
            model = _model(Path(folder) / str(channels), channels)
            print(f"\n{title}, {CAMERAS} cameras")
            asyncio.run(_measure(model, side, turns, seconds))


def _model(folder: Path, channels: int) -> Path:
    """An SD-Turbo with so many channels, of random weights."""
    from diffusers import UNet2DConditionModel

    from trials.tiny_models import MAKERS

    if not folder.exists():
        MAKERS["turbo"](folder)
        config = UNet2DConditionModel.load_config(folder / "unet") | {"block_out_channels": (channels, 2 * channels)}
        UNet2DConditionModel.from_config(config).save_pretrained(folder / "unet")
    return folder


async def _measure(folder: Path, side: int, turns: int, seconds: float) -> None:
    async with registry.create("diffusers", EngineOptions(model=str(folder), extra={"batch": CAMERAS})) as engine:
        print(f"a pass takes up to {batch_of(engine)} cameras")
        async with _Live(cast(EngineRoom, ToyRoom(engine)), LiveConfig(clients=CAMERAS)) as live:
            live.scene.steer(prompt="a lake at dawn", strength=0.6, num_inference_steps=2)
            async with filming(live, side) as clients:
                found: dict[bool, list[tuple[float, list[float]]]] = {False: [], True: []}
                for turn in range(turns + 1):
                    for apart in (False, True):
                        live.apart = apart
                        taken = await _watched(clients, seconds)
                        if turn:  # the first warms up
                            found[apart].append((len(taken) / seconds, taken))
    for apart, word in ((False, "together"), (True, "one after another")):
        print(Figure(f"{word}: frames", [rate for rate, _ in found[apart]], "/s"))
        print(Figure(f"{word}: arrival to restyled", [ms for _, taken in found[apart] for ms in taken]))
    ratios = [a / max(b, 1 / seconds) for (a, _), (b, _) in zip(found[False], found[True], strict=True)]
    print(Figure("frames: together / one after another", ratios, "x"))


@asynccontextmanager
async def filming(live: LiveAct, side: int) -> AsyncIterator[list[LiveClient]]:
    """Cameras at work, each with a new frame whenever the last was taken up."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        clients = [stack.enter_context(live.entered()) for _ in range(CAMERAS)]
        at_work = [tasks.create_task(client.work(_complain)) for client in clients]
        at_work += [tasks.create_task(_film(client, pictures(side, n))) for n, client in enumerate(clients)]
        yield clients
        for task in at_work:
            task.cancel()


def pictures(side: int, number: int) -> Callable[[], bytes]:
    """JPEG files of a noise that moves."""
    image = np.random.default_rng(number).integers(0, 256, (side, side, 3), np.uint8)
    files = [encode_jpeg(np.ascontiguousarray(np.roll(image, 5 * turn, axis=1))) for turn in range(8)]
    endless = itertools.cycle(files)
    return lambda: next(endless)


async def _film(client: LiveClient, picture: Callable[[], bytes]) -> NoReturn:
    """A camera faster than the model: a frame is always waiting, and the newest wins."""
    clock = SystemClock()
    while True:
        client.give(Arrived(data=picture(), received_us=int(clock.monotonic() * 1e6)))
        await clock.sleep(1 / 60)


async def _watched(clients: Sequence[LiveClient], seconds: float) -> list[float]:
    """Milliseconds that each frame took which came out within ``seconds``."""
    taken: list[float] = []
    clock = SystemClock()

    async def watch(client: LiveClient) -> NoReturn:
        while True:
            styled = await client.outbox.get()
            taken.append(clock.monotonic() * 1e3 - styled.received_us / 1e3)

    async with asyncio.TaskGroup() as tasks:
        watching = [tasks.create_task(watch(client)) for client in clients]
        await clock.sleep(seconds)
        for task in watching:
            task.cancel()
    return taken


def _complain(error: Exception) -> None:
    raise error
