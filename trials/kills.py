"""A dream is killed at random moments, hundreds of times, and every next start finds its session and its memory right.

`python -m trials kills`. Each time a process dreams for a while, recording everything, into a small memory that keeps
dropping pictures, and gets SIGKILL; then a start's own cleaning runs, and other eyes look at what is there. How many
kills fell into the middle of a write is counted: a trial that never hit one would prove nothing. Most dream on the
machine's own disk, some on one that writes slowly. The control writes in place on the slow one, and must be found out.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.compose.premises import premises
from dreamwindow.config.load import load
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.sessions.reader import newest_session, read_manifest
from trials.cache_judge import IMAGES, broken_in_cache, cache_torn, indexed, wrong_in_cache
from trials.crash_judge import broken_files, torn, unfinished
from trials.kill_host import DiskName

LONGEST_S = 0.6
"""A kill comes within so long of the first recorded picture."""
PATIENCE_S = 60.0
CONFIG = """
generation: {width: 128, height: 96, keyframe_interval_s: 0.05, cache: {max_size: 12}}
output: {display_rate_hz: 60, buffer_s: 0.5}
recording: {record: all, max_gb: null}
game_detection: {enabled: false}
"""


@dataclass(slots=True)
class Killed:
    """So many ``kills``: how many ``in_mid_write`` of a file, how many ``between`` two that belong together."""

    kills: int = 0
    in_mid_write: int = 0
    between: int = 0
    mended: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.in_mid_write} in the middle of a write, {self.between} between an image "
            f"and its line; the next starts put {self.mended} things right; {len(self.faults)} faults"
        )


def killed(kills: int, disk: DiskName, seed: int, *, until_faulty: bool = False) -> Killed:
    """Dream and kill so often; with ``until_faulty``, until something was found wrong. Raises `AssertionError`."""
    rng, found = random.Random(seed), Killed()
    with tempfile.TemporaryDirectory(prefix="kills-") as name, _host(disk) as host:
        folder = Path(name)
        (folder / "dreamwindow.yaml").write_text(CONFIG)
        while found.kills < kills and not (until_faulty and found.faults):
            _dream_and_kill(host, folder, rng.uniform(0.0, LONGEST_S))
            _judge(folder, found)
    return found


def _judge(folder: Path, found: Killed) -> None:
    """What is there, what a start makes of it, and what is there then."""
    loaded, cache = load(folder / "dreamwindow.yaml", {}), folder / "cache"
    session = newest_session(folder / "sessions")
    found.kills += 1
    found.in_mid_write += bool(unfinished(folder) or torn(session) or cache_torn(cache))
    found.between += _between(cache)
    found.faults += [f"a reader sees {fault}" for fault in [*broken_files(session), *broken_in_cache(cache)]]
    with premises(loaded, Descriptor()) as first:
        found.mended += len(first.repairs)
    found.faults += [
        f"after the next start {fault}" for fault in [*broken_files(session), *wrong_in_cache(cache, Descriptor())]
    ]
    found.faults += [f"after the next start there is {path.name}" for path in [*unfinished(folder), *torn(session)]]
    if (status := read_manifest(session).status) != "died":
        found.faults.append(f"the manifest says {status}")
    with premises(loaded, Descriptor()) as second:
        found.faults += [f"a second start says {repair}" for repair in second.repairs]


def _between(cache: Path) -> bool:
    if cache_torn(cache):
        return False
    return {path.stem for path in cache.glob(f"{IMAGES}/cache_*.png")} != set(indexed(cache))


@contextmanager
def _host(disk: DiskName) -> Iterator[subprocess.Popen[bytes]]:
    """A process that forks one that dreams for each folder it reads, and says its id."""
    command, pipe = [sys.executable, "-m", "trials.kill_host", disk], subprocess.PIPE
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DREAMWINDOW_")}
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[1],
        stdin=pipe,
        stdout=pipe,
        bufsize=0,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # and whoever still dreams


def _dream_and_kill(host: subprocess.Popen[bytes], folder: Path, after_s: float) -> None:
    """Let it dream until it recorded something, a while more, and kill it."""
    assert host.stdin is not None
    host.stdin.write(f"{folder}\n".encode())
    pid = int(_line(host) or 0)
    said = _line(host)
    if said != "dreaming":
        raise AssertionError(f"the dream did not begin: {said or 'it said nothing'}")
    select.select([], [], [], after_s)
    os.kill(pid, signal.SIGKILL)
    if (ended := _line(host)) != str(-signal.SIGKILL):
        raise AssertionError(f"the dream ended with {ended or 'nothing'}, not by the kill")


def _line(host: subprocess.Popen[bytes]) -> str:
    assert host.stdout is not None
    ready, _, _ = select.select([host.stdout], [], [], PATIENCE_S)  # it has no buffer in which a line could wait
    return host.stdout.readline().decode().strip() if ready else ""


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when nothing was wrong, kills fell into writes, and the control was found out."""
    parser = argparse.ArgumentParser(prog="python -m trials kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--slow", type=int, default=40, help="more of them, on a disk that writes slowly")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    ours = killed(options.kills, "own", options.seed)
    print(f"its own disk: {ours}")
    slow = killed(options.slow, "slow", options.seed)
    print(f"a slow disk: {slow}")
    control = killed(options.slow, "slow, in place", options.seed, until_faulty=True)
    print(f"control, in place on a slow disk: {control}{': ' + control.faults[0] if control.faults else ''}")
    for fault in [*ours.faults, *slow.faults]:
        print(f"  {fault}")
    hit = ours.in_mid_write + slow.in_mid_write > 0
    return 0 if hit and not ours.faults and not slow.faults and control.faults else 1
