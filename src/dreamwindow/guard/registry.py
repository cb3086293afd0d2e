"""Names to probes: built-ins are found through the same entry points as plugins."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import cast

from dreamwindow import plugins
from dreamwindow.contracts.probe import Probe, ProbeFactory, ProbeOptions

_log = logging.getLogger(__name__)
GROUP = "dreamwindow.probes"


def names() -> list[str]:
    """Every probe that is installed, whether it can see here or not."""
    return plugins.names(GROUP)


def make(name: str, options: ProbeOptions) -> Probe:
    """One probe. Raises `UnknownName`, or what its factory raises."""
    return cast(ProbeFactory, plugins.load(GROUP, name))(options)


def create(options: ProbeOptions, without: Collection[str] = ()) -> dict[str, Probe]:
    """Every probe but those named; one that cannot be made is logged, and missing."""
    found: dict[str, Probe] = {}
    for name in names():
        if name in without:
            continue
        try:
            found[name] = make(name, options)
        except Exception as error:  # noqa: BLE001 - a stranger's probe must not end the dream
            _log.warning("Probe %s cannot be made: %s", name, error)
    return found
