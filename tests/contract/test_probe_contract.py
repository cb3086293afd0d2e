"""Our probes against the contract, each as its entry point names it; most cannot see much where tests run."""

from __future__ import annotations

from typing import cast

import pytest

from dreamwindow import plugins
from dreamwindow.contracts.probe import ProbeFactory
from dreamwindow.guard.registry import GROUP, names
from tests.contract.probe_suite import ProbeContract


@pytest.mark.parametrize("name", names())
class TestOurProbes(ProbeContract):
    @pytest.fixture
    def factory(self, name: str) -> ProbeFactory:
        return cast(ProbeFactory, plugins.load(GROUP, name))


def test_there_are_all_of_them() -> None:
    assert names() == [
        "battery", "cpu_share", "fullscreen", "gpu_load", "gpu_memory", "known_game", "locked_screen", "nobody_looking",
    ]  # fmt: skip
