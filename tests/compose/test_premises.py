"""The folders of a dream, from its beginning to its end."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.compose.premises import OWNER, premises
from dreamwindow.config.load import Loaded, load
from dreamwindow.errors import FolderNotWritable
from dreamwindow.imaging.descriptor import Descriptor

EMBEDDER = Descriptor()
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
