from __future__ import annotations

import asyncio

import httpx
import pytest

from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.imaging.codec import decode_image
from tests.clock import VirtualClock
from tests.server.asgi_stream import BOUNDARY, streaming
from tests.server.conftest import MakeApp
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@pytest.mark.parametrize("extension", TYPES)
async def test_a_still_is_the_frame_on_show(http: httpx.AsyncClient, act: ToyAct, extension: str) -> None:
    await act.show(1)
    shown = await act.show(2)
    answer = await http.get(f"/current.{extension}")
    assert answer.headers["content-type"] == TYPES[extension]
    assert abs(decode_image(answer.content).astype(int) - shown.frame.pixels).max() <= 2


@pytest.mark.parametrize("extension", TYPES)
async def test_before_the_first_frame(http: httpx.AsyncClient, extension: str) -> None:
    assert_problem(await http.get(f"/current.{extension}"), 503, "engine-unavailable")


async def test_a_format_that_is_not_made(http: httpx.AsyncClient, act: ToyAct) -> None:
    await act.show(1)
    assert_problem(await http.get("/current.gif"), 404, "not-found")


@pytest.mark.parametrize(
    "validator",
    [
        {"If-None-Match": "{ETag}"},
        {"If-None-Match": '"other", W/{ETag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "{Last-Modified}"},
    ],
)
async def test_a_known_picture_is_not_sent_again(
    http: httpx.AsyncClient, act: ToyAct, validator: dict[str, str]
) -> None:
    await act.show(1)
    first = await http.get("/current.jpg")
    assert first.headers["cache-control"] == "no-cache"
    tags = {name: first.headers[name] for name in ("ETag", "Last-Modified")}
    again = await http.get("/current.jpg", headers={name: text.format(**tags) for name, text in validator.items()})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tags["ETag"])


@pytest.mark.parametrize(
    "validator",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00"},
    ],
)
async def test_an_unknown_picture_is_sent(http: httpx.AsyncClient, act: ToyAct, validator: dict[str, str]) -> None:
    await act.show(1)
    assert (await http.get("/current.jpg", headers=validator)).status_code == 200


async def test_each_frame_and_format_has_a_tag_of_its_own(http: httpx.AsyncClient, act: ToyAct) -> None:
    tags = set()
    for number in (1, 2):
        await act.show(number)
        tags |= {(await http.head(f"/current.{extension}")).headers["etag"] for extension in TYPES}
    assert len(tags) == 6


async def test_a_head_of_the_stream_ends(http: httpx.AsyncClient) -> None:
    answer = await http.head("/stream.mjpeg")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == f"multipart/x-mixed-replace; boundary={BOUNDARY.decode()}"


async def test_the_stream_begins_with_the_frame_on_show(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    await act.show(1)
    shown = await act.show(2)
    async with streaming(make_app(clock=virtual_clock)) as viewer:
        assert await viewer.picture() == await act.encoder.encode(shown.frame, "jpeg")


async def test_a_stalled_stream_misses_frames_and_then_gets_the_newest(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    app = make_app(clock=virtual_clock)
    async with streaming(app) as stalled, streaming(app) as lively:
        newest = await act.show(1)
        for viewer in (stalled, lively):
            await viewer.picture()
        stalled.reading.clear()
        for number in range(2, 31):
            newest = await act.show(number)
            assert await lively.picture() == await act.encoder.encode(newest.frame, "jpeg")
        assert act.encoder.encodes == 30
        stalled.reading.set()
        await stalled.picture()
        assert await stalled.picture() == await act.encoder.encode(newest.frame, "jpeg")


async def test_a_viewer_that_goes_is_forgotten(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    app = make_app(clock=virtual_clock)
    async with streaming(app) as viewer:
        await act.show(1)
        await viewer.picture()
        assert (act.fanout.watchers, app.state.context.doors.inside) == (1, 1)
    assert (act.fanout.watchers, app.state.context.doors.inside) == (0, 0)


async def test_the_stream_is_finished_when_the_server_closes(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    app = make_app(clock=virtual_clock)
    async with streaming(app) as viewer:
        await act.show(1)
        await viewer.picture()
        app.state.context.doors.close()
        async with asyncio.timeout(1):
            await viewer.ended.wait()
        assert viewer.finished


async def test_streams_count_as_sockets(make_app: MakeApp, virtual_clock: VirtualClock, act: ToyAct) -> None:
    app = make_app(ServerConfig(limits=ServerLimits(sockets_per_address=1)), virtual_clock)
    async with streaming(app) as first:
        await act.show(1)
        await first.picture()
        async with streaming(app) as second:
            await second.ended.wait()
            assert second.status == 429
