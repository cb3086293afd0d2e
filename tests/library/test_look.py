"""What a picture looks like travels in its thumbnail, and is taken as it is; anything else there harms nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging import palettes
from dreamwindow.imaging.codec import decode_image, encode_webp
from dreamwindow.library.catalogue import Catalogue, writing
from dreamwindow.library.catalogue.tables import embeddings, images
from dreamwindow.library.catalogue.writing import NewImage
from dreamwindow.library.describing import Describer
from dreamwindow.library.look import Look, carried, carrying
from dreamwindow.library.thumbnails import ThumbnailStore
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.annotations import Annotation
from tests.library.search.conftest import MeanColour

LOOK = Look("mean", np.array([1, 0, 0], "<f2").tobytes(), b"c" * palettes.PACKED_BYTES)


class Unasked(MeanColour):
    """An embedder that nobody may ask."""

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        raise AssertionError("it was decoded and described again")


def test_a_webp_carries_a_look_and_shows_what_it_showed(sample_pixels: Pixels) -> None:
    webp = encode_webp(sample_pixels)
    laden = carrying(webp, LOOK)
    assert carried(laden) == LOOK
    assert carried(webp) is None
    assert np.array_equal(decode_image(laden), decode_image(webp))
    assert len(laden) == 8 + int.from_bytes(laden[4:8], "little")


@given(st.binary(max_size=200), st.integers(0, 200))
def test_whatever_else_is_there_is_no_look(rubbish: bytes, cut: int) -> None:
    laden = carrying(b"RIFF\4\0\0\0WEBP", LOOK)
    assert carried(laden[: min(cut, len(laden) - 2)]) is None
    carried(laden[:20] + rubbish)
    carried(b"RIFF\4\0\0\0WEBP" + rubbish)


def shelved(catalogue: Catalogue, store: ThumbnailStore, thumbnail: bytes) -> None:
    new = NewImage(
        name="1.png", size=1, mtime_ns=10**18, width=8, height=8, prompt="", seed=None, model=None, problem=None,
        annotation=Annotation(),
    )  # fmt: skip
    session = {
        "key": "s", "root": "r", "path": "s", "title": "s", "kind": "dream", "began_ns": 0, "newest_ns": 0, "images": 1,
        "bytes": 0,
    }  # fmt: skip
    with catalogue.writing() as connection:
        writing.put_images(connection, writing.put_session(connection, session), [new])
    store.write("s", "1.png", thumbnail, 10**18)


def known(catalogue: Catalogue) -> Look:
    query = select(embeddings.c.embedder, embeddings.c.vector, images.c.colours).join(images)
    with catalogue.reading() as connection:
        return Look(*connection.execute(query).one())


def test_a_look_that_was_handed_over_is_taken_as_it_is(
    catalogue: Catalogue, tmp_path: Path, sample_pixels: Pixels
) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    shelved(catalogue, store, carrying(encode_webp(sample_pixels), LOOK))
    assert Describer(catalogue, store, Unasked()).describe_some() == {"s": 1}
    assert known(catalogue) == LOOK


@pytest.mark.parametrize(
    "other", [Look("another", LOOK.vector, LOOK.colours), Look("mean", LOOK.vector + b"\0\0", LOOK.colours)]
)
def test_a_look_by_another_embedder_is_found_out_anew(
    catalogue: Catalogue, tmp_path: Path, sample_pixels: Pixels, other: Look
) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    shelved(catalogue, store, carrying(encode_webp(sample_pixels), other))
    assert Describer(catalogue, store, MeanColour()).describe_some() == {"s": 1}
    assert known(catalogue).embedder == "mean"
    assert known(catalogue) not in (LOOK, other)
