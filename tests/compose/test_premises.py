"""The folders of a dream, from its beginning to its end."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.compose.premises import OWNER, premises
from dreamwindow.config.load import Loaded, load
from dreamwindow.errors import FolderNotWritable
from dreamwindow.files import temporary_beside
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.writer import SessionWriter

EMBEDDER = Descriptor()
GONE = 2**22 + 1
"""No process: above the most that Linux gives out."""
PICTURE = np.zeros((64, 64, 3), np.uint8)


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load(None, {("recording", "min_free_gb"): ("test", 0)}, environ={}, cwd=tmp_path)


def test_the_memory_is_put_in_order_and_given_free(loaded: Loaded, tmp_path: Path) -> None:
    with premises(loaded, EMBEDDER) as found:
        assert found.cache is not None
        found.cache.add(PICTURE, "x", {}, EMBEDDER.embed([PICTURE])[0])
        assert (tmp_path / "cache" / OWNER).exists()
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"images", "journal.jsonl", "cache_index.json"}


def test_a_memory_that_is_deleted_while_it_dreams_spoils_no_end(
    loaded: Loaded, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with premises(loaded, EMBEDDER):
        shutil.rmtree(tmp_path / "cache")
    assert "could not be put in order" in caplog.text
    with premises(loaded, EMBEDDER) as found:
        assert found.cache is not None


def test_a_file_where_the_memory_would_be_is_said(loaded: Loaded, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")
    with pytest.raises(FolderNotWritable, match="cache"), premises(loaded, EMBEDDER):
        pass


def test_a_thumbnail_that_who_died_was_writing_goes_and_that_of_who_lives_stays(loaded: Loaded, tmp_path: Path) -> None:
    session = SessionWriter.open(tmp_path / "sessions", NewSession(kind="dream", title="misty")).folder
    thumbnails = tmp_path / "library" / "thumbnails" / f"sessions.{session.name}"
    thumbnails.mkdir(parents=True)
    mine = temporary_beside(thumbnails / "000001.webp")
    theirs = mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{GONE}-"))
    for path in (mine, theirs, thumbnails / "000002.webp"):
        path.write_bytes(b"RIFF")
    with premises(loaded, EMBEDDER) as found:
        assert found.repairs == (), "its process lives"
    manifest = json.loads((session / "session.json").read_bytes())
    (session / "session.json").write_text(json.dumps(manifest | {"pid": GONE}))
    with premises(loaded, EMBEDDER) as found:
        assert theirs in [repair.path for repair in found.repairs]
    assert {path.name for path in thumbnails.iterdir()} == {mine.name, "000002.webp"}
