"""Time that we add to ComfyUI's own execution at 512x512, beside posting, polling ``/history``, and then ``/view``.

The test server runs in a process of its own, takes a random while for each picture, and notes when it begins and ends
an execution. What is added is from the request to its begin, and from its end to pixels in hand. The picture is a
photograph as ComfyUI encodes it; what it would compute is not measured.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import multiprocessing
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import httpx
import numpy as np
from PIL import Image

from benchmarks.measure import Figure, verdict
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.comfyui.engine import ComfyUIEngine
from dreamwindow.engines.comfyui.latents import between
from dreamwindow.engines.comfyui.settings import EngineSettings
from dreamwindow.imaging.codec import load_image
from dreamwindow.model.frame import Pixels
from tests.engines.comfyui.recipes import img2img, txt2img
from tests.engines.comfyui.server import nodes
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.pictures import as_png
from tests.engines.comfyui.server.running import Pace
from tests.engines.comfyui.server.sockets import Sockets
from tests.engines.comfyui.server.state import Item

SIDE = 512
UNDER_MS = 15.0
POLL_S = 0.1
PHOTO = Path(__file__).parents[1] / "tests" / "data" / "photo.jpg"
SHORTEST_S, LONGEST_S = 0.004, 0.04
"""A step of the sampler, of which there are four."""


@dataclass(frozen=True, slots=True)
class Added:
    """Milliseconds before and after one execution."""

    before: float
    after: float


class Way:
    """One way to get a picture, and what it added each time."""

    def __init__(self, name: str, make: Callable[[int], Awaitable[object]], marks: Connection) -> None:
        self.name = name
        self._make = make
        self._marks = marks
        self.added: list[Added] = []

    async def once(self, seed: int) -> None:
        """A picture; a new one for every seed."""
        asked = time.monotonic()
        await self._make(seed)
        had = time.monotonic()
        begun, ended = self._marks.recv(), self._marks.recv()
        self.added.append(Added((begun - asked) * 1e3, (had - ended) * 1e3))

    def figures(self) -> tuple[Figure, Figure, Figure]:
        """Before, after, and both together."""
        before, after = [a.before for a in self.added], [a.after for a in self.added]
        both = [a.before + a.after for a in self.added]
        return (
            Figure(f"{self.name}: request to begin", before),
            Figure(f"{self.name}: end to pixels in hand", after),
            Figure(f"{self.name}: together", both),
        )


def _serve(ready: Connection, marks: Connection) -> None:
    """The server, in its own process."""
    photo, random = as_png(load_image(PHOTO)), Random(1)
    tell = Sockets.tell

    def noted(self: Sockets, item: Item, kind: str, data: dict[str, Any], *, everyone: bool = False) -> None:
        tell(self, item, kind, data, everyone=everyone)
        if kind in ("execution_start", "execution_success"):
            marks.send(time.monotonic())

    async def serve() -> None:
        async with ComfyUIServer() as server:
            server.heard = lambda _: setattr(server, "pace", Pace(step_s=random.uniform(SHORTEST_S, LONGEST_S)))
            ready.send(server.url)
            await asyncio.to_thread(ready.recv)

    with patch.object(Sockets, "tell", noted), patch.object(nodes, "pngs", lambda images: [photo] * len(images)):
        asyncio.run(serve())


@asynccontextmanager
async def _server() -> AsyncIterator[tuple[str, Connection]]:
    context = multiprocessing.get_context("spawn")
    (here, there), (marks, noting) = context.Pipe(), context.Pipe()
    process = context.Process(target=_serve, args=(there, noting))
    process.start()
    try:
        yield await asyncio.to_thread(here.recv), marks
    finally:
        here.send("stop")
        await asyncio.to_thread(process.join)


class Usual:
    """As scripts do: post, ask every `POLL_S` whether it is in the history, fetch the file, decode it."""

    def __init__(self, engine: ComfyUIEngine, http: httpx.AsyncClient) -> None:
        self._engine = engine
        self._http = http

    async def __call__(self, seed: int) -> Pixels:
        """A picture from words."""
        workflow = self._engine._builder.build_txt2img(txt2img(seed=seed, width=SIDE, height=SIDE))
        prompt: dict[str, Any] = workflow.graph.to_api()
        prompt[workflow.output] |= {"class_type": "SaveImage"}
        prompt[workflow.output]["inputs"]["filename_prefix"] = "usual"
        prompt_id = (await self._http.post("/prompt", json={"prompt": prompt})).json()["prompt_id"]
        while prompt_id not in (  # noqa: ASYNC110 - that is the usual way
            history := (await self._http.get(f"/history/{prompt_id}")).json()
        ):
            await asyncio.sleep(POLL_S)
        (image,) = history[prompt_id]["outputs"][workflow.output]["images"]
        data = (await self._http.get("/view", params=image)).content
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


async def _measure(turns: int) -> list[Way]:
    photo = load_image(PHOTO)
    async with _server() as (url, marks), httpx.AsyncClient(base_url=url) as http:
        settings = EngineSettings.of(EngineOptions(model="sd15", extra={"url": url}))
        async with ComfyUIEngine(settings) as engine:

            async def from_words(seed: int) -> Pixels:
                return await engine.generate(txt2img(seed=seed, num_inference_steps=4, width=SIDE, height=SIDE))

            async def from_a_picture(seed: int) -> Pixels:
                recipe = img2img(seed=seed, num_inference_steps=8, width=SIDE, height=SIDE)
                return await engine.generate(recipe, np.roll(photo, seed, axis=0))

            async def in_between(seed: int) -> list[Pixels]:
                latent = between(first, second, (seed % 97 + 1) / 99)
                return await engine.decode([latent])

            first, second = await engine.encode(photo), await engine.encode(photo[::-1].copy())
            ways = [
                Way("txt2img", from_words, marks),
                Way("poll, then view", Usual(engine, http), marks),
                Way("img2img, a new picture sent", from_a_picture, marks),
                Way("in-between", in_between, marks),
            ]
            for turn in range(-2, turns):
                for way in ways:
                    await way.once(turn + 1000)
                    if turn < 0:
                        way.added.clear()
    return ways


def main(argv: Sequence[str]) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks comfyui")
    parser.add_argument("--turns", type=int, default=60)
    ways = asyncio.run(_measure(parser.parse_args(argv).turns))
    for way in ways:
        for figure in way.figures():
            print(figure)
    for way in ways:
        if not isinstance(way._make, Usual):
            print(verdict(way.figures()[2], UNDER_MS))
