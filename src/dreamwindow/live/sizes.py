"""How large a client's picture is made."""

from __future__ import annotations

from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.model.settings import Settings


def size_for(width: int, height: int, settings: Settings, info: EngineInfo) -> tuple[int, int]:
    """The size in which a picture of ``width`` x ``height`` is restyled: its own proportions, as nearly as the
    engine's sides allow, within the settings' ``width`` x ``height``; a small one is not made larger for that."""
    scale = min(1.0, settings.width / width, settings.height / height)
    return _side(width * scale, info), _side(height * scale, info)


def _side(pixels: float, info: EngineInfo) -> int:
    whole = round(pixels) // info.size_multiple * info.size_multiple
    smallest = -(-info.min_side // info.size_multiple) * info.size_multiple
    return min(max(whole, smallest), info.max_side // info.size_multiple * info.size_multiple)
