from __future__ import annotations

import pytest

from dreamwindow.sessions.watcher import Mode
from trials.watching import Scene, run


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_pictures_written_in_pieces_and_renamed_into_place_all_get_their_thumbnail(mode: Mode) -> None:
    assert run(Scene(mode, slow=6, renamed=6, side=128)).wrong() == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_who_acts_on_create_loses_pictures(mode: Mode) -> None:
    assert "no thumbnail" in str(run(Scene(mode, slow=6, side=128, on_create=True)).wrong())


@pytest.mark.slow
def test_many_at_once_are_each_made_once() -> None:
    assert run(Scene(Mode.NATIVE, at_once=200, side=32)).wrong() == []
