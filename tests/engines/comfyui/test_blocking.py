"""The synchronous face, as a script uses it: on a server in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from dreamwindow.engines.comfyui.blocking import BlockingComfyUIClient
from dreamwindow.errors import EngineUnavailable, InvalidRecipe
from dreamwindow.imaging.codec import decode_image
from tests.engines.comfyui.recipes import QUICK, expected, txt2img, workflow
from tests.engines.comfyui.server.comfyui import ComfyUIServer


class _Serving:
    """A server with a loop of its own."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="test server")

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        async with ComfyUIServer() as server:
            self.url = server.url
            self._ready.set()
            await self._stop.wait()

    def __enter__(self) -> _Serving:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture
def url() -> Iterator[str]:
    with _Serving() as serving:
        yield serving.url


def test_a_script_gets_its_picture(url: str) -> None:
    with BlockingComfyUIClient(url, QUICK) as client:
        (png,) = client.generate(workflow(txt2img()), timeout_s=10)
    assert np.array_equal(decode_image(png), expected(txt2img()))


def test_each_call_by_itself(url: str) -> None:
    with BlockingComfyUIClient(url, QUICK) as client:
        assert client.get_system_stats().version == "0.3.64"
        assert "KSampler" in client.object_info("KSampler")
        queued = client.queue_prompt(workflow(txt2img(), end="PreviewImage").graph)
        run = client.wait_for_completion(queued.prompt_id, timeout_s=10)
        (png,) = client.get_output_images(run)
        assert client.get_history(queued.prompt_id) is not None
        assert client.get_queue().pending == ()
        ref = client.upload_image(png, "a.png")
        assert client.view(ref) == png
        client.delete([])
        client.interrupt()
        client.free()


def test_what_goes_wrong_is_raised(url: str) -> None:
    broken = workflow(txt2img())
    broken.graph.add("NoSuchNode")
    with BlockingComfyUIClient(url, QUICK) as client, pytest.raises(InvalidRecipe, match="NoSuchNode"):
        client.generate(broken)


def test_a_server_that_is_not_there_is_told_of() -> None:
    with BlockingComfyUIClient("http://127.0.0.1:9", QUICK) as client, pytest.raises(EngineUnavailable):
        client.get_system_stats()
