"""Oklab there and back."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.imaging import oklab

CODES = st.integers(0, 0xFFFFFF).map("{:06x}".format)


@given(CODES)
def test_every_screen_colour_survives(code: str) -> None:
    assert oklab.to_hex(oklab.from_hex(code)) == code


@given(CODES, st.floats(-7, 7))
def test_turning_a_hue_keeps_lightness_and_chroma(code: str, angle: float) -> None:
    lab = oklab.from_hex(code)
    turned = oklab.turn_hue(lab, angle)
    assert turned[0] == lab[0]
    assert oklab.chroma(turned) == pytest.approx(float(oklab.chroma(lab)))
    np.testing.assert_allclose(oklab.turn_hue(turned, -angle), lab, atol=1e-12)


def test_known_values() -> None:
    """White and red as Ottosson's article gives them."""
    np.testing.assert_allclose(oklab.from_hex("ffffff"), [1, 0, 0], atol=1e-4)
    np.testing.assert_allclose(oklab.from_hex("ff0000"), [0.628, 0.2249, 0.1258], atol=1e-3)
    assert math.isclose(float(oklab.from_hex("000000")[0]), 0)


@pytest.mark.parametrize("code", ["fff", "gggggg", "1234567"])
def test_what_is_no_colour_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"hex"):
        oklab.from_hex(code)
