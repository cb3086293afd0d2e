"""A warm checkout of another commit, and one look at a tree of fifty processes, each beside the naive way."""

from __future__ import annotations

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from benchmarks.measure import cpu_ms, pair, repeat, verdict
from dreamwindow.runtime import CachedGitManager
from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.table import read_table
from dreamwindow.runtime.tree import ProcessTree
from dreamwindow.runtime.usage import Sampler
from trials.repositories import Repository, git

FILES, PROCESSES = 1_000, 50
CHECKOUT_MS, TIMES_FASTER, SAMPLE_MS = 300.0, 3.0, 10.0
_TREE = """
import os, signal, sys
for number in range(int(sys.argv[1]) - 1):
    if os.fork() == 0:
        signal.pause()
print("ready", flush=True)
signal.pause()
"""


def main(argv: Sequence[str]) -> int:
    """Print the figures; 0 when all of them are reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks launch", description=__doc__)
    parser.add_argument("--n", type=int, default=20, help="samples of each")
    n = parser.parse_args(argv).n
    with tempfile.TemporaryDirectory() as folder:
        checkouts = _checkouts(Path(folder), n)
    samples = _samples(10 * n)
    return 0 if checkouts and samples else 1


def _checkouts(folder: Path, n: int) -> bool:
    """Each turn another commit, with the origin out of reach; beside ``git clone`` over ``file://`` and a checkout."""
    origin = Repository(folder / "origin")
    body = "x = 1\n" * 40
    commits = [origin.commit({f"package{k % 20}/module{k}.py": f"# {k}\n{body}" for k in range(FILES)}, "first")]
    commits += [origin.commit({f"package0/module{turn}.py": f"# turn {turn}\n"}) for turn in range(n + 1)]
    url = origin.url
    cache = CachedGitManager(folder / "cache")
    cache.clone_or_update_repository(url, commits[0])
    offline = folder / "away"
    left, cloned = iter(commits[1:]), itertools.count()

    def warm() -> None:
        origin.folder.rename(offline)
        try:
            cache.clone_or_update_repository(url, next(left))
        finally:
            offline.rename(origin.folder)

    def clone() -> None:
        target = folder / f"clone{next(cloned)}"
        git(folder, "clone", "-q", url, str(target))
        git(target, "checkout", "-q", "--detach", commits[1])

    both = pair((f"warm checkout, {FILES} files", warm), ("git clone over file://, checkout", clone), n)
    shutil.rmtree(folder / "cache")
    print(both, verdict(both.ours, CHECKOUT_MS), sep="\n")
    faster = both.ratio.median >= TIMES_FASTER
    print(f"{'reached' if faster else 'MISSED'}: {both.ratio.median:.1f} times faster, asked: {TIMES_FASTER:g}")
    return both.ours.median < CHECKOUT_MS and faster


def _samples(n: int) -> bool:
    """Memory and processor of the whole tree; beside psutil's own walk over the children."""
    ready: list[str] = []
    with Child.start(Command(arguments=(sys.executable, "-c", _TREE, str(PROCESSES))), ready.append) as child:
        while not ready:
            child.wait(0.01)
        sampler = Sampler(ProcessTree(child.tree.root, child.tree.marker))
        seen = sampler.sample(read_table(), 0.0)
        turns = itertools.count(1)
        both = pair(
            (f"one look at {seen.processes} processes", lambda: sampler.sample(read_table(), float(next(turns)))),
            ("psutil, children and their memory", _naive(child.process)),
            n,
        )
        busy = repeat("the same, processor", lambda: sampler.sample(read_table(), float(next(turns))), n, cpu_ms)
    print(f"{len(psutil.pids())} processes run here", both, busy, verdict(both.ours, SAMPLE_MS), sep="\n")
    return both.ours.median < SAMPLE_MS


def _naive(process: subprocess.Popen[bytes]) -> Callable[[], int]:
    root = psutil.Process(process.pid)

    def look() -> int:
        tree = [root, *root.children(recursive=True)]
        return sum(int(one.memory_info().rss) + int(one.cpu_times().user) for one in tree)

    return look
