"""What every embedder must hold to. Import it into your own tests:

class TestMyEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return my_package.create()
"""

from __future__ import annotations

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.model.frame import Pixels


class EmbedderContract:
    """See `dreamwindow.contracts.embedder.Embedder`."""

    tolerance = 1e-5
    """By how much a vector may differ with its neighbours in the batch."""

    @pytest.fixture
    def embedder(self) -> Embedder:
        raise NotImplementedError("override this fixture with the embedder")

    def test_is_known_by_name_and_dimension(self, embedder: Embedder) -> None:
        assert embedder.info.name
        assert embedder.info.dimension > 0

    def test_its_scale_is_in_order(self, embedder: Embedder) -> None:
        scale = embedder.info.scale
        assert -1 <= scale.different < scale.alike < scale.same < scale.duplicate <= 1

    def test_gives_unit_vectors_of_any_picture(self, embedder: Embedder) -> None:
        images = [*pictures(), np.zeros((64, 64, 3), np.uint8), np.full((96, 40, 3), 255, np.uint8)]
        vectors = embedder.embed(images)
        assert vectors.shape == (len(images), embedder.info.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_nothing_of_nothing(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.info.dimension)

    def test_a_picture_has_one_vector_whatever_stands_beside_it(self, embedder: Embedder) -> None:
        images = pictures()
        together = embedder.embed(images)
        for image, vector in zip(images, together, strict=True):
            np.testing.assert_allclose(embedder.embed([image])[0], vector, atol=self.tolerance)

    def test_leaves_its_pictures_alone(self, embedder: Embedder) -> None:
        (image, *_) = pictures()
        before = image.copy()
        embedder.embed([image])
        assert np.array_equal(image, before)

    def test_the_same_picture_at_half_the_size_is_a_duplicate(self, embedder: Embedder) -> None:
        for image in pictures():
            whole, half = embedder.embed([image, np.ascontiguousarray(image[::2, ::2])])
            assert whole @ half >= embedder.info.scale.duplicate

    def test_pictures_with_nothing_in_common_are_not_alike(self, embedder: Embedder) -> None:
        a, b, *_ = embedder.embed(pictures())
        assert a @ b < embedder.info.scale.alike


def pictures() -> list[Pixels]:
    """Three smooth pictures that have little in common: a warm one, a cold one with waves, a wide one in grey."""
    y, x = np.mgrid[0:128, 0:128] / 128
    warm = np.stack([200 + 50 * x, 90 + 80 * y, 20 + 30 * x], axis=-1)
    cold = np.stack([30 + 20 * np.sin(20 * y), 80 + 60 * np.sin(30 * y), 150 + 90 * y], axis=-1)
    grey = np.repeat((128 + 100 * np.sin(12 * x) * y)[32:96, :, None], 3, axis=-1)
    return [np.ascontiguousarray(np.clip(picture, 0, 255).astype(np.uint8)) for picture in (warm, cold, grey)]
