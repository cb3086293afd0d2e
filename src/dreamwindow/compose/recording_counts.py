"""What recordings came to, over the whole run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from dreamwindow.model.session import SessionState
from dreamwindow.outputs.take.take import Take


class RecordingCounts:
    """Counts takes while they run, and keeps what those before came to: no figure ever falls but ``running``."""

    def __init__(self) -> None:
        self.ended: Counter[SessionState] = Counter()
        self._running: set[Take] = set()
        self._frames = self._dropped = 0

    @contextmanager
    def following(self, take: Take) -> Iterator[None]:
        """It is counted while the block lasts, and kept when it ends."""
        self._running.add(take)
        try:
            yield
        finally:
            self._running.discard(take)
            self._frames += take.frames
            self._dropped += take.dropped
            self.ended[take.state] += 1

    @property
    def running(self) -> int:
        """Takes that go on."""
        return len(self._running)

    @property
    def frames(self) -> int:
        """Pictures in all films of what was shown."""
        return self._frames + sum(take.frames for take in self._running)

    @property
    def dropped(self) -> int:
        """Pictures that the disk was too slow for."""
        return self._dropped + sum(take.dropped for take in self._running)
