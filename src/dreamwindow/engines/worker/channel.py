"""Channel: a pipe for messages whose arrays travel through shared memory.

Messages are pickled with their buffers out of band (PEP 574). Whoever made the segment grows it: what did not fit goes
through the pipe itself, once, and the next segment is large enough.
"""

from __future__ import annotations

import logging
import pickle
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from dreamwindow.engines.worker.segment import Segment, end_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Envelope:
    """A pickled message; its buffers have these ``sizes`` and lie in the segment named, or follow in the pipe."""

    head: bytes
    sizes: tuple[int, ...]
    shared: bool
    segment: str | None


class Channel:
    """One end. ``owns``: this end makes the segments.

    One thread sends and one receives. Buffers of a message may be shared only while the other end owes an answer, or
    gives one: there is one place for them both ways.
    """

    def __init__(self, pipe: Connection, *, owns: bool) -> None:
        self.pipe = pipe
        self._owns = owns
        self._segment: Segment | None = None
        self._wanted = 0

    def send(self, message: object, *, shared: bool = False) -> None:
        """Raises `OSError` when the other end is gone, and what pickling raises."""
        buffers: list[pickle.PickleBuffer] = []
        head = pickle.dumps(message, protocol=5, buffer_callback=buffers.append)
        sizes = tuple(buffer.raw().nbytes for buffer in buffers)
        if shared and self._owns:
            self._grow(end_of(sizes))
        segment = self._segment if shared else None
        fits = segment is not None and segment.holds(sizes)
        name = segment.name if segment is not None and self._owns else None
        if segment is not None and fits:
            segment.put(buffers)
        self.pipe.send(_Envelope(head, sizes, fits, name))
        if not fits:
            for buffer in buffers:
                self.pipe.send_bytes(buffer.raw())

    def receive(self) -> Any:
        """The next message; what it holds is the receiver's own. Raises `EOFError` or `OSError` at the end."""
        envelope: _Envelope = self.pipe.recv()
        if self._owns and self._segment is not None:
            self._segment.forget_name()  # who answers has it
        elif not self._owns and envelope.segment is not None:
            self._attach(envelope.segment)
        if envelope.shared and self._segment is not None:
            buffers = self._segment.take(envelope.sizes)
        else:
            buffers = [bytearray(self.pipe.recv_bytes()) for _ in envelope.sizes]
            self._wanted = max(self._wanted, end_of(envelope.sizes))
        return pickle.loads(envelope.head, buffers=buffers)  # noqa: S301 - from a process that we started

    def close(self) -> None:
        """Pipe and segment."""
        self.pipe.close()
        if self._segment is not None:
            self._segment.close()
            self._segment = None

    def _grow(self, size: int) -> None:
        size = max(size, self._wanted)
        if size == 0 or (self._segment is not None and self._segment.holds([size])):
            return
        try:
            larger = Segment.create(size)
        except OSError as error:
            if self._wanted < size:
                _log.warning("Pictures go through a pipe, which is slower: %s", error)
            self._wanted = size
            return
        if self._segment is not None:
            self._segment.close()
        self._segment, self._wanted = larger, size

    def _attach(self, name: str) -> None:
        if self._segment is None or self._segment.name != name:
            if self._segment is not None:
                self._segment.close()
            self._segment = Segment.attach(name)
