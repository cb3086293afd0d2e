"""``python -m tools.descriptor_means``: write the statistics that the descriptor centres its blocks by.

They are taken of pictures of the embedded engine, of prompts and seeds that no test and no trial uses; a file beside
them names both.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import numpy as np

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines import registry
from dreamwindow.imaging.descriptor import raw
from dreamwindow.imaging.descriptor.reference import DIMENSION, FILE, PROVENANCE, Reference
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

SEEDS = range(9_000_001, 9_000_013)
PROMPTS = (
    "autumn orchard in fog", "black and white harbour", "canyon at noon", "candle in a dark room", "cherry avenue",
    "cobalt glass", "copper rain on a street", "deep sea trench", "emerald jungle river", "frozen tundra",
    "golden wheat field", "granite cliffs", "green hills of spring", "harvest moon", "honey and amber",
    "icebergs under a pale sky", "ivory silk", "lavender rows", "lightning over a plain", "lonely lighthouse",
    "monsoon market", "moss and stone", "old town in snow", "opal", "orange lanterns on a lake", "peacock feathers",
    "pink salt flats", "purple storm", "rose window", "ruby caverns", "rusty machine", "savanna at dusk",
    "silver birches", "starry desert night", "sulphur springs", "sunlit meadow", "tropical lagoon", "turquoise tiles",
    "violet smoke", "winter sea",
)  # fmt: skip
SIDE = 256
FOLDER = Path(__file__).parents[1] / "src" / "dreamwindow" / "imaging" / "descriptor"


async def pictures(prompts: Sequence[str], seeds: Sequence[int]) -> AsyncIterator[Pixels]:
    """One picture of the embedded engine for each prompt and seed."""
    async with registry.create(registry.DEFAULT, EngineOptions()) as engine:
        name, model = engine.info.name, engine.info.model
        for prompt in prompts:
            for seed in seeds:
                yield await engine.generate(
                    Recipe(engine=name, model=model, kind="txt2img", prompt=prompt, seed=seed, width=SIDE, height=SIDE)
                )


async def reference() -> Reference:
    """The statistics."""
    described = np.array([raw(pixels) async for pixels in pictures(PROMPTS, SEEDS)])
    return Reference.of(described.reshape(len(PROMPTS), len(SEEDS), DIMENSION))


def provenance() -> str:
    """Where they come from, as JSON."""
    said = {
        "made_by": "python -m tools.descriptor_means",
        "pictures": f"the embedded engine's, {SIDE}x{SIDE}, each prompt with each seed",
        "prompts": list(PROMPTS),
        "seeds": list(SEEDS),
    }
    return json.dumps(said, indent=1) + "\n"


def main() -> int:
    """Write both files."""
    made = asyncio.run(reference())
    with (FOLDER / FILE).open("wb") as file:
        made.save(file)
    (FOLDER / PROVENANCE).write_text(provenance(), encoding="utf-8")
    sys.stdout.write(f"wrote {FILE} and {PROVENANCE} in {FOLDER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
