"""Settings: what can be steered while it runs. Immutable, revisioned, one per scene."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from dreamwindow.errors import SettingsRejected
from dreamwindow.model.text import clean_prompt, clean_words

MAX_SEED = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One snapshot. `changed` gives the next one, or raises `SettingsRejected` and nothing is applied.

    - ``prompt``: what a person set; ``None`` lets the rotation of themes go on.
    - ``negative_prompt``: ``None`` takes the theme's own, or the config's.
    - ``strength`` in [0, 1]: how far a keyframe leaves the picture it grows from.
    - ``speed`` in [0, 5]: how far the seed walks in a second of dream.
    - ``seed``: where the walk starts again when it is set; ``None`` once it walks.
    - ``guidance_scale`` in [0, 30], ``num_inference_steps`` in [1, 150]: ``None`` is the model's default.
    - ``mode``: the name of a step plan.
    - ``width``, ``height`` in pixels, multiples of 8 in [64, 2048]; an engine may allow less.
    - ``display_rate_hz`` in [0.1, 60]: frames shown a second, as long as the engine keeps up.
    - ``taste`` in [0, 1]: how much of what a person kept comes back, from *surprise me* to *stay close*.
    """

    revision: int = 1
    prompt: str | None = None
    negative_prompt: str | None = None
    strength: float = 0.7
    speed: float = 0.2
    seed: int | None = None
    guidance_scale: float | None = None
    num_inference_steps: int | None = None
    mode: str = "hybrid"
    width: int = 512
    height: int = 512
    display_rate_hz: float = 24.0
    taste: float = 0.3

    def changed(self, **changes: Any) -> Settings:
        """The next revision with ``changes``. The same values give ``self`` back."""
        values = {name: _checked(name, value) for name, value in changes.items()}
        same = all(getattr(self, name) == value for name, value in values.items())
        return self if same and "seed" not in values else replace(self, revision=self.revision + 1, **values)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


_RANGES: dict[str, tuple[float, float, bool]] = {  # lowest, highest, may be None
    "strength": (0, 1, False),
    "speed": (0, 5, False),
    "seed": (0, MAX_SEED, True),
    "guidance_scale": (0, 30, True),
    "num_inference_steps": (1, 150, True),
    "width": (64, 2048, False),
    "height": (64, 2048, False),
    "display_rate_hz": (0.1, 60, False),
    "taste": (0, 1, False),
}
_WHOLE = {"seed", "num_inference_steps", "width", "height"}
_SIDES = {"width", "height"}
SIDE_MULTIPLE = 8
STEERABLE = tuple(f.name for f in fields(Settings) if f.name != "revision")


def _checked(name: str, value: Any) -> Any:
    if name == "prompt":
        return None if value is None else clean_prompt(value)
    if name == "negative_prompt":
        return None if value is None else clean_words(value)
    if name == "mode":
        return value
    if name not in _RANGES:
        raise SettingsRejected(f"There is no setting {name!r}.", f"Settings: {', '.join(STEERABLE)}.")
    lowest, highest, optional = _RANGES[name]
    if value is None and optional:
        return None
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not lowest <= value <= highest or (name in _WHOLE and value != int(value)):
        kind = "a whole number" if name in _WHOLE else "a number"
        raise SettingsRejected(f"{name} {value!r} is not {kind} between {lowest:g} and {highest:g}.")
    if name in _SIDES and value % SIDE_MULTIPLE:
        raise SettingsRejected(f"{name} {value!r} is not a multiple of {SIDE_MULTIPLE}.")
    return int(value) if name in _WHOLE else float(value)
