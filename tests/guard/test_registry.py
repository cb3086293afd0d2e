"""Probes by name, and one that is broken."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from dreamwindow import plugins
from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.guard import registry
from dreamwindow.guard.probes.games import KnownGame


def test_a_probe_that_cannot_be_made_is_told_of_and_harms_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    entries = EntryPoints(
        [
            EntryPoint("broken", "no_such_module:Probe", registry.GROUP),
            EntryPoint("known_game", "dreamwindow.guard.probes.games:KnownGame", registry.GROUP),
            EntryPoint("off", "no_such_module:Probe", registry.GROUP),
        ]
    )
    monkeypatch.setattr(plugins, "entry_points", lambda **wanted: entries.select(**wanted))
    found = registry.create(ProbeOptions(), without=["off"])
    assert [type(probe) for probe in found.values()] == [KnownGame]
    assert [message for message in caplog.messages if "Probe broken cannot be made" in message]
    assert len(caplog.messages) == 1
