"""Notifier: tells whoever listens that something changed, and lets them look for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dreamwindow.flow.box import OneSlot


class Notifier:
    """Many changes in a row wake a slow listener once. On one event loop."""

    def __init__(self) -> None:
        self._listeners: set[OneSlot[None]] = set()

    @property
    def listeners(self) -> int:
        """How many are told."""
        return len(self._listeners)

    def notify(self) -> None:
        """Something changed. Never waits."""
        for listener in self._listeners:
            listener.put(None)

    @contextmanager
    def subscribe(self) -> Iterator[OneSlot[None]]:
        """A box in which an item lies whenever something changed since the last look."""
        listener: OneSlot[None] = OneSlot()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
