"""A painting: a camera's forms in a backdrop's tones, inks and light.

The backdrop enters first where there is little to see, and where there is much to see last, so that a person stands in
the scene instead of under it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.canvas import Layers
from dreamwindow.engines.procedural.restyle.backdrop import MOST_LIGHT, Backdrop, waves
from dreamwindow.engines.procedural.restyle.forms import Forms
from dreamwindow.engines.procedural.restyle.grids import Grids, displaced, grown, shrunk
from dreamwindow.engines.procedural.restyle.steady import Steady
from dreamwindow.engines.procedural.style import Floats

_REFRACTION = 0.03
"""How far forms bend what is behind them, of the shorter side for a slope of 1."""
_WARM = 60.0
"""Cr less Cb, of 255, from what is a little cool to what is warm."""
_FOLLOW = 0.2
"""How far the backdrop follows a turning camera, of the shorter side."""
_EMBOSS = 0.10
_LAYOUT_FOLLOWS = 0.75
_TONES_ENTER, _LIGHT_ENTERS = (0.55, 4.4), (0.45, 2.4)
"""Exponents of strength by which the scene enters where there is nothing to see, and what the most to see adds."""


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """What is to be seen: ``layers`` of the whole; ``touch`` (h, w), strokes and fine forms in steps of tone."""

    layers: Layers
    touch: Floats


def paint(steady: Steady, forms: Forms, backdrop: Backdrop, table: Floats, strength: float, at_s: float) -> Painting:
    """Paint a steady picture; ``table`` (256,) gives its tones the light of the scene, ``strength`` in (0, 1]."""
    grids = Grids.of(steady.picture.shape[1], steady.picture.shape[0])
    ycc = cv2.cvtColor(forms.oil, cv2.COLOR_RGB2YCrCb)
    tone: Floats = cv2.LUT(np.ascontiguousarray(ycc[..., 0]), table)
    slope = cv2.merge([cv2.Sobel(tone, -1, 1, 0, ksize=3), cv2.Sobel(tone, -1, 0, 1, ksize=3)])
    scene = _scene(steady, backdrop, slope, tone, strength, at_s, grids)
    warmth = cv2.subtract(ycc[..., 1], ycc[..., 2], dtype=cv2.CV_32F)
    hairs = grown(forms.relief, grids.whole)
    clear = np.minimum(grown(forms.weight, grids.whole) * 1.3, 1)
    fine = _fine(steady, ycc, clear, strength, grids)
    brush = _brush(hairs, clear, strength)
    covered, lit = (grown(_share(strength, forms.weight, *p), grids.whole) for p in (_TONES_ENTER, _LIGHT_ENTERS))
    tone = np.asarray(grown(tone, grids.whole) + fine)
    tone += (scene.tone - tone) * covered
    tone += brush
    ink = _ink(grown(warmth, grids.whole), scene.ink, hairs, backdrop.inks)
    ink += (scene.ink - ink) * covered
    light = scene.light * lit + _rim(slope, backdrop, strength, grids)
    return Painting(Layers(tone, ink, light), brush + fine)


def _share(strength: float, weight: Floats, least: float, more: float) -> Floats:
    """How much of the scene shows where the forms have a weight; all of it at strength 1."""
    return np.asarray(np.exp(np.log(strength) * (least + more * weight * weight)), np.float32)


def _scene(
    steady: Steady, backdrop: Backdrop, slope: Floats, tone: Floats, strength: float, at_s: float, grids: Grids
) -> Layers:
    """The backdrop, swaying, carried along by what moves, bent by forms, its layout in the camera's tones."""
    rest = 1 - strength
    bent = cv2.GaussianBlur(slope, (0, 0), 2.0) * np.float32(_REFRACTION * grids.unit * rest)
    furthest = np.float32(_FOLLOW * grids.unit)
    carried = steady.drift - steady.pan + furthest * np.tanh(steady.turn / furthest)
    soft = carried * np.float32(1 - strength**6) + waves(grids, at_s) * backdrop.sway
    by = grown(grown(soft, grids.brush) + bent, grids.whole)
    planes = cv2.split(displaced(backdrop.texture, by, border=cv2.BORDER_REFLECT_101))
    scene = Layers(*(plane.astype(np.float32) for plane in planes[:3]))
    for layer, most in ((scene.tone, 1.0), (scene.ink, 1.0), (scene.light, MOST_LIGHT)):
        np.multiply(layer, np.float32(most / 255), out=layer)
    lead = cv2.GaussianBlur(shrunk(tone, grids.small), (0, 0), 3.0) - backdrop.layout
    np.add(scene.tone, grown(lead * np.float32(_LAYOUT_FOLLOWS * rest), grids.whole), out=scene.tone)
    return scene


def _ink(warmth: Floats, scene: Floats, hairs: Floats, inks: tuple[float, float]) -> Floats:
    """Whose palette colours what: warm things get the warm one, and a little of what the scene has there."""
    cool, warm = inks
    warm_share = np.clip(0.3 + warmth * (1 / _WARM), 0, 1)
    return np.asarray(np.clip(cool + (warm - cool) * warm_share + 0.2 * (scene - 0.5) + 0.15 * hairs, 0, 1), np.float32)


def _fine(steady: Steady, oil: Floats, clear: Floats, strength: float, grids: Grids) -> Floats:
    """What smearing took from the forms that matter: an eye, a mouth."""
    grey = cv2.cvtColor(steady.picture, cv2.COLOR_RGB2GRAY)
    lost = cv2.subtract(grey, grown(np.ascontiguousarray(oil[..., 0]), grids.whole), dtype=cv2.CV_32F)
    return np.asarray(lost * clear * np.float32(1.1 * min(1.0, 1.4 - 1.15 * strength) / 255), np.float32)


def _brush(hairs: Floats, clear: Floats, strength: float) -> Floats:
    """Strokes as thick paint lit from above left; least on fine forms, and none at the ends of strength."""
    relief = cv2.Sobel(hairs, -1, 1, 0, ksize=3) + cv2.Sobel(hairs, -1, 0, 1, ksize=3)
    amount = min(1.0, 4.8 * strength * (1 - strength))
    return np.asarray((0.45 * hairs - _EMBOSS * relief) * (np.float32(amount) - 0.45 * amount * clear), np.float32)


def _rim(slope: Floats, backdrop: Backdrop, strength: float, grids: Grids) -> Floats:
    """Edges that glow where the words glow."""
    steep = cv2.GaussianBlur(np.hypot(slope[..., 0], slope[..., 1]), (0, 0), 0.8)
    amount = 3.2 * strength * (1 - strength) * (0.1 + 0.9 * max(0.0, backdrop.style.knob("glow")))
    return grown(np.clip(steep * 1.1 - 0.22, 0, 0.75) * np.float32(amount), grids.whole, sharp=True)
