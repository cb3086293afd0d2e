"""What every probe is held to. A plugin's author subclasses it and gives the factory."""

from __future__ import annotations

import threading

import pytest

from dreamwindow.contracts.probe import Probe, ProbeFactory, ProbeOptions, Reading
from dreamwindow.errors import ProbeUnavailable


class ProbeContract:
    """``factory`` is what the entry point names."""

    @pytest.fixture
    def factory(self) -> ProbeFactory:
        raise NotImplementedError

    @pytest.fixture
    def options(self) -> ProbeOptions:
        """What it is told; override it for a probe that needs more to see anything."""
        return ProbeOptions(known_games=("doom.exe",), alone_for_s=lambda: 1.0)

    def test_it_reads_or_says_why_it_cannot(self, factory: ProbeFactory, options: ProbeOptions) -> None:
        probe = factory(options)
        try:
            for _ in range(3):
                said = _said(probe)
                assert said
                assert "\n" not in said
        finally:
            probe.close()

    def test_it_can_be_closed_unread(self, factory: ProbeFactory, options: ProbeOptions) -> None:
        factory(options).close()

    def test_it_reads_in_whichever_thread_asks(self, factory: ProbeFactory, options: ProbeOptions) -> None:
        probe, said = factory(options), list[str]()
        try:
            for _ in range(2):
                thread = threading.Thread(target=lambda: said.append(_said(probe)))
                thread.start()
                thread.join()
        finally:
            probe.close()
        assert len(said) == 2


def _said(probe: Probe) -> str:
    try:
        reading = probe.read()
    except ProbeUnavailable as obstacle:
        return obstacle.message
    assert isinstance(reading, Reading)
    assert reading.reason is None or 0 < len(reading.reason) < 80
    return reading.says
