"""Whose load it is. NVML's answers are recorded ones: there is no such GPU where these tests run."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

import pytest

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.gpus import Sample, chosen, newest_loads
from dreamwindow.guard.gpus.nvml import Nvml, load_nvml
from dreamwindow.guard.probes.gpu import GpuLoad, GpuMemory
from dreamwindow.guard.processes import Ours, listener
from tests.guard.recorded_nvml import DESKTOP, GAME, GB, OURS, Card, RecordedNvml

S = 1_000_000
PIDS = frozenset({OURS})


@pytest.fixture(autouse=True)
def every_pid_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """But those of another machine, above 100,000."""
    monkeypatch.setattr("dreamwindow.guard.gpus.nvml.psutil.pid_exists", lambda pid: pid < 100_000)


def nvml(*cards: Card) -> Nvml:
    return Nvml(lambda: RecordedNvml(*cards))


def load(*cards: Card, **options: Any) -> Reading:
    return GpuLoad(ProbeOptions(**{"dreams_on_gpu": True} | options), nvml(*cards), lambda: PIDS).read()


def memory(*cards: Card, **options: Any) -> Reading:
    return GpuMemory(ProbeOptions(**{"dreams_on_gpu": True} | options), nvml(*cards), lambda: PIDS).read()


def test_a_dream_alone_on_its_gpu_does_not_pause_itself() -> None:
    reading = load(Card(busy=99, loads=[(OURS, 9 * S, 97), (DESKTOP, 9 * S, 2)]))
    assert reading.reason is None
    assert reading.says == "NVIDIA GeForce RTX 4070: 99 % busy, 2 % by others"


def test_the_control_the_same_load_by_a_game_does() -> None:
    assert load(Card(busy=99, loads=[(GAME, 9 * S, 97)])).reason == "another program uses the GPU"


@pytest.mark.parametrize(("game", "holds"), [(70, False), (71, True)])
def test_only_what_is_above_the_threshold_counts(game: int, holds: bool) -> None:
    assert bool(load(Card(busy=game + 20, loads=[(OURS, 9 * S, 20), (GAME, 9 * S, game)])).reason) is holds


def test_a_load_of_ours_that_is_over_is_not_taken_from_anothers() -> None:
    assert newest_loads([Sample(OURS, 1 * S, 90), Sample(GAME, 9 * S, 80), Sample(GAME, 8 * S, 5)]) == {GAME: 80}
    assert load(Card(busy=80, loads=[(OURS, 1 * S, 90), (GAME, 9 * S, 80)])).reason


def test_a_dream_that_needs_no_gpu_gives_way_whoever_the_driver_names() -> None:
    assert load(Card(busy=90, loads=3), dreams_on_gpu=False).reason == "another program uses the GPU"


@pytest.mark.parametrize("loads", [3, [(OURS + 100_000, 9 * S, 90)]], ids=["not supported", "the host's pids"])
def test_where_it_cannot_be_told_whose_load_it_is_the_dream_does_not_pause_itself(loads: Any) -> None:
    with pytest.raises(ProbeUnavailable, match="does not tell whose load it is"):
        load(Card(busy=99, loads=loads))


def test_an_idle_gpu_has_no_samples() -> None:
    assert load(Card(busy=0, loads=6)).reason is None


def test_memory_that_others_hold_counts_and_ours_does_not() -> None:
    assert memory(Card(used=11 * GB, memory={OURS: 10 * GB, GAME: GB})).reason is None
    held = memory(Card(used=11 * GB, memory={OURS: GB, GAME: 10 * GB}))
    assert held.reason == "other programs fill the GPU's memory"
    assert held.says.endswith("92 % of its memory used, 83 % by others")


def test_letting_go_of_our_memory_does_not_make_it_swing() -> None:
    full, released = (
        Card(used=12 * GB, memory={OURS: 2 * GB, GAME: 10 * GB}),
        Card(used=10 * GB, memory={GAME: 10 * GB}),
    )
    assert memory(full).reason == memory(released).reason is not None


def test_memory_is_no_matter_without_a_gpu_to_dream_on() -> None:
    with pytest.raises(ProbeUnavailable, match="only to an engine that works on a GPU"):
        memory(Card(), dreams_on_gpu=False)


def test_windows_usual_driver_does_not_tell_whose_memory_it_is() -> None:
    with pytest.raises(ProbeUnavailable, match="does not tell whose memory"):
        memory(Card(memory={OURS: None}))


CARDS = (
    Card(uuid="GPU-aaaa-1", bus="00000000:01:00.0", busy=5),
    Card(uuid="GPU-bbbb-2", bus=b"00000000:0A:00.0", busy=95, loads=[(GAME, S, 95)]),
)


@pytest.mark.parametrize(
    ("gpu", "found"),
    [("0", [0]), ("1", [1]), ("GPU-bbbb-2", [1]), ("gpu-bbbb", [1]), ("01:00.0", [0]), ("0000:0a:00.0", [1]),
     ("00000000:0A:00", [1]), (None, [0, 1])],
)  # fmt: skip
def test_a_gpu_is_chosen_by_index_uuid_or_pci_id(gpu: str | None, found: list[int]) -> None:
    assert [one.index for one in chosen(nvml(*CARDS).gpus(), gpu)] == found


@pytest.mark.parametrize("gpu", ["2", "GPU-", "GPU-cccc", "02:00.0", "cuda:0"])
def test_a_gpu_that_is_not_there_gets_the_list(gpu: str) -> None:
    with pytest.raises(ProbeUnavailable, match=r"There is no GPU .*(\n)There is: 0 .*01:00\.0, GPU-aaaa-1"):
        chosen(nvml(*CARDS).gpus(), gpu)


def test_another_gpus_load_is_no_matter() -> None:
    assert load(*CARDS, gpu="0").reason is None
    assert load(*CARDS, gpu="1").reason
    assert load(*CARDS).reason


def test_the_driver_is_opened_once_and_let_go() -> None:
    recorded = RecordedNvml(*CARDS)
    probe = GpuLoad(ProbeOptions(), Nvml(lambda: recorded))
    probe.read(), probe.read()
    assert recorded.open == 1
    probe.close()
    probe.close()
    assert recorded.open == 0


def test_without_a_driver_or_what_reads_it_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProbeUnavailable, match="driver does not answer"):
        Nvml(lambda: RecordedNvml(broken=True)).gpus()
    monkeypatch.setitem(sys.modules, "pynvml", None)
    with pytest.raises(ProbeUnavailable, match="nvidia-ml-py"):
        load_nvml()


def test_a_server_that_makes_our_pictures_is_ours_whoever_started_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        who = Ours(server.getsockname()[1])
        assert os.getpid() in who()
        assert listener(server.getsockname()[1]) == os.getpid()
    with pytest.raises(ProbeUnavailable, match="cannot be told which process"):
        Ours(_free_port())()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
