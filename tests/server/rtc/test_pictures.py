from __future__ import annotations

import subprocess
import sys

import av
import numpy as np
import pytest

from dreamwindow.errors import InvalidImage
from dreamwindow.server.rtc import pictures
from dreamwindow.server.rtc.pictures import Filmed, as_video
from tests.live.studio import picture


@pytest.mark.parametrize("stamp", [None, 1, 0xFFFF])
def test_a_picture_goes_through_a_video_and_back(stamp: int | None) -> None:
    frame = as_video(picture(90, 128, 96), stamp, 2_000_000)
    assert (frame.pts, frame.time_base) == (180_000, pictures.TIME_BASE)
    filmed = Filmed(frame, cut=stamp is not None)
    assert filmed.pixels().shape == (96, 128, 3)
    assert abs(float(filmed.pixels().mean()) - 90) < 2
    assert filmed.stamp() == (stamp or 0)


def test_a_number_that_is_too_long_is_cut_to_what_has_room() -> None:
    assert Filmed(as_video(picture(9, 128, 96), 0x1_0007, 0), cut=True).stamp() == 7


def test_what_has_no_strip_has_no_number() -> None:
    frame = as_video(picture(90, 128, 96), None, 0)
    assert Filmed(frame, cut=True).stamp() == 0
    rgb = av.VideoFrame.from_ndarray(np.zeros((96, 128, 3), np.uint8), format="rgb24")
    assert Filmed(rgb, cut=True).stamp() == 0


def test_a_frame_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    with pytest.raises(InvalidImage, match="128x96 is too large"):
        Filmed(as_video(picture(90, 128, 96), None, 0), cut=False).pixels()


def test_a_frame_that_is_all_strip_is_refused() -> None:
    with pytest.raises(InvalidImage, match="all strip"):
        Filmed(as_video(picture(90, 64, 2), None, 0), cut=True).pixels()


@pytest.mark.slow
def test_nobody_loads_aiortc_who_did_not_ask_for_it() -> None:
    code = "import sys, dreamwindow.server.app; print('aiortc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120)
    assert done.stdout == "False\n"
