"""A battery's charge, by recorded facts: there is none where these tests run."""

from __future__ import annotations

from collections import namedtuple
from functools import partial

import psutil
import pytest

from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.probes.battery import Battery

Recorded = namedtuple("Recorded", ["percent", "secsleft", "power_plugged"])


@pytest.mark.parametrize(
    ("battery", "reason"),
    [
        (Recorded(29.7, 5400, False), "the battery runs low"),
        (Recorded(30.0, 5400, False), "the battery runs low"),
        (Recorded(31.0, 5400, False), None),
        (Recorded(5.0, psutil.POWER_TIME_UNLIMITED, True), None),
        (Recorded(5.0, psutil.POWER_TIME_UNKNOWN, None), None),
    ],
)
def test_a_low_charge_counts_on_battery_power_alone(
    monkeypatch: pytest.MonkeyPatch, battery: Recorded, reason: str | None
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    assert Battery(ProbeOptions(battery_percent=30.0)).read().reason == reason


def test_on_mains_nothing_is_used_of_it_and_the_less_charge_the_more(monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    for percent, plugged in ((40.0, True), (40.0, False), (20.0, False), (0.0, False)):
        monkeypatch.setattr(psutil, "sensors_battery", partial(Recorded, percent, 5400, plugged), raising=False)
        used.append(Battery(ProbeOptions(battery_percent=30.0)).read().used)
    assert used == [0.0, 0.75, 1.5, 30.0]


def test_at_100_percent_the_plug_alone_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: Recorded(100.0, 9000, False), raising=False)
    assert Battery(ProbeOptions(battery_percent=100.0)).read().reason


def test_a_machine_without_one_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    with pytest.raises(ProbeUnavailable, match="no battery"):
        Battery(ProbeOptions()).read()
    monkeypatch.delattr(psutil, "sensors_battery")
    with pytest.raises(ProbeUnavailable, match="no battery"):
        Battery(ProbeOptions()).read()
