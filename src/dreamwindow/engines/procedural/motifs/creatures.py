"""Those who look back: a cat, a face in profile, an eye."""

from __future__ import annotations

import math

import numpy as np

from dreamwindow.engines.procedural import tiles
from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.scene import Band, Paint, PaintRows, Scene
from dreamwindow.engines.procedural.sheet import Matter, Sheet, smooth

_CAT = np.array([
    [0.00, -0.335], [0.13, -0.345], [0.20, -0.40], [0.325, -0.62], [0.365, -0.63], [0.40, -0.36], [0.425, -0.16],
    [0.44, 0.00], [0.40, 0.14], [0.33, 0.25], [0.30, 0.34], [0.42, 0.50], [0.56, 0.72], [0.63, 1.00], [0.66, 1.40],
])  # fmt: skip
"""Half of a cat's outline, from between the ears down."""
_PROFILE = np.array([
    [0.02, -0.70], [0.20, -0.69], [0.34, -0.60], [0.415, -0.46], [0.42, -0.33], [0.405, -0.245], [0.445, -0.17],
    [0.505, -0.07], [0.535, -0.015], [0.52, 0.02], [0.455, 0.045], [0.45, 0.075], [0.485, 0.115], [0.478, 0.145],
    [0.445, 0.16], [0.472, 0.19], [0.465, 0.225], [0.425, 0.25], [0.43, 0.31], [0.405, 0.37], [0.33, 0.40],
    [0.20, 0.395], [0.125, 0.44], [0.105, 0.54], [0.17, 0.64], [0.42, 0.75], [0.60, 0.90], [0.68, 1.10], [0.70, 1.40],
    [-0.80, 1.40], [-0.77, 1.02], [-0.60, 0.80], [-0.38, 0.69], [-0.31, 0.55], [-0.31, 0.36], [-0.40, 0.18],
    [-0.485, -0.06], [-0.475, -0.32], [-0.37, -0.54], [-0.19, -0.66],
])  # fmt: skip
"""Head and shoulders from the side, clockwise from the crown."""


def cat(scene: Scene) -> PaintRows:
    """Head and shoulders, lit from behind; the eyes shine."""
    amount, g, sheet = scene.style.presence("cat"), scene.layout, Sheet(scene.canvas)
    place, size = np.array([0.16 * math.tanh(g[43]), 0.12 + 0.05 * g[44]]), 1.02 + 0.08 * math.tanh(g[45])
    fur, rim, inner = Matter(0.13, 0.3), Matter(0.70, 0.7, 0.30), Matter(0.30, 0.85)
    half = _CAT * (1 + 0.03 * np.array([g[46], g[47]]))
    outline = smooth(np.concatenate([half, (half * [-1, 1])[:0:-1]])) * size
    sheet.polygon(place + outline, rim)
    sheet.polygon(place + outline * 0.975 + [0.004, 0.016], fur)
    for side in (-1, 1):
        mirror = np.array([side, 1.0]) * size
        sheet.polygon(place + smooth(np.array([[0.245, -0.40], [0.332, -0.545], [0.365, -0.34]])) * mirror, inner)
        _cats_eye(sheet, place + np.array([0.195, -0.075]) * mirror, side, size, 0.5 + 0.5 * math.tanh(g[48]))
        for rise in (-0.05, 0.0, 0.06):
            t = np.linspace(0, 1, 8)[:, None]
            whisker = [0.10, 0.125] + t * [0.46, 0.6 * rise] + t**2 * [0, 0.05 + 0.4 * rise]
            sheet.curve(place + whisker * mirror, 0.004, Matter(0.75, 0.6, 0.12))
    sheet.polygon(
        place + smooth(np.array([[-0.045, 0.075], [0.0, 0.066], [0.045, 0.075], [0.0, 0.118]])) * size,
        Matter(0.45, 0.9),
    )
    mouth = np.array([[-0.09, 0.165], [-0.045, 0.185], [0.0, 0.15], [0.045, 0.185], [0.09, 0.165]])
    sheet.curve(
        place + smooth(np.concatenate([[[0.0, 0.118]], mouth[2:]]), closed=False) * size, 0.006, Matter(0.40, 0.6)
    )
    sheet.curve(place + smooth(mouth[:3], closed=False) * size, 0.006, Matter(0.40, 0.6))
    return lambda rows: sheet.lay(rows, amount)


def _cats_eye(sheet: Sheet, place: np.ndarray, side: int, size: float, ink: float) -> None:
    """An almond that glows, a slit and a glint."""
    almond = np.array([[-0.105, 0.025], [-0.05, -0.05], [0.03, -0.062], [0.115, -0.025], [0.06, 0.05], [-0.04, 0.058]])
    sheet.polygon(place + smooth(almond * 1.12) * [side * size, size], Matter(0.05, 0.3))
    sheet.polygon(place + smooth(almond) * [side * size, size], Matter(0.62, ink, 0.42))
    sheet.polygon(place + smooth(almond * 0.72) * [side * size, size], Matter(0.82, ink, 0.75))
    slit = smooth(np.array([[0.0, -0.056], [0.019, 0.0], [0.0, 0.052], [-0.019, 0.0]]))
    sheet.polygon(place + slit * size, Matter(0.03, 0.3))
    sheet.disc(place + np.array([-0.028, -0.022]) * size, 0.013 * size, Matter(1.0, ink, 1.4))


def figure(scene: Scene) -> Paint:
    """A double exposure: the scene shows inside a head in profile, all around it is light."""
    amount, g, sheet = scene.style.motif("figure"), scene.layout, Sheet(scene.canvas)
    place, size = np.array([0.10 * math.tanh(g[50]), 0.06]), 1.12
    sheet.polygon(place + smooth(_PROFILE, 5) * size, Matter(1.0, 0.0))
    day = min(1.0, max(0.0, 3.5 + 8 * scene.style.knob("key")))

    def paint(band: Band) -> None:
        inside = sheet.image[band.rows.top : band.rows.bottom, :, 0] * np.float32(1 / 255)
        outside, layers = (1 - inside) * amount, band.layers
        paper = 0.10 + 0.74 * day + 0.06 * band.near[0] - 0.10 * band.rows.down
        layers.tone[:] += (paper - layers.tone) * outside * 0.94
        layers.tone[:] = layers.tone * (1 - 0.30 * amount * inside * day) + 0.02
        layers.ink[:] += (0.12 - layers.ink) * outside * 0.7
        layers.light[:] *= 1 - outside * 0.85

    return paint


def eye(scene: Scene) -> Paint:
    """An iris that fills the picture: threads, a pupil, a lid above and below."""
    amount, g = scene.style.motif("eye"), scene.layout
    wide, pupil = 0.62 + 0.05 * math.tanh(g[51]), 0.20 + 0.06 * math.tanh(g[52])

    def paint(band: Band) -> None:
        x, y, layers = band.rows.x, band.rows.y, band.layers
        radius = np.hypot(x, y)
        angle = np.arctan2(y, x + 0 * y)
        threads = scene.near.at(angle * (tiles.SIDE / math.pi), radius * 16 + 40 * g[53])
        fine, broad = threads[..., 1], threads[..., 0]
        along = np.clip((radius - pupil) / (wide - pupil), 0.0, 1.0)
        iris = 0.34 + 0.34 * (1 - along) + 0.13 * fine * (1 - 0.3 * along) + 0.05 * broad
        iris -= 0.38 * smoothstep(0.80, 1.0, along)
        white = 0.84 - 0.30 * (radius - wide) + 0.02 * band.near[0] - 0.25 * np.clip(y + 0.35, -1.0, 0.0) ** 2
        ball = white + (iris - white) * np.clip((wide - radius) * 40, 0.0, 1.0)
        ball = ball + (0.02 - ball) * smoothstep(0.0, 0.03, pupil - radius + 0.004 * fine)
        lids = np.minimum(y + 0.74 - 0.42 * x * x, 0.72 - 0.36 * x * x - y)
        seen = smoothstep(0.0, 0.02, lids) * amount
        skin = 0.46 + 0.10 * band.near[0] + 0.25 * np.clip(-lids, 0.0, 0.6) - 0.35 * np.exp(np.minimum(lids, 0.0) * 14)
        ball = ball - 0.30 * np.exp(np.maximum(lids, 0.0) * -7)
        layers.tone[:] = layers.tone * (1 - amount) + amount * skin + (ball - skin) * seen
        hue = np.where(radius < wide, 0.15 + 0.55 * along + 0.08 * broad, 0.9)
        layers.ink[:] = layers.ink * (1 - amount) + amount * hue
        glint = np.clip((0.085 - np.hypot(x + 0.20, y + 0.22)) * 60, 0.0, 1.0)
        layers.light[:] = layers.light * (1 - amount) + amount * 1.1 * glint * seen

    return paint
