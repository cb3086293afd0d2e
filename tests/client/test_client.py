"""Both clients against a real server: whatever one can, the other can."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, get_type_hints

import pytest

from dreamwindow.client import AsyncClient, Client, Search, ServerBusy, ServerRefused, ServerUnreachable
from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.imaging.codec import decode_camera, encode_jpeg
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.wire.library import SessionView
from dreamwindow.wire.views import SettingsChanges, SettingsPatch
from tests.client.conftest import House, Plot, built
from tests.live.studio import picture
from tests.server.bookshelf import OURS, THEIRS

T = TypeVar("T")


def jpeg(value: int) -> bytes:
    return encode_jpeg(picture(value))


def value_of(data: bytes) -> int:
    return round(float(decode_camera(data).mean()))


async def blocking(work: Callable[[Client], T]) -> T:
    def run() -> T:
        with Client() as dream:
            return work(dream)

    return await asyncio.to_thread(run)


async def test_it_steers_and_asks(house: House) -> None:
    def work(dream: Client) -> None:
        assert dream.steer(prompt="misty forest", strength=0.4).prompt == "misty forest"
        assert dream.settings().strength == 0.4
        assert dream.settings("live").prompt == "misty forest"
        assert dream.pause().paused
        assert not dream.resume().paused
        assert dream.skip().frame_number == 1
        assert dream.status().engine == "toy"

    await blocking(work)
    assert house.act.settings.prompt == "misty forest"


async def test_so_does_the_other(house: House) -> None:
    async with AsyncClient() as dream:
        assert (await dream.steer("dream", prompt="misty forest", strength=0.4)).prompt == "misty forest"
        assert (await dream.settings("live")).prompt != "misty forest"
        assert (await dream.pause()).paused
        assert not (await dream.resume()).paused
        assert (await dream.skip()).frame_number == 1
        assert (await dream.status()).engine == "toy"
        await house.act.show(7)
        assert value_of(await dream.current()) == value_of(await dream.current("png")) == 49


async def test_a_camera_gets_its_pictures_back(house: House) -> None:
    def work(dream: Client) -> None:
        with dream.camera(prompt="stained glass") as camera:
            assert camera.settings is not None
            assert camera.settings.prompt == "stained glass"
            styled = camera.restyle(jpeg(50))
            assert value_of(styled.data) == 51
            assert styled.header.settings_rev == camera.settings.revision
            assert 0 <= styled.server_ms <= styled.age_ms
            assert camera.steer(strength=0.9).strength == 0.9
            assert value_of(camera.restyle(jpeg(90)).data) == 91

    await blocking(work)
    assert [settings.prompt for _, settings in house.engine.asked] == ["stained glass"] * 2
    assert house.act.settings.prompt is None


async def test_moving_pictures_come_back_in_order(house: House) -> None:
    values = [*range(20, 60, 2)]
    found = await blocking(lambda dream: _restyled(dream, values))
    assert found == [value + 1 for value in values]


def _restyled(dream: Client, values: list[int]) -> list[int]:
    with dream.camera("own") as camera:
        found = [value_of(styled.data) for styled in camera.restyled(map(jpeg, values))]
        assert camera.talk.lost == 0
        return found


async def test_so_they_do_on_an_event_loop(house: House) -> None:
    async def film() -> AsyncIterator[bytes]:
        for value in range(20, 60, 2):
            yield jpeg(value)

    async with AsyncClient() as dream, dream.camera(prompt="copper") as camera:
        assert value_of((await camera.restyle(jpeg(7))).data) == 8
        assert (await camera.steer(seed=7)).seed == 7
        assert [value_of(styled.data) async for styled in camera.restyled(film())] == [*range(21, 61, 2)]
        assert camera.settings is not None
        assert camera.settings.prompt == "copper"


async def test_two_under_way_lose_none_that_is_not_counted(house: House) -> None:
    def work(dream: Client) -> tuple[int, int]:
        with dream.camera() as camera:
            found = [value_of(styled.data) for styled in camera.restyled(map(jpeg, range(20, 60, 2)), window=2)]
            assert found == sorted(found)
            return len(found), camera.talk.lost

    came, lost = await blocking(work)
    assert came + lost == 20
    assert came >= 10


async def test_a_film_is_whole_however_slowly_the_server_takes_it() -> None:
    limits = ServerLimits(frames_per_second=20)
    plot = Plot(config=ServerConfig(port=0, close_timeout_s=1, limits=limits))
    async with built(plot) as house, AsyncClient(house.url) as dream, dream.camera() as camera:
        for value in range(24):
            assert value_of((await camera.restyle(jpeg(value + 9))).data) == value + 10


async def test_a_server_that_is_started_anew_is_found_again_and_told_the_wishes() -> None:
    async with AsyncExitStack() as first:
        house = await first.enter_async_context(built())
        async with AsyncClient(house.url) as dream, dream.camera(prompt="stained glass") as camera:
            assert value_of((await camera.restyle(jpeg(7))).data) == 8
            again = Plot(config=ServerConfig(port=int(house.url.rpartition(":")[2]), close_timeout_s=1))
            await first.aclose()
            async with built(again) as other:
                assert value_of((await camera.restyle(jpeg(50))).data) == 51
                assert [settings.prompt for _, settings in other.engine.asked] == ["stained glass"]


async def test_one_that_was_shown_out_does_not_fight_for_its_place(house: House) -> None:
    async with AsyncClient() as dream, dream.camera() as camera:
        house.live.clients[0].displaced.set()  # as when somebody comes with its token
        with pytest.raises(ServerRefused, match="came back on another socket"):
            await camera.restyle(jpeg(7))


async def test_a_viewer_sees_the_dream(house: House) -> None:
    await house.act.show(1)
    async with AsyncClient() as dream, dream.viewer() as viewer:
        for number in (1, 2, 3, 4):
            await house.act.show(number, "cut" if number == 3 else "fade")
            while (seen := await anext(viewer)).header.present_at_us != number * 1000:
                continue
            assert (seen.fade_s == 0) is (number == 3)
            assert value_of(seen.data) == number * 7
        assert viewer.status is not None
        assert viewer.status.status == "live"


async def test_the_blocking_one_sees_it_too(house: House) -> None:
    await house.act.show(5)

    def work(dream: Client) -> int:
        with dream.viewer() as viewer:
            return value_of(next(viewer).data)

    assert await blocking(work) == 35


async def test_what_was_made_is_listed_found_and_fetched(library_house: House, tmp_path: Path) -> None:
    def work(dream: Client) -> None:
        sessions = {session.id: session for session in dream.sessions()}
        assert set(sessions) == {OURS, THEIRS}
        assert dream.session(OURS) == sessions[OURS]
        assert sessions[OURS].began_at.tzinfo is not None
        found = list(dream.search("misty forest"))
        assert {image.session for image in found} == {THEIRS}
        later = Search(since=datetime.now(UTC), favourite=False, tags=("none",))
        assert list(dream.search(later)) == []
        first = dream.fetch(THEIRS, tmp_path / "copies")
        assert [path.read_bytes() for path in first] == [dream.picture(image) for image in dream.images(THEIRS)]
        first[0].write_bytes(b"half")
        times = [path.stat().st_mtime_ns for path in first]
        again = dream.fetch(THEIRS, tmp_path / "copies")
        assert again == first
        changed = [path.stat().st_mtime_ns != time for path, time in zip(first, times, strict=True)]
        assert changed == [True, False], "only what is not there is fetched"

    await blocking(work)


async def test_the_other_fetches_too(library_house: House, tmp_path: Path) -> None:
    async with AsyncClient() as dream:
        sessions: list[SessionView] = [session async for session in dream.sessions()]
        assert {session.id for session in sessions} == {OURS, THEIRS}
        assert (await dream.session(OURS)).images == 3
        assert len(await dream.fetch(OURS, tmp_path / "copies")) == 3
        assert len(await dream.fetch(OURS, tmp_path / "copies")) == 3
        assert len([image async for image in dream.search("quiet sea")]) == 3


@pytest.mark.parametrize(
    ("changes", "name", "says"),
    [
        ({"prompt": ""}, "invalid-prompt", "prompt"),
        ({"strength": 2.0}, "invalid-request", "strength"),
        ({"mode": "warp"}, "settings-rejected", "Modes: img2img"),
    ],
)
async def test_a_refusal_has_the_servers_words(house: House, changes: SettingsChanges, name: str, says: str) -> None:
    async with AsyncClient() as dream:
        with pytest.raises(ServerRefused, match=says) as refused:
            await dream.steer(**changes)
        assert (refused.value.name, refused.value.status) == (name, 422)
        assert refused.value.remedy
    assert house.act.settings.revision == 1


async def test_on_the_socket_too(house: House) -> None:
    async with AsyncClient() as dream, dream.camera() as camera:
        with pytest.raises(ServerRefused) as refused:
            await camera.restyle(b"\xff\xd8 no picture")
        assert refused.value.name == "invalid-image"
        with pytest.raises(ServerRefused, match="JPEG or WebP"):
            await camera.restyle(b"GIF89a")
        with pytest.raises(ServerRefused) as refused:
            await camera.steer(mode="hybrid")
        assert refused.value.name == "settings-rejected"
        assert value_of((await camera.restyle(jpeg(7))).data) == 8
        with pytest.raises(ServerRefused) as refused:
            async with dream.camera("nowhere at all"):
                pytest.fail("it was let in")
        assert refused.value.name == "unknown-name"


async def test_a_key_is_asked_for_and_taken(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    key = keys.add("script", datetime.now(UTC))
    plot = Plot(config=ServerConfig(port=0, ask_for_key=True, close_timeout_s=1), keys=keys)
    async with built(plot) as house:
        async with AsyncClient(house.url, key) as dream, dream.camera() as camera:
            assert (await dream.status()).status == "live"
            assert value_of((await camera.restyle(jpeg(7))).data) == 8
            assert key not in repr(dream.address)
        async with AsyncClient(house.url, "dw_wrong") as stranger:
            with pytest.raises(ServerRefused) as refused:
                await stranger.status()
            assert (refused.value.name, refused.value.status) == ("no-key", 401)
            with pytest.raises(ServerRefused) as refused:
                async with stranger.viewer():
                    pytest.fail("it was let in")
            assert (refused.value.name, refused.value.status) == ("no-key", 401)


async def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    limits = ServerLimits(requests_per_minute=6, requests_at_once=1)
    plot = Plot(config=ServerConfig(port=0, close_timeout_s=1, limits=limits))
    async with built(plot) as house, AsyncClient(house.url) as dream:
        await dream.status()
        with pytest.raises(ServerBusy, match="Too many requests") as busy:
            await dream.status()
        assert (busy.value.name, busy.value.status, busy.value.retry_after_s) == ("too-many-requests", 429, 10)
        with pytest.raises(ServerBusy):
            async with dream.viewer():
                pytest.fail("it was let in")


async def test_what_is_no_dream_window_is_said() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as other:
        url = f"http://127.0.0.1:{other.sockets[0].getsockname()[1]}"
        async with AsyncClient(url) as dream:
            with pytest.raises(ServerRefused) as refused:
                await dream.status()
            assert refused.value.name == "not-understood"
            with pytest.raises(ServerRefused) as refused:
                async with dream.viewer():
                    pytest.fail("it was let in")
            assert refused.value.status == 200


async def test_nobody_there_is_said() -> None:
    async with AsyncClient("http://127.0.0.1:9", timeout_s=5) as dream:
        with pytest.raises(ServerUnreachable, match=r"No server answers at .*\n.*dreamwindow run"):
            await dream.status()
        with pytest.raises(ServerUnreachable, match="No server answers"):
            async with dream.viewer():
                pytest.fail("somebody was there")


def test_what_can_be_steered_is_written_once_more_and_the_same() -> None:
    patch = {name: hint for name, hint in get_type_hints(SettingsPatch).items() if name in SettingsPatch.model_fields}
    assert get_type_hints(SettingsChanges) == patch


def test_it_is_light_to_import() -> None:
    heavy = {"numpy", "cv2", "PIL", "fastapi", "sqlalchemy", "av"}
    code = f"import sys, dreamwindow.client; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"
