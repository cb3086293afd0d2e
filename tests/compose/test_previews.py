"""A picture that takes a server long is seen in the window while it is made."""

from __future__ import annotations

import base64
from pathlib import Path

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.server import ServerConfig
from dreamwindow.imaging.codec import decode_image
from dreamwindow.server.app import create_app
from tests.compose.test_waiting import config
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.running import Pace
from tests.server.asgi_socket import HELLO, connected


async def test_the_first_picture_is_seen_while_it_is_made(tmp_path: Path) -> None:
    async with ComfyUIServer(pace=Pace(step_s=0.3, previews=True)) as server:
        loaded = config(server.url, tmp_path, num_inference_steps=5, mode="img2img")
        async with DreamAct(loaded, DreamOptions()) as act, connected(create_app(act, ServerConfig())) as viewer:
            viewer.say(HELLO)
            await viewer.hear_of("welcome")
            await act.start()
            told, progress = None, None
            while not isinstance(message := await viewer.hear(), bytes):
                told = message if message["type"] == "preview" else told
                progress = (message["progress"] if message["type"] == "status" else None) or progress
            assert told is not None
            assert 0 < told["fraction"] < 1
            assert decode_image(base64.b64decode(told["image"].partition(",")[2])).shape == (64, 64, 3)
            assert progress is not None
            assert 0 < progress < 1
