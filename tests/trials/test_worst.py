"""The trial of the worst settings at small n: the smallest pictures, one mode."""

from __future__ import annotations

from dreamwindow.compose.soak_course import Course, Spell
from trials.worst import LATE, MOST_SICK, Case, Verdict


def test_a_dream_that_was_told_to_stand_still_is_kept_alive() -> None:
    case = Case("img2img", 0.9, 64)
    verdict = Verdict(case.dream(450, None), case.dream(450, 0), case.dream(LATE + MOST_SICK + 10, LATE))
    assert verdict.wrong == []


def test_control_each_of_the_three_can_fail() -> None:
    well, ill = Course("well", frames=900), Course("ill", spells=[Spell(300, 600)], frames=900)
    assert len(Verdict(well, ill, ill).wrong) == 3
    assert len(Verdict(ill, well, well).wrong) == 1
