"""What the descriptor knows of pictures in general: two small arrays of statistics, and where they come from.

``reference.npz`` is written by ``python -m tools.descriptor_means``; ``reference.json`` beside it names the prompts and
seeds that it was taken of.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import BinaryIO, Self

import numpy as np
import numpy.typing as npt

from dreamwindow.imaging.descriptor.views import Floats

DIMENSION = 512
BLOCKS = ((slice(0, 196), 0.38), (slice(196, 340), 0.22), (slice(340, 448), 0.25), (slice(448, 512), 0.15))
"""Colour, layout, texture and tone, and the share of each in every cosine."""
FILE, PROVENANCE = "reference.npz", "reference.json"
_WAYS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """``means`` (512,) of the blocks; ``ways`` (512, 16), block by block the directions in which the seed moves them.

    What is left of a centred block b is b - W Wᵀ b: each way is made as short as the first way that is not kept
    (within-class covariance normalisation, Hatch et al. 2006, cut to its largest terms).
    """

    means: Floats
    ways: Floats

    @classmethod
    def shipped(cls) -> Self:
        """The package's own."""
        with resources.files(__package__).joinpath(FILE).open("rb") as file, np.load(file) as arrays:
            return cls(arrays["means"], arrays["ways"])

    @classmethod
    def of(cls, described: Floats) -> Self:
        """From pictures (prompts, seeds, 512), neither centred nor weighted."""
        by_seed = (described - described.mean(axis=1, keepdims=True)).reshape(-1, DIMENSION)
        ways = [_longest(np.cov(by_seed[:, block].T)) for block, _ in BLOCKS]
        return cls(described.mean(axis=(0, 1)), np.concatenate(ways).astype(np.float32))

    def save(self, file: BinaryIO) -> None:
        """Write what `shipped` reads."""
        np.savez(file, means=self.means.astype(np.float32), ways=self.ways)


def _longest(covariance: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(n, 16): the directions of greatest variance, scaled so that ``1 - W Wᵀ`` shortens each to the 17th's."""
    variances, directions = np.linalg.eigh(covariance)
    kept, floor = variances[: -_WAYS - 1 : -1], max(variances[-_WAYS - 1], 1e-9)
    return np.asarray(directions[:, : -_WAYS - 1 : -1] * np.sqrt(1 - np.sqrt(floor / (kept + floor))))
