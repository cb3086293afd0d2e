"""Every file against its checksum, whoever fetched it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from dreamwindow.weights.checking import check
from dreamwindow.weights.fetching import Fetching
from dreamwindow.weights.hub import Hub, HubOptions
from dreamwindow.weights.known import known
from dreamwindow.weights.places import Shelf
from tests.weights.hub_server import COMMIT, serving
from tests.weights.models import WEIGHTS, clip_hub

CLIP = known("clip")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """With CLIP in it, as we fetched it."""
    with serving(clip_hub(1000)) as server, Hub(HubOptions(endpoint=server.url)) as hub:
        Fetching(hub=hub, shared=tmp_path).fetch(CLIP)
    return tmp_path


def states(shared: Path) -> dict[str, str]:
    return {one.path: one.state for one in check(CLIP, shared)}


def test_nothing_of_nothing(tmp_path: Path) -> None:
    assert check(CLIP, tmp_path) == []


def test_what_was_fetched_is_intact(shared: Path) -> None:
    assert set(states(shared).values()) == {"intact"}
    assert WEIGHTS in states(shared)


def test_one_changed_bit_is_found(shared: Path) -> None:
    path = Shelf.of(CLIP, shared).snapshot(COMMIT) / WEIGHTS
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)

    assert [path for path, state in states(shared).items() if state != "intact"] == [WEIGHTS]
    assert states(shared)[WEIGHTS] == "damaged"


def test_what_was_removed_is_missing(shared: Path) -> None:
    (Shelf.of(CLIP, shared).snapshot(COMMIT) / "merges.txt").unlink()
    assert states(shared)["merges.txt"] == "missing"


def test_what_another_program_fetched_is_known_by_the_names_of_its_blobs(shared: Path) -> None:
    shelf = Shelf.of(CLIP, shared)
    shutil.rmtree(shelf.record(COMMIT).parent)
    assert states(shared)["config.json"] == "unproven"

    blobs = shelf.folder / "blobs"
    blobs.mkdir()
    path = shelf.snapshot(COMMIT) / WEIGHTS
    blob = blobs / hashlib.sha256(path.read_bytes()).hexdigest()
    path.rename(blob)
    path.symlink_to(blob)
    assert states(shared)[WEIGHTS] == "intact"

    blob.write_bytes(b"something else")
    assert states(shared)[WEIGHTS] == "damaged"
