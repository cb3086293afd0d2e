from __future__ import annotations

import pytest

from dreamwindow.errors import LiveFull
from dreamwindow.live.admission import Admission
from dreamwindow.live.scene import LIVE, Scene
from tests.clock import VirtualClock
from tests.live.studio import ToyDesk, client_of


@pytest.fixture
def admission(virtual_clock: VirtualClock) -> Admission:
    desk = ToyDesk(None)

    def make(token: str, scene: object) -> object:
        client = client_of(desk, virtual_clock, scene)  # type: ignore[arg-type]
        client.token = token
        return client

    return Admission(2, 30.0, make, virtual_clock.monotonic)  # type: ignore[arg-type]


async def test_the_last_place_is_the_last(admission: Admission) -> None:
    scene = Scene(LIVE)
    with admission.entered(scene) as one, admission.entered(scene) as other:
        assert one.token != other.token
        with pytest.raises(LiveFull, match="All 2 places"), admission.entered(scene):
            pass
    with admission.entered(scene):
        assert len(admission.inside) == 1


async def test_who_comes_back_in_time_finds_its_settings(admission: Admission, virtual_clock: VirtualClock) -> None:
    scene = Scene(LIVE)
    with admission.entered(scene) as client:
        client.steer(prompt="glass")
    await virtual_clock.sleep(29)
    with admission.entered(scene, client.token) as back:
        assert back.token == client.token
        assert back.scene.settings.prompt == "glass"


async def test_who_comes_back_too_late_begins_anew(admission: Admission, virtual_clock: VirtualClock) -> None:
    scene = Scene(LIVE)
    with admission.entered(scene) as client:
        client.steer(prompt="glass")
    await virtual_clock.sleep(31)
    with admission.entered(scene, client.token) as back:
        assert back.token != client.token
        assert back.scene is scene


async def test_who_is_back_before_the_old_line_is_known_dead_takes_its_place(admission: Admission) -> None:
    scene = Scene(LIVE)
    with admission.entered(scene) as old, admission.entered(scene):
        old.steer(prompt="glass")
        with admission.entered(scene, old.token) as new:
            assert old.displaced.is_set()
            assert not new.displaced.is_set()
            assert new.scene.settings.prompt == "glass"
            assert len(admission.inside) == 2
    assert admission.inside == []


async def test_an_unknown_token_gives_a_new_one(admission: Admission) -> None:
    with admission.entered(Scene(LIVE), "stolen") as client:
        assert client.token != "stolen"


async def test_who_is_absent_keeps_no_place_from_others(admission: Admission) -> None:
    scene = Scene(LIVE)
    with admission.entered(scene) as gone:
        pass
    with admission.entered(scene), admission.entered(scene), pytest.raises(LiveFull):
        admission.entered(scene, gone.token).__enter__()
