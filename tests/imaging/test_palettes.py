from __future__ import annotations

import numpy as np

from dreamwindow.imaging import oklab, palettes


def one_by_one(packed: bytes | None) -> tuple[str, ...]:
    """What `codes_of` says, a colour at a time."""
    swatches = palettes.unpack(packed)[0] if packed else ()
    return tuple(oklab.to_hex(swatch[:3]) for swatch in swatches if swatch[3] > 0)


def test_the_colours_of_many_are_those_of_each() -> None:
    rng = np.random.default_rng(3)
    packed: list[bytes | None] = [
        rng.integers(0, 256, palettes.PACKED_BYTES).astype(np.uint8).tobytes() for _ in range(20)
    ]
    few = np.frombuffer(packed[0] or b"", np.uint8).copy()
    few[11::4] = 0  # only two have a share
    packed += [None, few.tobytes(), b""]
    assert palettes.codes_of(packed) == [one_by_one(one) for one in packed]
    assert [len(codes) for codes in palettes.codes_of(packed)[-3:]] == [0, 2, 0]
    assert palettes.codes_of([]) == []


def test_a_picture_of_one_colour_says_so() -> None:
    pixels = np.full((20, 30, 3), (200, 30, 60), np.uint8)
    (code,) = palettes.codes(palettes.pack(palettes.swatches(pixels)))
    assert np.abs(np.frombuffer(bytes.fromhex(code), np.uint8).astype(int) - (200, 30, 60)).max() <= 4
