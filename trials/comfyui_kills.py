"""A dream on ComfyUI goes on though its server is killed in mid-run and restarted, again and again; the status tells.

Every kill has to be seen in the status as an error that names ComfyUI, and to be followed by frames; the run has to
complete with every frame, numbered without a gap. Its control is an engine that takes a server that is away for a
refusal for good: its dream must be found out.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import Loaded, load
from dreamwindow.engines.comfyui.socket import Socket
from dreamwindow.errors import EngineUnavailable
from dreamwindow.flow.fanout import Policy
from dreamwindow.model.frame import ShownFrame
from dreamwindow.sessions.reader import read_manifest
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.faults import Planned, RunFault
from trials.finishing import reason_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``frames`` to dream, through ``kills``, the server being away for ``away_s`` each time; ``limit_s`` ends it."""

    frames: int = 200
    kills: int = 5
    away_s: float = 1.5
    rate_hz: float = 24.0
    mode: str = "hybrid"
    limit_s: float = 180.0

    @property
    def decodings(self) -> int:
        """How often the server decodes latents: once a frame, or five times for a keyframe and the eleven before it."""
        return self.frames if self.mode == "img2img" else self.frames * 5 // 12


@dataclass(slots=True)
class Story:
    """What the status said, each time it changed its state; and what was shown."""

    states: list[tuple[str, str | None]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    restarts: int = 0
    reason: str = ""
    manifest: str = ""

    def wrong(self, plan: Plan) -> list[str]:
        """Sentences; there must be none."""
        errors = [error or "" for state, error in self.states if state == "error"]
        after = [b for a, b in pairwise(state for state, _ in self.states) if a == "error"]
        found = {
            f"{self.restarts} restarts, not {plan.kills}": self.restarts != plan.kills,
            f"{len(errors)} errors in the status, not {plan.kills}": len(errors) != plan.kills,
            "an error that does not name ComfyUI": not all("ComfyUI" in error for error in errors),
            f"after an error: {after}": set(after) - {"live"},
            f"the run ended: {self.reason}, {self.manifest}": {self.reason, self.manifest} != {"completed"},
            f"{len(self.numbers)} frames shown": self.numbers != list(range(1, plan.frames + 1)),
        }
        return [said for said, so in found.items() if so]


async def dream(plan: Plan, folder: Path) -> Story:
    """Dream it, and listen, for so long as it may take."""
    story = Story()
    step = plan.decodings // (plan.kills + 1)
    kills: dict[tuple[str, int], RunFault] = {("VAEDecode", step * (n + 1)): "kill" for n in range(plan.kills)}
    async with ComfyUIServer(Planned(nodes=kills), restart_s=plan.away_s) as server:
        async with DreamAct(_config(plan, server.url, folder), DreamOptions(frames=plan.frames)) as act:
            async with act.fanout.attached(_Numbers(story.numbers), Policy.EVERY):
                await act.start()
                async with asyncio.TaskGroup() as tasks:
                    listening = tasks.create_task(_listen(act, story))
                    story.reason = await reason_within(act, plan.limit_s)
                    listening.cancel()
            assert act.session_folder is not None
            story.manifest = read_manifest(act.session_folder).status
        story.restarts = server.tally.restarts
    return story


def _config(plan: Plan, url: str, folder: Path) -> Loaded:
    values: dict[tuple[str, ...], Any] = {
        ("system", "comfyui_url"): url,
        ("generation", "engine"): "comfyui",
        ("generation", "model"): "sd15",
        ("generation", "mode"): plan.mode,
        ("generation", "width"): 64,
        ("generation", "height"): 64,
        ("generation", "keyframe_interval_s"): 0.5,
        ("output", "display_rate_hz"): plan.rate_hz,
        ("output", "buffer_s"): 0.5,
        ("recording", "record"): "none",
    }
    return load(None, {path: ("trial", value) for path, value in values.items()}, environ={}, cwd=folder)


class _Numbers:
    """A sink that notes what was shown."""

    name = "numbers"

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers

    async def __aenter__(self) -> _Numbers:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def take(self, shown: ShownFrame) -> None:
        """One more."""
        self._numbers.append(shown.frame.number)


async def _listen(act: DreamAct, story: Story) -> None:
    with act.changed.subscribe() as changed:
        while True:
            status = act.status()
            said = (status.status, status.error)
            if not story.states or story.states[-1][0] != said[0]:
                story.states.append(said)
            await changed.get()


@contextmanager
def one_socket_only() -> Iterator[None]:
    """The defect: the client opens its WebSocket once, and never again."""
    client_id = Socket.client_id

    async def once(self: Socket) -> str:
        if self.connects and self._connection is None:
            raise EngineUnavailable("ComfyUI is gone.")
        return await client_id(self)

    with patch.object(Socket, "client_id", once):
        yield


def judge(plan: Plan, *, defect: bool = False) -> tuple[Story, list[str]]:
    """Dream in a folder of its own, and say what was wrong."""
    with (
        tempfile.TemporaryDirectory(prefix="dreamwindow-kills-") as folder,
        one_socket_only() if defect else nullcontext(),
    ):
        story = asyncio.run(dream(plan, Path(folder)))
    return story, story.wrong(plan)


def main(argv: Sequence[str]) -> int:
    """Run it in two modes, and the control; 0 if nothing was wrong and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials comfyui_kills", description=__doc__)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--kills", type=int, default=5)
    options = parser.parse_args(argv)
    bad = 0
    for mode in ("hybrid", "img2img"):
        story, wrong = judge(Plan(frames=options.frames, kills=options.kills, mode=mode))
        print(f"{mode}: {len(story.numbers)} frames, {story.restarts} restarts: {'; '.join(wrong) or 'nothing wrong'}")
        for state, error in story.states:
            print(f"  {state}{': ' + error if error else ''}")
        bad += bool(wrong)
    _, found = judge(Plan(frames=24, kills=1, limit_s=15.0), defect=True)
    print(f"control, a client that connects once: {'; '.join(found) or 'not found out'}")
    return 0 if not bad and found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
