"""Oklab: a colour space in which distances look alike (Björn Ottosson, 2020).

L is in [0, 1]; a and b in about [-0.4, 0.4]. Colours are (..., 3) float arrays; sRGB is in [0, 1].
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Colours = npt.NDArray[Any]
"""Floating."""

_LINEAR_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LMS_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_LAB_TO_LMS = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ]
)
_LMS_TO_LINEAR = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


def from_srgb(rgb: Colours) -> Colours:
    """Oklab of sRGB values."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _LINEAR_TO_LMS.T) @ _LMS_TO_LAB.T)


def to_srgb(lab: Colours) -> Colours:
    """SRGB of Oklab values; what no screen can show is clipped."""
    linear = np.clip(((lab @ _LAB_TO_LMS.T) ** 3) @ _LMS_TO_LINEAR.T, 0.0, 1.0)
    return np.asarray(np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055))


def from_hex(code: str) -> Colours:
    """Oklab (3,) of ``rrggbb``. Raises `ValueError`."""
    if len(code) != 6:
        raise ValueError(f"{code!r} is not a colour of six hex digits")
    return from_srgb(np.frombuffer(bytes.fromhex(code), np.uint8) / 255.0)


def to_hex(lab: Colours) -> str:
    """``rrggbb`` of one Oklab colour (3,)."""
    return bytes(np.rint(to_srgb(lab) * 255).astype(np.uint8)).hex()


def chroma(lab: Colours) -> Colours:
    """Distance from grey, (...)."""
    return np.asarray(np.hypot(lab[..., 1], lab[..., 2]))


def turn_hue(lab: Colours, angle: float | Colours) -> Colours:
    """``lab`` with its hue turned by ``angle`` radians, counter-clockwise in the a-b plane."""
    a, b, cos, sin = lab[..., 1], lab[..., 2], np.cos(angle), np.sin(angle)
    return np.stack([lab[..., 0], a * cos - b * sin, a * sin + b * cos], axis=-1)
