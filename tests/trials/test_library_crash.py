"""The trial of the library at small n: crashes by index, real kills, and both defects put in."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from trials.library_crash import LibraryHost, crashes, kills

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="crashes are tried in forked processes")
pytestmark = [forks, pytest.mark.slow]
EVERY = 40


@pytest.fixture(scope="module")
def host() -> Iterator[LibraryHost]:
    with LibraryHost() as started:
        yield started


def test_a_crash_at_any_write_loses_nothing_and_the_next_start_mends_it(host: LibraryHost) -> None:
    tried = list(crashes(host, every=EVERY))
    assert [(at, fault) for at, faults in tried for fault in faults] == []
    assert len(tried) > 5


def test_killed_libraries_lose_nothing(host: LibraryHost) -> None:
    assert [fault for faults in kills(host, 3) for fault in faults] == []


@pytest.mark.parametrize(
    ("defect", "seen"), [("in place", "is half there"), ("forgets folders", "is there and not known")]
)
def test_control_a_defect_is_found_out(host: LibraryHost, defect: str, seen: str) -> None:
    found = (fault for _, faults in crashes(host, defect, first=30, every=7) for fault in faults)
    assert any(seen in fault for fault in found)
