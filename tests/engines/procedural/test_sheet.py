"""Sheets: what is drawn on them, and how it lies over a picture."""

from __future__ import annotations

import numpy as np
import pytest

from dreamwindow.engines.procedural.canvas import Canvas, Layers
from dreamwindow.engines.procedural.scene import Rows
from dreamwindow.engines.procedural.sheet import Matter, Sheet, ribbon, smooth, turned

CANVAS = Canvas(120, 80)
SQUARE = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])
MATTER = Matter(0.8, 0.4, 1.0)


def laid(sheet: Sheet, amount: float = 1.0) -> Layers:
    layers = Layers.empty(CANVAS)
    layers.tone[:], layers.ink[:], layers.light[:] = 0.2, 0.2, 0.2
    sheet.lay(Rows.of(CANVAS, 0, CANVAS.height, layers), amount)
    return layers


def test_a_shape_covers_what_is_behind_it_and_nothing_else() -> None:
    sheet = Sheet(CANVAS)
    sheet.polygon(SQUARE, MATTER)
    layers = laid(sheet)
    for layer, inside in ((layers.tone, 0.8), (layers.ink, 0.4), (layers.light, 1.0)):
        assert layer[40, 60] == pytest.approx(inside, abs=0.01)
        assert layer[2, 2] == pytest.approx(0.2)


def test_half_of_it_shows_half_of_what_is_behind() -> None:
    sheet = Sheet(CANVAS)
    sheet.polygon(SQUARE, MATTER)
    assert laid(sheet, 0.5).tone[40, 60] == pytest.approx(0.5, abs=0.01)


def test_overlapping_shapes_leave_no_hole() -> None:
    sheet = Sheet(CANVAS)
    sheet.polygons(np.stack([SQUARE, SQUARE * 0.5]), [MATTER, Matter(0.1, 0.4)])
    assert sheet.image[40, 60, 0] == 255
    assert laid(sheet).tone[40, 60] == pytest.approx(0.1, abs=0.01)


def test_shapes_move_by_less_than_a_pixel() -> None:
    tones = []
    for shift in np.arange(5) * 0.2:
        sheet = Sheet(CANVAS)
        sheet.polygon(SQUARE + np.array([shift * 2 / CANVAS.unit, 0.0]), MATTER)
        tones.append(float(laid(sheet).tone.mean(axis=0) @ np.arange(CANVAS.width)))
    assert tones == sorted(tones)
    assert len(set(tones)) == 5


def test_what_lies_outside_is_not_drawn() -> None:
    sheet = Sheet(CANVAS)
    sheet.polygon(SQUARE + 1e9, MATTER)
    sheet.disc(np.array([-9.0, 0.0]), 0.1, MATTER)
    sheet.curve(SQUARE + 20, 0.1, MATTER)
    assert sheet.window(5.0, 0.0, 0.2, 0.2) is None
    assert not sheet.image.any()


def test_a_stamp_is_clipped_at_the_edge() -> None:
    sheet = Sheet(CANVAS)
    window = sheet.window(-1.5, -1.0, 0.3, 0.3)
    assert window is not None
    mask = np.ones((window.dy.shape[0], window.dx.shape[1]), np.float32)
    sheet.stamp(window, mask, np.full_like(mask, 0.6), 0.3, 0.4)
    layers = laid(sheet)
    assert layers.tone[0, 0] == pytest.approx(0.6, abs=0.01)
    assert layers.light[0, 0] == pytest.approx(0.4, abs=0.02)
    assert layers.tone[-1, -1] == pytest.approx(0.2)


def test_a_smooth_curve_goes_through_its_points() -> None:
    for closed in (True, False):
        curve = smooth(SQUARE, 6, closed=closed)
        assert all(np.abs(curve - point).sum(axis=1).min() < 1e-9 for point in SQUARE)
    assert np.array_equal(smooth(SQUARE)[0], smooth(SQUARE)[-1])


def test_a_ribbon_is_as_wide_as_it_is_told() -> None:
    spine = np.stack([np.linspace(0, 1, 5), np.zeros(5)], axis=1)
    outline = ribbon(spine, np.full(5, 0.2))
    assert np.ptp(outline[:, 1]) == pytest.approx(0.2, rel=1e-4)
    assert np.array_equal(ribbon(np.stack([spine, spine]), np.full((2, 5), 0.2))[1], outline)


def test_turning_is_clockwise_and_keeps_lengths() -> None:
    np.testing.assert_allclose(turned(np.array([[1.0, 0.0]]), np.pi / 2), [[0.0, 1.0]], atol=1e-12)
