from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from dreamwindow.experiments import CfgSections
from dreamwindow.experiments.folded import Folded

COPIES: list[Callable[[Any], Any]] = [
    copy.copy, copy.deepcopy, lambda one: one.copy(), lambda one: pickle.loads(pickle.dumps(one)),
    lambda one: one | {},
]  # fmt: skip


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_finds_keys_in_any_case_and_is_its_own(copied: Callable[[Any], Any]) -> None:
    config = CfgSections({"Display": {"Fps": 60}}, "rig.cfg")
    other = copied(config)
    assert (other["DISPLAY"]["fps"], other.name, type(other)) == (60, "rig.cfg", CfgSections)
    other["Sound"] = Folded()
    assert "sound" not in config


def test_every_way_to_change_it_knows_no_case() -> None:
    section: Folded[int] = Folded({"Fps": 60, "Gain": 1})
    section.update({"FPS": 30}, gain=2)
    section |= {"gain": 3}
    assert dict(section) == {"Fps": 30, "Gain": 3}
    assert section.pop("fps") == 30
    assert (section.pop("fps", 7), "FPS" in section, section.get("fps")) == (7, False, None)
    with pytest.raises(KeyError):
        section.pop("fps")
    section["fps"] = 50  # written anew
    assert section.popitem() == ("fps", 50)
    assert "fps" not in section
    section.clear()
    assert "gain" not in section
