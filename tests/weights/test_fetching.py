"""Fetching from a hub on this machine: whole or not at all, and never the same bytes twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.errors import DiskTooFull, DownloadFailed, HubRefused, MissingWeights
from dreamwindow.weights import fetching
from dreamwindow.weights.fetching import Fetching
from dreamwindow.weights.hub import Hub, HubOptions
from dreamwindow.weights.known import known
from dreamwindow.weights.places import Shelf, find, require
from tests.weights.hub_server import COMMIT, HubServer, serving
from tests.weights.models import WEIGHTS, clip_hub

CLIP = known("clip")


@pytest.fixture
def server() -> Iterator[HubServer]:
    with serving(clip_hub()) as served:
        yield served


@pytest.fixture
def fetch(server: HubServer, tmp_path: Path) -> Iterator[Fetching]:
    with Hub(HubOptions(endpoint=server.url)) as hub:
        yield Fetching(hub=hub, shared=tmp_path / "hub", wait=lambda seconds: None)


def test_fetches_what_is_needed_and_nothing_else(fetch: Fetching, server: HubServer) -> None:
    folder = fetch.fetch(CLIP)

    there = {path.name for path in folder.iterdir()}
    assert there == {"config.json", "preprocessor_config.json", "tokenizer.json", "vocab.json", "merges.txt", WEIGHTS}
    assert all((folder / name).read_bytes() == server.files[name] for name in there)
    assert find(CLIP, fetch.shared) == folder == require(CLIP, shared=fetch.shared)


def test_lies_where_every_program_of_the_field_looks(fetch: Fetching) -> None:
    folder = fetch.fetch(CLIP)

    place = fetch.shared / "models--openai--clip-vit-base-patch32"
    assert folder == place / "snapshots" / COMMIT
    assert (place / "refs" / "main").read_text() == COMMIT


def test_what_is_here_is_not_fetched_again(fetch: Fetching, server: HubServer) -> None:
    fetch.fetch(CLIP)
    server.asked.clear()
    fetch.fetch(CLIP)

    assert [path for path, _ in server.asked] == [f"/api/models/{CLIP.repo}/revision/main"]


def test_a_broken_connection_is_gone_on_with(fetch: Fetching, server: HubServer) -> None:
    server.cut_after[WEIGHTS] = [1_000_000, 500_000]
    folder = fetch.fetch(CLIP)

    assert (folder / WEIGHTS).read_bytes() == server.files[WEIGHTS]
    assert server.ranges_of(WEIGHTS) == [None, "bytes=1000000-", "bytes=1500000-"]


def test_half_a_file_is_never_taken_for_whole_and_the_next_call_goes_on(fetch: Fetching, server: HubServer) -> None:
    server.cut_after[WEIGHTS] = [2_000_000, *[0] * 5]
    with pytest.raises(DownloadFailed):
        fetch.fetch(CLIP)

    assert find(CLIP, fetch.shared) is None
    with pytest.raises(MissingWeights, match="are not here"):
        require(CLIP, shared=fetch.shared)
    server.asked.clear()
    assert (fetch.fetch(CLIP) / WEIGHTS).read_bytes() == server.files[WEIGHTS]
    assert server.ranges_of(WEIGHTS) == ["bytes=2000000-"]


def test_a_hub_that_hears_no_range_is_heard_from_the_beginning(fetch: Fetching, server: HubServer) -> None:
    server.ranges = False
    server.cut_after[WEIGHTS] = [1_000_000]

    assert (fetch.fetch(CLIP) / WEIGHTS).read_bytes() == server.files[WEIGHTS]


def test_what_came_damaged_gets_no_name(fetch: Fetching, server: HubServer) -> None:
    server.spoiled.add(WEIGHTS)
    with pytest.raises(DownloadFailed, match="came damaged"):
        fetch.fetch(CLIP)
    assert find(CLIP, fetch.shared) is None
    assert not list(Shelf.of(CLIP, fetch.shared).partial.iterdir())

    server.spoiled.clear()
    assert find(CLIP, fetch.shared) is None
    assert (fetch.fetch(CLIP) / WEIGHTS).read_bytes() == server.files[WEIGHTS]


def test_without_checksums_the_damaged_file_would_be_taken(
    fetch: Fetching, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "is_intact", lambda *_: True)
    server.spoiled.add(WEIGHTS)

    assert (fetch.fetch(CLIP) / WEIGHTS).read_bytes() != server.files[WEIGHTS]


def test_a_full_disk_is_told_before_anything_is_fetched(
    fetch: Fetching, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "free_bytes", lambda folder: fetching.ROOM + 2_999_999)
    with pytest.raises(DiskTooFull, match="3 MB are still to come"):
        fetch.fetch(CLIP)
    assert server.ranges_of(WEIGHTS) == []


def test_how_far_it_is_is_told(fetch: Fetching, server: HubServer) -> None:
    told: list[tuple[int, int]] = []
    replace(fetch, tell=lambda done, total: told.append((done, total))).fetch(CLIP)

    needed = sum(len(server.files[file]) for file in CLIP.chosen(server.files))
    assert told[-1] == (needed, needed)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == {needed}


@pytest.mark.parametrize(("status", "says"), [(401, "licence"), (404, "has no"), (503, "answers 503")])
def test_a_hub_that_says_no_is_quoted(fetch: Fetching, server: HubServer, status: int, says: str) -> None:
    server.status = status
    with pytest.raises((HubRefused, DownloadFailed), match=says):
        fetch.fetch(CLIP)


def test_a_hub_out_of_reach_is_told(tmp_path: Path) -> None:
    with (
        Hub(HubOptions(endpoint="http://127.0.0.1:9")) as hub,
        pytest.raises(DownloadFailed, match="does not answer"),
    ):
        Fetching(hub=hub, shared=tmp_path).fetch(CLIP)


def test_offline_nobody_is_asked(server: HubServer, tmp_path: Path) -> None:
    with Hub(HubOptions(endpoint=server.url, offline=True)) as hub, pytest.raises(HubRefused, match="HF_HUB_OFFLINE"):
        Fetching(hub=hub, shared=tmp_path).fetch(CLIP)
    assert server.asked == []


def test_a_hub_cannot_name_a_file_outside(server: HubServer, fetch: Fetching) -> None:
    server.files["../config.json"] = b"{}"
    with pytest.raises(DownloadFailed, match="cannot be"):
        fetch.fetch(CLIP)
    assert not fetch.shared.exists()


@pytest.mark.slow
def test_a_fetch_that_is_killed_goes_on_where_it_was(server: HubServer, fetch: Fetching, tmp_path: Path) -> None:
    """Cut once half of it came, the process is ended outright while it waits to try again."""
    server.cut_after[WEIGHTS] = [1_500_000]
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from dreamwindow.weights.fetching import Fetching\n"
        "from dreamwindow.weights.hub import Hub, HubOptions\n"
        "from dreamwindow.weights.known import known\n"
        "with Hub(HubOptions.of_environment()) as hub:\n"
        "    Fetching(hub=hub, shared=Path(sys.argv[1]), wait=lambda seconds: os._exit(9)).fetch(known('clip'))\n"
    )
    environment = os.environ | {"HF_ENDPOINT": server.url}
    ended = subprocess.run([sys.executable, "-c", script, str(fetch.shared)], env=environment, timeout=60, check=False)
    assert ended.returncode == 9
    assert find(CLIP, fetch.shared) is None
    server.asked.clear()

    assert (fetch.fetch(CLIP) / WEIGHTS).read_bytes() == server.files[WEIGHTS]
    assert server.ranges_of(WEIGHTS) == ["bytes=1500000-"]
