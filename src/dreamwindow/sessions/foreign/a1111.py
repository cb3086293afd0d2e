"""stable-diffusion-webui and its kin: prompt, ``Negative prompt:`` and one line of settings, as ``parameters``."""

from __future__ import annotations

import json
import re
from typing import Any

from dreamwindow.sessions.foreign.facts import Facts, seed_text, tidy

_NEGATIVE = "Negative prompt:"
_SETTINGS = re.compile(r"^Steps: \d")
_PAIR = re.compile(r'\s{0,8}([\w][\w /-]{0,79}): ("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
"""Names have an end: without one, a long line that is no settings would take time with its square."""


def facts(parameters: str) -> Facts:
    """Read the ``parameters`` text."""
    lines = parameters.replace("\0", "").strip().split("\n")
    settings = _settings(lines.pop()) if lines and _SETTINGS.match(lines[-1].strip()) else {}
    at = next((number for number, line in enumerate(lines) if line.startswith(_NEGATIVE)), len(lines))
    negative = "\n".join(lines[at:]).removeprefix(_NEGATIVE)
    return Facts(
        maker="a1111",
        prompt=tidy("\n".join(lines[:at])),
        negative_prompt=tidy(negative),
        seed=seed_text(settings.get("Seed")),
        model=tidy(settings.get("Model") or settings.get("Model hash")) or None,
        more={name: tidy(value) for name, value in settings.items() if name not in ("Seed", "Model")},
    )


def _settings(line: str) -> dict[str, Any]:
    return {name.strip(): _unquoted(value.strip()) for name, value in _PAIR.findall(line)}


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except ValueError:
        return value
