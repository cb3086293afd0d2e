"""A dream goes on though the process of its engine is killed, whatever it is doing, again and again.

Each kill (SIGKILL, when a frame is shown) has to be followed by frames; the run has to complete with every
frame, numbered without a gap, and leave nothing behind in shared memory. Its control is a host that never starts a
process again: its dream must be found out.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import Loaded, load
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.engines.worker.host import Host
from dreamwindow.engines.worker.link import Link
from dreamwindow.engines.worker.messages import Ready
from dreamwindow.engines.worker.segment import prefix
from dreamwindow.errors import EngineUnavailable
from dreamwindow.flow.fanout import Policy
from dreamwindow.model.frame import ShownFrame
from dreamwindow.sessions.reader import read_manifest
from trials.finishing import reason_within

_SHARED = Path("/dev/shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """So many ``kills``, each ``frames_between`` frames after the last; ``limit_s`` ends it."""

    kills: int = 50
    frames_between: int = 24
    side: int = 256
    rate_hz: float = 24.0
    mode: str = "hybrid"
    limit_s: float = 900.0
    engine: str = "procedural"
    model: str | None = None

    @property
    def frames(self) -> int:
        """How many the dream is to make."""
        return self.frames_between * (self.kills + 1)


@dataclass(slots=True)
class Story:
    """What was shown and killed, and what is left in shared memory."""

    numbers: list[int] = field(default_factory=list)
    killed: list[int] = field(default_factory=list)
    restarts: int = 0
    reason: str = ""
    manifest: str = ""
    left: set[str] = field(default_factory=set)

    def wrong(self, plan: Plan) -> list[str]:
        """Sentences; there must be none."""
        found = {
            f"{len(self.killed)} processes killed, not {plan.kills}": len(set(self.killed)) != plan.kills,
            f"{self.restarts} restarts, not {plan.kills}": self.restarts != plan.kills,
            f"the run ended: {self.reason}, {self.manifest}": {self.reason, self.manifest} != {"completed"},
            f"{len(self.numbers)} frames shown of {plan.frames}": self.numbers != list(range(1, plan.frames + 1)),
            f"left in shared memory: {sorted(self.left)}": bool(self.left),
        }
        return [said for said, so in found.items() if so]


class _Killer:
    """A sink that notes what is shown, and has the engine's process killed when so many frames have been."""

    name = "killer"

    def __init__(self, plan: Plan, story: Story, engine: HostedEngine) -> None:
        self._plan = plan
        self._story = story
        self._engine = engine

    async def __aenter__(self) -> _Killer:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def take(self, shown: ShownFrame) -> None:
        """One more. There is a process: the frame came out of it, or out of one that the next has replaced."""
        self._story.numbers.append(shown.frame.number)
        killed, due = self._story.killed, len(self._story.numbers) // self._plan.frames_between
        pid = self._engine.pid
        if len(killed) < min(due, self._plan.kills) and pid is not None and pid not in killed:
            killed.append(pid)
            os.kill(pid, signal.SIGKILL)


async def dream(plan: Plan, folder: Path) -> Story:
    """Dream it, and kill, for so long as it may take."""
    story = Story()
    async with DreamAct(_config(plan, folder), DreamOptions(frames=plan.frames)) as act:
        engine = act.room.engine
        assert isinstance(engine, HostedEngine)
        async with act.fanout.attached(_Killer(plan, story, engine), Policy.EVERY):
            await act.start()
            story.reason = await reason_within(act, plan.limit_s)
        assert act.session_folder is not None
        story.manifest = read_manifest(act.session_folder).status
        story.restarts = engine.restarts
    story.left = shared()
    return story


def shared(pid: int | None = None) -> set[str]:
    """What the process ``pid``, or this one, has named in shared memory; nothing where that is no folder."""
    names = prefix(pid if pid is not None else os.getpid()) + "*"
    return {path.name for path in _SHARED.glob(names)} if _SHARED.is_dir() else set()


def _config(plan: Plan, folder: Path) -> Loaded:
    values: dict[tuple[str, ...], Any] = {
        ("generation", "process"): "own",
        ("generation", "engine"): plan.engine,
        ("generation", "model"): plan.model,
        ("generation", "mode"): plan.mode,
        ("generation", "width"): plan.side,
        ("generation", "height"): plan.side,
        ("generation", "keyframe_interval_s"): 0.5,
        ("output", "display_rate_hz"): plan.rate_hz,
        ("output", "buffer_s"): 0.25,
        ("recording", "record"): "none",
    }
    return load(None, {path: ("trial", value) for path, value in values.items()}, environ={}, cwd=folder)


@contextmanager
def tiny_model() -> Iterator[dict[str, Any]]:
    """What of a `Plan` names an engine that dreams with a tiny diffusion model; it is slow to start, so for longer."""
    from trials.tiny_models import turbo

    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for so little work a second thread would only be waited for
    with tempfile.TemporaryDirectory(prefix="dreamwindow-tiny-") as folder:
        turbo(Path(folder))
        yield {"engine": "diffusers", "model": folder, "side": 64, "limit_s": 7200.0}


@contextmanager
def never_again() -> Iterator[None]:
    """The defect: the process that is lost was the last."""
    start, started = Host._start, 0

    async def once(self: Host) -> tuple[Link, Ready]:
        nonlocal started
        started += 1
        if started > 1:
            raise EngineUnavailable("The engine's process is gone.")
        return await start(self)

    with patch.object(Host, "_start", once):
        yield


def judge(plan: Plan, *, defect: bool = False) -> tuple[Story, list[str]]:
    """Dream in a folder of its own, and say what was wrong."""
    with (
        tempfile.TemporaryDirectory(prefix="dreamwindow-kills-") as folder,
        never_again() if defect else nullcontext(),
    ):
        story = asyncio.run(dream(plan, Path(folder)))
    return story, story.wrong(plan)


def main(argv: Sequence[str]) -> int:
    """Run it, and the control; 0 if nothing was wrong and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials worker_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--mode", default="hybrid")
    parser.add_argument("--tiny-diffusers", action="store_true", help="by a tiny diffusion model, which needs torch")
    options = parser.parse_args(argv)
    with ExitStack() as stack:
        who = stack.enter_context(tiny_model()) if options.tiny_diffusers else {}
        story, wrong = judge(Plan(kills=options.kills, mode=options.mode, **who))
    said = f"{len(story.numbers)} frames, {len(story.killed)} kills, {story.restarts} restarts"
    print(f"{options.mode}: {said}: {'; '.join(wrong) or 'nothing wrong'}")
    _, found = judge(Plan(kills=1, limit_s=15.0), defect=True)
    print(f"control, no process after the first: {'; '.join(found) or 'not found out'}")
    return 0 if not wrong and found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
