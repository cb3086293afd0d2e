"""What an engine can do beside making pictures, by the protocols it holds to."""

from __future__ import annotations

from collections.abc import Mapping

from dreamwindow.contracts.engine import LatentCodec
from dreamwindow.contracts.stream import BatchStreamEngine, StreamEngine
from dreamwindow.contracts.words import WordReader

CODEC, STREAM, BATCH, WORDS = "codec", "stream", "batch", "words"
ABILITIES: Mapping[str, type] = {CODEC: LatentCodec, STREAM: StreamEngine, BATCH: BatchStreamEngine, WORDS: WordReader}


def abilities_of(engine: object) -> frozenset[str]:
    """The names of the protocols that ``engine`` holds to."""
    return frozenset(name for name, protocol in ABILITIES.items() if isinstance(engine, protocol))
