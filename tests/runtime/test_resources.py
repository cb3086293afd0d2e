from __future__ import annotations

import signal
import threading

import psutil
import pytest

from dreamwindow.runtime import ResourceManager
from dreamwindow.runtime.limits import Breach, Limit, Watch
from dreamwindow.runtime.resources import WatchOptions
from dreamwindow.runtime.usage import Usage
from tests.runtime.programs import PATIENCE_S, STAY, running

GROWS = "held = bytearray(80_000_000)\n" + STAY
MB = 1_000_000


def usage(at_s: float, memory_bytes: int = 0, cpu: float = 0.0, gpu: int | None = None) -> Usage:
    return Usage(
        at_s=at_s, processes=1, memory_bytes=memory_bytes, memory_percent=memory_bytes / MB, cpu_percent=cpu,
        gpu_memory_bytes=gpu,
    )  # fmt: skip


def test_a_limit_must_be_exceeded_without_a_break() -> None:
    watch = Watch(Limit(resource="memory", bytes=100, for_s=3), "it")
    assert [watch.take(usage(at, held)) for at, held in [(0, 200), (2, 200), (3, 50), (4, 200), (6, 200)]] == [None] * 5
    breach = watch.take(usage(7, 200))
    assert breach is not None
    assert breach.says == "it takes memory: 200 bytes, of 100 bytes allowed"
    assert watch.take(usage(8, 200)) is None  # told once


@pytest.mark.parametrize(
    ("limit", "kept", "exceeded"),
    [
        (Limit(resource="memory", percent=50), usage(0, 50 * MB), usage(0, 51 * MB)),
        (Limit(resource="cpu", percent=90), usage(0, cpu=90), usage(0, cpu=91)),
        (Limit(resource="gpu_memory", bytes=10), usage(0, gpu=10), usage(0, gpu=11)),
        (Limit(resource="gpu_memory", bytes=10), usage(0, gpu=None), usage(0, gpu=11)),
    ],
)
def test_each_kind_of_limit(limit: Limit, kept: Usage, exceeded: Usage) -> None:
    assert limit.exceeded(kept) is None
    assert limit.exceeded(exceeded)


@pytest.mark.parametrize(
    ("held", "allowed", "said"),
    [
        (26_104_283_136, 26_000_000_000, "26.1 GB, of 26 GB allowed"),
        (408_768_512, 100_000_000, "408.8 MB, of 100 MB allowed"),
        (2_000, 1_500, "2 kB, of 1.5 kB allowed"),
    ],
)
def test_bytes_are_told_as_people_say_them(held: int, allowed: int, said: str) -> None:
    assert Limit(resource="memory", bytes=allowed).exceeded(usage(0, held)) == said


def test_a_limit_of_nothing_or_of_both_is_none() -> None:
    for wrong in ({}, {"percent": 1.0, "bytes": 1}):
        with pytest.raises(ValueError, match="either"):
            Limit(resource="memory", **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="of bytes"):
        Limit(resource="gpu_memory", percent=1.0)


def test_who_takes_too_much_memory_is_ended_and_it_is_recorded() -> None:
    breaches: list[Breach] = []
    limit = Limit(resource="memory", bytes=50 * MB, for_s=0)
    with running(GROWS) as (child, _):
        manager = ResourceManager(options=WatchOptions(limits=[limit], on_breach=breaches.append))
        manager.add_process(child.process, "glutton")
        manager.sample()
        summary = manager.get_resource_summary()["glutton"]
    assert [breach.resource for breach in breaches] == ["memory"]
    assert (summary["status"], summary["exit_code"]) == ("terminated", -15)
    assert summary["current_memory_percent"] == 0 < summary["peak_memory_percent"]


def test_a_callback_may_be_all_that_happens() -> None:
    called: list[Breach] = []
    limit = Limit(resource="memory", bytes=50 * MB, for_s=0, action=called.append)
    with running(GROWS) as (child, _):
        manager = ResourceManager(options=WatchOptions(limits=[limit]))
        manager.add_process(child.process, "glutton")
        manager.sample()
        assert child.wait(0) is None
    assert len(called) == 1


def test_programs_are_told_apart_and_their_time_stops_when_they_end() -> None:
    now = [100.0]
    with running(STAY) as (stays, _), running(STAY) as (goes, _):
        manager = ResourceManager(monotonic=lambda: now[0])
        manager.add_process(stays.process, "stays")
        manager.add_process(goes.process, "goes")
        with pytest.raises(ValueError, match="already"):
            manager.add_process(goes.process, "goes")
        manager.sample()
        goes.end()
        now[0] = 105.0
        manager.sample()
        now[0] = 200.0
        summary = manager.get_resource_summary()
    assert (summary["stays"]["status"], summary["stays"]["duration_seconds"]) == ("running", 100.0)
    assert (summary["goes"]["status"], summary["goes"]["duration_seconds"]) == ("terminated", 5.0)


def test_an_end_of_its_own_is_no_termination() -> None:
    with running("print('ready')") as (child, _):
        assert child.wait(60) == 0
        manager = ResourceManager()
        manager.add_process(child.process, "brief")
        summary = manager.get_resource_summary()["brief"]
    assert (summary["status"], summary["exit_code"]) == ("completed", 0)


def test_it_watches_until_it_is_told_to_stop() -> None:
    looked = threading.Semaphore(0)
    with running(STAY) as (child, _):
        options = WatchOptions(on_usage=lambda name, seen: looked.release())
        with ResourceManager(options=options) as manager:
            manager.add_process(child.process, "it")
            manager.start_monitoring(0.001)
            for _ in range(3):
                assert looked.acquire(timeout=PATIENCE_S)


CLIMBS = """
import signal
held = []
print("ready", flush=True)
while True:
    signal.sigwait([signal.SIGUSR1])
    held.append(bytearray(60_000_000))
    print("holds", len(held), flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="its program waits for a signal")
def test_peaks_are_right_within_five_percent_on_plateaus_of_three_samples() -> None:
    seen: list[int] = []
    blocked = f"import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])\n{CLIMBS}"
    with running(blocked) as (child, heard):
        options = WatchOptions(on_usage=lambda name, usage: seen.append(usage.memory_bytes))
        manager = ResourceManager(options=options)
        manager.add_process(child.process, "climber")
        for step in range(4):
            if step:
                child.process.send_signal(signal.SIGUSR1)
                heard.until(f"holds {step}")
            for _ in range(3):
                manager.sample()
        peak = manager.get_resource_summary()["climber"]["peak_memory_percent"]
    grown = [max(seen[3 * step : 3 * step + 3]) - seen[0] for step in range(4)]
    assert [abs(taken - 60_000_000 * step) <= 0.05 * 60_000_000 * step for step, taken in enumerate(grown)] == [
        True
    ] * 4
    assert peak == 100 * max(seen) / psutil.virtual_memory().total
