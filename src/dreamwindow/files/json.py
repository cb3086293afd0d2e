"""JSON from files that anybody may have written."""

from __future__ import annotations

import json
from typing import Any


def parse_json(data: bytes | str) -> Any:
    """`json.loads`. Raises `ValueError` for all that cannot be read, nesting deeper than we can follow included."""
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
