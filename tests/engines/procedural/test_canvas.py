"""The canvas: coordinates, bands, and enlarging by the band."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.engines.procedural.canvas import Canvas, bands, enlarged
from tests.engines.procedural.pictures import CANVASES


@given(CANVASES, st.sampled_from([8, 16, 64, 96]))
def test_bands_cover_the_canvas_once(canvas: Canvas, rows: int) -> None:
    covered = [row for top, bottom in bands(Canvas(canvas.width, canvas.height, rows)) for row in range(top, bottom)]
    assert covered == list(range(canvas.height))


@given(CANVASES)
def test_the_shorter_side_spans_two_units_around_the_middle(canvas: Canvas) -> None:
    x, y = canvas.columns(), canvas.rows()
    assert float(x.mean()) == pytest.approx(0, abs=1e-5)
    assert float(y.mean()) == pytest.approx(0, abs=1e-5)
    assert min(np.ptp(x), np.ptp(y)) == pytest.approx(2, abs=2.1 / canvas.unit)
    down = canvas.down(y)
    assert 0 < down.min() < down.max() < 1


@given(CANVASES, st.sampled_from([2, 4, 8]), st.sampled_from([8, 24, 64]))
def test_enlarging_by_the_band_is_enlarging_the_whole(canvas: Canvas, factor: int, rows: int) -> None:
    small = np.random.default_rng(0).random((canvas.height // factor, canvas.width // factor), np.float32)
    whole = cv2.resize(small, (canvas.width, canvas.height), interpolation=cv2.INTER_LINEAR)
    parts = np.vstack(
        [enlarged(small, canvas, top, bottom) for top, bottom in bands(Canvas(canvas.width, canvas.height, rows))]
    )
    assert np.array_equal(parts, whole)
