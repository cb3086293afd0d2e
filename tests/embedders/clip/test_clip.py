"""CLIP with its real classes at tiny size, in its process."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from dreamwindow.contracts.embedder import Embedder, EmbedderOptions, WordEmbedder
from dreamwindow.embedders import registry
from dreamwindow.embedders.clip import Clip
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.imaging.codec import decode_image, encode_webp
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.describing import Describer
from dreamwindow.library.search.query import Like, Query
from dreamwindow.library.search.searcher import Searcher
from dreamwindow.library.thumbnails import ThumbnailStore
from tests.contract.embedder_suite import EmbedderContract, pictures
from tests.embedders.clip.tiny import DIMENSION, make_tiny_clip
from tests.library.search.conftest import Shelf

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytestmark = [pytest.mark.torch, pytest.mark.slow]


@pytest.fixture(scope="module")
def clip(tiny_clip: Path) -> Iterator[Clip]:
    with Clip(tiny_clip, "cpu") as made:
        yield made


class TestClip(EmbedderContract):
    tolerance = 1e-4

    @pytest.fixture
    def embedder(self, clip: Clip) -> Embedder:
        return clip

    def test_pictures_with_nothing_in_common_are_not_alike(self, embedder: Embedder) -> None:
        """Random weights see little difference; they see some."""
        a, b, *_ = embedder.embed(pictures())
        assert a @ b < 0.9999


def test_gives_what_the_model_gives_when_called_by_hand(clip: Clip, tiny_clip: Path) -> None:
    import torch
    import transformers

    model = transformers.CLIPModel.from_pretrained(tiny_clip).eval()
    processor = getattr(transformers, "CLIPImageProcessorPil", None) or transformers.CLIPImageProcessor
    prepared = processor.from_pretrained(tiny_clip)(images=pictures(), return_tensors="pt")
    tokens = transformers.CLIPTokenizer.from_pretrained(tiny_clip)(
        ["a red fox", "a"], padding=True, return_tensors="pt"
    )
    with torch.no_grad():
        both = model(**prepared, **tokens)

    np.testing.assert_allclose(clip.embed(pictures()), both.image_embeds.numpy(), atol=1e-5)
    np.testing.assert_allclose(clip.embed_words(["a red fox", "a"]), both.text_embeds.numpy(), atol=1e-5)


def test_words_are_unit_vectors_beside_pictures(clip: Clip) -> None:
    assert isinstance(clip, WordEmbedder)
    vectors = clip.embed_words(["a red fox in the snow", "", "x" * 1000, "狐"])
    assert vectors.shape == (4, DIMENSION)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert clip.embed_words([]).shape == (0, DIMENSION)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_picture_of_a_row_or_of_three_has_its_channels_last(clip: Clip, rows: int) -> None:
    low, square = (np.full((height, 40, 3), (200, 90, 10), np.uint8) for height in (rows, 40))
    np.testing.assert_allclose(clip.embed([low]), clip.embed([square]), atol=1e-4)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_the_process_starts_when_needed_and_anew_after_it_was_killed_and_ends_with_the_block(tiny_clip: Path) -> None:
    with Clip(tiny_clip, "cpu") as clip:
        assert clip.pid is None
        before = clip.embed(pictures())
        assert clip.pid is not None
        assert psutil.Process(clip.pid).nice() > psutil.Process().nice()
        os.kill(clip.pid, signal.SIGKILL)
        with pytest.raises(EmbedderUnavailable, match="ended"):
            clip.embed(pictures())
        np.testing.assert_allclose(clip.embed(pictures()), before, atol=1e-6)
        process = psutil.Process(clip.pid)
    assert not process.is_running()
    with pytest.raises(EmbedderUnavailable, match="closed"):
        clip.embed(pictures())


def test_closing_does_not_wait_for_who_is_inside(tiny_clip: Path) -> None:
    """While the process still loads, which takes seconds, somebody waits for an answer that never comes."""
    clip = Clip(tiny_clip, "cpu")
    heard: list[Exception] = []

    def ask() -> None:
        try:
            clip.embed(pictures())
        except EmbedderUnavailable as error:
            heard.append(error)

    waiting = threading.Thread(target=ask)
    waiting.start()
    while clip.pid is None and waiting.is_alive():
        waiting.join(0.01)
    clip.close()
    waiting.join(60)
    assert not waiting.is_alive()
    assert len(heard) == 1


def test_weights_that_cannot_be_loaded_are_told(tiny_clip: Path, tmp_path: Path) -> None:
    folder = make_tiny_clip(tmp_path / "other")
    config = (folder / "config.json").read_text()
    (folder / "config.json").write_text(config.replace('"hidden_size": 32', '"hidden_size": 64'))
    with Clip(folder, "cpu") as clip, pytest.raises(EmbedderUnavailable, match="could not be loaded"):
        clip.embed(pictures())


def test_other_weights_have_another_name(tiny_clip: Path, tmp_path: Path) -> None:
    with Clip(tiny_clip) as clip, Clip(make_tiny_clip(tmp_path, seed=1)) as other:
        assert clip.info.name != other.info.name
        assert clip.info.dimension == other.info.dimension == DIMENSION


def test_is_found_by_its_name(tiny_clip: Path) -> None:
    made = registry.create("clip", EmbedderOptions(model=tiny_clip, device="cpu"))
    assert made.info.name.startswith("clip-1-")


def test_a_library_finds_pictures_by_words_and_by_likeness(clip: Clip, tmp_path: Path) -> None:
    """Random weights fit words to pictures as they like: the order is theirs, and all are found once."""
    store = ThumbnailStore(tmp_path / "thumbnails")
    with Catalogue(sqlite_url(tmp_path)) as catalogue:
        shelf = Shelf(catalogue)
        for number, picture in enumerate(pictures(), start=1):
            store.write("s", shelf.put(), encode_webp(picture), number * 10**9)
        assert sum(Describer(catalogue, store, clip).describe_some().values()) == len(pictures())
        searcher = Searcher(catalogue, lambda: clip)

        found = searcher.search(Query(text='shows:"a wall of waves"'), None, None, 50).items
        seen = clip.embed([decode_image(store.read("s", f"{number:06d}.png")) for number in (1, 2, 3)])
        fits = seen @ clip.embed_words(["a wall of waves"])[0]
        assert [int(image.name[:6]) - 1 for image in found] == np.argsort(-fits).tolist()
        alike = searcher.search(Query(), Like("s", "000002.png"), None, 50).items
        assert alike[0].name == "000002.png"
