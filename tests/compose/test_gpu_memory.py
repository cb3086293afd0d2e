from __future__ import annotations

from collections.abc import Mapping

from dreamwindow.compose.gpu_memory import GpuMemoryOf
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.gpus import Gpu


def gpu(index: int, memory: Mapping[int, int] | None) -> Gpu:
    return Gpu(
        index=index, uuid="", pci="", name="", load=0.0, loads=None, memory_total=100, memory_used=50, memory=memory
    )


class Answers:
    """A driver that gives these answers in turn, and counts how often it was asked."""

    def __init__(self, *answers: list[Gpu] | None) -> None:
        self.asked = 0
        self._answers = list(answers)

    def gpus(self) -> list[Gpu]:
        self.asked += 1
        answer = self._answers.pop(0)
        if answer is None:
            raise ProbeUnavailable("There is no driver.")
        return answer


def test_what_processes_hold_is_summed_over_gpus() -> None:
    held = GpuMemoryOf(Answers([gpu(0, {1: 5, 2: 7, 9: 1000}), gpu(1, {2: 11})], [gpu(0, {})]))
    assert held([1, 2, 3]) == 23
    assert held([1, 2, 3]) == 0


def test_one_gpu_that_does_not_tell_leaves_it_unknown() -> None:
    assert GpuMemoryOf(Answers([gpu(0, {1: 5}), gpu(1, None)]))([1]) is None


def test_without_a_driver_it_is_asked_once() -> None:
    driver = Answers(None)
    held = GpuMemoryOf(driver)
    assert [held([1]), held([1])] == [None, None]
    assert driver.asked == 1
