"""Messages between processes: their arrays lie in memory that both see and that nothing can leave behind."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from dreamwindow.engines.worker import segment
from dreamwindow.engines.worker.channel import Channel
from dreamwindow.engines.worker.segment import Segment
from trials.worker_kills import shared

MEGABYTE = 1 << 20


@pytest.fixture
def ends() -> Iterator[tuple[Channel, Channel]]:
    """Ours, which makes the segments, and theirs; both in this process."""
    pipes = multiprocessing.Pipe()
    ours, theirs = Channel(pipes[0], owns=True), Channel(pipes[1], owns=False)
    yield ours, theirs
    theirs.close()
    ours.close()
    assert not shared()


def picture(value: int, size: int = MEGABYTE) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.full(size, value, np.uint8)


def test_arrays_arrive_as_they_were_sent_and_are_the_receivers_own(ends: tuple[Channel, Channel]) -> None:
    ours, theirs = ends
    for turn, size in enumerate((3, MEGABYTE, 5 * MEGABYTE, 8)):
        ours.send({"a": picture(turn, size), "b": np.arange(5)}, shared=True)
        got = theirs.receive()
        theirs.send(picture(turn + 9, size), shared=True)
        answer = ours.receive()
        assert np.array_equal(got["a"], picture(turn, size))
        assert np.array_equal(got["b"], np.arange(5))
        assert np.array_equal(answer, picture(turn + 9, size))
        got["a"][:] = answer[:] = 0


def test_the_memory_has_a_name_only_until_the_first_answer(ends: tuple[Channel, Channel]) -> None:
    ours, theirs = ends
    ours.send(picture(1), shared=True)
    assert len(shared()) == Path("/dev/shm").is_dir()
    theirs.receive()
    theirs.send("done", shared=True)
    ours.receive()
    assert not shared()
    ours.send(picture(2), shared=True)
    assert np.array_equal(theirs.receive(), picture(2))


def test_what_does_not_fit_goes_through_the_pipe_and_the_next_fits(ends: tuple[Channel, Channel]) -> None:
    ours, theirs = ends
    ours.send("small", shared=True)
    theirs.receive()
    theirs.send(picture(3, 1000), shared=True)
    assert np.array_equal(ours.receive(), picture(3, 1000))
    ours.send("small", shared=True)
    theirs.receive()
    theirs.send(picture(4, 1000), shared=True)
    with patch.object(theirs.pipe, "send_bytes", side_effect=AssertionError("through the pipe")):
        assert np.array_equal(ours.receive(), picture(4, 1000))


def test_without_room_for_shared_memory_all_goes_through_the_pipe(ends: tuple[Channel, Channel]) -> None:
    ours, theirs = ends
    with patch.object(segment, "_room", lambda: 0):
        ours.send(picture(5, 1000), shared=True)
        assert np.array_equal(theirs.receive(), picture(5, 1000))


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="here shared memory is not in a folder")
def test_a_segment_that_keeps_its_name_is_found() -> None:
    kept = Segment.create(1000)
    with patch.object(Segment, "forget_name", lambda self: None):
        kept.close()
    assert len(shared()) == 1
    Segment(SharedMemory(kept.name), named=True).close()
    assert not shared()
