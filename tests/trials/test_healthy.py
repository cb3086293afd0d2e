"""The trial of a dream's health at small n: a few frames, and both controls."""

from __future__ import annotations

from dreamwindow.dream.health import Span
from dreamwindow.model.settings import Settings
from trials.healthy import Course, follow, lively, spread_not_kept, standing_still
from trials.undisplayed import Dream

SPAN = Span(window=24, second=8, reference=60, embed_every=4)
FRAMES, SIDE = 72, 128


def course(what: Dream) -> Course:
    return follow(what, SPAN)


def dream(mode: str) -> Dream:
    return Dream(prompt="neon cyberpunk city", frames=FRAMES, settings=Settings(mode=mode, width=SIDE, height=SIDE))


def test_a_dream_is_healthy_in_every_mode() -> None:
    for mode in ("img2img", "interpolate", "hybrid"):
        went = course(dream(mode))
        assert set(went.worst) == {"entropy", "spread", "neighbours", "second_apart", "drift", "diversity"}
        assert not went.failed(SPAN), (mode, went.outside)


def test_control_a_seed_that_stands_still_freezes_the_dream() -> None:
    for mode in ("img2img", "interpolate", "hybrid"):
        went = course(standing_still(dream(mode)))
        assert went.failed(SPAN), mode
        assert went.outside["second_apart"] > SPAN.window, mode


def test_control_without_the_bands_spread_kept_it_goes_grey() -> None:
    what = lively("melancholy jazz", FRAMES, SIDE)
    assert course(what).outside.get("spread", 0) == 0
    with spread_not_kept():
        went = course(what)
    assert went.failed(SPAN)
    assert went.outside["spread"] > SPAN.window
