from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.cli.options import parse_sources
from dreamwindow.cli.run import config_flags
from dreamwindow.config.load import load
from dreamwindow.config.videos import TAKEN


@pytest.mark.parametrize(
    ("places", "names"),
    [
        (["films/Cat 1.mp4"], ["cat-1"]),
        (["a/cat.mp4", "b/cat.mp4", "cat"], ["cat", "cat-2", "cat-3"]),
        (["rtsp://camera.local/door?x=1", "stills/"], ["door", "stills"]),
        (["живое.mp4", *(f"{name}.mp4" for name in TAKEN)], ["source", "dream-2", "live-2", "own-2"]),
    ],
)
def test_a_place_is_named_by_what_it_is_called(workspace: Path, places: list[str], names: list[str]) -> None:
    loaded = load(None, config_flags({"source": places}))
    assert [source.name for source in loaded.config.live.sources] == names


def test_a_path_is_meant_from_where_one_is_and_an_address_stays(workspace: Path) -> None:
    assert parse_sources(["cat.mp4", "https://example.org/a.mp4"]) == [
        {"name": "cat", "place": str(Path("cat.mp4").absolute())},
        {"name": "a", "place": "https://example.org/a.mp4"},
    ]
    assert parse_sources([]) is None


def test_osc_is_on_with_a_port_of_its_own(workspace: Path) -> None:
    assert load(None, config_flags({})).config.osc.enabled is False
    osc = load(None, config_flags({"osc": 9000})).config.osc
    assert (osc.enabled, osc.port) == (True, 9000)
