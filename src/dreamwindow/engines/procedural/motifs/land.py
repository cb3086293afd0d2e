"""Land: ridges one behind the other, paler with distance, bare or wooded, or with a city on them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.motifs.city import Towers, towers, windows
from dreamwindow.engines.procedural.noise import generator
from dreamwindow.engines.procedural.scene import Band, Paint, Scene
from dreamwindow.engines.procedural.style import Floats

_LAYERS = 6
_TREE_SEED = 991


@dataclass(frozen=True, slots=True, eq=False)
class _Ridge:
    """One silhouette. ``nearness`` is 0 for the farthest, 1 for the nearest; heights are in ``down``, (w,)."""

    index: int
    nearness: float
    skyline: Floats
    """Upper edge, trees and towers included."""
    ground: Floats
    """Where the mist begins to gather."""
    ink: Floats
    shade: Floats
    """Added to tone: a tower's face, or the side of a hill that looks at the sun."""
    first_row: int
    towers: Towers | None


def land(scene: Scene) -> Paint:
    """Six silhouettes, back to front, with aerial perspective."""
    style = scene.style
    amount = min(1.0, max(style.excess("ridge"), style.excess("city")) * 1.25)
    mist = min(1.0, max(0.0, 0.35 + 0.6 * style.knob("mist")))
    ridges = [_ridge(scene, index) for index in range(_LAYERS)]

    def paint(band: Band) -> None:
        for ridge in ridges:
            if ridge.first_row < band.rows.bottom:
                _draw(scene, ridge, band, amount, mist)

    return paint


def _ridge(scene: Scene, index: int) -> _Ridge:
    style, g, canvas = scene.style, scene.layout, scene.canvas
    city, nearness = style.motif("city"), index / (_LAYERS - 1)
    xs = canvas.columns()[0] * scene.scale
    base = scene.horizon + nearness**1.25 * (1.06 - scene.horizon) - 0.02 + 0.02 * g[14 + index]
    relief = (0.055 + 0.085 * nearness) * (1 + 0.4 * style.excess("ridge")) * (1 - city)
    hills = scene.near.along(7 * index + 3, index % 4, xs * (0.75 - 0.35 * nearness) + 50 * g[20 + index])
    ground = base - relief * hills
    skyline = ground - _trees(scene, index, nearness) if style.motif("tree") > 0.02 else ground
    built = towers(scene, index, nearness) if city > 0.02 else None
    ink: Floats = np.full(canvas.width, 0.25 + 0.5 * nearness, np.float32)
    shade = (1 - city) * _sunlit(scene, ground)
    if built is not None:
        skyline = skyline * (1 - city) + city * (base - built.height + 0.04)
        ink, shade = ink + city * built.tint, shade + city * built.shade
    return _Ridge(
        index, nearness, skyline.astype(np.float32), (ground + city * (skyline - ground)).astype(np.float32),
        ink, shade, max(0, int((float(skyline.min()) - 0.06) * canvas.height)), built,
    )  # fmt: skip


def _trees(scene: Scene, index: int, nearness: float) -> Floats:
    """How far conifers stand above a ridge, (w,): the union of triangles, jittered by the latent."""
    canvas = scene.canvas
    count = int(46 * canvas.half_width * (1 - 0.74 * nearness)) + 2
    jitter = np.tanh(np.resize(scene.latent[5, index : index + 3], count))
    sizes = (0.4 + 0.9 * generator(_TREE_SEED + index).random(count)) * (1 + 0.2 * jitter)
    tall = sizes * (0.03 + 0.21 * nearness**1.3)
    places = ((np.arange(count) + 0.5 + 0.45 * jitter) / count * 2 - 1) * 1.15 * canvas.half_width
    slopes = np.abs(canvas.columns() - places[:, None].astype(np.float32)) * (3.6 - 0.8 * nearness)
    above = np.maximum(0, tall[:, None].astype(np.float32) - slopes).max(axis=0)
    return np.asarray(scene.style.motif("tree") * above)


def _sunlit(scene: Scene, ground: Floats) -> Floats:
    """Lighter where a slope faces the sun, darker where it turns away, (w,)."""
    x = scene.canvas.columns()[0]
    broad = cv2.GaussianBlur(ground.astype(np.float32)[None], (0, 0), 0.05 * scene.canvas.unit)[0]
    slope = np.gradient(broad, x)
    sun = 0.50 * math.tanh(scene.layout[11]) * scene.canvas.half_width
    return np.asarray(0.14 * np.tanh(5 * slope) * np.tanh(2.5 * (sun - x)), np.float32)


def _spurs(scene: Scene, ridge: _Ridge, x: Floats, below: Floats) -> Floats | float:
    """Spurs and gullies that run down a hillside: few on a dune, many on a mountain, none in a city."""
    steep = max(0.0, 0.9 + 0.9 * scene.style.knob("rough")) * (1 - scene.style.motif("city"))
    return steep * scene.near.at(x * 46 + 31 * ridge.index, below * 110 + 8 * x)[..., 1] if steep > 0 else 0.0


def _draw(scene: Scene, ridge: _Ridge, band: Band, amount: float, mist: float) -> None:
    rows = slice(max(0, ridge.first_row - band.rows.top), None)
    down, near = band.rows.down[rows], [channel[rows] for channel in band.near[2:]]
    mask = _mask(scene, ridge, down, near[1]) * amount
    below = np.maximum(down - ridge.ground, 0.0)
    far = 1 - ridge.nearness
    style, layers = scene.style, band.layers
    night = 0.30 * style.motif("city") * max(0.0, -style.knob("key"))
    tone = (0.60 - 0.05 * style.knob("mist") - night) * far + 0.05 * ridge.nearness + 0.10 * style.knob("key")
    tone = tone + ridge.shade * (0.3 + 0.7 * ridge.nearness) * np.exp(below * -4.5)
    tone += mist * (0.34 * far + 0.10) * (1 - np.exp(below * -5))
    tone += (0.022 + 0.034 * ridge.nearness) * (0.7 * near[0] + _spurs(scene, ridge, band.rows.x, below))
    ink = ridge.ink + (0.07 + 0.08 * ridge.nearness) * near[1] * (1 - style.motif("city"))
    layers.tone[rows] += (tone - layers.tone[rows]) * mask
    layers.ink[rows] += (ink - layers.ink[rows]) * mask * 0.7
    layers.light[rows] *= 1 - mask * 0.94
    if ridge.towers is not None:
        lit = windows(scene, ridge.index, ridge.nearness, ridge.towers, below, band.rows.y[rows])
        layers.light[rows] += lit * mask * (below > 0.012)


def _mask(scene: Scene, ridge: _Ridge, down: Floats, rough: Floats) -> Floats:
    """1 below the skyline, 0 above; needles saw at it and noise frays it."""
    canvas = scene.canvas
    city, tree, d = scene.style.motif("city"), scene.style.motif("tree"), ridge.nearness
    saw = 0.016 * tree * (0.25 + d) * ((down * (34 - 16 * d)) % 1 - 0.5)
    edge = down + saw + rough * ((1 - city) * (0.004 + 0.005 * d)) - ridge.skyline
    return np.clip(edge * (canvas.height / 1.5) + 0.5, 0.0, 1.0)
