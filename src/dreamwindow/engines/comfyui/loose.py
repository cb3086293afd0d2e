"""Reading what a server says without believing it: what is missing or of another type becomes a plain default."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence


def parse(text: str | bytes) -> object:
    """The JSON value in ``text``; ``None`` where there is none."""
    try:
        value: object = json.loads(text)
    except ValueError:
        return None
    return value


def mapping(value: object) -> Mapping[str, object]:
    """``value`` if it is a JSON object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> Sequence[object]:
    """``value`` if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else ()


def text(value: object, default: str = "") -> str:
    """``value`` if it is a text, else ``default``."""
    return value if isinstance(value, str) else default


def number(value: object, default: float = 0.0) -> float:
    """``value`` if it is a number, else ``default``."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else default


def texts(value: object) -> tuple[str, ...]:
    """The texts in a JSON array."""
    return tuple(item for item in sequence(value) if isinstance(item, str))
