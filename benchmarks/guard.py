"""What one round of the guard costs, all probes together, beside the usual way to look for a game's process."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import psutil

from benchmarks.measure import cpu_ms, pair, repeat, verdict
from dreamwindow.config.game_detection import KNOWN_GAMES
from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.guard import registry
from dreamwindow.guard.look import look_through

UNDER_MS = 20.0
NAIVE_ATTRIBUTES = ["pid", "name", "exe", "cmdline", "cpu_percent", "memory_info"]


def main(argv: Sequence[str]) -> int:
    """Print the figures; 0 when a round of all probes takes less than asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks guard", description=__doc__)
    parser.add_argument("--n", type=int, default=40, help="samples of each")
    n = parser.parse_args(argv).n
    probes = registry.create(ProbeOptions(known_games=KNOWN_GAMES, alone_for_s=lambda: 1.0))
    try:
        for name, probe in probes.items():
            print(f"{name:14} {look_through(probe).says}")
        print(f"\n{len(psutil.pids())} processes run here")
        for name, probe in probes.items():
            print(repeat(name, lambda probe=probe: look_through(probe), n))  # type: ignore[misc] # bound on purpose
        whole = pair(
            ("all probes", lambda: [look_through(probe) for probe in probes.values()]),
            ("psutil.process_iter, a few attributes", _naive, ),
            n,
        )  # fmt: skip
        print(whole)
        print(repeat("all probes, processor", lambda: [look_through(probe) for probe in probes.values()], n, cpu_ms))
    finally:
        for probe in probes.values():
            probe.close()
    print(verdict(whole.ours, UNDER_MS))
    return 0 if whole.ours.median < UNDER_MS else 1


def _naive() -> bool:
    names = {name.casefold() for name in KNOWN_GAMES}
    return any((one.info["name"] or "").casefold() in names for one in psutil.process_iter(NAIVE_ATTRIBUTES))
