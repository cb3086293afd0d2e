"""Random faults between the ComfyUI engine and its server: no picture lost silently, none sampled twice, nothing left.

Each schedule is a server of its own, whose faults are drawn from the schedule's seed: requests that are dropped, hang
or fail, before or after they were heeded; sockets that break; restarts in mid-run; errors, interrupts, a full memory,
an emptied cache, late histories, rubbish. An engine makes a few pictures there, and asks again as the planner would.

Its control is a client that posts again without asking whether the server has the prompt: it must be found out.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
import psutil

from dreamwindow.engines.comfyui.backoff import Backoff
from dreamwindow.engines.comfyui.client import ComfyUIClient
from dreamwindow.engines.comfyui.engine import ComfyUIEngine
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from tests.engines.comfyui.recipes import engine as engine_on
from tests.engines.comfyui.recipes import expected, img2img, txt2img
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.faults import RandomFaults
from tests.engines.comfyui.server.state import Tally

PICTURES = 4
TRIES = 60
LIMIT_S = 60.0
PATIENCE = ClientOptions(
    connect_timeout_s=1.0, request_timeout_s=0.25, look_every_s=0.2, look_first_s=0.01, farewell_s=0.5,
    backoff=Backoff(tries=4, first_s=0.005, longest_s=0.05),
)  # fmt: skip


@dataclass(slots=True)
class Verdict:
    """One schedule. ``wrong`` are sentences; there must be none."""

    seed: int
    made: int = 0
    skipped: int = 0
    retried: int = 0
    restarts: int = 0
    wrong: list[str] = field(default_factory=list)


async def schedule(seed: int, rate: float) -> Verdict:
    """Make some pictures under this seed's faults, and judge what came of it."""
    verdict = Verdict(seed)
    async with ComfyUIServer(RandomFaults(Random(seed), 0.0), restart_s=0.01) as server:
        try:
            async with asyncio.timeout(LIMIT_S):
                async with engine_on(server.url, "sd15", PATIENCE) as engine:
                    assert isinstance(server.faults, RandomFaults)
                    server.faults.rate = rate
                    await _make_all(engine, verdict)
                    server.faults.rate = 0.0
                await server.until(lambda: server.connections == 0 and server.state.memory.remaining == 0)
        except TimeoutError:
            waiting = f"{server.connections} connections, {server.state.memory.remaining} prompts"
            verdict.wrong.append(f"something still waits: {waiting}")
        verdict.restarts = server.tally.restarts
        verdict.wrong += _twice(server.tally)
    return verdict


def _twice(tally: Tally) -> list[str]:
    """What was done twice though the server had it, and though what it said could be heard."""
    forgot = tally.restarts + tally.evictions
    sampled = [f"sampled {n} times" for n in tally.sampled.values() if n > 1 + forgot]
    lost = tally.restarts + tally.drops
    return sampled + [f"delivered {n} times" for n in tally.delivered.values() if n > 1 + lost]


async def _make_all(engine: ComfyUIEngine, verdict: Verdict) -> None:
    """Pictures from words, each followed by one that grows from it."""
    for number in range(PICTURES // 2):
        first = await _make(engine, txt2img(seed=100 * verdict.seed + number), None, verdict)
        if first is not None:
            await _make(engine, img2img(seed=number), first, verdict)


async def _make(engine: ComfyUIEngine, recipe: Recipe, init: Pixels | None, verdict: Verdict) -> Pixels | None:
    """As the planner: what may work later is tried again, what failed is passed over."""
    for _ in range(TRIES):
        try:
            pixels = await engine.generate(recipe, init)
        except EngineUnavailable:
            verdict.retried += 1
            await asyncio.sleep(0.01)
            continue
        except GenerationFailed:
            verdict.skipped += 1
            return None
        verdict.made += 1
        if not np.array_equal(pixels, expected(recipe, init, steps=20)):
            verdict.wrong.append(f"another picture than {recipe.kind} {recipe.seed:g}")
        return pixels
    verdict.wrong.append(f"no picture and no reason after {TRIES} tries")
    return None


async def schedules(seeds: Sequence[int], rate: float, at_once: int) -> list[Verdict]:
    """Several at a time, each with a server of its own."""
    gate = asyncio.Semaphore(at_once)

    async def gated(seed: int) -> Verdict:
        async with gate:
            return await schedule(seed, rate)

    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(gated(seed)) for seed in seeds]
    verdicts = [task.result() for task in running]
    if verdicts:
        verdicts[-1].wrong += [f"left running: {name}" for name in _left()]
    return verdicts


def _left() -> list[str]:
    """Tasks that nobody ended."""
    return [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()]


class Careless:
    """The defect: `ComfyUIClient` believes that the server never has what it posted."""

    def __enter__(self) -> None:
        self._knows = ComfyUIClient._knows

        async def never(self: ComfyUIClient, prompt_id: str) -> bool:
            return False

        ComfyUIClient._knows = never  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        ComfyUIClient._knows = self._knows  # type: ignore[method-assign]


def main(argv: Sequence[str]) -> int:
    """Run it; 0 if nothing was wrong, and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials comfyui_faults", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first schedule")
    parser.add_argument("--rate", type=float, default=0.1, help="about how much of everything goes wrong")
    parser.add_argument("--at-once", type=int, default=6)
    parser.add_argument("--control", type=int, default=100, help="schedules with the defect put in on purpose")
    options = parser.parse_args(argv)
    with asyncio.Runner() as runner:
        verdicts = _batches(runner, options)
        with Careless():
            control = runner.run(schedules(range(options.control), options.rate, options.at_once))
    return _report(verdicts, control)


def _batches(runner: asyncio.Runner, options: argparse.Namespace) -> list[Verdict]:
    """In batches of 50, with the memory and the open files after each."""
    process, verdicts = psutil.Process(), list[Verdict]()
    for first in range(options.first, options.first + options.schedules, 50):
        seeds = range(first, min(first + 50, options.first + options.schedules))
        verdicts += runner.run(schedules(seeds, options.rate, options.at_once))
        gc.collect()
        rss, files = process.memory_info().rss / 2**20, process.num_fds()
        wrong = sum(bool(verdict.wrong) for verdict in verdicts)
        print(f"{len(verdicts):5d} schedules, {wrong} wrong, {rss:.1f} MiB, {files} open files", flush=True)
    return verdicts


def _report(verdicts: list[Verdict], control: list[Verdict]) -> int:
    bad = [verdict for verdict in verdicts if verdict.wrong]
    for verdict in bad[:20]:
        print(f"seed {verdict.seed}: {'; '.join(verdict.wrong)}")
    made, skipped = sum(v.made for v in verdicts), sum(v.skipped for v in verdicts)
    retried, restarts = sum(v.retried for v in verdicts), sum(v.restarts for v in verdicts)
    print(f"{made} pictures made, {skipped} passed over, {retried} tries again, {restarts} restarts: {len(bad)} wrong")
    found_out = sum(any("times" in wrong for wrong in verdict.wrong) for verdict in control)
    print(f"control, a client that does not ask: {found_out} of {len(control)} schedules found it out")
    return 0 if not bad and (found_out or not control) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
