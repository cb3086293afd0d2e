"""New pictures get their thumbnails: 200 written slowly in pieces, 200 renamed into place, and 5,000 at once.

A watcher tells, a maker makes, as in the library. Every picture must have its thumbnail, made once; no callback may
take the event loop's thread for more than 50 ms of processor. How long each took from its last byte is told, and not
judged: that depends on who else uses the machine. The control acts when a file is created, as if it were whole: it must
lose pictures.
"""

from __future__ import annotations

import argparse
import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np

from dreamwindow.imaging.codec import encode_png
from dreamwindow.library.thumbnails import Made, MakerOptions, ThumbnailJob, ThumbnailMaker, ThumbnailStore
from dreamwindow.sessions.watcher import Mode, Watcher, WatcherOptions

MOST_CPU_S = 0.05
PIECES, PAUSE_S, WRITERS = 6, 0.2, 8
ENOUGH_S = 5.0
"""Of silence, after which what has not come will not."""


@dataclass(frozen=True, slots=True)
class Scene:
    """``slow`` pictures in pieces, ``renamed`` into place, or ``at_once``; ``on_create`` is the defect."""

    mode: Mode
    slow: int = 0
    renamed: int = 0
    at_once: int = 0
    side: int = 512
    on_create: bool = False

    @property
    def pictures(self) -> int:
        """In all."""
        return self.slow + self.renamed + self.at_once


@dataclass(slots=True)
class Outcome:
    """When each picture was whole and when its thumbnail was, how often one was made, and what callbacks took."""

    scene: Scene
    whole_at: dict[str, float] = field(default_factory=dict)
    made_at: dict[str, float] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    most_cpu_s: float = 0.0

    def waits_s(self) -> list[float]:
        """From the last byte, or the rename, to the thumbnail."""
        return sorted(at - self.whole_at[name] for name, at in self.made_at.items())

    def wrong(self) -> list[str]:
        """In words; empty when all is well."""
        said = []
        if lost := self.scene.pictures - len(self.made_at):
            said.append(f"{lost} of {self.scene.pictures} have no thumbnail")
        if twice := sum(count > 1 for count in self.times.values()):
            said.append(f"{twice} were made more than once")
        if self.most_cpu_s > MOST_CPU_S:
            said.append(f"a callback took {self.most_cpu_s * 1e3:.0f} ms of the event loop")
        return said


def run(scene: Scene) -> Outcome:
    """One scene in a folder of its own."""
    outcome = Outcome(scene)
    with TemporaryDirectory() as name, ExitStack() as stack:
        if scene.on_create:
            stack.enter_context(_acting_on_create())
        asyncio.run(_watch(Path(name), scene, outcome))
    return outcome


async def _watch(folder: Path, scene: Scene, outcome: Outcome) -> None:
    session = folder / "root" / "s"
    session.mkdir(parents=True)
    options = WatcherOptions(mode=scene.mode)
    async with (
        ThumbnailMaker(ThumbnailStore(folder / "thumbnails"), MakerOptions(niceness=0)) as maker,
        Watcher([folder / "root"], options) as watcher,
        asyncio.TaskGroup() as tasks,
    ):
        warm = folder / "warm.png"
        warm.write_bytes(_picture(0, 64))
        await maker.one(ThumbnailJob("warm", warm))
        with _measured(outcome):
            making = tasks.create_task(_make(watcher, maker, outcome))
            await asyncio.to_thread(_write_all, session, scene, outcome)
            seen = -1
            while len(outcome.made_at) < scene.pictures and seen != len(outcome.made_at):
                seen = len(outcome.made_at)
                await asyncio.sleep(ENOUGH_S)  # the silence
            await asyncio.sleep(1.0)  # for what would come twice
            making.cancel()


async def _make(watcher: Watcher, maker: ThumbnailMaker, outcome: Outcome) -> None:
    async with asyncio.TaskGroup() as tasks:
        async for changed in watcher:
            jobs = [ThumbnailJob("s", changed.folder / name) for name in changed.names]
            tasks.create_task(_make_these(maker, jobs, outcome))


async def _make_these(maker: ThumbnailMaker, jobs: Sequence[ThumbnailJob], outcome: Outcome) -> None:
    async for made in maker.make(jobs):
        if isinstance(made, Made):
            outcome.made_at.setdefault(made.job.source.name, time.monotonic())
            outcome.times[made.job.source.name] += 1


def _write_all(session: Path, scene: Scene, outcome: Outcome) -> None:
    png = _picture(1, scene.side)
    aside = session.parent.parent / "aside"
    aside.mkdir()
    for number in range(scene.at_once):
        (aside / f"once-{number}.png").write_bytes(png)
    with ThreadPoolExecutor(WRITERS) as threads:
        for number in range(scene.slow):
            threads.submit(_write_slowly, session / f"slow-{number}.png", png, outcome)
        for number in range(scene.renamed):
            (session / f".renamed-{number}.part").write_bytes(png)
            outcome.whole_at[f"renamed-{number}.png"] = time.monotonic()
            (session / f".renamed-{number}.part").rename(session / f"renamed-{number}.png")
            time.sleep(PAUSE_S / 8)  # a generator's pace
    for number in range(scene.at_once):
        outcome.whole_at[f"once-{number}.png"] = time.monotonic()
        (aside / f"once-{number}.png").rename(session / f"once-{number}.png")


def _write_slowly(path: Path, png: bytes, outcome: Outcome) -> None:
    size = 1 + len(png) // PIECES
    for at in range(0, len(png), size):
        if at:
            time.sleep(PAUSE_S)  # the slowness is what is tried
        with path.open("ab") as file:
            file.write(png[at : at + size])
        outcome.whole_at[path.name] = time.monotonic()


def _picture(seed: int, side: int) -> bytes:
    return encode_png(np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8))


@contextmanager
def _measured(outcome: Outcome) -> Iterator[None]:
    """What each callback takes of this thread's processor time."""
    run_handle, mine = asyncio.Handle._run, threading.get_ident()

    def measured(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run_handle(handle)
        if threading.get_ident() == mine:
            outcome.most_cpu_s = max(outcome.most_cpu_s, time.thread_time() - began)

    with patch.object(asyncio.Handle, "_run", measured):
        yield


@contextmanager
def _acting_on_create() -> Iterator[None]:
    """The defect: what is heard of first is taken for whole, and a close says nothing."""
    from watchdog.events import FileCreatedEvent, FileMovedEvent

    whole: Callable[[Path], bool] = lambda path: True  # noqa: E731 - as short as the defect
    with (
        patch("dreamwindow.sessions.watcher.settling.is_whole", whole),
        patch("dreamwindow.sessions.watcher.native._EVENTS", [FileCreatedEvent, FileMovedEvent]),
    ):
        yield


def main(argv: Sequence[str]) -> int:
    """Every scene in both modes, then the controls; 0 when the ones are well and the others are not."""
    parser = argparse.ArgumentParser(prog="python -m trials watching", description=__doc__)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--renamed", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=5000)
    asked = parser.parse_args(argv)
    well = True
    for mode in Mode:
        for scene in (Scene(mode, slow=asked.slow, renamed=asked.renamed), Scene(mode, at_once=asked.at_once, side=64)):
            outcome = run(scene)
            well = not outcome.wrong() and well
            print(_told(outcome))
        control = run(Scene(mode, slow=min(20, asked.slow), on_create=True))
        well = bool(control.wrong()) and well
        print(f"control, {mode.value}, acting on create: {'; '.join(control.wrong()) or 'nothing was wrong: WRONG'}")
    return 0 if well else 1


def _told(outcome: Outcome) -> str:
    scene = outcome.scene
    what = f"{scene.at_once} at once" if scene.at_once else f"{scene.slow} in pieces, {scene.renamed} renamed"
    waits = outcome.waits_s() or [float("nan")]
    median, most = float(np.median(waits)), waits[-1]
    within = sum(wait < 1 for wait in waits)
    verdict = "; ".join(outcome.wrong()) or "well"
    return (
        f"{scene.mode.value}, {what}: {len(outcome.made_at)} of {scene.pictures} made, {within} within a second "
        f"(median {median:.2f} s, most {most:.2f} s), longest callback {outcome.most_cpu_s * 1e3:.1f} ms: {verdict}"
    )


if __name__ == "__main__":
    raise SystemExit(main([]))
