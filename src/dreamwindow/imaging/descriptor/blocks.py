"""What the descriptor says of a picture, before it is centred: colour, layout, texture and tone."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.imaging import oklab
from dreamwindow.imaging.descriptor.binning import hats, index, round_hats
from dreamwindow.imaging.descriptor.views import COLOUR_SIDE, Floats

_LIGHTNESS, _HUES = 4, 7
_FINE_LIGHTNESS, _FINE_HUES = 16, 28
_BY_LIGHTNESS, _BY_HUE = hats(_FINE_LIGHTNESS, _LIGHTNESS), hats(_FINE_HUES, _HUES)
_WIDEST = 0.5
"""Of a and b in Oklab, either way: no screen shows more."""


def colour(lab: Floats) -> Floats:
    """(196,): root of the share of 4 x 7 x 7 Oklab bins, so that distance is Hellinger's; ``lab`` (64, 64, 3)."""
    bins = index(lab[..., 0], 0, 1, _FINE_LIGHTNESS)
    for channel in (1, 2):
        bins = bins * _FINE_HUES + index(lab[..., channel], -_WIDEST, _WIDEST, _FINE_HUES)
    shape = (_FINE_LIGHTNESS, _FINE_HUES, _FINE_HUES)
    counts = np.bincount(bins.ravel(), minlength=_FINE_LIGHTNESS * _FINE_HUES**2).reshape(shape)
    shared = _BY_HUE.T @ (np.tensordot(_BY_LIGHTNESS.T, counts.astype(np.float32), 1) @ _BY_HUE)
    return np.asarray(np.sqrt(shared.ravel() / bins.size))


_CELLS = 6


def layout(lab: Floats) -> Floats:
    """(144,): mean lightness, a, b and spread of lightness in 6 x 6 cells, brought to like ranges."""
    lightness = lab[..., 0]
    mean = _in_cells(lab)
    spread = np.sqrt(np.maximum(_in_cells(lightness * lightness) - mean[..., 0] ** 2, 0))
    parts = (mean[..., 0] - 0.55, 2.5 * mean[..., 1:], 1.5 * spread - 0.1)
    return np.concatenate([part.ravel() for part in parts])


def _in_cells(values: Floats) -> Floats:
    return cv2.resize(values, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)


_OCTAVES, _WAYS, _FINE_WAYS = 4, 8, 64
_BY_WAY = round_hats(_FINE_WAYS, _WAYS)
_EDGE = 0.35
"""A gradient of grey this steep is an edge."""


def texture(grey: Floats) -> Floats:
    """(108,): 8 orientations in 2 x 2 cells of 3 octaves, and 3 energies of 4; ``grey`` (256, 256) in [0, 1]."""
    ways, energies = [], []
    for octave in range(_OCTAVES):
        steep, turn = cv2.cartToPolar(cv2.Sobel(grey, -1, 1, 0), cv2.Sobel(grey, -1, 0, 1))
        (mean,), (spread,) = (value.ravel() for value in cv2.meanStdDev(steep))
        edges = np.count_nonzero(steep > _EDGE) / steep.size
        energies += [np.log1p(30 * mean), np.log1p(30 * spread), np.log1p(5 * edges)]
        if octave < _OCTAVES - 1:
            ways.append(_orientations(steep, turn))
            grey = cv2.pyrDown(grey)
    return np.concatenate([*ways, 0.25 * np.array(energies)]).astype(np.float32)


def _orientations(steep: Floats, turn: Floats) -> Floats:
    """(32,): root of the mean steepness each way, quarter by quarter; ``turn`` in [0, 2 pi], opposite ways are one."""
    half = steep.shape[0] // 2
    fine = (turn * (_FINE_WAYS / np.pi)).astype(np.int32) & (_FINE_WAYS - 1)
    fine[:, half:] += _FINE_WAYS
    fine[half:] += 2 * _FINE_WAYS
    sums = np.bincount(fine.ravel(), steep.ravel(), 4 * _FINE_WAYS).reshape(4, _FINE_WAYS)
    return np.sqrt((sums @ _BY_WAY).ravel() / steep.size)


_TONES, _TURNS = 32, 24


def tone(lab: Floats) -> Floats:
    """(64,): histograms of lightness and of hue weighted by chroma, and eight figures of both."""
    flat = lab.reshape(-1, 3)
    lightness, a, b = flat.T
    chroma = oklab.chroma(flat)
    tones = np.bincount(index(lightness, 0, 1, _TONES), minlength=_TONES) / COLOUR_SIDE**2
    hue = index(np.arctan2(b, a), -np.pi, np.pi, _TURNS)
    hues = np.bincount(hue, chroma, _TURNS) / COLOUR_SIDE**2
    ordered = np.sort(lightness)
    dark, light = ordered[len(ordered) // 20], ordered[-len(ordered) // 20]
    figures = (
        lightness.mean(), lightness.std(), 4 * chroma.mean(), 4 * chroma.std(), 4 * a.mean(), 4 * b.mean(), dark, light,
    )  # fmt: skip
    return np.concatenate([np.sqrt(tones), np.sqrt(3 * hues), figures]).astype(np.float32)
