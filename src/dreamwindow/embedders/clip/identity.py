"""Which CLIP a folder holds: its vectors' length, and a name that no other weights have. Loads nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from dreamwindow.contracts.embedder import EmbedderInfo, SimilarityScale
from dreamwindow.errors import MissingWeights
from dreamwindow.weights.known import known
from dreamwindow.weights.places import files_in, how_to_get
from dreamwindow.weights.samples import sample

_VERSION = 1
"""Of what we do with its numbers; another gives other vectors."""
_SCALE = SimilarityScale(different=0.55, alike=0.7, same=0.8, duplicate=0.95)
"""Not measured: 0.7 is what the specification calls alike for CLIP, the others stand around it. `benchmarks clip`
measures them where the weights are."""


def info_of(folder: Path) -> EmbedderInfo:
    """Of a folder with CLIP's files, as `weights.places.require` gives one. Blocks for a moment.

    The name tells weights apart by their content, wherever they lie, so that vectors of two are never compared.
    Raises `MissingWeights` where ``config.json`` is not CLIP's.
    """
    clip = known("clip")
    try:
        said = json.loads((folder / "config.json").read_bytes())
        dimension = int(said["projection_dim"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MissingWeights(
            f"{folder} is no CLIP model: its config.json has no projection_dim.", how_to_get(clip)
        ) from error
    taken = hashlib.sha256()
    for path in clip.chosen(files_in(folder)):
        if path.endswith((".safetensors", ".bin")) or path == "preprocessor_config.json":
            sample(folder / path, taken.update)
    return EmbedderInfo(name=f"clip-{_VERSION}-{taken.hexdigest()[:12]}", dimension=dimension, scale=_SCALE)
