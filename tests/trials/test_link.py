"""The judge of a slow link; the link itself takes a minute and a network to shape: `python -m trials link`."""

from __future__ import annotations

from trials.link import judged


def flat(age_s: float) -> list[tuple[float, float]]:
    return [(n / 10, age_s + 0.01 * (n % 3)) for n in range(100)]


def test_fresh_and_flat_is_well() -> None:
    assert not judged("ours", flat(0.2)).stale


def test_old_pictures_are_not() -> None:
    assert judged("ours", flat(0.35)).stale


def test_pictures_that_grow_older_are_not() -> None:
    assert judged("ours", [(n / 10, 0.05 + 0.002 * n) for n in range(100)]).stale
