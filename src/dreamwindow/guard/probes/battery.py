"""A battery that runs down: a budget, of which nothing is used while the plug is in."""

from __future__ import annotations

import psutil

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.errors import ProbeUnavailable


class Battery:
    """Holds back on battery power when no more than ``battery_percent`` of the charge is left."""

    def __init__(self, options: ProbeOptions) -> None:
        self._percent = options.battery_percent

    def read(self) -> Reading:
        """The charge now."""
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        if battery is None:
            raise ProbeUnavailable("This machine has no battery, or does not tell of it.")
        charge = f"{battery.percent:.0f} % charged"
        if battery.power_plugged is not False:  # None: it does not say
            return Reading(f"{charge}, on mains power", used=0.0)
        used = self._percent / max(battery.percent, 1.0)
        return Reading(f"{charge}, on battery power", "the battery runs low" if used >= 1.0 else None, used)

    def close(self) -> None:
        """Nothing is held."""
