from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from dreamwindow.sessions.beginning import Now

START = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


@pytest.fixture
def now() -> Now:
    """A clock that shows one second more each time it is asked."""
    return iter(_seconds()).__next__


def _seconds() -> Iterator[datetime]:
    for second in range(10_000):
        yield START + timedelta(seconds=second)
