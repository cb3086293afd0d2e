"""Like: one picture that a person wants more of."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.dream.prompts import Theme
from dreamwindow.errors import StorageError

_STORED = np.dtype("<f2")
"""Half precision: a cosine is off by less than a thousandth, and the file stays small."""


@dataclass(frozen=True, slots=True, eq=False)
class Like:
    """``picture`` is its file, relative to the folder of all sessions; ``theme`` what it was dreamed of.

    ``vector`` (dimension,) is its embedding by ``embedder``, at the precision that is stored; ``liked_at`` is ISO 8601.
    """

    picture: str
    theme: Theme
    vector: Vectors = field(repr=False)
    liked_at: str
    embedder: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` is the inverse."""
        return {
            "picture": self.picture,
            "prompt": self.theme.prompt,
            "negative_prompt": self.theme.negative_prompt,
            "liked_at": self.liked_at,
            "embedder": self.embedder,
            "vector": base64.b64encode(self.vector.astype(_STORED).tobytes()).decode(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], embedder: str = "") -> Like:
        """Read what `to_dict` wrote; ``embedder`` made the vector if it does not say. Raises `StorageError`."""
        try:
            negative = data["negative_prompt"]
            theme = Theme(str(data["prompt"]), None if negative is None else str(negative))
            vector = np.frombuffer(base64.b64decode(data["vector"], validate=True), _STORED).astype(np.float32)
            return cls(
                str(data["picture"]),
                theme,
                as_stored(vector),
                str(data["liked_at"]),
                str(data.get("embedder", embedder)),
            )
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise StorageError(f"A like without a good {error}.") from error


def as_stored(vector: Vectors) -> Vectors:
    """``vector`` as it will be read back: a run that goes on and one that begins anew see the same."""
    rounded = vector.astype(_STORED).astype(np.float32)
    length = float(np.linalg.norm(rounded))
    if not np.isfinite(rounded).all() or length <= 0:
        raise ValueError("vector")
    return np.asarray(rounded / length, np.float32)
